"""How the figures of a run are laid out on a page: by chapter, each with its picture, table and words."""

import struct
from dataclasses import dataclass
from pathlib import Path

from fremskudt.analysis import figures, tables
from fremskudt.analysis.disclosure import ProtectedFigure
from fremskudt.analysis.plan import Chapter
from fremskudt.analysis.run import RunResult
from fremskudt.evaluation.models import Run


@dataclass(frozen=True)
class Shown:
    """A figure as a page needs it. `wide` and `narrow` are the sizes of its pictures in pixels of the page.

    They are None for tables and for numbers that stand in running text, which have no picture.
    """

    figure: ProtectedFigure
    table: tables.Table
    panel_table: tables.Table | None
    wide: tuple[int, int] | None
    narrow: tuple[int, int] | None
    alt: str
    label: str
    lines: tuple[str, ...]


def size(file: Path) -> tuple[int, int] | None:
    """Width and height at which a PNG of twice the resolution is shown; None when there is no such file."""
    if not file.is_file():
        return None
    with file.open("rb") as picture:
        width, height = struct.unpack(">II", picture.read(24)[16:])
    return width // 2, height // 2


def shown(run: Run, figure: ProtectedFigure) -> Shown:
    wide = size(run.folder / "figures" / f"{figure.id}.png")
    return Shown(
        figure=figure,
        table=tables.table(figure),
        panel_table=tables.table(figure.panel) if figure.panel else None,
        wide=wide,
        narrow=size(run.folder / "figures" / f"{figure.id}-small.png"),
        alt=figures.alt_text(figure) if wide else "",
        label=tables.label(figure),
        lines=tables.lines_below(figure),
    )


def chapters(run: Run, result: RunResult) -> list[tuple[Chapter, list[Shown]]]:
    """The chapters that hold figures, in the plan's order."""
    laid_out = []
    for chapter in result.plan.chapters:
        held = [shown(run, figure) for figure in result.figures if figure.chapter == chapter.number]
        if held:
            laid_out.append((chapter, held))
    return laid_out


def neighbours(result: RunResult, figure_id: str) -> tuple[ProtectedFigure | None, ProtectedFigure | None]:
    """The figures before and after this one."""
    ids = [figure.id for figure in result.figures]
    at = ids.index(figure_id)
    return (result.figures[at - 1] if at else None, result.figures[at + 1] if at + 1 < len(ids) else None)
