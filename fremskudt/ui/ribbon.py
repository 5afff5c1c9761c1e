"""The phase ribbon: dated periods, which may overlap and be open, as bars in per cent of a lane's width."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

MOST_NAMES = 5
STEPS = (1, 2, 3, 6, 12)
MONTHS_OF_A_YEAR = 12


class Period(Protocol):
    """One dated period of a course. `lane` is its name on the screen; `end_on` is None while it goes on."""

    lane: str
    start_on: date
    end_on: date | None


@dataclass(frozen=True)
class Bar:
    x: float
    width: float
    is_open: bool
    start_on: date
    end_on: date | None


@dataclass(frozen=True)
class Month:
    first: date
    x: float
    has_year: bool = False


@dataclass(frozen=True)
class Lane:
    name: str
    bars: list[Bar] = field(default_factory=list)


def place(day: date, start: date, end: date) -> float:
    """Where a day lies between `start` (0) and `end` (100); days outside are moved to the nearer edge."""
    share = (day - start).days / max((end - start).days, 1)
    return round(100 * min(max(share, 0.0), 1.0), 1)


def lanes(periods: Iterable[Period], start: date, end: date) -> list[Lane]:
    """The periods, lane by lane in the order of their names. A day's bar is still wide enough to see."""
    found: dict[str, Lane] = {}
    for period in sorted(periods, key=lambda each: (each.lane, each.start_on)):
        left, right = place(period.start_on, start, end), place(period.end_on or end, start, end)
        bar = Bar(left, max(round(right - left, 1), 0.5), period.end_on is None, period.start_on, period.end_on)
        found.setdefault(period.lane, Lane(period.lane)).bars.append(bar)
    return list(found.values())


def months(start: date, end: date) -> list[Month]:
    """The first day of each month from `start` to `end`, with its place.

    Of a long course every second, third, sixth or twelfth, January among them, so that their names do not meet on a
    phone; then the year stands with the name.
    """
    firsts = [date(year, month, 1) for year in range(start.year, end.year + 1) for month in range(1, 13)]
    within = [first for first in firsts if start <= first <= end]
    step = next((step for step in STEPS if len(within) <= step * MOST_NAMES), STEPS[-1])
    has_year = len(within) > MONTHS_OF_A_YEAR
    return [Month(first, place(first, start, end), has_year) for first in within if (first.month - 1) % step == 0]
