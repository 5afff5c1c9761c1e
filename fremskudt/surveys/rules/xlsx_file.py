"""Excel files (.xlsx). The archive is searched for what could harm before anything in it is read."""

import io
import warnings
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

import openpyxl

from fremskudt.basics.archive import BadArchive, check_archive
from fremskudt.surveys.rules.cpr import quoted
from fremskudt.surveys.rules.problem import BadFileError, refuse

MAX_CELLS = 5_000_000
NOT_READABLE = "Filen kan ikke læses som en Excel-fil. Åbn den i Excel, og gem den igen som Excel-projektmappe (.xlsx)."


def is_zip(content: bytes) -> bool:
    """Does the file start as an archive, as .xlsx files do?"""
    return content.startswith(b"PK")


def letter(column: int) -> str:
    """The letter of a column (1 is A)."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def rows(content: bytes, at_most: int) -> list[list[str]]:
    """The cells of the first `at_most` rows as text, of the only sheet that holds something. A formula comes out as =….

    Raises BadFileError for what is not a plain workbook: another archive, macros, a password, entities, a bomb.
    """
    try:
        check_archive(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles and extensions that it leaves out
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            return list(islice(_sheet_rows(book), at_most))
    except BadFileError:
        raise
    except BadArchive as error:
        raise refuse(str(error)) from None
    # A foreign parser on a file from anywhere: whatever it trips over, the answer is that the file cannot be read.
    except Exception:
        raise refuse(NOT_READABLE) from None


def _sheet_rows(book: Any) -> Iterator[list[str]]:
    filled = {}
    for sheet in book.worksheets:
        if any(any(row) for row in _texts(sheet)):
            filled[sheet.title] = sheet
    if not filled:
        raise refuse("Der er intet ark med indhold i filen.")
    if len(filled) > 1:
        names = ", ".join(quoted(name) for name in filled)
        raise refuse(f"Filen har flere ark med indhold: {names}. Behold kun ét.")
    return _texts(*filled.values())


def _texts(sheet: Any) -> Iterator[list[str]]:
    sheet.reset_dimensions()  # what the file says about its own size may be wrong
    n_cells = 0
    for row in sheet.iter_rows():
        n_cells += len(row)
        if n_cells > MAX_CELLS:
            raise refuse("Arket er for stort. Slet tomme kolonner og rækker, eller gem det som CSV.")
        cells = [_text(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        yield cells


def _text(cell: Any) -> str:
    if cell.data_type == "f":
        return "=" + str(cell.value).removeprefix("=")
    match cell.value:
        case None:
            text = ""
        case bool(value):
            text = "SAND" if value else "FALSK"
        case datetime() as value:
            midnight = value.time() == datetime.min.time()
            text = value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="minutes")
        case float(value):
            text = str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value).replace(".", ",")
        case value:
            text = str(value)  # a date or time without the other comes out in ISO form by itself
    return text
