"""The archive of a workbook (.xlsx), searched for what could harm before anything in it is read."""

import io
import re
import zipfile

MAX_PARTS = 1_000
MAX_UNPACKED = 16 * 1024 * 1024  # about five seconds of reading
MAX_RATIO = 150
SMALL = 2 * 1024 * 1024  # below this no ratio is suspicious: a sheet of equal rows packs very well
ENCODING = re.compile(rb"""<\?xml[^>]{0,200}encoding\s*=\s*["']([A-Za-z0-9_.-]+)["']""")
SAFE_ENCODINGS = {b"utf-8", b"utf-16", b"us-ascii", b"iso-8859-1"}


class BadArchive(ValueError):
    """The file is not a plain workbook; the text says why, in Danish."""


def check_archive(content: bytes) -> None:
    """Raises BadArchive: another archive, a password, a bomb, macros, entities. And BadZipFile for no archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        names = {part.filename for part in parts}
        if any(part.flag_bits & 1 for part in parts):
            raise BadArchive("Filen er låst med adgangskode. Gem den uden adgangskode.")
        if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
            raise BadArchive("Filen er en pakket fil (zip), men ikke en Excel-fil. Pak den ud, og indlæs selve filen.")
        unpacked = sum(part.file_size for part in parts)
        bomb = unpacked > SMALL and unpacked > MAX_RATIO * len(content)
        if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or bomb:
            raise BadArchive("Filen fylder for meget, når den pakkes ud. Del den i flere filer, eller gem den som CSV.")
        if any("vbaproject" in name.lower() for name in names):
            raise BadArchive("Filen indeholder makroer. Gem den som Excel-projektmappe uden makroer (.xlsx).")
        for part in parts:
            _check_part(archive.read(part))


def _check_part(content: bytes) -> None:
    """Refuse XML that declares entities, or whose encoding could hide that it does."""
    plain = content.replace(b"\x00", b"")  # UTF-16 reads like ASCII without its zeros
    declared = ENCODING.search(plain[:500])
    odd = declared is not None and declared[1].lower() not in SAFE_ENCODINGS
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain or odd:
        raise BadArchive("Filen indeholder XML, som et almindeligt regneark ikke har. Gem den igen fra Excel.")
