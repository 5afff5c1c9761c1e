"""From spec to picture. vl-convert draws without a browser and without a network."""

import re
from functools import lru_cache
from html import escape

import vl_convert

from fremskudt.analysis.disclosure import ProtectedFigure, Suppressed
from fremskudt.analysis.figures.dots import dots
from fremskudt.analysis.figures.lines import lines
from fremskudt.analysis.figures.look import FONTS
from fremskudt.analysis.figures.marks import Layer
from fremskudt.analysis.figures.sidebars import sidebars
from fremskudt.analysis.figures.stacked import stacked
from fremskudt.analysis.figures.words import alt_text

_VEGALITE = "6.4"
_SVG_HEAD = re.compile(r'<svg [^>]*?(width="\d+" height="\d+" viewBox="[\d ]+")>')
# The picture is one image with one text; vega's own roles inside it would be read aloud part by part.
_INNER_ROLES = re.compile(r' (?:role|aria-roledescription|aria-hidden|class)="[^"<>]*"(?=[^<>]*>)')


class NoPictureError(ValueError):
    """Asked to draw something that is shown as a table only."""


def has_picture(figure: ProtectedFigure) -> bool:
    """False for tables and statements, and for a figure of which no number may be shown."""
    seen = any(not isinstance(value, Suppressed) for row in figure.values for value in row)
    return seen and figure.kind not in ("table", "statement")


def spec(figure: ProtectedFigure, narrow: bool = False) -> Layer:
    """The figure as a Vega-Lite spec in plain data, 680 px wide or 358 when `narrow` (labels above the bars).

    Rows of the layers `part`, `bar` and `point` hold `group`, `category` and `value` as they are in the figure; a
    hidden number has no row, and neither has a part of zero. Raises NoPictureError for a figure without a picture.
    """
    if not has_picture(figure):
        raise NoPictureError(f"{figure.id}: kind {figure.kind} has no picture, or nothing of it may be shown")
    if figure.kind == "index":
        return lines(figure, narrow)
    if figure.kind == "means":
        return dots(figure, narrow)
    shares_of_a_whole = (
        figure.kind in ("distribution", "battery") and not figure.multiple and len(figure.categories) > 1
    )
    if shares_of_a_whole and (len(figure.groups) > 1 or figure.kind == "battery"):
        return stacked(figure, narrow)
    return sidebars(figure, narrow)


@lru_cache(maxsize=256)
def svg(figure: ProtectedFigure, narrow: bool = False) -> str:
    """The picture as self-contained SVG with title and description: text stays text, no style, script or reference.

    Same figure, same bytes. Raises NoPictureError for a figure without a picture.
    """
    _register_fonts()
    drawn: str = vl_convert.vegalite_to_svg(spec(figure, narrow), vl_version=_VEGALITE)
    head = _SVG_HEAD.match(drawn)
    if head is None:
        raise ValueError(f"{figure.id}: unexpected start of SVG: {drawn[:120]}")
    name = escape(f"{figure.id}-{'smal' if narrow else 'bred'}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{name}-titel {name}-tekst" {head[1]}>'
        f'<title id="{name}-titel">{escape(figure.title)}</title>'
        f'<desc id="{name}-tekst">{escape(alt_text(figure))}</desc>{_INNER_ROLES.sub("", drawn[head.end() :])}'
    )


@lru_cache(maxsize=256)
def png(figure: ProtectedFigure, scale: float = 2, narrow: bool = False) -> bytes:
    """The picture as PNG, `scale` times 680 px wide (358 when narrow). Raises NoPictureError where there is none."""
    picture: bytes = vl_convert.svg_to_png(svg(figure, narrow), scale=scale)
    return picture


@lru_cache(maxsize=1)
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(FONTS))
