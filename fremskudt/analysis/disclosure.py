"""The one door between counted numbers and anything a person sees (the report's own rule in its first form)."""

from dataclasses import dataclass
from typing import Literal

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

    `values` holds the numbers in `measure` (pct 0-100, count, index with first = 100, mean in the item's unit), unrounded;
    `counts` the integers behind percentages (None for index and means); `n` the base of each row.
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
