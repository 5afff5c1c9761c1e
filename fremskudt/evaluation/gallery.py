"""How the figures of a run are laid out on a page: by chapter, each with its picture, table and words."""

from dataclasses import dataclass

from fremskudt.analysis import figures, tables
from fremskudt.analysis.disclosure import ProtectedFigure
from fremskudt.analysis.plan import Chapter
from fremskudt.analysis.run import RunResult
from fremskudt.evaluation.models import Run


@dataclass(frozen=True)
class Shown:
    """A figure as a page needs it. `drawn` is False for tables and for numbers that stand in running text."""

    figure: ProtectedFigure
    table: tables.Table
    panel_table: tables.Table | None
    drawn: bool
    alt: str
    label: str
    lines: tuple[str, ...]


def shown(run: Run, figure: ProtectedFigure) -> Shown:
    drawn = (run.folder / "figures" / f"{figure.id}.svg").is_file()
    return Shown(
        figure=figure,
        table=tables.table(figure),
        panel_table=tables.table(figure.panel) if figure.panel else None,
        drawn=drawn,
        alt=figures.alt_text(figure) if drawn else "",
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
