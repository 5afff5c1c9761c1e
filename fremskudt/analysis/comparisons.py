"""The report's two tests, as it did them. Each result says what was compared, on how many, and from which extract."""

from collections.abc import Sequence

import numpy as np
from scipy import stats

from fremskudt.analysis.change import Numbers
from fremskudt.analysis.counts import Counts
from fremskudt.analysis.results import Source, TestResult

REPEATED = (
    "Testen regner alle besvarelser som uafhængige, selv om de samme borgere svarer flere gange. "
    "Den kan derfor både overse en ændring og forveksle frafald med ændring."
)


class TooSmallError(ValueError):
    """There is too little to compare. The text is Danish and says what is missing."""


def pearson_chi2(counts: Counts, note: str = "") -> TestResult:
    """Pearson's chi-squared test of independence between the rows and columns of a table of counts.

    Statistic: the sum over cells of (O - E)^2 / E with E = row total x column total / N, without continuity correction;
    df = (rows - 1)(columns - 1); p from the chi-squared distribution. A row or column without any observation is left
    out first (its E is 0), so df counts only what is there; `groups` names the rows that entered. `n` is the sum of the
    table. Small expected counts are not refused: the report did not.

    Raises TooSmallError when fewer than two rows or columns are left. ValueError when the columns overlap (their sum is
    more than the base), since a person then stands in several cells. Source: Pearson 1900; scipy chi2_contingency.
    """
    if (counts.table.sum(axis=1) > counts.base.max(axis=1, initial=0)).any():
        raise ValueError("chi-squared needs columns that exclude each other")
    kept_rows, kept_columns = counts.table.sum(axis=1) > 0, counts.table.sum(axis=0) > 0
    table = counts.table[kept_rows][:, kept_columns]
    if min(table.shape) < 2:
        raise TooSmallError("χ²-testen kræver svar i mindst to rækker og to kolonner.")
    statistic, p, df, _ = stats.chi2_contingency(table, correction=False)
    groups = tuple(group for group, kept in zip(counts.groups, kept_rows.tolist(), strict=True) if kept)
    return TestResult(
        "pearson_chi2", float(statistic), float(df), float(p), int(table.sum()), groups, note, counts.source
    )


def t_test(
    a: Sequence[float] | Numbers, b: Sequence[float] | Numbers, groups: tuple[str, str], source: Source
) -> TestResult:
    """Student's t-test of equal means in two independent groups, with the variance taken to be the same in both.

    `a` and `b` hold one number per observation, without missing values; `groups` names them in that order. Two-sided p,
    df = len(a) + len(b) - 2; `n` is both groups together. A positive statistic means that `a` has the larger mean.

    Raises TooSmallError with fewer than two observations in a group or when nothing varies, ValueError when a value is
    not a number. Source: Student 1908; scipy ttest_ind_from_stats(equal_var=True).
    """
    first, second = np.asarray(a, np.float64), np.asarray(b, np.float64)
    if min(len(first), len(second)) < 2:
        raise TooSmallError("t-testen kræver mindst to svar i hver gruppe.")
    if not np.isfinite(np.concatenate([first, second])).all():
        raise ValueError(f"t-test of {groups}: every value must be a number")
    if np.ptp(first) == 0 and np.ptp(second) == 0:
        raise TooSmallError("t-testen kræver, at svarene ikke alle er ens.")
    result = stats.ttest_ind_from_stats(*_moments(first), *_moments(second), equal_var=True)
    note = "Students t-test med samme varians i de to grupper."
    n = len(first) + len(second)
    return TestResult("t_test", float(result.statistic), float(n - 2), float(result.pvalue), n, groups, note, source)


def _moments(values: Numbers) -> tuple[float, float, int]:
    return float(values.mean()), float(values.std(ddof=1)), len(values)
