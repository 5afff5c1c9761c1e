"""How the Word document looks: styles, page, tables."""

from collections.abc import Sequence

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell as WordCell

from fremskudt.analysis.report import fields
from fremskudt.analysis.report.model import Report

NOTE, NOTICE, REMARK, TABLE_HEAD, TABLE_NOTE = "Note under figur", "Bemærk", "Fund", "Tabeloverskrift", "Tabelnote"
LIST_HEAD = "Listeoverskrift"
_FONT = "Calibri"
_INK, _MUTED, _PETROL = RGBColor(0x1F, 0x23, 0x26), RGBColor(0x56, 0x5C, 0x61), RGBColor(0x1E, 0x4E, 0x5F)
_TEXT_WIDTH = Cm(16)


def prepare(document: Document, report: Report) -> None:
    """Page, styles, Danish as the language of all text, header and footer."""
    _page(document)
    _styles(document)
    _danish(document)
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = report.title
    foot = section.footer.paragraphs[0]
    foot.text = f"{report.basis}\t"
    fields.add_field(foot, "PAGE", "1")
    for line in (section.header.paragraphs[0], foot):
        line.style = document.styles[NOTE]
        line.paragraph_format.tab_stops.add_tab_stop(_TEXT_WIDTH)
    foot.paragraph_format.tab_stops.clear_all()
    foot.paragraph_format.tab_stops.add_tab_stop(_TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)


def _page(document: Document) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.2)


def _styles(document: Document) -> None:
    _style(document, "Normal", 10.5, _INK, after=6)
    _style(document, "Title", 28, _PETROL, before=140, after=6)
    _style(document, "Subtitle", 14, _MUTED, after=24)
    for level, size in ((1, 20), (2, 14), (3, 12)):
        _style(document, f"Heading {level}", size, _PETROL if level == 1 else _INK, bold=True, before=18, after=8)
    _style(document, "Caption", 10.5, _PETROL, bold=True, before=18, after=6).paragraph_format.keep_with_next = True
    _style(document, NOTE, 8.5, _MUTED, after=1)
    _style(document, TABLE_NOTE, 8.5, _MUTED, before=4, after=2).paragraph_format.keep_with_next = True
    _style(document, TABLE_HEAD, 10.5, _INK, bold=True, before=10, after=2).paragraph_format.keep_with_next = True
    _style(document, LIST_HEAD, 16, _PETROL, bold=True, before=12, after=6).paragraph_format.keep_with_next = True
    _style(document, REMARK, 10.5, _MUTED, after=14)
    notice = _style(document, NOTICE, 10.5, _INK, before=18, after=18)
    notice.element.get_or_add_pPr().append(fields.element("shd", val="clear", color="auto", fill="F4EBD8"))
    for level in (1, 2):
        _style(document, entry_style(level), 10.5, _INK, after=3).paragraph_format.left_indent = Cm(0.6 * (level - 1))


def entry_style(level: int) -> str:
    """Word's own style for a line of a list of contents."""
    return f"toc {min(level, 2)}"


def _style(
    document: Document,
    name: str,
    size: float,
    colour: RGBColor,
    *,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
) -> ParagraphStyle:
    styles = document.styles
    style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, name.startswith("toc"))
    assert isinstance(style, ParagraphStyle)  # noqa: S101
    style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(size), colour
    style.font.bold, style.font.italic = bold, False
    properties = style.element.get_or_add_pPr()
    for line in properties.findall(qn("w:pBdr")):
        properties.remove(line)
    for spacing in style.element.get_or_add_rPr().findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    # A theme font in the template would win over the name.
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:hAnsi"), _FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    return style


def _danish(document: Document) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(fields.element("lang", val="da-DK", eastAsia="da-DK", bidi="ar-SA"))


def add_table(
    document: Document,
    *,
    title: str,
    description: str,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    numbers: bool = True,
) -> None:
    """A table with a repeated head row and hairlines; columns of numbers are set right."""
    table = document.add_table(rows=1 + len(rows), cols=len(head))
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    widths = _widths(head, rows)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    size = 7.5 if len(head) > 6 else 8.5
    for at, (row, texts) in enumerate(zip(table.rows, (head, *rows), strict=True)):
        for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = widths[column]
            _fill(cell, text, size, bold=at == 0, right=numbers and column > 0)
        if at == 0:
            fields.repeat_head(row)
        else:
            row._tr.get_or_add_trPr().append(fields.element("cantSplit"))
    fields.describe_table(table, title, description)


def _widths(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Cm]:
    """The text width shared out: the names get what they need up to half, `N` a little, the rest the same each."""
    longest = max(len(row[0]) for row in (head, *rows))
    others = [0.5 if name == "N" else 1.0 for name in head[1:]]
    first = 1.5 if longest < 24 else 2.2 if longest < 48 else 3.0
    whole = first + sum(others)
    width = 16 if len(head) > 2 else 13
    return [Cm(width * share / whole) for share in (first, *others)]


def _fill(cell: WordCell, text: str, size: float, *, bold: bool, right: bool) -> None:
    line = cell.paragraphs[0]
    run = line.add_run(text)
    run.font.size, run.bold = Pt(size), bold
    line.paragraph_format.space_after = line.paragraph_format.space_before = Pt(2)
    # A table, its rows and the notes below it stay on one page when they can.
    line.paragraph_format.keep_with_next = True
    if right:
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    properties = cell._tc.get_or_add_tcPr()
    borders = fields.element("tcBorders")
    thickness, colour = ("8", "1E4E5F") if bold else ("4", "C9C8C2")
    borders.append(fields.element("bottom", val="single", sz=thickness, space="0", color=colour))
    properties.append(borders)
    if bold:
        properties.append(fields.element("shd", val="clear", color="auto", fill="EEF3F5"))
    properties.append(fields.element("vAlign", val="bottom"))
