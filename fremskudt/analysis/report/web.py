"""The report as one HTML file: no scripts, no requests, readable on a phone and on paper."""

import re
from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path

from fremskudt.analysis.figures import FONT, FONTS, svg
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
from fremskudt.analysis.report.markup import Html, joined, tag
from fremskudt.analysis.report.model import Report
from fremskudt.analysis.tables import Table

_STYLE = Path(__file__).parent / "report.css"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"
_WEIGHTS = {"Regular": 400, "SemiBold": 600}


def write_html(report: Report, path: Path) -> None:
    """Write the report to `path` as one file with everything in it. The same report gives the same bytes."""
    blocks = contents(report)
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("title", report.title),
        tag("style", Html(_fonts() + _STYLE.read_text(encoding="utf-8"))),
    )
    body = tag("body", tag("a", "Gå til indholdet", href="#indhold", class_="skip"), _page(report, blocks))
    path.write_text(f"<!doctype html>\n{tag('html', head, body, lang='da')}\n", encoding="utf-8", newline="\n")


def _fonts() -> str:
    faces = []
    for name, weight in _WEIGHTS.items():
        font = b64encode((FONTS / f"IBMPlexSans-{name}.woff2").read_bytes()).decode()
        source = f"url(data:font/woff2;base64,{font})"
        faces.append(f'@font-face{{font-family:"{FONT}";font-weight:{weight};src:{source} format("woff2")}}\n')
    return "".join(faces)


def _page(report: Report, blocks: Sequence[Block]) -> Html:
    main = tag("main", *_sections(blocks), id="indhold", tabindex="-1")
    return tag("div", _front(report), _lists(blocks), main, tag("footer", str(report.basis)), class_="page")


def _front(report: Report) -> Html:
    notice = [tag("p", report.notice, class_="notice")] if report.notice else []
    names = tag("p", report.organisation, tag("br"), report.danish_date)
    return tag(
        "header", tag("h1", report.title), tag("p", report.subtitle, class_="subtitle"), names, *notice, class_="front"
    )


def _lists(blocks: Sequence[Block]) -> Html:
    headings = [(number, block) for number, block in enumerate(blocks) if isinstance(block, Heading)]
    chapters = (
        tag("li", tag("a", block.text, href=f"#afsnit-{number}"), class_="deep" if block.level > 1 else "top")
        for number, block in headings
    )
    shown = (block for block in blocks if isinstance(block, Exhibit))
    figures = (tag("li", tag("a", f"{block.label} {block.caption}", href=f"#{_name(block)}")) for block in shown)
    return joined(
        tag("nav", tag("h2", "Indhold", id="liste-indhold"), tag("ol", *chapters), aria_labelledby="liste-indhold"),
        tag(
            "nav",
            tag("h2", "Figurer og tabeller", id="liste-figurer"),
            tag("ol", *figures),
            aria_labelledby="liste-figurer",
        ),
    )


def _sections(blocks: Sequence[Block]) -> list[Html]:
    return [_block(number, block) for number, block in enumerate(blocks)]


def _block(number: int, block: Block) -> Html:
    match block:
        case Heading(level, text):
            return tag(f"h{min(level + 1, 6)}", text, id=f"afsnit-{number}")
        case Paragraph(text):
            return tag("p", text)
        case Remark(code, where, what, why):
            place = tag("p", f"{code} · {where}", class_="where")
            reason = [tag("p", why, class_="why")] if why else []
            return tag("div", place, tag("p", what), *reason, class_="remark")
        case Tally():
            return _tally(block)
        case Exhibit():
            return _exhibit(block)


def _name(exhibit: Exhibit) -> str:
    """An id without what could disturb a link."""
    return re.sub(r"[^\w.-]", "-", exhibit.id)


def _exhibit(exhibit: Exhibit) -> Html:
    parts = [tag("figcaption", tag("b", exhibit.label), exhibit.caption)]
    if exhibit.picture is not None:
        parts += [
            tag("div", _inline(svg(exhibit.picture)), class_="wide"),
            tag("div", _inline(svg(exhibit.picture, narrow=True)), class_="narrow"),
        ]
    own = exhibit.label if exhibit.picture is None else f"Tabel til {lowered(exhibit.label)}"
    parts += [_sheet(exhibit.table, own), _below((*exhibit.table.notes, *exhibit.lines))]
    if exhibit.panel is not None:
        parts += [tag("p", exhibit.panel_name, class_="panel"), _sheet(exhibit.panel, f"{own}, {PANEL}")]
        parts.append(_below((*exhibit.panel.notes, *exhibit.panel_lines)))
    return tag("figure", *parts, id=_name(exhibit))


def _inline(picture: str) -> Html:
    return Html(picture.replace(' xmlns="http://www.w3.org/2000/svg"', "", 1))


def _sheet(table: Table, name: str) -> Html:
    head = tag("tr", *(tag("th", text, scope="col") for text in (table.corner, *table.columns)))
    rows = (
        tag("tr", tag("th", row.name, scope="row"), *(tag("td", str(cell)) for cell in row.cells)) for row in table.rows
    )
    caption = tag("caption", tag("span", f"{name}. {table.content}."))
    width = "slim" if len(table.columns) == 1 else "full"
    inner = tag("table", caption, tag("thead", head), tag("tbody", *rows), class_=width)
    return tag("div", inner, class_="scroll", role="region", aria_label=name, tabindex="0")


def _tally(tally: Tally) -> Html:
    head = tag("tr", *(tag("th", text, scope="col") for text in tally.head))
    rows = (tag("tr", tag("th", words, scope="row"), tag("td", count)) for words, count in tally.rows)
    return tag("table", tag("caption", tally.caption), tag("thead", head), tag("tbody", *rows), class_="tally")


def _below(lines: Sequence[str]) -> Html:
    return tag("div", *(tag("p", line) for line in lines), class_="below")
