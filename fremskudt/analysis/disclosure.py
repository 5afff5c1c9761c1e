"""The one door between counted numbers and anything a person sees (the report's own rule in its first form)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from fremskudt.analysis.change import Means
from fremskudt.analysis.counts import Counts
from fremskudt.analysis.plan import Figure
from fremskudt.analysis.results import Source, TestResult

Measure = Literal["pct", "count", "index", "mean"]
Kind = Literal["distribution", "multiple", "battery", "counts", "index", "means", "table", "statement"]


class Suppressed:
    """A number that is withheld. It is never 0, and no arithmetic can be done with it."""

    def __repr__(self) -> str:
        return "–"


SUPPRESSED = Suppressed()


@dataclass(frozen=True)
class ProtectedFigure:
    """A figure or table after disclosure control: rows are `groups`, columns are `categories`.

    `values` holds the numbers in `measure` (pct 0-100, count, index with first = 100, mean in the item's unit),
    unrounded; `counts` the integers behind percentages (None for index and means); `n` the base of each row.
    """

    id: str
    number: str
    chapter: str
    title: str
    question: str
    kind: Kind
    measure: Measure
    unit: str
    base_note: str
    groups: tuple[str, ...]
    categories: tuple[str, ...]
    n: tuple[int | Suppressed, ...]
    counts: tuple[tuple[int | Suppressed, ...], ...] | None
    values: tuple[tuple[float | Suppressed, ...], ...]
    test: TestResult | None
    notes: tuple[str, ...]
    source: Source
    multiple: bool = False
    panel: "ProtectedFigure | None" = None

    @property
    def withheld(self) -> bool:
        """True when at least one number of the figure is hidden."""
        return any(isinstance(value, Suppressed) for row in self.values for value in row)


Hidden: TypeAlias = NDArray[np.bool_]
Shown: TypeAlias = float | Suppressed
MEASURES: dict[str, Measure] = {"counts": "count", "table": "count", "index": "index", "means": "mean"}


def protect(
    figure: Figure,
    measured: Counts | Means,
    *,
    threshold: int,
    test: TestResult | None = None,
    panel: ProtectedFigure | None = None,
) -> ProtectedFigure:
    """What may be shown of one figure: the report's own rule, "fewest observations per answer category", and no more.

    A count k with 0 < k < threshold is SUPPRESSED, and so is its percentage; 0 is shown. A row whose base is that small
    is withheld whole, its n too. With `withhold: group` one small cell withholds the row and its n. A mean or index is
    withheld when fewer than `threshold` answers are behind it. A percentage or mean of no answers does not exist: it is
    SUPPRESSED too, and a note says so. Percentages are worked out from counts that have passed the rule.

    This is primary protection only. It does not stop anyone from working a hidden number out from a total, another
    figure or a test, and a test is shown as it was computed, withheld rows included; its N, from which the n of a
    withheld row would follow at once, is left out then.
    """
    if isinstance(measured, Means):
        values = measured.index() if figure.kind == "index" else measured.mean
        few: Hidden = (measured.n > 0) & (measured.n < threshold)
        small = few | (few[:1] & (figure.kind == "index"))  # an index is also about its first point
        gone: Hidden = np.logical_and.reduce(few, axis=1)
        counts, bases = None, measured.n
    else:
        small, gone = _hidden(figure, measured, threshold)
        counts, bases = _shown(measured.table, small), measured.base
        values = _values(figure, measured)
    hidden = small | ~np.isfinite(values)
    n = tuple(SUPPRESSED if small else int(row.max(initial=0)) for small, row in zip(gone.tolist(), bases, strict=True))
    return ProtectedFigure(
        id=figure.id,
        number=figure.number,
        chapter=figure.chapter,
        title=figure.title,
        question=figure.question,
        kind=figure.kind,
        measure=MEASURES.get(figure.kind, "pct"),
        unit=figure.unit,
        base_note=" ".join(filter(None, [figure.base_note, _uneven(measured, bases, hidden)])),
        groups=measured.groups,
        categories=measured.categories,
        n=n,
        counts=None if counts is None else tuple(tuple(_whole(cell) for cell in row) for row in counts),
        values=_shown(values, hidden),
        test=replace(test, n=None) if test and gone.any() else test,
        notes=(*figure.notes, *_withheld(figure, measured.groups, small, gone, threshold), *_empty(measured, bases)),
        source=measured.source,
        multiple=figure.kind == "multiple",
        panel=panel,
    )


def _hidden(figure: Figure, counts: Counts, threshold: int) -> tuple[Hidden, Hidden]:
    """Which cells are hidden, and which rows wholly, their n included."""
    small: Hidden = (counts.table > 0) & (counts.table < threshold)
    if figure.columns:
        small &= np.array([column.count != "waves" for column in figure.columns])  # a number of waves is no one's
    small |= (counts.base > 0) & (counts.base < threshold)
    n = counts.base.max(axis=1, initial=0)
    gone: Hidden = (n > 0) & (n < threshold)
    if figure.withhold == "group":
        gone |= small.any(axis=1)
    return small | gone[:, None], gone


def _values(figure: Figure, counts: Counts) -> NDArray[np.float64]:
    """Percentages (nan of no answers), or the counts themselves."""
    if MEASURES.get(figure.kind) == "count":
        return counts.table.astype(np.float64)
    nothing = np.full(counts.table.shape, np.nan)
    shares: NDArray[np.float64] = np.divide(100.0 * counts.table, counts.base, out=nothing, where=counts.base > 0)
    return shares


def _shown(values: NDArray[np.int64] | NDArray[np.float64], hidden: Hidden) -> tuple[tuple[Shown, ...], ...]:
    return tuple(
        tuple(SUPPRESSED if out else value for value, out in zip(row, covers, strict=True))
        for row, covers in zip(values.tolist(), hidden.tolist(), strict=True)
    )


def _whole(cell: Shown) -> int | Suppressed:
    return cell if isinstance(cell, Suppressed) else int(cell)


def _uneven(measured: Counts | Means, bases: NDArray[np.int64], hidden: Hidden) -> str:
    """One sentence with the base of each number, when the numbers of a row do not have the same."""
    if not (bases != bases[:, :1]).any():
        return ""
    parts = []
    for group, row, covers in zip(measured.groups, bases.tolist(), hidden.tolist(), strict=True):
        shown = [str(n) if not out else "–" for n, out in zip(row, covers, strict=True)]
        if len(set(row)) > 1:
            parts.append(f"{group}: {', '.join(shown)}")
    return f"Antal svar bag tallene, i kolonnernes rækkefølge: {'; '.join(parts)}."


def _withheld(figure: Figure, groups: Sequence[str], small: Hidden, gone: Hidden, threshold: int) -> tuple[str, ...]:
    """Sentences that say what is not shown, and why."""
    rows = [group for group, out in zip(groups, gone.tolist(), strict=True) if out]
    sentences = []
    if rows:
        sentences.append(
            f"{' og '.join(rows)} er ikke vist, fordi mindst ét tal bygger på færre end {threshold} {figure.unit}."
        )
    if small[~gone].any():
        sentences.append(f"Tal, der bygger på færre end {threshold} {figure.unit}, er ikke vist (–).")
    return tuple(sentences)


def _empty(measured: Counts | Means, bases: NDArray[np.int64]) -> tuple[str, ...]:
    """A sentence about rows without any answer."""
    rows = [group for group, row in zip(measured.groups, bases, strict=True) if not row.any()]
    return (f"Der er ingen svar i {', '.join(rows)}.",) if rows else ()
