"""The answer sheet »Hvordan går det?«: bytes from the same instrument as the screen, set by typst as PDF/UA-1.

It holds no name, no place and no mark of whose it is: a code that a camera reads, the same code to type, and the
questions word by word. The same values give the same bytes. Text reaches typst as data, letter by letter.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import typst
from qrcode.image.svg import SvgPathImage

from fremskudt.instruments import Instrument, Item
from fremskudt.instruments.describe import in_words
from fremskudt.partnership.paper import FONTS, QUIET, drawing
from fremskudt.surveys.rules.typing import marks

SHEETS = Path(__file__).parent / "sheets"
ROW = 11  # the most boxes in one row, at 13 mm
WIDEST = 5  # the most options whose words have room above their boxes
REGIONS = {"da": "DK", "en": "GB"}

WORDS: dict[str, dict[str, Any]] = {
    "da": {
        "title": "Hvordan går det?",
        "cross": "Sæt kryds. Ét i hver række. Spring over, hvad du vil.",
        "wrong": "Forkert kryds? Fyld boksen helt ud, og sæt et nyt.",
        "skip": "spring over",
        "stop": "Du kan stoppe her.",
        "only": "Kun hvis {condition}.",
        "number": "Skriv et tal fra {least} til {most}.",
        "many": "Sæt gerne flere kryds.",
        "none": "Ingen af dem",
        "share": "Må din kontakt se svarene?",
        "yes": "Ja",
        "no": "Nej",
        "page": "side {page} af {pages}",
        "phone": "Du kan også svare på en telefon. Ret kameraet mod koden, eller skriv den på {type_at}.",
        "fold": "Fold arket ved mærkerne, så svarene er inderst. Luk det, eller læg det i en kuvert.",
        "fold-here": "Fold her",
        "seal-here": "Luk her",
        "alt": "Kode til telefonens kamera. Den åbner {address}",
        "cover": "Hvem får hvilket ark",
        "cover-words": [
            "Giv hver sit ark. Koden på arket står under koden, der kan scannes.",
            "Listen må ikke ligge sammen med arkene. Riv den i stykker, når de er delt ud.",
        ],
        "cover-citizen": "borgerens kode",
        "cover-sheet": "arkets kode",
    },
    "en": {
        "title": "How are you doing?",
        "cross": "Put a cross. One in each row. Skip what you like.",
        "wrong": "Wrong cross? Fill in the whole box, and put a new one.",
        "skip": "skip",
        "stop": "You can stop here.",
        "only": "Only if {condition}.",
        "number": "Write a number from {least} to {most}.",
        "many": "You may put more than one cross.",
        "none": "None of them",
        "share": "May your contact see the answers?",
        "yes": "Yes",
        "no": "No",
        "page": "page {page} of {pages}",
        "phone": "You can also answer on a phone. Point its camera at the code, or type it at {type_at}.",
        "fold": "Fold the sheet at the marks with the answers inside. Close it, or put it in an envelope.",
        "fold-here": "Fold here",
        "seal-here": "Close here",
        "alt": "A code for the camera of a phone. It opens {address}",
        "cover": "Who gets which sheet",
        "cover-words": [
            "Give each their own sheet. The code of a sheet stands below the one that is scanned.",
            "Keep this list away from the sheets. Tear it up once they are handed out.",
        ],
        "cover-citizen": "citizen’s code",
        "cover-sheet": "code of the sheet",
    },
}


@dataclass(frozen=True)
class Code:
    """The code of one sheet, and the address that a camera reads."""

    typed: str
    address: str


@dataclass(frozen=True)
class Form:
    """A version of the questions, and the sheets of it."""

    instrument: Instrument
    codes: Sequence[Code]


def answer_sheet(*, instrument: Instrument, code: Code, type_at: str, language: str, dated: date) -> bytes:
    """One sheet for one person. KeyError for a language that the instrument does not have."""
    return pack(forms=[Form(instrument, [code])], type_at=type_at, language=language, dated=dated)


def pack(
    *, forms: Sequence[Form], type_at: str, language: str, dated: date, cover: Sequence[tuple[str, str]] | None = None
) -> bytes:
    """Sheets one after the other, each beginning on a front; `cover` lists whose is which: (citizen's code, sheet's).

    PDF/UA-1. TypstError where a picture has no alternative text.
    """
    values = _values(forms, type_at, language, cover)
    for form, n_pages in zip(values["forms"], _n_pages(values), strict=True):
        form["pages"] = n_pages
    return _made(values, dated)


def _values(
    forms: Sequence[Form], type_at: str, language: str, cover: Sequence[tuple[str, str]] | None
) -> dict[str, Any]:
    words = {**WORDS[language], "phone": WORDS[language]["phone"].format(type_at=_short(type_at))}
    return {
        "language": language, "region": REGIONS[language], "words": words,
        "forms": [_form(form, language) for form in forms],
        "cover": None if cover is None else [{"citizen": citizen, "sheet": sheet} for citizen, sheet in cover],
    }  # fmt: skip


def _n_pages(values: dict[str, Any]) -> list[int]:
    """How many pages a sheet of each form has: one of each is set and asked."""
    one_of_each = [{**form, "sheets": form["sheets"][:1]} for form in values["forms"]]
    found: str = typst.query(selector="<last-page>", **_setting({**values, "forms": one_of_each, "cover": None}))
    return [int(one["value"]) for one in json.loads(found)]


def _setting(values: dict[str, Any]) -> dict[str, Any]:
    return {
        "input": str(SHEETS / "answer.typ"), "root": str(SHEETS), "font_paths": [str(FONTS)],
        "ignore_system_fonts": True, "sys_inputs": {"sheet": json.dumps(values, ensure_ascii=False)},
    }  # fmt: skip


def _made(values: dict[str, Any], dated: date, **wanted: Any) -> bytes:
    made: bytes = typst.compile(
        **_setting(values),
        timestamp=datetime(dated.year, dated.month, dated.day, tzinfo=UTC),
        **{"pdf_standards": "ua-1", **wanted},
    )
    return made


def _form(form: Form, language: str) -> dict[str, Any]:
    one = form.instrument
    return {
        "version": f"{one.id} {one.version}",
        "bites": [[_question(one, one.item(id), language) for id in bite.items] for bite in one.bites],
        "sheets": [_code(code, language) for code in form.codes],
        "pages": 1,
    }


def _question(instrument: Instrument, item: Item, language: str) -> dict[str, Any]:
    words, scale = WORDS[language], item.scale
    only = "" if item.show_if is None else in_words(instrument, item.show_if, language)
    asked: dict[str, Any] = {
        "text": item.text[language], "only": words["only"].format(condition=only) if only else "",
        "help": item.help[language] if item.help else "", "low": "", "high": "", "step": 1, "digits": 0, "boxes": [],
    }  # fmt: skip
    if scale.kind == "integer" and len(scale.codes) > ROW:
        told = words["number"].format(least=scale.minimum, most=scale.maximum)
        return {**asked, "kind": "digits", "digits": max(3, len(str(scale.maximum))), "told": told}
    boxes = [{"mark": mark.upper(), "words": _label(item, code, language)} for code, mark in marks(item).items()]
    if scale.kind == "integer":
        ends = {code: text[language] for code, text in scale.anchors.items()}
        low, high = ends.get(scale.codes[0], ""), ends.get(scale.codes[-1], "")
        return {**asked, "kind": "numbers", "boxes": boxes, "low": low, "high": high}
    if scale.kind == "choice" and len(boxes) <= WIDEST:
        return {**asked, "kind": "steps", "boxes": boxes, "step": min(4, (ROW - 1) // max(1, len(boxes) - 1))}
    return {
        **asked,
        "kind": "listed",
        "boxes": boxes,
        "help": asked["help"] or (words["many"] * (scale.kind == "multiple")),
    }


def _label(item: Item, code: int | str, language: str) -> str:
    if isinstance(code, str):
        option = next((one for one in item.scale.options if one.slug == code), None)
        return option.label[language] if option else str(WORDS[language]["none"])
    return item.scale.label(code, language)


def _code(code: Code, language: str) -> dict[str, Any]:
    drawn, saved = drawing(code.address), BytesIO()
    drawn.make_image(image_factory=SvgPathImage).save(saved)
    return {
        "code": code.typed, "svg": saved.getvalue().decode(), "modules": drawn.modules_count, "quiet": QUIET,
        "alt": WORDS[language]["alt"].format(address=code.address),
    }  # fmt: skip


def _short(address: str) -> str:
    at = urlsplit(address)
    return f"{at.netloc}{at.path}".rstrip("/")
