"""CSV files as municipalities' programs write them."""

import codecs
import csv
import io
import re
from collections.abc import Iterator

from fremskudt.surveys.rules.problem import refuse

MAX_LINE = 1_000_000
SAVE_AS = "Gem arket som CSV UTF-8 eller som Excel-projektmappe (.xlsx)."
OTHER_FILES = (
    (b"\xd0\xcf\x11\xe0", "Filen er en ældre Excel-fil (.xls), eller den er låst med adgangskode."),
    (b"%PDF", "Filen er en PDF."),
    (b"\x89PNG", "Filen er et billede."),
    (b"\xff\xd8\xff", "Filen er et billede."),
    (b"GIF8", "Filen er et billede."),
    (b"\x1f\x8b", "Filen er pakket (gzip)."),
    (b"7z\xbc\xaf", "Filen er pakket (7z)."),
    (b"Rar!", "Filen er pakket (rar)."),
    (b"{\\rtf", "Filen er et tekstdokument (RTF)."),
    (b"<", "Filen er en webside eller XML."),
    (b"{", "Filen er JSON."),
    (b"[", "Filen er JSON."),
)
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
BROKEN_SIGN = re.compile("�|Ã.")  # what is left when letters were read in the wrong character set


def rows(content: bytes) -> Iterator[list[str]]:
    """The cells of each line, blank lines included (as empty lists). Raises BadFileError for what cannot be read."""
    text = decode(content)
    reader = csv.reader(_lines(text), delimiter=_delimiter(text), strict=True)
    number = 0
    try:
        for cells in reader:
            number += 1
            yield cells
    except csv.Error as error:
        if "limit" in str(error):
            raise refuse("En celle er alt for lang. Måske mangler der et citationstegn.", number + 1) from None
        raise refuse(
            'Citationstegnene (") passer ikke sammen: et er ikke lukket, eller der står tekst efter det.', number + 1
        ) from None


def _lines(text: str) -> Iterator[str]:
    """The lines one by one, before the reader makes a million cells of one of them."""
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) > MAX_LINE:
            raise refuse("Linjen er alt for lang. Måske mangler der et linjeskift.", number)
        yield line


def decode(content: bytes) -> str:
    """The file's text. Raises BadFileError for another kind of file or a character set that we cannot tell."""
    start = content.lstrip()
    for signature, what in OTHER_FILES:
        if start.startswith(signature):
            raise refuse(f"{what} {SAVE_AS}")
    text = _decoded(content)
    if "\x00" in text:
        raise refuse(f"Filen er ikke gemt som almindelig tekst. {SAVE_AS}")
    if match := CONTROL.search(text):
        raise refuse(f"Filen indeholder tegn, der ikke er tekst. {SAVE_AS}", _line(text, match.start()))
    if match := BROKEN_SIGN.search(text):
        raise refuse(f"Bogstaver som æ, ø og å er gået i stykker i filen. {SAVE_AS}", _line(text, match.start()))
    return text


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            raise refuse(f"Filen er skrevet som UTF-16, men den er i stykker. {SAVE_AS}") from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass  # then it is what Excel calls plain CSV in Denmark
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise refuse(f"Filens tegn kan ikke læses, hverken som UTF-8 eller Windows-1252. {SAVE_AS}", line) from None


def _delimiter(text: str) -> str:
    """The sign that parts the first line most often; a semicolon when none does."""
    first = text.lstrip("\r\n").split("\n", 1)[0]
    return max(";\t,", key=first.count)


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
