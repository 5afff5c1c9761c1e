"""The geometry of the phase ribbon: dated periods, which may overlap and be open, as bars on lanes 0 to 1000 wide."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

WIDTH = 1000


class Period(Protocol):
    """One dated period of a course. `lane` is its name on the screen; `end_on` is None while it goes on."""

    lane: str
    start_on: date
    end_on: date | None


@dataclass(frozen=True)
class Bar:
    x: int
    width: int
    is_open: bool
    start_on: date
    end_on: date | None


@dataclass(frozen=True)
class Lane:
    name: str
    bars: list[Bar] = field(default_factory=list)


def place(day: date, start: date, end: date) -> int:
    """Where a day lies between `start` (0) and `end` (WIDTH); days outside are moved to the nearer edge."""
    share = (day - start).days / max((end - start).days, 1)
    return round(WIDTH * min(max(share, 0.0), 1.0))


def lanes(periods: Iterable[Period], start: date, end: date) -> list[Lane]:
    """The periods, lane by lane, in the order in which the lanes are first met."""
    found: dict[str, Lane] = {}
    for period in sorted(periods, key=lambda each: (each.lane, each.start_on)):
        left, right = place(period.start_on, start, end), place(period.end_on or end, start, end)
        bar = Bar(left, max(right - left, 4), period.end_on is None, period.start_on, period.end_on)
        found.setdefault(period.lane, Lane(period.lane)).bars.append(bar)
    return list(found.values())


def months(start: date, end: date) -> list[date]:
    """The first day of each month from `start` to `end`."""
    firsts = [date(year, month, 1) for year in range(start.year, end.year + 1) for month in range(1, 13)]
    return [first for first in firsts if start <= first <= end]
