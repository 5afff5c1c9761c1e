"""The report as a Word document that can be worked on: real headings, captions, tables and replaceable pictures."""

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Cm, Pt

from fremskudt.analysis.figures import png
from fremskudt.analysis.report import fields, look
from fremskudt.analysis.report.contents import (
    PANEL,
    Block,
    Exhibit,
    Heading,
    Paragraph,
    Remark,
    Tally,
    contents,
    lowered,
)
from fremskudt.analysis.report.model import Report
from fremskudt.analysis.tables import Table

_PICTURE_WIDTH = Cm(15)
_NUMBERED = re.compile(r"(?P<word>.*?\s)(?P<chapter>[\d.]*?)(?P<last>\d+)")


def write_word(report: Report, path: Path) -> None:
    """Write the report to `path` as .docx in Danish. The same report gives the same bytes.

    Captions are numbered by SEQ fields that start at the figure's own number; the lists are fields that Word fills with
    page numbers when the document is opened. Pictures are ordinary ones with alternative text, and can be replaced.
    """
    document = docx.Document()
    look.prepare(document, report)
    blocks = contents(report)
    _front(document, report)
    _lists(document, blocks)
    for number, block in enumerate(blocks):
        _add(document, number, block)
    made = BytesIO()
    document.save(made)
    path.write_bytes(fields.without_clock(made.getvalue()))


def set_properties(document: Document, report: Report) -> None:
    """Title, author, language and dates, where Word shows them."""
    properties = document.core_properties
    properties.title, properties.subject = report.title, report.subtitle
    properties.author = properties.last_modified_by = report.organisation
    properties.language, properties.keywords, properties.comments = "da-DK", str(report.basis), report.notice
    properties.created = properties.modified = datetime(report.dated.year, report.dated.month, report.dated.day)
    properties.revision = 1


def _front(document: Document, report: Report) -> None:
    set_properties(document, report)
    document.add_paragraph(report.title, style="Title")
    document.add_paragraph(report.subtitle, style="Subtitle")
    document.add_paragraph(report.organisation)
    document.add_paragraph(report.danish_date)
    if report.notice:
        document.add_paragraph(report.notice, style=look.NOTICE)
    document.add_paragraph(str(report.basis), style=look.NOTE)
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _lists(document: Document, blocks: Sequence[Block]) -> None:
    headings = [(at, block.text, block.level) for at, block in enumerate(blocks) if isinstance(block, Heading)]
    exhibits = [
        (at, f"{block.label} {block.caption}", 1) for at, block in enumerate(blocks) if isinstance(block, Exhibit)
    ]
    document.add_paragraph("Indhold", style=look.LIST_HEAD)
    _list(document, r'TOC \o "1-2" \h \z \u', headings)
    document.add_paragraph("Figurer og tabeller", style=look.LIST_HEAD)
    _list(document, r'TOC \h \z \t "Caption,1"', exhibits)
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _list(document: Document, code: str, entries: Sequence[tuple[int, str, int]]) -> None:
    lines = [document.add_paragraph(style=look.entry_style(level)) for _, _, level in entries]
    fields.begin_field(lines[0], code, dirty=True)
    for line, (at, text, _) in zip(lines, entries, strict=True):
        fields.link_to(line, _bookmark(at), text)
    fields.end_field(lines[-1])


def _bookmark(number: int) -> str:
    return f"_Toc{100000 + number}"


def _add(document: Document, number: int, block: Block) -> None:
    match block:
        case Heading(level, text):
            heading = document.add_heading(text, level)
            heading.paragraph_format.page_break_before = level == 1 and number > 0
            fields.bookmark(heading, number, _bookmark(number))
        case Paragraph(text):
            document.add_paragraph(text)
        case Remark(code, where, what, why):
            document.add_paragraph(f"{code} · {where}", style=look.NOTE).paragraph_format.keep_with_next = True
            document.add_paragraph(what).paragraph_format.keep_with_next = bool(why)
            if why:
                document.add_paragraph(why, style=look.REMARK)
        case Tally():
            document.add_paragraph(block.caption, style=look.TABLE_HEAD)
            rows = [[words, count] for words, count in block.rows]
            look.add_table(document, title=block.caption, description="", head=block.head, rows=rows, numbers=False)
        case Exhibit():
            _exhibit(document, number, block)


def _exhibit(document: Document, number: int, exhibit: Exhibit) -> None:
    _caption(document, number, exhibit)
    if exhibit.picture is not None:
        line = document.add_paragraph()
        line.paragraph_format.keep_with_next = True
        line.alignment = WD_ALIGN_PARAGRAPH.LEFT
        picture = line.add_run().add_picture(BytesIO(png(exhibit.picture)), width=_PICTURE_WIDTH)
        fields.describe(picture, exhibit.label, exhibit.alt)
    own = exhibit.label if exhibit.picture is None else f"Tabel til {lowered(exhibit.label)}"
    _sheet(document, own, exhibit.table)
    _below(document, (*exhibit.table.notes, *exhibit.lines))
    if exhibit.panel is not None:
        document.add_paragraph(exhibit.panel_name, style=look.TABLE_HEAD)
        _sheet(document, f"{own}, {PANEL}", exhibit.panel)
        _below(document, (*exhibit.panel.notes, *exhibit.panel_lines))


def _caption(document: Document, number: int, exhibit: Exhibit) -> None:
    """`Figur 4.15 Title` with the last number as a field, so that Word knows it as a caption and can count on."""
    caption = document.add_paragraph(style="Caption")
    found = _NUMBERED.fullmatch(exhibit.label)
    if found is None:
        caption.add_run(exhibit.label)
    else:
        sequence = re.sub(r"\W+", "_", found["word"].strip())
        caption.add_run(found["word"] + found["chapter"])
        fields.add_field(caption, rf"SEQ {sequence} \* ARABIC \r {found['last']}", found["last"])
    caption.add_run(f" {exhibit.caption}")
    fields.bookmark(caption, number, _bookmark(number))


def _sheet(document: Document, name: str, table: Table) -> None:
    document.add_paragraph(f"{table.content}.", style=look.TABLE_NOTE)
    rows = [[row.name, *map(str, row.cells)] for row in table.rows]
    head = (table.corner, *table.columns)
    look.add_table(document, title=name, description=table.content, head=head, rows=rows)


def _below(document: Document, lines: Sequence[str]) -> None:
    for at, line in enumerate(lines):
        note = document.add_paragraph(line, style=look.NOTE)
        note.paragraph_format.keep_with_next = at < len(lines) - 1
        if at == 0:
            note.paragraph_format.space_before = Pt(4)
    document.add_paragraph(style=look.NOTE)
