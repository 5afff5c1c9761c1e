"""A file as rows of text, whatever program made it."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fremskudt.surveys.rules import csv_file, xlsx_file
from fremskudt.surveys.rules.cpr import CPR_FOUND, looks_like_cpr
from fremskudt.surveys.rules.problem import Problems, refuse

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 200_000
MAX_COLUMNS = 1_000
MAX_CELL = 1_000


@dataclass(frozen=True)
class Row:
    """One row: its number as Excel counts (the headers are row 1) and its cells without spaces around."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """The headers and the rows that hold something; every row has as many cells as there are headers."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]


def read_sheet(name: str, content: bytes) -> Sheet:
    """The file's rows. CSV (UTF-8, UTF-16 with a mark, Windows-1252; semicolon, comma, tab) or XLSX, told by content.

    Raises BadFileError when the file is empty, too large or not readable, when a row does not fit the headers, or when
    a cell holds a formula, something that looks like a CPR number, or more than 1 000 characters.
    """
    if looks_like_cpr(name):
        raise refuse("Filens navn indeholder noget, der ligner et CPR-nummer. Giv filen et andet navn.")
    if len(content) > MAX_BYTES:
        raise refuse("Filen fylder mere end 20 MB. Del den i flere filer.")
    if not content.strip():
        raise refuse("Filen er tom.")
    zipped = xlsx_file.is_zip(content)
    source = xlsx_file.rows(content, MAX_ROWS + 2) if zipped else csv_file.rows(content)
    rows = [row for row in _limited(source) if row.number == 1 or any(row.cells)]
    problems = Problems()
    header = _header(rows, problems)
    problems.stop_if_any()
    fitting = tuple(_fitting(rows[1:], header, zipped, problems))
    problems.stop_if_any()
    if not fitting:
        raise refuse("Filen har kun overskrifter og ingen rækker.")
    return Sheet(header, fitting)


def _limited(source: Iterable[list[str]]) -> Iterator[Row]:
    for number, cells in enumerate(source, start=1):
        if number > MAX_ROWS + 1:
            raise refuse("Filen har mere end 200.000 rækker. Del den i flere filer.")
        if len(cells) > MAX_COLUMNS:
            raise refuse(f"Rækken har {len(cells)} celler. Der må højst være 1.000 kolonner.", number)
        yield Row(number, tuple(unicodedata.normalize("NFC", cell).strip() for cell in cells))


def _header(rows: list[Row], problems: Problems) -> tuple[str, ...]:
    """The first row without the empty cells at its end."""
    header = _without_empty_end(rows[0].cells) if rows else ()
    if not header:
        raise refuse("Den første række er tom. Der skal stå kolonnernes navne.", 1)
    for place, cell in enumerate(header, start=1):
        if fault := _fault(cell):
            problems.add(f"Celle {xlsx_file.letter(place)}1: {fault}", 1)
    return header


def _fitting(rows: list[Row], header: tuple[str, ...], pads: bool, problems: Problems) -> Iterator[Row]:
    for row in rows:
        cells = _without_empty_end(row.cells)
        if len(cells) > len(header) or (len(row.cells) < len(header) and not pads):
            counts = f"Rækken har {len(row.cells)} celler, men række 1 har {len(header)} overskrifter."
            problems.add(f"{counts} Står kolonnernes navne i række 1, og passer skilletegnene?", row.number)
            continue
        for place, cell in enumerate(cells):
            if fault := _fault(cell):
                reference = f"Celle {xlsx_file.letter(place + 1)}{row.number}: "
                problems.add(reference + fault, row.number, header[place])
        yield Row(row.number, cells + ("",) * (len(header) - len(cells)))


def _without_empty_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]


def _fault(cell: str) -> str | None:
    """What is wrong with the cell whatever column it stands in; None when nothing is."""
    if len(cell) > MAX_CELL:
        return f"Cellen har {len(cell)} tegn. Der må højst være 1.000."
    if cell.startswith("="):
        return "Cellen indeholder en formel. Gem filen med værdier i stedet for formler."
    return CPR_FOUND if looks_like_cpr(cell) else None
