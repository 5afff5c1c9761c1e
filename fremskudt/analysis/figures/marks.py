"""The few Vega-Lite layers that all pictures are put together from.

Every picture is one layered view in pixels: text and key stand at pixel positions, bars and points on a scale of the
figure's own numbers. Numbers reach the layer as they are in the figure (`value`), so that a spec can be read as data.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from fremskudt.analysis.figures.look import FONT, GRID, INK, LINE_HEIGHT, PAPER, TEXT_SIZE

Layer = dict[str, Any]
Row = Mapping[str, object]


@dataclass(frozen=True)
class Label:
    """A text at a place: `x` in pixels, `y` the middle of the whole block of lines."""

    x: float
    y: float
    lines: tuple[str, ...]
    align: Literal["left", "center", "right"] = "left"
    colour: str = INK
    size: int = TEXT_SIZE
    weight: int = 400
    style: Literal["normal", "italic"] = "normal"


@dataclass(frozen=True)
class Axis:
    """A straight scale from a domain of numbers to a range of pixels."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The pixel where `value` lies."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def scale(self) -> Layer:
        return {"domain": [self.low, self.high], "range": [self.start, self.end], "zero": False, "nice": False}


def view(figure_id: str, width: float, height: float, layers: Sequence[Layer]) -> Layer:
    """The whole spec: fixed size, own font, Danish decimal comma, no interaction; layers without rows are left out."""
    locale = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " kr."]}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "usermeta": {"figure": figure_id},
        "width": width,
        "height": round(height),
        "padding": 0,
        "autosize": "none",
        "background": PAPER,
        "config": {"font": FONT, "view": {"stroke": None}, "aria": False, "locale": {"number": locale}},
        "resolve": {"scale": {"x": "independent", "y": "independent"}},
        "layer": [layer for layer in layers if layer["data"]["values"]],
    }


def layer(name: str, rows: Iterable[Row], mark: Layer, **encoding: Layer) -> Layer:
    """One layer with its own rows."""
    return {"name": name, "data": {"values": [dict(row) for row in rows]}, "mark": mark, "encoding": encoding}


def place(field: str, axis: Axis | None = None) -> Layer:
    """A position read from `field`: on `axis`, or in pixels when there is none."""
    return {"field": field, "type": "quantitative", "scale": axis.scale() if axis else None, "axis": None}


def named(field: str) -> Layer:
    """A colour or shape read from `field` as it stands."""
    return {"field": field, "type": "nominal", "scale": None, "legend": None}


def bars(name: str, rows: Iterable[Row], axis: Axis, gap: float = 0) -> Layer:
    """Lying bars from `from` to `to` on `axis`, between the pixels `top` and `bottom`."""
    mark = {"type": "rect", "xOffset": gap / 2, "x2Offset": -gap / 2, "strokeWidth": 1}
    where = {"x": place("from", axis), "x2": {"field": "to"}, "y": place("top"), "y2": {"field": "bottom"}}
    return layer(name, rows, mark, **where, fill=named("colour"), stroke=named("edge"))


def boxes(name: str, rows: Iterable[Row], **style: object) -> Layer:
    """Rectangles in pixels: `left`, `right`, `top`, `bottom`."""
    return layer(name, rows, {"type": "rect", **style}, **_corners())


def rules(name: str, rows: Iterable[Row], stroke: str = GRID, thickness: float = 1) -> Layer:
    """Straight lines in pixels: `left`, `right`, `top`, `bottom`."""
    return layer(name, rows, {"type": "rule", "color": stroke, "strokeWidth": thickness}, **_corners())


def _corners() -> dict[str, Layer]:
    return {"x": place("left"), "x2": {"field": "right"}, "y": place("top"), "y2": {"field": "bottom"}}


def texts(name: str, labels: Iterable[Label]) -> list[Layer]:
    """Text layers, one for each style that occurs."""
    styles: dict[tuple[object, ...], list[Label]] = {}
    for label in labels:
        styles.setdefault((label.align, label.colour, label.size, label.weight, label.style), []).append(label)
    return [_text_layer(f"{name}_{number}", group) for number, group in enumerate(styles.values())]


def _text_layer(name: str, labels: Sequence[Label]) -> Layer:
    first = labels[0]
    mark = {
        "type": "text",
        "align": first.align,
        "baseline": "middle",
        "color": first.colour,
        "fontSize": first.size,
        "fontWeight": first.weight,
        "fontStyle": first.style,
        "lineHeight": LINE_HEIGHT,
    }
    rows = [{"x": label.x, "y": _first_line(label), "text": list(label.lines)} for label in labels]
    return layer(name, rows, mark, x=place("x"), y=place("y"), text={"field": "text"})


def _first_line(label: Label) -> float:
    return label.y - (len(label.lines) - 1) * LINE_HEIGHT / 2
