"""The report in its three forms: whole, accessible, the same each time, and deaf to text that looks like code."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pypdf
import pytest
from docx.oxml.ns import qn
from pypdf.generic import DictionaryObject, IndirectObject

from fremskudt.analysis import tables
from fremskudt.analysis.disclosure import SUPPRESSED
from fremskudt.analysis.report import Report, write_html, write_pdf, write_word
from fremskudt.analysis.report.contents import Heading, contents, paragraphs
from tests.analysis import sample_figures as samples
from tests.analysis.sample_report import REPORT, Chapter, Finding
from tests.analysis.test_report_html import EXHIBITS, N_TABLES, PICTURES, Page

WRITERS = {"pdf": write_pdf, "docx": write_word, "html": write_html}


def hostile_report() -> Report:
    bad = samples.HOSTILE
    return replace(
        REPORT, title=bad, subtitle=bad, organisation=bad, notice=bad, method=(bad,), figures=(samples.hostile,),
        chapters=(Chapter("4", bad, bad),), findings=(Finding(bad, bad, bad, bad),), reproduction=((bad, 3),),
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report in all forms, `plain.*`, and the hostile one, `hostile.*`."""
    made = tmp_path_factory.mktemp("report")
    for form, write in WRITERS.items():
        write(REPORT, made / f"plain.{form}")
        write(hostile_report(), made / f"hostile.{form}")
    return made


def test_contents_stand_in_reading_order() -> None:
    headings = [(block.level, block.text) for block in contents(REPORT) if isinstance(block, Heading)]
    assert headings == [
        (1, "3 Indsatsen i praksis"),
        (1, "4 Borgerne og deres udvikling"),
        (1, "Metode"),
        (2, "Genskabelse af de trykte tal"),
        (1, "Datakvalitet"),
        (1, "Bilag"),
    ]
    assert [exhibit.id for exhibit in EXHIBITS] == [figure.id for figure in samples.ALL]


def test_heading_levels_never_skip_one() -> None:
    numbers = ("3", "4.1", "4.3.1", "5", "5.1", "5.2.1")
    deep = replace(REPORT, chapters=tuple(Chapter(number, "x", "") for number in numbers))
    levels = [block.level for block in contents(deep) if isinstance(block, Heading)]
    assert levels[:6] == [1, 1, 1, 1, 2, 2]


def test_a_chapter_with_a_word_for_a_number_is_an_appendix() -> None:
    with_appendix = replace(REPORT, chapters=(Chapter("bilag", "Bilagstabeller", ""), *REPORT.chapters))
    headings = [block.text for block in contents(with_appendix) if isinstance(block, Heading)]
    assert headings[-2:] == ["Datakvalitet", "Bilagstabeller"]


def test_paragraphs_are_parted_by_empty_lines() -> None:
    assert paragraphs("En\nlinje.\n\n  To.\n\n\n") == ["En linje.", "To."]


def test_a_report_without_findings_says_so(tmp_path: Path) -> None:
    write_html(replace(REPORT, findings=()), tmp_path / "r.html")
    assert "Kontrollen af data fandt ingen forhold, der skal nævnes." in (tmp_path / "r.html").read_text()


