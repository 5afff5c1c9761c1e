"""A curve as a drawing: places in whole pixels, so that it needs neither a script nor a style of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django import template

from fremskudt.surveys.rules.curve import Curve, Point
from fremskudt.surveys.templatetags.surveys import language, said

register = template.Library()
LEFT, RIGHT, TOP, BOTTOM, FOOT = 34, 350, 14, 214, 244  # of a picture of 360 x 250
FEW_NAMES = 6


@dataclass(frozen=True)
class Tick:
    at: int
    name: str


@dataclass(frozen=True)
class Dot:
    x: int
    y: int


@dataclass(frozen=True)
class Drawing:
    """Where everything stands. `days` names some of the rounds, as many as there is room for."""

    dots: Sequence[Dot]
    lines: Sequence[tuple[Dot, Dot]]
    ticks: Sequence[Tick]
    days: Sequence[tuple[int, date]]


@register.filter
def drawn(curve: Curve) -> Drawing:
    first, last = curve.points[0].on, curve.points[-1].on
    dots = {id(point): _dot(curve, point, first, last) for point in curve.answered}
    step = -(-len(curve.points) // FEW_NAMES)
    return Drawing(
        list(dots.values()),
        [(dots[id(one)], dots[id(next)]) for one, next in curve.joined],
        [Tick(_height(curve, number), str(number)) for number in _numbers(curve)],
        [(_across(point.on, first, last), point.on) for point in curve.points[::step]],
    )


@register.filter
def words_for(curve: Curve, point: Point) -> str:
    """What was said, as it was said: the number, or the option's words."""
    if point.value is None:
        return ""
    return curve.item.scale.label(int(point.value), language())


@register.filter
def end_words(curve: Curve, number: int) -> str:
    """The words at an end of the scale; empty where it has none."""
    scale = curve.item.scale
    if scale.kind == "choice":
        return scale.label(number, language())
    return said(scale.anchors.get(number))


def _dot(curve: Curve, point: Point, first: date, last: date) -> Dot:
    return Dot(_across(point.on, first, last), _height(curve, point.value or 0))


def _across(on: date, first: date, last: date) -> int:
    share = (on - first).days / max((last - first).days, 1)
    return round(LEFT + 16 + share * (RIGHT - LEFT - 32))


def _height(curve: Curve, value: float) -> int:
    return round(BOTTOM - (value - curve.minimum) / max(curve.maximum - curve.minimum, 1) * (BOTTOM - TOP))


def _numbers(curve: Curve) -> list[int]:
    """Numbers beside the axis: every second where there are many; on a scale of words only its steps."""
    step = 1 if curve.maximum - curve.minimum < 8 else 2 if curve.maximum - curve.minimum <= 12 else 10
    return list(range(curve.minimum, curve.maximum + 1, step))
