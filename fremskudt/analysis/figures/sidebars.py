"""Bars that each stand for themselves: several answers allowed, counts, and shares of one group or one category."""

from collections.abc import Sequence
from dataclasses import dataclass

from fremskudt.analysis.disclosure import ProtectedFigure, Suppressed
from fremskudt.analysis.figures import look
from fremskudt.analysis.figures.legend import Entry, Legend, legend
from fremskudt.analysis.figures.lettering import widest, wrapped
from fremskudt.analysis.figures.look import LINE_HEIGHT, MUTED, TEXT_SIZE
from fremskudt.analysis.figures.marks import Axis, Label, Layer, bars, rules, texts, view
from fremskudt.analysis.figures.stacked import group_label

_LABEL_ROOM = 265
_AFTER_BAR = 68  # room for "100,0 %" or "– skjult" behind the longest bar

_Cell = tuple[int, int]  # (group, category)


@dataclass(frozen=True)
class _Block:
    """A label with a bar for each cell that belongs to it."""

    text: str
    cells: tuple[_Cell, ...]

    @property
    def thick(self) -> int:
        return 20 if len(self.cells) == 1 else 15

    @property
    def height(self) -> int:
        return len(self.cells) * (self.thick + 2) - 2


@dataclass(frozen=True)
class _Bar:
    cell: _Cell
    top: float
    thick: int


def sidebars(figure: ProtectedFigure, narrow: bool) -> Layer:
    """Vega-Lite spec of lying bars from 0, in the order given; zero stands as 0,0 %, a hidden number as »– skjult«."""
    width = look.NARROW if narrow else look.WIDE
    blocks = _blocks(figure)
    left = 0.0 if narrow else widest([block.text for block in blocks], _LABEL_ROOM, TEXT_SIZE) + 14
    axis = Axis(0, _longest(figure), left, width - _AFTER_BAR)
    several = len(blocks[0].cells) > 1
    colours = look.ramp(len(figure.groups)) if several else (look.ACTION,) * len(figure.groups)
    head = _head(figure, colours, left, width, several)
    labels, drawn, bottom = _laid_out(blocks, head.height + 12, None if narrow else left - 10)
    layers = [
        *head.layers,
        bars("bar", [_bar(figure, bar, colours) for bar in drawn if _has_length(figure, bar.cell)], axis),
        rules("baseline", [{"left": left, "right": left, "top": head.height + 6, "bottom": bottom}], stroke=look.EDGE),
        *texts("value", [_value(figure, bar, axis) for bar in drawn]),
        *texts("label", labels),
    ]
    return view(figure.id, width, bottom + 4, layers)


def _blocks(figure: ProtectedFigure) -> list[_Block]:
    """One bar a group when there is one category, else one block a category."""
    groups = range(len(figure.groups))
    if len(figure.categories) == 1 and len(figure.groups) > 1:
        return [_Block(group_label(figure, group), ((group, 0),)) for group in groups]
    return [_Block(name, tuple((group, at) for group in groups)) for at, name in enumerate(figure.categories)]


def _head(figure: ProtectedFigure, colours: Sequence[str], left: float, width: float, several: bool) -> Legend:
    """The key of the groups; the group's name and base when there is only one; nothing when the rows are the groups."""
    names = [group_label(figure, group) for group in range(len(figure.groups))]
    if several:
        return legend([Entry(*pair) for pair in zip(names, colours, strict=True)], left, width)
    if len(names) > 1:
        return Legend((), -8)
    label = Label(left, LINE_HEIGHT / 2, (names[0],), colour=MUTED, size=look.SMALL_SIZE)
    return Legend(tuple(texts("head", [label])), LINE_HEIGHT)


def _longest(figure: ProtectedFigure) -> float:
    largest = max((value for row in figure.values for value in row if not isinstance(value, Suppressed)), default=0.0)
    if figure.measure == "pct":
        return 100 if largest > 50 else 50
    return largest or 1


def _laid_out(blocks: Sequence[_Block], top: float, room: float | None) -> tuple[list[Label], list[_Bar], float]:
    """Labels and bars from `top` down, and where they end: labels beside the bars in `room` pixels, else above them."""
    labels: list[Label] = []
    drawn: list[_Bar] = []
    y = top
    for block in blocks:
        lines = tuple(wrapped(block.text, room or look.NARROW, TEXT_SIZE))
        height = len(lines) * LINE_HEIGHT
        tall = height + 1 + block.height if room is None else max(height, block.height)
        start = y + height + 1 if room is None else y + (tall - block.height) / 2
        labels.append(Label(0, y + height / 2 if room is None else y + tall / 2, lines))
        drawn += [_Bar(cell, start + at * (block.thick + 2), block.thick) for at, cell in enumerate(block.cells)]
        y += tall + (10 if len(block.cells) == 1 else 14)
    return labels, drawn, y - 5


def _has_length(figure: ProtectedFigure, cell: _Cell) -> bool:
    value = figure.values[cell[0]][cell[1]]
    return not isinstance(value, Suppressed) and value > 0


def _bar(figure: ProtectedFigure, bar: _Bar, colours: Sequence[str]) -> dict[str, object]:
    group, category = bar.cell
    value = figure.values[group][category]
    return {
        "group": figure.groups[group],
        "category": figure.categories[category],
        "value": value,
        "from": 0,
        "to": value,
        "top": bar.top,
        "bottom": bar.top + bar.thick,
        "colour": colours[group],
        "edge": look.edge_of(colours[group]),
    }


def _value(figure: ProtectedFigure, bar: _Bar, axis: Axis) -> Label:
    value = figure.values[bar.cell[0]][bar.cell[1]]
    y = bar.top + bar.thick / 2 + 0.5
    if isinstance(value, Suppressed):
        return Label(axis.start + 6, y, ("– skjult",), colour=MUTED, style="italic")
    return Label(axis.at(value) + 6, y, (look.written(value, figure.measure),))
