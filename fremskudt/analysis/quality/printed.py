"""Numbers as a report prints them: plain values, with the N that stands beside them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class PrintedNumber:
    """One number with the row and column it stands for. `printed` is the text of the report (decimal comma)."""

    group: str
    category: str
    printed: str
    measure: str
    about: bool = False  # printed as "omkring" (about), so a rounding of its own

    @property
    def value(self) -> Decimal:
        """The number itself."""
        return Decimal(self.printed.replace(",", "."))

    @property
    def decimals(self) -> int:
        """How many decimals are printed."""
        return len(self.printed.partition(",")[2])


@dataclass(frozen=True)
class PrintedTest:
    """A chi-squared test as printed."""

    statistic: float
    df: int
    p: float


@dataclass(frozen=True)
class PrintedFigure:
    """One figure or table as printed. `n` holds the printed N of each row that has one; inferred Ns are left out.

    `total_n` is the N of the figure as a whole, `rows` and `columns` what is shown (rows that the report withholds are
    not among them).
    """

    id: str
    title: str
    form: str
    unit: str
    numbers: tuple[PrintedNumber, ...]
    n: Mapping[str, int]
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    total_n: int | None = None
    test: PrintedTest | None = None

    @property
    def name(self) -> str:
        """What a Danish sentence begins with to name it: Figur 4.6, Bilagstabel 1.1, Afsnit 3.3.1."""
        kind, _, number = self.id.partition("-")
        words = {"fig": "figur", "tab": "tabel", "bilagstabel": "bilagstabel", "prose": "afsnit"}
        return f"{words.get(kind, kind)} {re.sub('-.*', '', number)}".capitalize()


def printed_figures(published: Mapping[str, Any]) -> tuple[PrintedFigure, ...]:
    """The figures of a `published.json` (layout: the study's README). Panel numbers have an N of their own and are not
    read. Raises KeyError when the layout is another."""
    return tuple(_figure(raw) for raw in published["figures"])


def _figure(raw: Mapping[str, Any]) -> PrintedFigure:
    groups = raw.get("groups") or []
    shown = [group for group in groups if not group.get("suppressed")]
    test = raw.get("test") or {}
    return PrintedFigure(
        id=raw["id"],
        title=raw["title"],
        form=raw.get("form") or "",
        unit=raw["unit"],
        numbers=_numbers(raw.get("published") or []),
        n={group["label"]: group["n"] for group in shown if group.get("n") and not group.get("n_inferred")},
        rows=tuple(group["label"] for group in shown),
        columns=tuple(raw.get("categories") or raw.get("columns") or ()),
        total_n=raw.get("total_n") or (groups[0].get("n") if len(groups) == 1 else None),
        test=PrintedTest(test["chi2"], test["df"], test["p"]) if "chi2" in test else None,
    )


def _numbers(entries: Sequence[Mapping[str, Any]]) -> tuple[PrintedNumber, ...]:
    return tuple(
        PrintedNumber(
            entry["group"], entry["category"], entry["printed"], entry["measure"],
            about=str(entry.get("note", "")).startswith("omkring"),
        )
        for entry in entries
    )  # fmt: skip
