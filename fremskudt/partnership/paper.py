"""Paper of the partners' side: the poster, the sheet of a code, the tip cards. Bytes from values, set by typst.

Every sheet is PDF/UA-1 in Danish, whoever prints it: it hangs in a Danish room. Text reaches typst as data and is
printed letter by letter, whatever it looks like. The same values give the same bytes.
"""

import json
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import qrcode
import typst
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage

SHEETS = Path(__file__).parent / "sheets"
FONTS = Path(__file__).parents[1] / "analysis" / "figures" / "fonts"  # files alone: field work knows no statistics
QUIET = 4  # empty modules around a code, as its standard asks for
FACES_A_PAGE = 12
Size = Literal["a4", "a3"]


@dataclass(frozen=True)
class Code:
    """A code on paper: the address that a camera reads, the code itself, and the short address where it is typed."""

    address: str
    typed: str
    type_at: str


@dataclass(frozen=True)
class Person:
    """Whom one can ring: a first name, a number, and a picture (JPEG) or none."""

    first_name: str
    phone: str
    photo: bytes | None = None


@dataclass(frozen=True)
class Purpose:
    """What a sheet says beside its code."""

    title: str
    lines: tuple[str, ...]
    short: str


SAYS = {
    "tip": Purpose(
        "Har du set nogen, vi bør møde?",
        ("Giv et praj på et halvt minut.", "Du skal ikke sige, hvem det er."),
        "Giv et praj",
    ),
    "call": Purpose(
        "Vil du tale med nogen?", ("Skriv dit nummer, så ringer vi.", "Du bestemmer."), "Skriv til os"
    ),
}  # fmt: skip


def poster(*, people: Sequence[Person], code: Code | None, size: Size, dated: date) -> bytes:
    """Faces, first names and numbers; without a code it has none. Up to twelve faces a page."""
    faces = [{"first_name": one.first_name, "phone": one.phone, "picture": _picture(one.photo)} for one in people]
    pages = [faces[at : at + FACES_A_PAGE] for at in range(0, len(faces), FACES_A_PAGE)] or [[]]
    values = {"pages": pages, "code": _code(code) if code else None, "size": size}
    return _made("poster.typ", values, dated)


def code_sheet(*, code: Code, leads_to: str, title: str, n_copies: int | None, dated: date) -> bytes:
    """A page to hang up, and a page to cut out. The title stands on the second only, which nobody hangs up."""
    copies = "" if n_copies is None else f"{n_copies} stk."
    says = asdict(SAYS[leads_to])
    return _made("code.typ", {"code": _code(code), "says": says, "label": title, "copies": copies}, dated)


def tip_cards(*, code: Code, people: Sequence[Person], dated: date) -> bytes:
    """Eight cards of A7 on a sheet, with their backs on the next page. The first two people can be rung."""
    ring = [{"first_name": one.first_name, "phone": one.phone} for one in people[:2]]
    return _made("cards.typ", {"code": _code(code), "ring": ring}, dated)


def _made(template: str, values: dict[str, Any], dated: date, **wanted: Any) -> bytes:
    """TypstError where a picture has no alternative text: typst sees to PDF/UA-1 itself."""
    form = {"pdf_standards": "ua-1", **wanted}
    made: bytes = typst.compile(
        str(SHEETS / template),
        root=str(SHEETS),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"sheet": json.dumps(values, ensure_ascii=False)},
        timestamp=datetime(dated.year, dated.month, dated.day, tzinfo=UTC),
        **form,
    )
    return made


def _code(code: Code) -> dict[str, Any]:
    drawn = drawing(code.address)
    saved = BytesIO()
    drawn.make_image(image_factory=SvgPathImage).save(saved)
    at = urlsplit(code.type_at)
    return {
        "svg": saved.getvalue().decode(),
        "modules": drawn.modules_count,
        "quiet": QUIET,
        "alt": f"Kode til telefonens kamera. Den åbner {code.address}",
        "typed": code.typed,
        "type_at": f"{at.netloc}{at.path}".rstrip("/"),
    }


def drawing(address: str) -> qrcode.QRCode:
    """The code of level M that a camera reads as this address."""
    drawn = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    drawn.add_data(address)
    drawn.make(fit=True)
    return drawn


def _picture(photo: bytes | None) -> str | None:
    """The JPEG within a drawing, since data is handed to typst as text."""
    if photo is None:
        return None
    inside = b64encode(photo).decode()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100" height="100">'
        '<image width="100" height="100" preserveAspectRatio="xMidYMid slice" '
        f'href="data:image/jpeg;base64,{inside}"/></svg>'
    )
