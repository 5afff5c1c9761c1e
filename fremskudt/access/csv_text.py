"""Rows as CSV for a spreadsheet, with cells that no spreadsheet takes for a formula."""

import csv
import io
from collections.abc import Iterable

STARTS = tuple("=+-@\t\r\n\0＝＋－＠")


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    """The rows with semicolons, as Danish spreadsheets expect, and the mark by which Excel knows UTF-8."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([harmless(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def harmless(cell: object) -> str:
    """The cell as text; an apostrophe before anything that a spreadsheet would calculate. NUL is left out."""
    text = str(cell)
    clean = text.replace("\0", "")
    return f"'{clean}" if text.startswith(STARTS) or clean.lstrip().startswith(STARTS) else clean
