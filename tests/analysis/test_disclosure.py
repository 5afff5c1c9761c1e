"""No small count gets through the door, and what is withheld is never a number."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fremskudt.analysis.change import Means
from fremskudt.analysis.counts import Counts
from fremskudt.analysis.disclosure import SUPPRESSED, ProtectedFigure, Suppressed, protect
from fremskudt.analysis.plan import Figure, Measurement
from fremskudt.analysis.results import Source

SOURCE = Source("0" * 64, "progression", ("item",), "test")
FIGURE = Figure("f", "1", "1", "Titel", "", "distribution", "progression", "borgere")


def counts_of(table: list[list[int]], base: list[list[int]] | None = None) -> Counts:
    cells = np.array(table, np.int64)
    bases = np.repeat(cells.sum(axis=1)[:, None], cells.shape[1], axis=1) if base is None else np.array(base, np.int64)
    rows = tuple(f"Række {number}" for number in range(1, len(table) + 1))
    return Counts(rows, tuple("abcdefgh"[: cells.shape[1]]), cells, bases, tuple(bases.max(axis=1).tolist()), SOURCE)


def shown(table: list[list[int]], base: list[list[int]] | None = None, **changes: Any) -> ProtectedFigure:
    return protect(replace(FIGURE, **changes), counts_of(table, base), threshold=3)


def test_disclosure_a_small_count_and_its_percentage_are_withheld_and_zero_is_not() -> None:
    figure = shown([[5, 2, 0], [4, 3, 3]])
    assert figure.counts == ((5, SUPPRESSED, 0), (4, 3, 3))
    assert figure.values[0] == (pytest.approx(500 / 7), SUPPRESSED, 0.0)
    assert figure.n == (7, 10)
    assert figure.withheld
    assert figure.notes == ("Tal, der bygger på færre end 3 borgere, er ikke vist (–).",)


def test_disclosure_nothing_withheld_adds_no_note() -> None:
    figure = shown([[5, 3, 0]], notes=("En note.",))
    assert not figure.withheld
    assert figure.notes == ("En note.",)


def test_disclosure_withholding_a_group_takes_the_whole_row_and_its_n() -> None:
    figure = shown([[7, 6, 12], [2, 0, 5]], withhold="group")
    assert figure.n == (25, SUPPRESSED)
    assert figure.counts == ((7, 6, 12), (SUPPRESSED,) * 3)
    assert figure.values[1] == (SUPPRESSED,) * 3
    assert figure.notes == ("Række 2 er ikke vist, fordi mindst ét tal bygger på færre end 3 borgere.",)


def test_disclosure_a_small_base_hides_the_row_its_zeros_and_its_n() -> None:
    figure = shown([[0, 2], [4, 9]])
    assert (figure.n, figure.values[0]) == ((SUPPRESSED, 13), (SUPPRESSED, SUPPRESSED))


def test_disclosure_a_percentage_of_nothing_is_no_number() -> None:
    figure = shown([[0, 0], [4, 9]])
    assert figure.values[0] == (SUPPRESSED, SUPPRESSED)
    assert (figure.n, figure.counts) == ((0, 13), ((0, 0), (4, 9)))
    assert figure.notes == ("Der er ingen svar i Række 1.",)


def test_disclosure_a_withheld_number_cannot_be_counted_with() -> None:
    assert not isinstance(SUPPRESSED, int | float)
    assert SUPPRESSED != 0
    with pytest.raises(TypeError):
        SUPPRESSED + 1  # type: ignore[operator]


def test_disclosure_different_bases_in_a_row_are_said_and_small_ones_hidden() -> None:
    figure = shown([[62, 66, 1]], [[105, 103, 2]], kind="statement", base_note="Borgere med svar.")
    assert figure.base_note == (
        "Borgere med svar. Antal svar bag tallene, i kolonnernes rækkefølge: Række 1: 105, 103, –."
    )
    assert figure.values[0][2] is SUPPRESSED


def test_disclosure_a_number_of_rounds_is_about_no_one() -> None:
    columns = (Measurement("besvarelser", "responses"), Measurement("runder", "waves"))
    figure = shown([[107, 1], [2, 1]], [[107, 107], [2, 2]], kind="table", columns=columns)
    assert figure.counts == ((107, 1), (SUPPRESSED, SUPPRESSED))
    assert figure.measure == "count"


def means_of(mean: list[list[float]], n: list[list[int]]) -> Means:
    rows = tuple(f"Række {number}" for number in range(1, len(mean) + 1))
    return Means(rows, tuple("abc"[: len(mean[0])]), np.array(mean), np.array(n, np.int64), SOURCE)


def test_disclosure_a_mean_of_few_is_withheld() -> None:
    found = means_of([[4.5], [3.0], [np.nan]], [[9], [2], [0]])
    figure = protect(replace(FIGURE, kind="means"), found, threshold=3)
    assert (figure.values, figure.n, figure.counts) == (
        ((4.5,), (SUPPRESSED,), (SUPPRESSED,)),
        (9, SUPPRESSED, 0),
        None,
    )


def test_disclosure_an_index_on_a_withheld_first_point_is_withheld() -> None:
    found = means_of([[4.0, 2.0], [5.0, 3.0], [6.0, 4.0]], [[9, 2], [9, 9], [9, 1]])
    figure = protect(replace(FIGURE, kind="index"), found, threshold=3)
    assert figure.values == ((100.0, SUPPRESSED), (125.0, SUPPRESSED), (150.0, SUPPRESSED))
    assert figure.n == (9, 9, 9)


tables = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 9), min_size=width, max_size=width), min_size=1, max_size=5)
)


@given(tables, st.integers(2, 6), st.sampled_from(["cell", "group"]), st.sampled_from(["distribution", "counts"]))
def test_disclosure_no_small_number_ever_leaves(
    table: list[list[int]], threshold: int, withhold: Any, kind: Any
) -> None:
    figure = protect(replace(FIGURE, withhold=withhold, kind=kind), counts_of(table), threshold=threshold)
    assert figure.counts is not None
    small = range(1, threshold)
    for row, raw, n, values in zip(figure.counts, table, figure.n, figure.values, strict=True):
        assert not any(cell in small for cell in row if not isinstance(cell, Suppressed))
        assert isinstance(n, Suppressed) or n not in small
        hidden = [isinstance(cell, Suppressed) for cell in row]
        assert [cell for cell in row if not isinstance(cell, Suppressed)] == [
            cell for cell, out in zip(raw, hidden, strict=True) if not out
        ]
        assert all(isinstance(value, Suppressed) for value, out in zip(values, hidden, strict=True) if out)
        if withhold == "group" and any(cell in small for cell in raw):
            assert all(hidden)
            assert isinstance(n, Suppressed)
        if sum(raw) >= threshold and not any(cell in small for cell in raw):
            assert not any(hidden)
