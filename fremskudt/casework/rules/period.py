"""Months, quarters and years: the stretches of the calendar that numbers are summed over.

Each has a key that stands in an address: 2026-11, 2026-K4, 2026.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

KEY = re.compile(r"(?P<year>(?:19|20)\d\d)(?:-(?P<month>\d\d)|-K(?P<quarter>[1-4]))?", re.ASCII)
CLOSES_AFTER = timedelta(days=14)  # what is written later comes too late for a quarter's page


class Kind(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True)
class Period:
    """Whole months: `months` of them from the one that begins on `start`."""

    start: date
    months: int

    @property
    def end(self) -> date:
        """The last day."""
        return self.next_day - timedelta(days=1)

    @property
    def next_day(self) -> date:
        """The first day after it."""
        return _month_after(self.start, self.months)

    @property
    def kind(self) -> Kind:
        return {1: Kind.MONTH, 3: Kind.QUARTER, 12: Kind.YEAR}[self.months]

    @property
    def quarter(self) -> int:
        return (self.start.month + 2) // 3

    @property
    def key(self) -> str:
        if self.kind is Kind.MONTH:
            return f"{self.start:%Y-%m}"
        return f"{self.start:%Y}-K{self.quarter}" if self.kind is Kind.QUARTER else f"{self.start:%Y}"

    @property
    def closes_on(self) -> date:
        """The day from which nothing that is written about the period changes its page any more."""
        return self.next_day + CLOSES_AFTER

    def before(self) -> Self:
        """The one of the same length just before."""
        return type(self)(_month_after(self.start, -self.months), self.months)


def month_of(day: date) -> Period:
    return Period(day.replace(day=1), 1)


def quarter_of(day: date) -> Period:
    return Period(date(day.year, 3 * ((day.month - 1) // 3) + 1, 1), 3)


def year_of(day: date) -> Period:
    return Period(date(day.year, 1, 1), 12)


def read(key: str, today: date) -> Period:
    """The period of a key; this month for anything that is none."""
    found = KEY.fullmatch(key)
    if found is None or (found["month"] and not 1 <= int(found["month"]) <= 12):
        return month_of(today)
    year = int(found["year"])
    if found["month"]:
        return Period(date(year, int(found["month"]), 1), 1)
    if found["quarter"]:
        return Period(date(year, 3 * int(found["quarter"]) - 2, 1), 3)
    return Period(date(year, 1, 1), 12)


def choices(today: date) -> list[Period]:
    """What is offered: the last twelve months, the last eight quarters, the last three years; newest first."""
    months, quarters, years = [month_of(today)], [quarter_of(today)], [year_of(today)]
    for found, most in ((months, 12), (quarters, 8), (years, 3)):
        while len(found) < most:
            found.append(found[-1].before())
    return [*months, *quarters, *years]


def closed_quarters(first: date | None, today: date, most: int = 8) -> list[Period]:
    """The quarters whose page is closed, newest first, back to the one of the first day. None of it: no quarters."""
    found: list[Period] = []
    quarter = quarter_of(today)
    while first is not None and quarter.end >= first and len(found) < most:
        if quarter.closes_on <= today:
            found.append(quarter)
        quarter = quarter.before()
    return found


def _month_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)
