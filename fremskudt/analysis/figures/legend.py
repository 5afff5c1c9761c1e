"""The key on top of a picture: one swatch or marker for each category, in category order."""

from collections.abc import Sequence
from dataclasses import dataclass

from fremskudt.analysis.figures.lettering import text_width, widest, wrapped
from fremskudt.analysis.figures.look import LINE_HEIGHT, TEXT_SIZE, edge_of
from fremskudt.analysis.figures.marks import Label, Layer, layer, named, place, texts

_SWATCH, _AFTER_SWATCH, _BETWEEN = 12, 7, 22


@dataclass(frozen=True)
class Entry:
    """One name of the key with its colour and marker shape."""

    name: str
    colour: str
    shape: str = "square"


@dataclass(frozen=True)
class Legend:
    """The layers of a key and the height they take, in pixels."""

    layers: tuple[Layer, ...]
    height: float


def legend(entries: Sequence[Entry], left: float, width: float) -> Legend:
    """A key from `left` on when one line holds it there, else from the picture's edge in as many lines as needed."""
    offset = _SWATCH + _AFTER_SWATCH
    line = sum(text_width(entry.name, TEXT_SIZE) + offset + _BETWEEN for entry in entries) - _BETWEEN
    start = left if line <= width - left else 0.0
    swatches, labels = [], []
    x, y, height = start, 0.0, LINE_HEIGHT
    for entry in entries:
        room = widest([entry.name], width - start - offset, TEXT_SIZE) + offset
        if x > start and x + room > width:
            x, y, height = start, y + height + 5, LINE_HEIGHT
        lines = tuple(wrapped(entry.name, width - start - offset, TEXT_SIZE))
        height = max(height, len(lines) * LINE_HEIGHT)
        swatches.append({**_swatch(entry), "x": x + _SWATCH / 2 + 0.5, "y": y + LINE_HEIGHT / 2})
        labels.append(Label(x + offset, y + len(lines) * LINE_HEIGHT / 2, lines))
        x += room + _BETWEEN
    mark = {"type": "point", "size": _SWATCH**2, "strokeWidth": 1, "filled": True, "opacity": 1}
    look = {"fill": named("colour"), "stroke": named("edge"), "shape": named("shape")}
    key = layer("legend", swatches, mark, x=place("x"), y=place("y"), **look)
    return Legend((key, *texts("legend_text", labels)), y + height)


def _swatch(entry: Entry) -> dict[str, object]:
    return {"category": entry.name, "colour": entry.colour, "edge": edge_of(entry.colour), "shape": entry.shape}
