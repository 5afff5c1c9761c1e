"""What an evaluation report consists of, before it is set as PDF, Word or HTML."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from fremskudt.analysis.disclosure import ProtectedFigure

_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip


class ChapterText(Protocol):
    """A chapter of a plan: its number, title and text; an empty line in the text begins a new paragraph."""

    @property
    def number(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...


class FindingText(Protocol):
    """Something found in the data: what it is, where, and why it matters, in Danish sentences."""

    @property
    def code(self) -> str: ...
    @property
    def where(self) -> str: ...
    @property
    def what(self) -> str: ...
    @property
    def why_it_matters(self) -> str: ...


@dataclass(frozen=True)
class Basis:
    """What the numbers rest on: the extract (sha256), the code and the plan that made them."""

    extract: str
    code_version: str
    plan: str
    plan_version: str

    def __str__(self) -> str:
        return f"Udtræk {self.extract[:8]} · kode {self.code_version} · plan {self.plan}, version {self.plan_version}"


@dataclass(frozen=True)
class Report:
    """A whole report. Figures stand in the chapter with their number; appendix tables and the rest come last.

    `notice` is set in a box on the front page (for instance that the data are constructed); `reproduction` counts the
    published numbers by outcome (words, how many); `printed` holds what does not agree in the published report itself.
    Both are left out when empty.
    """

    title: str
    subtitle: str
    organisation: str
    dated: date
    chapters: tuple[ChapterText, ...]
    figures: tuple[ProtectedFigure, ...]
    findings: tuple[FindingText, ...]
    method: tuple[str, ...]
    basis: Basis
    notice: str = ""
    printed: tuple[FindingText, ...] = ()
    reproduction: tuple[tuple[str, int], ...] = ()

    @property
    def danish_date(self) -> str:
        """The date in words, e.g. `4. november 2026`."""
        return f"{self.dated.day}. {_MONTHS[self.dated.month - 1]} {self.dated.year}"
