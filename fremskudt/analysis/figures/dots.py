"""Means as points on a scale from 0."""

import math

from fremskudt.analysis.disclosure import ProtectedFigure, Suppressed
from fremskudt.analysis.figures import look
from fremskudt.analysis.figures.lettering import widest, wrapped
from fremskudt.analysis.figures.look import LINE_HEIGHT, MUTED, TEXT_SIZE
from fremskudt.analysis.figures.marks import Axis, Label, Layer, layer, place, rules, texts, view
from fremskudt.analysis.figures.stacked import group_label

_LABEL_ROOM, _AFTER, _ROW = 265, 62, 30


def dots(figure: ProtectedFigure, narrow: bool) -> Layer:
    """Vega-Lite spec of a point for each group (and category) on a scale from 0; a hidden mean has no point."""
    width = look.NARROW if narrow else look.WIDE
    cells = [(group, category) for group in range(len(figure.groups)) for category in range(len(figure.categories))]
    names = [_name(figure, group, category) for group, category in cells]
    left = 0.0 if narrow else widest(names, _LABEL_ROOM, TEXT_SIZE) + 16
    axis = Axis(0, _end(figure), left + 6, width - _AFTER)
    labels, middles, bottom = _laid_out(names, None if narrow else left - 10)
    rows = [
        {
            "group": figure.groups[group],
            "category": figure.categories[category],
            "value": figure.values[group][category],
            "y": y,
        }
        for (group, category), y in zip(cells, middles, strict=True)
    ]
    points = [row for row in rows if not isinstance(row["value"], Suppressed)]
    tracks = [{"left": axis.start, "right": axis.end, "top": y, "bottom": y} for y in middles]
    mark = {"type": "point", "shape": "circle", "filled": True, "size": 110, "color": look.ACTION, "opacity": 1}
    layers = [
        rules("track", tracks),
        *texts("tick", [_tick(axis, at, bottom + 8) for at in (axis.low, axis.high / 2, axis.high)]),
        layer("point", points, mark, x=place("value", axis), y=place("y")),
        *texts("value", [_value(figure, cell, y, axis) for cell, y in zip(cells, middles, strict=True)]),
        *texts("group", labels),
    ]
    return view(figure.id, width, bottom + 20, layers)


def _name(figure: ProtectedFigure, group: int, category: int) -> str:
    label = group_label(figure, group)
    return label if len(figure.categories) == 1 else f"{figure.categories[category]}, {label}"


def _laid_out(names: list[str], room: float | None) -> tuple[list[Label], list[float], float]:
    """Labels, the middles of the rows and where they end: labels beside the points in `room` pixels, else above."""
    labels: list[Label] = []
    middles: list[float] = []
    y = 2.0
    for name in names:
        lines = tuple(wrapped(name, room or look.NARROW, TEXT_SIZE))
        height = len(lines) * LINE_HEIGHT
        tall = height + _ROW if room is None else max(height + 8, _ROW)
        labels.append(Label(0, y + height / 2 if room is None else y + tall / 2, lines))
        middles.append(y + height + _ROW / 2 - 2 if room is None else y + tall / 2)
        y += tall
    return labels, middles, y


def _value(figure: ProtectedFigure, cell: tuple[int, int], y: float, axis: Axis) -> Label:
    value = figure.values[cell[0]][cell[1]]
    if isinstance(value, Suppressed):
        return Label(axis.start + 6, y - 9, ("– skjult",), colour=MUTED, style="italic")
    return Label(axis.end + 12, y + 0.5, (look.written(value, figure.measure),), weight=600)


def _tick(axis: Axis, at: float, y: float) -> Label:
    return Label(axis.at(at), y, (look.written(at, "count"),), "center", MUTED, 11)


def _end(figure: ProtectedFigure) -> float:
    """A round end of the scale at or above the largest mean."""
    largest = max((value for row in figure.values for value in row if not isinstance(value, Suppressed)), default=1.0)
    step = 20 if largest > 10 else 2
    return max(step, math.ceil(largest / step) * step)
