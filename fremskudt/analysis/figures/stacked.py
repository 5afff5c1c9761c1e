"""Answers as parts of a whole: one lying bar of 100 % for each group (or statement), its parts in category order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fremskudt.analysis.disclosure import ProtectedFigure, Suppressed
from fremskudt.analysis.figures import look
from fremskudt.analysis.figures.legend import Entry, legend
from fremskudt.analysis.figures.lettering import text_width, widest, wrapped
from fremskudt.analysis.figures.look import LINE_HEIGHT, MUTED, TEXT_SIZE
from fremskudt.analysis.figures.marks import Axis, Label, Layer, bars, boxes, rules, texts, view

_BAR, _BETWEEN, _LABEL_ROOM, _STATEMENT_ROOM = 28, 14, 190, 270
_HIDDEN_WIDTH = 52  # the same for every hidden part, so that its length tells nothing


@dataclass(frozen=True)
class _Row:
    number: int
    label: Label
    top: float

    @property
    def bottom(self) -> float:
        return self.top + _BAR

    @property
    def middle(self) -> float:
        return self.top + _BAR / 2


@dataclass(frozen=True)
class _Part:
    category: str
    value: float
    start: float
    colour: str


def stacked(figure: ProtectedFigure, narrow: bool) -> Layer:
    """Vega-Lite spec of a distribution or battery. Visible parts stand together; hidden ones share one fixed mark."""
    width = look.NARROW if narrow else look.WIDE
    labels = [group_label(figure, number) for number in range(len(figure.groups))]
    room = _STATEMENT_ROOM if figure.kind == "battery" else _LABEL_ROOM
    left = 0.0 if narrow else widest(labels, room, TEXT_SIZE) + 14
    axis = Axis(0, 100, left, width - (_HIDDEN_WIDTH + 10 if figure.withheld else 18))
    colours = look.ramp(len(figure.categories))
    key = legend([Entry(*pair) for pair in zip(figure.categories, colours, strict=True)], left, width)
    rows = _rows(labels, key.height + 14, None if narrow else left - 10)
    bottom = rows[-1].bottom + 8
    layers = [
        *key.layers,
        *_scale(
            axis,
            rows[-1].bottom + 2 if narrow else rows[0].top - 6,
            bottom,
            (0, 50, 100) if narrow else (0, 25, 50, 75, 100),
        ),
        bars("part", [bar for row in rows for bar in _bars(figure, row, colours)], axis, gap=2),
        *texts("part_text", [text for row in rows for text in _part_labels(figure, row, colours, axis)]),
        *_hidden(figure, rows, axis),
        *texts("group", [row.label for row in rows]),
    ]
    return view(figure.id, width, bottom + 22, layers)


def group_label(figure: ProtectedFigure, number: int) -> str:
    """The row's name with its base, e.g. `Vejle (N = 33)`."""
    n = figure.n[number]
    return f"{figure.groups[number]} (N = {'–' if isinstance(n, Suppressed) else n})"


def _rows(labels: Sequence[str], top: float, room: float | None) -> list[_Row]:
    """Rows from `top` on: labels beside the bars in `room` pixels, or above them when there is no room beside."""
    rows, y = [], top
    for number, text in enumerate(labels):
        lines = tuple(wrapped(text, room or look.NARROW, TEXT_SIZE))
        height = len(lines) * LINE_HEIGHT
        tall = height + 2 + _BAR if room is None else max(_BAR, height)
        bar_top = y + height + 2 if room is None else y + (tall - _BAR) / 2
        middle = y + height / 2 if room is None else y + tall / 2
        rows.append(_Row(number, Label(0, middle, lines), bar_top))
        y += tall + _BETWEEN
    return rows


def _scale(axis: Axis, top: float, bottom: float, ticks: Sequence[int]) -> list[Layer]:
    grid = [{"left": axis.at(at), "right": axis.at(at), "top": top, "bottom": bottom} for at in ticks]
    # At the picture's edge a centred label would be cut.
    labels = [
        Label(axis.at(at), bottom + 10, (f"{at} %",), "center" if axis.at(at) > 10 else "left", MUTED, 11)
        for at in ticks
    ]
    return [rules("grid", grid), *texts("tick", labels)]


def _parts(figure: ProtectedFigure, row: _Row, colours: Sequence[str]) -> Iterator[_Part]:
    start = 0.0
    for category, value, colour in zip(figure.categories, figure.values[row.number], colours, strict=True):
        if not isinstance(value, Suppressed) and value > 0:
            yield _Part(category, value, start, colour)
            start += value


def _bars(figure: ProtectedFigure, row: _Row, colours: Sequence[str]) -> list[dict[str, object]]:
    return [
        {
            "group": figure.groups[row.number],
            "category": part.category,
            "value": part.value,
            "from": part.start,
            "to": part.start + part.value,
            "top": row.top,
            "bottom": row.bottom,
            "colour": part.colour,
            "edge": look.edge_of(part.colour),
        }
        for part in _parts(figure, row, colours)
    ]


def _part_labels(figure: ProtectedFigure, row: _Row, colours: Sequence[str], axis: Axis) -> list[Label]:
    """The percentage in each part that has room for it, without its sign when that is what it takes."""
    labels = []
    for part in _parts(figure, row, colours):
        whole = look.written(part.value, figure.measure)
        room = axis.at(part.value) - axis.at(0) - 7
        for text in (whole, whole.removesuffix(" %")):
            if text_width(text, look.SMALL_SIZE) <= room:
                x = axis.at(part.start + part.value / 2)
                ink = look.text_on(part.colour)
                labels.append(Label(x, row.middle + 0.5, (text,), "center", ink, look.SMALL_SIZE))
                break
    return labels


def _hidden(figure: ProtectedFigure, rows: Sequence[_Row], axis: Axis) -> list[Layer]:
    marks, labels = [], []
    for row in rows:
        values = figure.values[row.number]
        seen = [value for value in values if not isinstance(value, Suppressed)]
        if not seen:
            labels.append(Label(axis.start + 2, row.middle, ("Vises ikke (for få)",), colour=MUTED, style="italic"))
        elif len(seen) < len(values):
            left = axis.at(sum(seen)) + 3
            marks.append({"left": left, "right": left + _HIDDEN_WIDTH, "top": row.top, "bottom": row.bottom})
            labels.append(Label(left + _HIDDEN_WIDTH / 2, row.middle, ("– skjult",), "center", MUTED, 11))
    outline = boxes("hidden", marks, fill=look.PAPER, stroke=look.EDGE, strokeWidth=1, strokeDash=[3, 3])
    return [outline, *texts("hidden_text", labels)]
