"""The two tests against R, against their formulas, and against every test that the report prints."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from fremskudt.analysis.comparisons import TooSmallError, pearson_chi2, t_test
from fremskudt.analysis.counts import Counts
from fremskudt.analysis.results import Source

SOURCE = Source("0" * 64, "progression", ("item",), "test")


def counted(table: list[list[int]], base: list[list[int]] | None = None) -> Counts:
    cells = np.array(table, np.int64)
    bases = np.repeat(cells.sum(axis=1)[:, None], cells.shape[1], axis=1) if base is None else np.array(base, np.int64)
    names = tuple(f"Besvarelse {row + 1}" for row in range(len(table)))
    return Counts(names, tuple("abcdefgh"[: cells.shape[1]]), cells, bases, tuple(bases.max(axis=1).tolist()), SOURCE)


def test_chi2_agrees_with_r_on_two_by_three() -> None:
    # > M <- as.table(rbind(c(762, 327, 468), c(484, 239, 477)))
    # > chisq.test(M, correct = FALSE)
    # X-squared = 30.07, df = 2, p-value = 2.954e-07
    test = pearson_chi2(counted([[762, 327, 468], [484, 239, 477]]))
    assert test.statistic == pytest.approx(30.07, abs=0.005)
    assert test.df == 2
    assert test.p == pytest.approx(2.954e-07, rel=1e-3)
    assert test.n == 2757


def test_chi2_has_no_continuity_correction() -> None:
    # > x <- matrix(c(12, 5, 7, 7), ncol = 2)
    # > chisq.test(x)$p.value
    # [1] 0.4233            with R's correction, which the report did not use
    table = [[12, 7], [5, 7]]
    assert stats.chi2_contingency(table, correction=True).pvalue == pytest.approx(0.4233, abs=5e-5)
    test = pearson_chi2(counted(table))
    assert test.statistic == pytest.approx(31 * (12 * 7 - 7 * 5) ** 2 / (19 * 12 * 17 * 14))
    assert test.p == pytest.approx(0.2415, abs=5e-5)


def test_student_t_agrees_with_r_on_its_sleep_data() -> None:
    # > t.test(extra ~ group, data = sleep, var.equal = TRUE)
    # t = -1.8608, df = 18, p-value = 0.07919
    first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    test = t_test(first, second, ("1", "2"), SOURCE)
    assert test.statistic == pytest.approx(-1.8608, abs=5e-5)
    assert (test.df, test.n, test.groups) == (18, 20, ("1", "2"))
    assert test.p == pytest.approx(0.07919, abs=5e-6)
    assert test.printed() == "t(18) = -1,8608; p = 0,079"


tables = st.integers(2, 5).flatmap(
    lambda columns: st.lists(st.lists(st.integers(1, 60), min_size=columns, max_size=columns), min_size=2, max_size=6)
)


@given(tables)
def test_chi2_is_the_formula(table: list[list[int]]) -> None:
    cells = np.array(table, float)
    expected = cells.sum(axis=1, keepdims=True) * cells.sum(axis=0) / cells.sum()
    test = pearson_chi2(counted(table))
    assert test.statistic == pytest.approx(float(((cells - expected) ** 2 / expected).sum()), abs=1e-9)
    assert test.df == (len(table) - 1) * (len(table[0]) - 1)


@given(st.lists(st.integers(0, 100), min_size=2, max_size=30), st.lists(st.integers(0, 100), min_size=2, max_size=30))
def test_t_is_the_formula_and_turns_with_the_groups(first: list[int], second: list[int]) -> None:
    a, b = np.array(first, float), np.array(second, float)
    if np.ptp(a) == 0 and np.ptp(b) == 0:
        return
    pooled = (a.var() * len(a) + b.var() * len(b)) / (len(a) + len(b) - 2)
    statistic = (a.mean() - b.mean()) / np.sqrt(pooled * (1 / len(a) + 1 / len(b)))
    assert t_test(a, b, ("a", "b"), SOURCE).statistic == pytest.approx(statistic, abs=1e-8)
    assert t_test(b, a, ("b", "a"), SOURCE).p == pytest.approx(t_test(a, b, ("a", "b"), SOURCE).p)


def test_every_test_of_the_report_follows_from_its_counts(published: dict[str, Any]) -> None:
    figures = [f for f in published["figures"] if f.get("test", {}) and f["test"]["kind"] == "pearson_chi2"]
    assert len(figures) == 24
    for figure in figures:
        test = pearson_chi2(counted(figure["counts"]["table"]))
        printed = figure["test"]
        assert (round(test.statistic or 0, 4), test.df, round(test.p, 3)) == (
            printed["chi2"], printed["df"], printed["p"]
        ), figure["id"]  # fmt: skip


def test_chi2_an_empty_row_or_column_does_not_count() -> None:
    whole, with_holes = counted([[5, 9], [8, 3]]), counted([[5, 0, 9], [0, 0, 0], [8, 0, 3]])
    assert pearson_chi2(with_holes).statistic == pearson_chi2(whole).statistic
    assert pearson_chi2(with_holes).df == 1
    assert pearson_chi2(with_holes).groups == ("Besvarelse 1", "Besvarelse 3")


@pytest.mark.parametrize("table", [[[5, 9]], [[5], [9]], [[5, 9], [0, 0]], [[0, 4], [0, 5]], [[0, 0], [0, 0]]])
def test_chi2_too_little_to_compare_is_refused(table: list[list[int]]) -> None:
    with pytest.raises(TooSmallError, match="mindst to rækker og to kolonner"):
        pearson_chi2(counted(table))


def test_chi2_overlapping_columns_are_refused() -> None:
    with pytest.raises(ValueError, match="exclude each other"):
        pearson_chi2(counted([[8, 7], [3, 6]], base=[[10, 10], [9, 9]]))


@pytest.mark.parametrize(("a", "b"), [([1], [1, 2]), ([3, 3], [3, 3]), ([], [1, 2])])
def test_t_too_little_to_compare_is_refused(a: list[float], b: list[float]) -> None:
    with pytest.raises(TooSmallError):
        t_test(a, b, ("a", "b"), SOURCE)


def test_t_a_missing_value_is_refused() -> None:
    with pytest.raises(ValueError, match="must be a number"):
        t_test([1.0, float("nan"), 3.0], [1.0, 2.0], ("a", "b"), SOURCE)
