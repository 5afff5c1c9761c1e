"""Pieces of a Word document that python-docx has no words for: fields, bookmarks, repeated heads, alternative texts."""

import zipfile
from io import BytesIO

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shape import InlineShape
from docx.table import Table as WordTable
from docx.table import _Row as WordRow
from docx.text.paragraph import Paragraph

_FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)


def element(tag: str, /, **attributes: str) -> BaseOxmlElement:
    """An element of the Word namespace, e.g. `element("tblHeader", val="true")`."""
    made = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def add_field(paragraph: Paragraph, code: str, shown: str, dirty: bool = False) -> None:
    """A field and the result it shows until Word works it out; a dirty one is worked out when the document opens."""
    begin_field(paragraph, code, dirty)
    paragraph.add_run(shown)
    end_field(paragraph)


def begin_field(paragraph: Paragraph, code: str, dirty: bool = False) -> None:
    """The start of a field whose result may span paragraphs."""
    start = element("fldChar", fldCharType="begin")
    if dirty:
        start.set(qn("w:dirty"), "true")
    paragraph.add_run()._r.append(start)
    text = element("instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {code} "
    paragraph.add_run()._r.append(text)
    paragraph.add_run()._r.append(element("fldChar", fldCharType="separate"))


def end_field(paragraph: Paragraph) -> None:
    paragraph.add_run()._r.append(element("fldChar", fldCharType="end"))


def bookmark(paragraph: Paragraph, number: int, name: str) -> None:
    """A bookmark around all that the paragraph holds now."""
    first = paragraph._p.pPr
    start = element("bookmarkStart", id=str(number), name=name)
    paragraph._p.insert(0 if first is None else 1, start)
    paragraph._p.append(element("bookmarkEnd", id=str(number)))


def link_to(paragraph: Paragraph, name: str, text: str) -> None:
    """A link to a bookmark in the same document."""
    link = element("hyperlink", anchor=name)
    run = paragraph.add_run(text)
    link.append(run._r)
    paragraph._p.append(link)


def describe(picture: InlineShape, name: str, text: str) -> None:
    """The alternative text of a picture, where Word and screen readers look for it."""
    properties = picture._inline.docPr
    properties.set("name", name)
    properties.set("descr", text)


def repeat_head(row: WordRow) -> None:
    """Let the row come again at the top of each page that the table reaches."""
    properties = row._tr.get_or_add_trPr()
    properties.append(element("cantSplit"))
    properties.append(element("tblHeader"))


def describe_table(table: WordTable, title: str, text: str) -> None:
    """Title and description of a table, and that its first row and column are heads."""
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblLook")):
        properties.remove(old)
    properties.append(element("tblLook", val="04A0", firstRow="1", firstColumn="1", noHBand="0", noVBand="1"))
    properties.append(element("tblCaption", val=title))
    properties.append(element("tblDescription", val=text))


def without_clock(docx: bytes) -> bytes:
    """The same document with fixed times in its archive, so that the same report gives the same bytes."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(docx)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _FIRST_DAY_OF_ZIP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()