@pytest.mark.parametrize("form", WRITERS)
def test_the_same_report_gives_the_same_bytes(form: str, folder: Path, tmp_path: Path) -> None:
    WRITERS[form](REPORT, tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == (folder / f"plain.{form}").read_bytes()


@pytest.mark.parametrize("form", WRITERS)
def test_a_bare_report_can_be_written(form: str, tmp_path: Path) -> None:
    nothing = samples.make(
        id="x", number="4.9", title="Alt er skjult", kind="distribution", groups=("A",), categories=("b", "c"),
        n=(SUPPRESSED,), counts=((SUPPRESSED, SUPPRESSED),),
    )  # fmt: skip
    bare = replace(
        REPORT, organisation="", subtitle="", notice="", reproduction=(), findings=(), method=(), figures=(nothing,)
    )
    WRITERS[form](bare, tmp_path / "bare")
    assert (tmp_path / "bare").stat().st_size > 1000


# PDF


def pdf_text(path: Path) -> str:
    return "".join("".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())


def squeezed(text: str) -> str:
    return "".join(text.split())


def structure(reader: pypdf.PdfReader) -> list[DictionaryObject]:
    """Every element of the structure tree."""
    found: list[DictionaryObject] = []
    waiting = [reader.root_object["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                found.append(node)
            if "/K" in node:
                waiting.append(node["/K"])
    return found


def test_pdf_is_tagged_danish_and_declares_ua_1(folder: Path) -> None:
    reader = pypdf.PdfReader(folder / "plain.pdf")
    root = reader.root_object
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"].startswith("da")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == REPORT.title
    assert reader.metadata.author == REPORT.organisation
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r'pdfuaid:part(>|=")1', xmp)


def test_pdf_has_an_alternative_text_for_each_picture_and_heads_for_each_table(folder: Path) -> None:
    elements = structure(pypdf.PdfReader(folder / "plain.pdf"))
    texts = {str(element["/Alt"]) for element in elements if "/Alt" in element}
    assert texts == {exhibit.alt for exhibit in PICTURES}
    names = [element["/S"] for element in elements]
    assert names.count("/Table") == N_TABLES
    assert names.count("/TH") >= 2 * N_TABLES
    assert names.count("/Caption") >= len(EXHIBITS)
    assert {"/H1", "/H2", "/TOC", "/TOCI"} <= set(names)


def test_pdf_prints_captions_numbers_tests_and_sources(folder: Path) -> None:
    text = pdf_text(folder / "plain.pdf")
    for expected in (
        "Figur 4.15 Jeg har det godt med mig selv", "41,6 (32)", "χ²(6) = 1,5095; p = 0,959",
        "Kilde: udtræk ab12cd34 · kode 0.1.0 · skema progression", "Bilagstabel 1.1", "4. november 2026",
        "Figur 4.15, blandt dem, der har svaret alle gange", samples.EXTRACT, "Rapporten bygger på konstruerede data.",
        "Faserne tæller 155 skemaer, men figuren taler om borgere.", tables.HIDDEN_NOTE,
    ):  # fmt: skip
        assert squeezed(expected) in text, expected


def test_pdf_text_in_pictures_is_text(folder: Path) -> None:
    assert squeezed("Hvor N er under 10, vises kun punkter.") in pdf_text(folder / "plain.pdf")


def test_pdf_bookmarks_are_the_chapters(folder: Path) -> None:
    titles = [entry.title for entry in pypdf.PdfReader(folder / "plain.pdf").outline if not isinstance(entry, list)]
    assert titles[-5:] == ["3 Indsatsen i praksis", "4 Borgerne og deres udvikling", "Metode", "Datakvalitet", "Bilag"]


def test_pdf_carries_only_its_own_fonts(folder: Path) -> None:
    fonts: set[str] = set()
    for page in pypdf.PdfReader(folder / "plain.pdf").pages:
        fonts |= {str(font.get_object()["/BaseFont"]) for font in page["/Resources"].get("/Font", {}).values()}
    assert {font.partition("+")[2].partition("-")[0].removesuffix("SmBld") for font in fonts} == {"IBMPlexSans"}


# Word


def test_word_has_real_headings_tables_and_captions(folder: Path) -> None:
    document = docx.Document(str(folder / "plain.docx"))
    styles = [line.style.name for line in document.paragraphs]
    assert styles.count("Heading 1") == 5
    assert styles.count("Heading 2") == 1
    assert styles.count("Caption") == len(EXHIBITS)
    assert len(document.tables) == N_TABLES
    captions = [line for line in document.paragraphs if line.style.name == "Caption"]
    assert captions[9].text == "Figur 4.15 Jeg har det godt med mig selv"
    codes = [text.text for text in captions[9]._p.iter(qn("w:instrText"))]
    assert codes == [r" SEQ Figur \* ARABIC \r 15 "]


def test_word_tables_repeat_their_head_and_hold_the_numbers(folder: Path) -> None:
    document = docx.Document(str(folder / "plain.docx"))
    for table in document.tables:
        assert table.rows[0]._tr.trPr is not None
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None
    held = [[cell.text for cell in row.cells] for row in document.tables[9].rows]
    assert held[0] == ["Gruppe", "N", *samples.AMOUNT]
    assert held[1] == ["Besvarelse 1", "77", "41,6 (32)", "37,7 (29)", "20,8 (16)"]


def test_word_pictures_have_alternative_texts(folder: Path) -> None:
    document = docx.Document(str(folder / "plain.docx"))
    described = {shape._inline.docPr.get("name"): shape._inline.docPr.get("descr") for shape in document.inline_shapes}
    assert described == {exhibit.label: exhibit.alt for exhibit in PICTURES}
    assert len(document.inline_shapes) == len(PICTURES)


def test_word_lists_are_fields_with_links_that_lead_somewhere(folder: Path) -> None:
    body = docx.Document(str(folder / "plain.docx")).element.body
    codes = [text.text.strip() for text in body.iter(qn("w:instrText"))]
    assert codes[:2] == [r'TOC \o "1-2" \h \z \u', r'TOC \h \z \t "Caption,1"']
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    assert len(links) == 6 + len(EXHIBITS)
    assert set(links) <= marks
    begun = [char.get(qn("w:fldCharType")) for char in body.iter(qn("w:fldChar"))]
    assert begun.count("begin") == begun.count("separate") == begun.count("end")


def test_word_is_danish_and_knows_its_title(folder: Path) -> None:
    document = docx.Document(str(folder / "plain.docx"))
    properties = document.core_properties
    assert (properties.title, properties.author, properties.language) == (REPORT.title, REPORT.organisation, "da-DK")
    assert properties.created is not None
    assert properties.created.date() == REPORT.dated
    (language,) = document.styles.element.find(qn("w:docDefaults")).iter(qn("w:lang"))
    assert language.get(qn("w:val")) == "da-DK"


def test_word_asks_no_other_place_for_anything(folder: Path) -> None:
    with zipfile.ZipFile(folder / "plain.docx") as archive:
        for name in archive.namelist():
            if name.endswith(".rels"):
                assert b'TargetMode="External"' not in archive.read(name), name


# All forms


def texts_of(form: str, path: Path) -> str:
    if form == "pdf":
        return pdf_text(path)
    if form == "html":
        return squeezed(Page(path.read_text(encoding="utf-8")).text)
    return squeezed("".join(text.text or "" for text in docx.Document(str(path)).element.body.iter(qn("w:t"))))


@pytest.mark.parametrize("form", WRITERS)
def test_text_that_looks_like_code_is_printed_letter_by_letter(form: str, folder: Path) -> None:
    text = texts_of(form, folder / f"hostile.{form}")
    # Title, chapter, caption, alternative or row text, note, finding: each at least once.
    assert text.count(squeezed(samples.HOSTILE)) >= 8
    assert squeezed("<b>Ja</b>") in text
    if form == "html":
        assert not Page((folder / "hostile.html").read_text(encoding="utf-8")).named("script")


@pytest.mark.parametrize("form", WRITERS)
def test_a_hidden_number_is_in_none_of_the_forms(form: str, folder: Path) -> None:
    """Figure 4.35 of the sample hides 11 of 19 and 57,9 %: the rest of row 2, which no other figure prints."""
    text = texts_of(form, folder / f"plain.{form}")
    assert "42,1(8)" in text
    assert "57,9" not in text
    assert "57,1" not in text
