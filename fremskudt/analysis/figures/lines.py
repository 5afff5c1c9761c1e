"""Means indexed to the first answer: points and lines around the baseline 100."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from fremskudt.analysis.disclosure import ProtectedFigure, Suppressed
from fremskudt.analysis.figures import look
from fremskudt.analysis.figures.axes import base_text, frame, group_axis
from fremskudt.analysis.figures.legend import Entry, Legend, legend
from fremskudt.analysis.figures.lettering import wrapped
from fremskudt.analysis.figures.look import LINE_HEIGHT, SMALL_SIZE
from fremskudt.analysis.figures.marks import Axis, Label, Layer, layer, named, place, texts, view

BASE, SMALLEST_N_OF_A_LINE = 100, 10
_PLOT_HEIGHT, _LABEL_ROOM, _LEADER, _LEVEL_ROOM, _INSET = 290, 176, 30, 34, 26


@dataclass(frozen=True)
class _Point:
    series: int
    group: int
    value: float


@dataclass(frozen=True)
class _Name:
    """A series' name, where its last point is and where the name may stand."""

    series: int
    lines: tuple[str, ...]
    point_x: float
    point_y: float
    middle: float


def lines(figure: ProtectedFigure, narrow: bool) -> Layer:
    """Vega-Lite spec of an index. The scale is read from its baseline 100 and never spans less than 80-120.

    A line joins two neighbours only when both rest on 10 answers or more. Smaller groups are points, and a hidden
    number leaves a gap.
    """
    width = look.NARROW if narrow else look.WIDE
    points = _points(figure)
    key = legend(_entries(figure), 0, width) if narrow else Legend((), 0)
    top = key.height + (44 if narrow else 34)
    y = _levels(points, top)
    end = width - 20 if narrow else width - _LABEL_ROOM - _LEADER
    x = Axis(0, max(len(figure.groups) - 1, 1), _LEVEL_ROOM + _INSET, end)
    notes = [f"Hvor N er under {SMALLEST_N_OF_A_LINE}, vises kun punkter."] if only_points(figure) else []
    foot, height = group_axis(figure, x, y.start, notes)
    layers = [
        *key.layers,
        *frame(y, BASE, (_LEVEL_ROOM, end + 10), base_text(figure, BASE)),
        *foot,
        *_marks(figure, points, x, y),
        *([] if narrow else _direct_names(figure, points, x, y)),
    ]
    return view(figure.id, width, height, layers)


def only_points(figure: ProtectedFigure) -> list[int]:
    """The groups too small for a line: fewer than 10 answers, or a base that is not shown."""
    return [at for at, n in enumerate(figure.n) if isinstance(n, Suppressed) or n < SMALLEST_N_OF_A_LINE]


def _points(figure: ProtectedFigure) -> list[_Point]:
    cells = ((series, group, value) for group, row in enumerate(figure.values) for series, value in enumerate(row))
    return [_Point(series, group, value) for series, group, value in cells if not isinstance(value, Suppressed)]


def _entries(figure: ProtectedFigure) -> list[Entry]:
    return [Entry(name, *_look(series)) for series, name in enumerate(figure.categories)]


def _look(series: int) -> tuple[str, str]:
    return look.SERIES[series % len(look.SERIES)], look.SHAPES[series % len(look.SHAPES)]


def _levels(points: Sequence[_Point], top: float) -> Axis:
    values = [point.value for point in points]
    low = min(BASE - 20, math.floor(min(values, default=BASE) / 10) * 10)
    high = max(BASE + 20, math.ceil(max(values, default=BASE) / 10) * 10)
    return Axis(low, high, top + _PLOT_HEIGHT, top)


def _marks(figure: ProtectedFigure, points: Sequence[_Point], x: Axis, y: Axis) -> list[Layer]:
    rows = [
        {
            "group": figure.groups[point.group],
            "category": figure.categories[point.series],
            "value": point.value,
            "at": point.group,
            "colour": _look(point.series)[0],
            "shape": _look(point.series)[1],
        }
        for point in points
    ]
    across, up = place("at", x), place("value", y)
    ends = {"x": across, "x2": {"field": "to_at"}, "y": up, "y2": {"field": "to_value"}}
    segments = layer(
        "line", _segments(figure, points), {"type": "rule", "strokeWidth": 1.75}, **ends, stroke=named("colour")
    )
    mark = {"type": "point", "filled": True, "size": 62, "opacity": 1, "stroke": look.PAPER, "strokeWidth": 0.75}
    return [segments, layer("point", rows, mark, x=across, y=up, shape=named("shape"), fill=named("colour"))]


def _segments(figure: ProtectedFigure, points: Sequence[_Point]) -> list[dict[str, object]]:
    small = set(only_points(figure))
    value_at = {(point.series, point.group): point.value for point in points}
    return [
        {
            "category": figure.categories[series],
            "at": group,
            "value": value,
            "to_at": group + 1,
            "to_value": value_at[series, group + 1],
            "colour": _look(series)[0],
        }
        for (series, group), value in value_at.items()
        if (series, group + 1) in value_at and not {group, group + 1} & small
    ]


def _direct_names(figure: ProtectedFigure, points: Sequence[_Point], x: Axis, y: Axis) -> list[Layer]:
    """Each series named beside its last point, moved apart where two would overlap, with a thin leader."""
    names = _apart(_names(figure, points, x, y), y.end - 12, y.start + 12)
    left = x.end + _LEADER
    labels = [Label(left, n.middle, n.lines, colour=_look(n.series)[0], size=SMALL_SIZE) for n in names]
    leaders = [
        {"left": n.point_x + 7, "right": left - 4, "top": n.point_y, "bottom": n.middle, "colour": _look(n.series)[0]}
        for n in names
    ]
    mark = {"type": "rule", "strokeWidth": 0.75, "strokeDash": [2, 2]}
    where = {"x": place("left"), "x2": {"field": "right"}, "y": place("top"), "y2": {"field": "bottom"}}
    return [layer("leader", leaders, mark, **where, stroke=named("colour")), *texts("series", labels)]


def _names(figure: ProtectedFigure, points: Sequence[_Point], x: Axis, y: Axis) -> list[_Name]:
    last = {point.series: point for point in sorted(points, key=lambda point: point.group)}
    names = []
    for point in last.values():
        text = f"{figure.categories[point.series]} ({look.written(point.value, figure.measure)})"
        at = y.at(point.value)
        names.append(_Name(point.series, tuple(wrapped(text, _LABEL_ROOM, SMALL_SIZE)), x.at(point.group), at, at))
    return sorted(names, key=lambda name: (name.point_y, name.series))


def _apart(names: Sequence[_Name], top: float, bottom: float) -> list[_Name]:
    """The names as near to their points as no overlap allows: first pushed down, then up from the bottom."""
    heights = [len(name.lines) * LINE_HEIGHT + 5 for name in names]
    middles: list[float] = []
    edge = top
    for name, height in zip(names, heights, strict=True):
        middles.append(max(name.point_y, edge + height / 2))
        edge = middles[-1] + height / 2
    edge = max(bottom, top + sum(heights))
    for at in reversed(range(len(names))):
        middles[at] = min(middles[at], edge - heights[at] / 2)
        edge = middles[at] - heights[at] / 2
    return [_Name(n.series, n.lines, n.point_x, n.point_y, middle) for n, middle in zip(names, middles, strict=True)]
