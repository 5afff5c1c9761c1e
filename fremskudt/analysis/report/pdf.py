"""The report as PDF/UA-1, set by typst: tagged, with alternative texts, the same bytes for the same report."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from fremskudt.analysis.figures import FONTS, svg
from fremskudt.analysis.report.contents import Block, Exhibit, Heading, Paragraph, Tally, contents
from fremskudt.analysis.report.model import Report
from fremskudt.analysis.tables import Table

_TEMPLATE = Path(__file__).parent / "report.typ"


def write_pdf(report: Report, path: Path) -> None:
    """Write the report to `path` as PDF/UA-1.

    typst itself refuses a picture without alternative text and a skipped heading level (TypstError). Text reaches it as
    data and is printed letter by letter, whatever it looks like.
    """
    moment = datetime(report.dated.year, report.dated.month, report.dated.day, tzinfo=UTC)
    made = typst.compile(
        str(_TEMPLATE),
        root=str(_TEMPLATE.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"report": json.dumps(_content(report), ensure_ascii=False)},
        pdf_standards="ua-1",
        timestamp=moment,
    )
    path.write_bytes(made)


def _content(report: Report) -> dict[str, Any]:
    return {
        "title": report.title,
        "subtitle": report.subtitle,
        "organisation": report.organisation,
        "date": report.danish_date,
        "year": report.dated.year,
        "month": report.dated.month,
        "day": report.dated.day,
        "notice": report.notice,
        "basis": str(report.basis),
        "words": {"contents": "Indhold", "exhibits": "Figurer og tabeller"},
        "blocks": [_block(block) for block in contents(report)],
    }


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Exhibit):
        return _exhibit(block)
    if isinstance(block, Heading):
        return {"kind": "heading", **asdict(block)}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", **asdict(block)}
    return {"kind": "tally" if isinstance(block, Tally) else "remark", **asdict(block)}


def _exhibit(block: Exhibit) -> dict[str, Any]:
    return {
        "kind": "exhibit",
        "label": block.label,
        "caption": block.caption,
        "svg": None if block.picture is None else svg(block.picture),
        "alt": block.alt,
        "table": _table(block.table),
        "notes": [*block.table.notes, *block.lines],
        "panel": None if block.panel is None else _table(block.panel),
        "panel-head": block.panel_name,
        "panel-notes": [*(block.panel.notes if block.panel else ()), *block.panel_lines],
    }


def _table(table: Table) -> dict[str, Any]:
    rows = [{"name": row.name, "cells": [str(cell) for cell in row.cells]} for row in table.rows]
    return {"content": table.content, "corner": table.corner, "columns": table.columns, "rows": rows}
