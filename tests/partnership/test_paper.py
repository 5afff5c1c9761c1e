"""Paper: PDF/UA-1 in Danish, the same bytes for the same values, text as data, and codes that a camera can read."""

import itertools
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader
from typst import TypstError

from fremskudt.partnership import paper
from fremskudt.partnership.rules.portrait import SIDE, square
from tests.access.visibility_pages import photo

DAY = date(2026, 11, 22)
CODE = paper.Code("https://aftaler.example.org/p/K7M4-Q2RX/", "K7M4-Q2RX", "https://aftaler.example.org/k/")
HOSTILE = '#panic() *x* _y_ $z$ "q" <l> @r \\ #image("/etc/passwd") `'
INCH = 25.4


def people(n: int, **more: Any) -> list[paper.Person]:
    told = {"first_name": "Tea", "phone": "12 34 56 78", "photo": square(photo()), **more}
    return [paper.Person(**told) for _one in range(n)]


def sheets() -> dict[str, bytes]:
    return {
        "poster": paper.poster(people=people(3), code=CODE, size="a4", dated=DAY),
        "poster a3": paper.poster(people=people(3), code=CODE, size="a3", dated=DAY),
        "code": paper.code_sheet(code=CODE, leads_to="call", title="Lightere", n_copies=200, dated=DAY),
        "cards": paper.tip_cards(code=CODE, people=people(3), dated=DAY),
    }


def words(made: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages).split())


def alternatives(made: bytes) -> list[str]:
    """The alternative text of each picture, from the tags."""
    found: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            found.extend([str(node["/Alt"])] if "/Alt" in node else [])
            walk(node.get("/K", []))

    walk(PdfReader(BytesIO(made)).trailer["/Root"]["/StructTreeRoot"])  # type: ignore[index]
    return found


@pytest.mark.parametrize("name", ["poster", "poster a3", "code", "cards"])
def test_paper_is_tagged_danish_and_the_same_each_time(name: str) -> None:
    made = sheets()[name]
    assert made == sheets()[name]
    read = PdfReader(BytesIO(made))
    root: Any = read.trailer["/Root"]
    assert root["/Lang"].startswith("da")
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "pdfuaid" in root["/Metadata"].get_object().get_data().decode()
    assert read.metadata is not None
    assert read.metadata.title in {"Vi kommer forbi", "Vil du tale med nogen?", "Har du set nogen, vi bør møde?"}
    assert f"Kode til telefonens kamera. Den åbner {CODE.address}" in alternatives(made)


@pytest.mark.parametrize(
    ("name", "n_pages", "size"),
    [("poster", 1, (210, 297)), ("poster a3", 1, (297, 420)), ("code", 2, (210, 297)), ("cards", 2, (210, 297))],
)
def test_paper_has_the_pages_and_the_size_it_is_asked_for(name: str, n_pages: int, size: tuple[int, int]) -> None:
    pages = PdfReader(BytesIO(sheets()[name])).pages
    assert len(pages) == n_pages
    for page in pages:
        sides = [float(side) / 72 * INCH for side in (page.mediabox.width, page.mediabox.height)]
        assert sides == pytest.approx(size, abs=0.5)


def test_poster_says_who_comes_and_no_more() -> None:
    made = sheets()["poster"]
    said = words(made)
    for wanted in ("Vi kommer forbi. Kaffe og en snak. Du bestemmer.", "Tea 12 34 56 78", "K7M4-Q2RX",
                   "aftaler.example.org/k"):  # fmt: skip
        assert wanted in said
    assert alternatives(made).count("Billede af Tea") == 3
    assert [one.image.size for one in PdfReader(BytesIO(made)).pages[0].images if one.image][:1] == [(400, 400)]
    alone = words(paper.poster(people=people(1, photo=None), code=None, size="a4", dated=DAY))
    assert "Ring eller skriv" not in alone
    assert "Tea" in alone


