"""The sheets of a workbook as text, cell by cell, with limits on everything before anything is understood."""

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from fremskudt.basics.archive import BadArchive, check_archive
from fremskudt.instruments.taking.left import CannotTake, refused
from fremskudt.instruments.taking.limits import MAX_BYTES

MAX_SHEETS = 30
MAX_COLUMNS = 300
MAX_ROWS = 8_000
NOT_READABLE = (
    "Filen kan ikke læses som en Excel-fil. Åbn den i Excel, og gem den igen som Excel-projektmappe (.xlsx).",
    "The file cannot be read as an Excel file. Open it in Excel, and save it again as a workbook (.xlsx).",
)


@dataclass
class Row:
    """One row: column name → text. Only cells with something in them."""

    sheet: str
    number: int
    cells: dict[str, str]
    letters: dict[str, str]

    def get(self, *names: str) -> str:
        """The first of these columns that has something, without spaces around it."""
        return next((self.cells[name].strip() for name in names if self.cells.get(name, "").strip()), "")

    def place(self, column: str = "") -> str:
        """Where it stands, as Excel names it: survey!B14, or survey!14 for the row."""
        return f"{self.sheet}!{self.letters.get(column, '')}{self.number}"


@dataclass
class Sheet:
    """A sheet with its first row as names of the columns."""

    name: str
    columns: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def read(content: bytes) -> dict[str, Sheet]:
    """Sheet name (small letters) → sheet. Raises CannotTake: no workbook, too large, a formula, a column twice."""
    if len(content) > MAX_BYTES:
        raise CannotTake(refused("", "Filen fylder mere end 2 MB.", "The file is larger than 2 MB."))
    try:
        check_archive(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles and extensions that it leaves out
            return _sheets(content)
    except CannotTake:
        raise
    except BadArchive as error:
        raise CannotTake(refused("", str(error), "The file is no plain workbook: " + str(error))) from None
    # A foreign parser on a file from anywhere: whatever it trips over, the answer is that the file cannot be read.
    except Exception:
        raise CannotTake(refused("", *NOT_READABLE)) from None


def _sheets(content: bytes) -> dict[str, Sheet]:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    if len(book.worksheets) > MAX_SHEETS:
        raise _too_large("")
    return {sheet.title.strip().casefold(): _sheet(sheet) for sheet in book.worksheets}


def _sheet(raw: Any) -> Sheet:
    raw.reset_dimensions()  # what the file says about its own size may be wrong
    made = Sheet(raw.title)
    for number, cells in enumerate(raw.iter_rows(max_row=MAX_ROWS + 1), start=1):
        if len(cells) > MAX_COLUMNS or number > MAX_ROWS:
            raise _too_large(f"{raw.title}!{number}")
        texts = [_text(cell, raw.title) for cell in cells]
        if number == 1:
            made.columns = _columns(texts, raw.title)
        elif any(texts):
            made.rows.append(_row(made, number, texts))
    return made


def _columns(texts: list[str], sheet: str) -> list[str]:
    found = [" ".join(text.split()) for text in texts]
    for place, name in enumerate(found):
        if name and name in found[:place]:
            where = f"{sheet}!{letter(place + 1)}1"
            raise CannotTake(refused(where, f"Kolonnen »{name}« står to gange.", f"The column “{name}” stands twice."))
    return found


def _row(sheet: Sheet, number: int, texts: list[str]) -> Row:
    named = [(name, place, text) for place, (name, text) in enumerate(_paired(sheet.columns, texts), start=1) if text]
    return Row(
        sheet.name, number, {name: text for name, _, text in named if name},
        {name: letter(place) for name, place, _ in named if name},
    )  # fmt: skip


def _paired(columns: list[str], texts: list[str]) -> Iterator[tuple[str, str]]:
    for place, text in enumerate(texts):
        name = columns[place] if place < len(columns) else ""
        yield (name or letter(place + 1) if text else name), text


def letter(column: int) -> str:
    """The letter of a column (1 is A)."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _text(cell: Any, sheet: str) -> str:
    if cell.data_type == "f":
        raise CannotTake(
            refused(
                f"{sheet}!{cell.coordinate}", "Her står en formel. Skriv teksten eller tallet i stedet.",
                "Here stands a formula. Write the text or the number instead.",
            )
        )  # fmt: skip
    match cell.value:
        case None:
            return ""
        case bool(value):
            return "true" if value else "false"
        case datetime() as value:
            return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(sep=" ")
        case float(value) if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case value:
            return str(value)


def _too_large(place: str) -> CannotTake:
    return CannotTake(
        refused(
            place, "Arket er for stort. Slet tomme kolonner og rækker.",
            "The sheet is too large. Delete empty columns and rows.",
        )
    )  # fmt: skip
