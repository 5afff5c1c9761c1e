"""The report as one HTML file: well formed, alone in the world, and usable without seeing it."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from fremskudt.analysis.report import write_html
from fremskudt.analysis.report.contents import Exhibit, contents
from tests.analysis.sample_report import REPORT

EXHIBITS = [block for block in contents(REPORT) if isinstance(block, Exhibit)]
PICTURES = [exhibit for exhibit in EXHIBITS if exhibit.picture is not None]
N_TABLES = len(EXHIBITS) + sum(exhibit.panel is not None for exhibit in EXHIBITS) + 2  # basis and reproduction


class Page(HTMLParser):
    """Elements in order, with their attributes; text outside the style sheet."""

    void = frozenset({"meta", "br", "path", "rect", "line"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.text = ""
        self.unbalanced: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in self.void:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.void and (not self.open or self.open.pop() != tag):
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] != "style":
            self.text += data

    def named(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("report") / "report.html"
    write_html(REPORT, file)
    return file.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def site(source: str) -> Page:
    return Page(source)


def test_is_well_formed_and_danish(site: Page) -> None:
    assert site.unbalanced == []
    assert site.open == []
    assert site.named("html") == [{"lang": "da"}]
    assert len(site.named("h1")) == len(site.named("main")) == len(site.named("title")) - 2 * len(PICTURES) == 1


def test_asks_no_other_place_for_anything(source: str, site: Page) -> None:
    assert "http" not in re.sub(r"base64,[\w+/=]+", "", source).replace("http-equiv", "")
    names = {name for name, _ in site.elements}
    assert not names & {"script", "link", "img", "iframe", "object", "form"}
    for _, attributes in site.elements:
        assert not [key for key in attributes if key.startswith("on") or key in ("style", "src")]
    addresses = re.findall(r"url\(([^)]{0,24})", source)
    assert addresses == ["data:font/woff2;base64,d"] * 2


def test_links_lead_to_places_that_exist_once(site: Page) -> None:
    ids = [attributes["id"] for _, attributes in site.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [attributes["href"] for attributes in site.named("a")]
    assert links[0] == "#indhold"
    assert len(links) == 1 + 6 + len(EXHIBITS)
    assert {link.removeprefix("#") for link in links} <= set(ids)


def test_headings_go_down_one_step_at_a_time(site: Page) -> None:
    levels = [int(name[1]) for name, _ in site.elements if re.fullmatch(r"h[1-6]", name)]
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_pictures_are_images_with_a_name_in_two_widths(site: Page) -> None:
    pictures = site.named("svg")
    assert len(pictures) == 2 * len(PICTURES)
    assert {attributes["role"] for attributes in pictures} == {"img"}
    assert sorted({attributes["width"] for attributes in pictures}) == ["358", "680"]


def test_tables_have_heads_and_scroll_by_themselves(site: Page) -> None:
    assert len(site.named("table")) == len(site.named("caption")) == N_TABLES
    assert all(attributes.get("scope") in ("col", "row") for attributes in site.named("th"))
    regions = [attributes for attributes in site.named("div") if attributes.get("role") == "region"]
    assert len(regions) == N_TABLES - 2
    assert all(region["tabindex"] == "0" and region["aria-label"] for region in regions)
    assert len({region["aria-label"] for region in regions}) == len(regions)


def test_says_the_same_as_the_tables(site: Page) -> None:
    for exhibit in EXHIBITS:
        for row in exhibit.table.rows:
            assert all(str(cell) in site.text for cell in row.cells)
    assert "41,6 (32)" in site.text