@pytest.mark.parametrize("n", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 30])
def test_poster_has_room_for_every_face(n: int) -> None:
    read = PdfReader(BytesIO(paper.poster(people=people(n, photo=None), code=CODE, size="a4", dated=DAY)))
    assert len(read.pages) == max(1, -(-n // 12))
    said = "".join(page.extract_text() for page in read.pages)
    assert said.count("12 34 56 78") == n


@pytest.mark.parametrize("leads_to", ["call", "tip"])
def test_code_sheet_shows_the_title_to_nobody_but_who_cuts(leads_to: str) -> None:
    made = paper.code_sheet(code=CODE, leads_to=leads_to, title="Lightere i november", n_copies=200, dated=DAY)
    hung, cut = (" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(made)).pages)
    assert paper.SAYS[leads_to].title in hung
    assert " ".join(paper.SAYS[leads_to].lines) in hung
    assert "Lightere" not in hung
    assert "Lightere i november · 200 stk." in cut
    assert cut.count("K7M4-Q2RX") == 20
    assert len(alternatives(made)) == 2  # one on each page is read aloud


def test_tip_cards_hold_what_a_card_holds() -> None:
    made = paper.tip_cards(code=CODE, people=people(3), dated=DAY)
    front, back = (" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(made)).pages)
    for wanted in ("Har du set nogen, vi bør møde?", "Hvor, cirka:", "Hvad så du:", "Dit huskeord:",
                   "Skriv ikke navn.", "K7M4-Q2RX", "Tea 12 34 56 78"):  # fmt: skip
        assert front.count(wanted) >= 8
    for wanted in ("Sådan kan du begynde", "Sig, hvad du ser. Ikke hvad du tror.",
                   "Spørg: Vil du have, at jeg bliver?", "Lov ikke mere, end du kan holde."):  # fmt: skip
        assert back.count(wanted) == 8
    assert "ring" not in words(paper.tip_cards(code=CODE, people=[], dated=DAY))


def test_paper_prints_text_letter_by_letter() -> None:
    """What looks like orders to the typesetter is only words; a file of the machine is never opened."""
    hostile = people(1, first_name=HOSTILE, phone='"#x"')
    for made in (
        paper.poster(people=hostile, code=CODE, size="a4", dated=DAY),
        paper.code_sheet(code=CODE, leads_to="tip", title=HOSTILE, n_copies=None, dated=DAY),
        paper.tip_cards(code=CODE, people=hostile, dated=DAY),
    ):
        said = "".join(words(made).split())
        assert "".join(HOSTILE.split()) in said
        assert "root:" not in said


def test_paper_is_refused_without_an_alternative_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """The typesetter's own check of PDF/UA is on."""
    plain = paper._code(CODE)
    monkeypatch.setattr(paper, "_code", lambda _code: {**plain, "alt": None})
    with pytest.raises(TypstError, match="alt"):
        paper.code_sheet(code=CODE, leads_to="tip", title="x", n_copies=None, dated=DAY)


DRUG_WORDS = ("stof", "misbrug", "behandl", "rusmid", "afhæng", "nål", "center", "borger", "terapi")


@pytest.mark.parametrize("name", ["poster", "poster a3", "code", "cards"])
def test_paper_says_nothing_of_what_it_is_about(name: str) -> None:
    made = sheets()[name]
    title = PdfReader(BytesIO(made)).metadata
    said = (words(made) + str(title) + " ".join(alternatives(made))).lower()
    assert not [word for word in DRUG_WORDS if word in said]


def picture_of(template: str, values: dict[str, Any], page: int, ppi: int) -> Image.Image:
    made = paper._made(template, values, DAY, format="png", ppi=ppi, pdf_standards=[])
    pages = made if isinstance(made, list) else [made]
    return Image.open(BytesIO(pages[page])).convert("L")


CORNER = [
    [*map(bool, (1, 1, 1, 1, 1, 1, 1, 0))], [*map(bool, (1, 0, 0, 0, 0, 0, 1, 0))],
    *[[*map(bool, (1, 0, 1, 1, 1, 0, 1, 0))]] * 3,
]  # fmt: skip


def code_in(page: Image.Image, across_mm: float, ppi: int, n: int) -> list[list[bool]] | None:
    """The matrix of the first code on the page that is this wide: found by its corner, read at each module's middle."""
    dot = across_mm / INCH * ppi / n

    def is_dark(x: float, y: float) -> bool:
        inside = x < page.width and y < page.height
        return inside and page.getpixel((round(x), round(y))) < 128  # type: ignore[operator]

    for y in range(page.height):
        x = 0
        for dark, run in itertools.groupby(page.crop((0, y, page.width, y + 1)).tobytes(), lambda shade: shade < 128):
            length = len(list(run))
            if dark and abs(length - 7 * dot) < dot * 0.4:
                middles = [(place + 0.5) * dot for place in range(n)]
                found = [[is_dark(x + across, y + down) for across in middles] for down in middles]
                if [line[:8] for line in found[:5]] == CORNER:
                    return found
            x += length
    return None


@pytest.mark.parametrize(
    ("template", "more", "page", "across"),
    [
        ("poster.typ", {"pages": [[]], "size": "a4"}, 0, 30),
        ("code.typ", {"says": {"title": "T", "lines": ["L"], "short": "S"}, "label": "", "copies": ""}, 0, 78),
        ("code.typ", {"says": {"title": "T", "lines": ["L"], "short": "S"}, "label": "", "copies": ""}, 1, 25),
        ("cards.typ", {"ring": []}, 0, 24),
    ],
)
def test_code_on_paper_is_the_address_and_large_enough(
    template: str, more: dict[str, Any], page: int, across: int
) -> None:
    """Level M, at least 24 mm across without its rim, and each module as it should be, read off the picture."""
    drawn = paper.drawing(CODE.address)
    assert across >= 24
    seen = picture_of(template, {"code": paper._code(CODE), **more}, page, 220)
    assert code_in(seen, across, 220, drawn.modules_count) == [list(map(bool, row)) for row in drawn.modules]


def test_portrait_is_a_small_square_of_the_upper_part() -> None:
    cut = Image.open(BytesIO(square(photo((3000, 4000)))))
    assert cut.size == (SIDE, SIDE)
    assert Image.open(BytesIO(square(photo((200, 300))))).size == (200, 200)  # nothing is made larger than it is
    assert square(photo()) == square(photo())
