"""Excel files for the import: whole ones, and ones that are wrong inside."""

import io
import zipfile
from collections.abc import Callable

import openpyxl

SHEET = "xl/worksheets/sheet1.xml"


def workbook(rows: list[list[object]], change: Callable[[openpyxl.Workbook], object] | None = None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def archive(parts: dict[str, bytes], packed: bool = True) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as found:
        for name, content in parts.items():
            found.writestr(name, content)
    return file.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        return {name: found.read(name) for name in found.namelist()}


def with_parts(rows: list[list[object]], **parts: bytes | None) -> bytes:
    """A workbook with parts added, replaced or (None) removed; __ in a name stands for a slash and _dot_ for a dot."""
    changed = parts_of(workbook(rows))
    for name, content in parts.items():
        path = name.replace("__", "/").replace("_dot_", ".")
        changed.pop(path, None)
        if content is not None:
            changed[path] = content
    return archive(changed)


def with_sheet(rows: list[list[object]], change: Callable[[bytes], bytes]) -> bytes:
    """A workbook whose first sheet's XML is changed."""
    parts = parts_of(workbook(rows))
    return archive({**parts, SHEET: change(parts[SHEET])})


def locked(content: bytes) -> bytes:
    """The archive with the mark of encryption set on its first part."""
    changed = bytearray(content)
    changed[6] |= 1
    central = content.index(b"PK\x01\x02")
    changed[central + 8] |= 1
    return bytes(changed)
