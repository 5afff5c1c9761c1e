"""Protected figures as tables, and the lines of text that stand with them: one model for page, Word, PDF and CSV."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from fremskudt.analysis.disclosure import Measure, ProtectedFigure, Suppressed
from fremskudt.analysis.results import TestResult, danish

HIDDEN = "–"
HIDDEN_NOTE = "En tankestreg (–) betyder, at tallet ikke vises, fordi det bygger på for få."

_CONTENT = {
    "pct": "Procent, antal i parentes",
    "count": "Antal",
    "index": "Indeks, hvor den første gruppe er 100",
    "mean": "Gennemsnit",
}
_TESTS = {"pearson_chi2": "Pearsons χ²-test", "t_test": "t-test"}
_CSV_HEAD = (
    "figur", "titel", "udsnit", "række", "n", "enhed", "kategori", "mål", "værdi", "antal", "vises", "kilde",
)  # fmt: skip
_CSV_MEASURE = {"pct": "procent", "count": "antal", "index": "indeks", "mean": "gennemsnit"}
_MANY = 8


@dataclass(frozen=True)
class Cell:
    """One number as printed: `text` in the table's measure, `count` behind a percentage (empty for other measures)."""

    text: str
    count: str = ""

    @property
    def hidden(self) -> bool:
        return self.text == HIDDEN

    def __str__(self) -> str:
        return f"{self.text} ({self.count})" if self.count else self.text


@dataclass(frozen=True)
class Row:
    """A named row; as many cells as the table has columns."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A table ready to be set: `corner` heads the row names, `content` says what the numbers are."""

    figure: str
    caption: str
    content: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]


def table(figure: ProtectedFigure) -> Table:
    """The figure's numbers as printed: one decimal, half up, decimal comma; hidden ones as a dash.

    Groups are rows with their N first. The answers of one group, answers of which several may be given, and the series
    of an index are turned: answers are rows then, and N is the first row.
    """
    turned = len(figure.groups) == 1 or figure.kind in ("multiple", "index")
    columns, rows = _answers_as_rows(figure) if turned else _groups_as_rows(figure)
    corner = {"battery": "Udsagn", "table": "Opgørelse"}.get(figure.kind, "Svar" if turned else "Gruppe")
    notes = (HIDDEN_NOTE,) if any(cell.hidden for row in rows for cell in row.cells) else ()
    return Table(figure.id, figure.title, _CONTENT[figure.measure], corner, columns, rows, notes)


def _groups_as_rows(figure: ProtectedFigure) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    # The counts of an appendix table are themselves bases; a column N would say the same twice.
    first = () if figure.kind == "table" else ("N",)
    bases = _bases(figure)
    rows = (Row(group, (*bases[at : at + len(first)], *_cells(figure, at))) for at, group in enumerate(figure.groups))
    return (*first, *(name[:1].upper() + name[1:] for name in figure.categories)), tuple(rows)


def _answers_as_rows(figure: ProtectedFigure) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    by_group = [_cells(figure, at) for at in range(len(figure.groups))]
    rows = (Row(name, tuple(cells[at] for cells in by_group)) for at, name in enumerate(figure.categories))
    return figure.groups, (Row("N", _bases(figure)), *rows)


def _bases(figure: ProtectedFigure) -> tuple[Cell, ...]:
    return tuple(Cell(written(n, "count")) for n in figure.n)


def _cells(figure: ProtectedFigure, group: int) -> tuple[Cell, ...]:
    values = figure.values[group]
    if figure.measure != "pct" or figure.counts is None:
        return tuple(Cell(written(value, figure.measure)) for value in values)
    return tuple(
        Cell(HIDDEN) if isinstance(value, Suppressed) else Cell(written(value, "pct"), written(count, "count"))
        for value, count in zip(values, figure.counts[group], strict=True)
    )


def written(value: float | Suppressed, measure: Measure) -> str:
    """A number as it stands in a table: whole for counts, one decimal else, a dash when it is hidden."""
    if isinstance(value, Suppressed):
        return HIDDEN
    return danish(value, 0 if measure == "count" else 1)


def label(figure: ProtectedFigure) -> str:
    """What the figure is called: `Figur 4.15`, `Bilagstabel 1.1`; a number that has a word in it stands as it is."""
    if not figure.number[:1].isdigit():
        return figure.number
    word = {"table": "Bilagstabel", "statement": "Tal i teksten"}.get(figure.kind, "Figur")
    return f"{word} {figure.number}"


def lines_below(figure: ProtectedFigure) -> tuple[str, ...]:
    """The lines below a figure, in order: base, test, notes, source; in Danish."""
    test = () if figure.test is None else (_test_line(figure.test),)
    return (_base_line(figure), *test, *figure.notes, source_line(figure))


def source_line(figure: ProtectedFigure) -> str:
    """Where the numbers come from, e.g. `Kilde: udtræk ab12cd34 · kode 0.1.0 · skema progression`."""
    source = figure.source
    return f"Kilde: udtræk {source.extract[:8]} · kode {source.code_version} · skema {source.instrument}"


def _base_line(figure: ProtectedFigure) -> str:
    bases = [written(n, "count") for n in figure.n]
    if figure.kind == "table":
        counted = f"Tallene er {figure.unit}."
    elif len(set(bases)) == 1:
        counted = f"N = {bases[0]} {figure.unit}{' i hver række' if len(bases) > 1 else ''}."
    elif len(bases) <= _MANY:
        counted = f"N = {', '.join(bases[:-1])} og {bases[-1]} {figure.unit}."
    else:
        counted = f"N står ved hver række; enheden er {figure.unit}."
    return f"{counted} {figure.base_note}".strip()


def _test_line(test: TestResult) -> str:
    between = f" mellem {test.groups[0]} og {test.groups[1]}" if len(test.groups) == 2 else ""
    base = "" if test.n is None else f" (N = {test.n} {test.unit})"
    return f"{_TESTS.get(test.method, test.method)}{between}: {test.printed()}{base}. {test.note}".strip()


def csv_text(*figures: ProtectedFigure) -> str:
    """The numbers as printed, one line for each cell, for a spreadsheet: BOM, semicolon, decimal comma, CRLF.

    Hidden numbers are empty with `nej` in the column `vises`. A text that a spreadsheet would run as a formula gets an
    apostrophe in front. Panels follow their figure.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_CSV_HEAD)
    writer.writerows(chain.from_iterable(_csv_rows(figure) for figure in figures))
    return "\ufeff" + out.getvalue()


def _csv_rows(figure: ProtectedFigure, part: str = "alle") -> Iterator[list[str]]:
    start = [_safe(label(figure)), _safe(figure.title), part]
    for at, group in enumerate(figure.groups):
        base = [_safe(group), _shown(written(figure.n[at], "count")), _safe(figure.unit)]
        for category, cell in zip(figure.categories, _cells(figure, at), strict=True):
            numbers = [_shown(cell.text), _shown(cell.count), "nej" if cell.hidden else "ja"]
            yield [*start, *base, _safe(category), _CSV_MEASURE[figure.measure], *numbers, _safe(source_line(figure))]
    if figure.panel is not None:
        yield from _csv_rows(figure.panel, "svaret alle gange")


def _safe(text: str) -> str:
    one_line = " ".join(text.split())
    if one_line[:1] in ("=", "+", "-", "@"):
        return f"'{one_line}"
    # A spreadsheet reads the answer 7-10 as the seventh of October; with a dash it is left alone.
    return re.sub(r"^(\d+)-(\d+)$", r"\1–\2", one_line)


def _shown(number: str) -> str:
    return "" if number == HIDDEN else number
