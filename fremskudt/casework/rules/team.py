"""The team: what its people are called on its page, and how quickly it took what was urgent, never one of them."""

from collections.abc import Collection
from datetime import datetime
from math import ceil
from statistics import median

FEWEST = 3  # fewer than this tell of a person


def month_of(now: datetime) -> datetime:
    """The first moment of the month, in the time zone of `now`."""
    return now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def half_within(waits: Collection[int]) -> int | None:
    """The minutes within which half of the requests were taken: the median, rounded up.

    `waits`: the minutes to response (rules/urgent.py), one for each request that was taken. None where there are fewer
    than three.
    """
    return ceil(median(waits)) if len(waits) >= FEWEST else None


def first_name(name: str) -> str:
    """What somebody is called where the rest of the name is nobody's business: the first word."""
    return name.partition(" ")[0]
