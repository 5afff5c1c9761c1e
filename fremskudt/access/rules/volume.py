"""Who looked at unusually many. Unit: one read of a person, as the log counts them. Source: security.md R9."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from statistics import median

TIMES = 3
BURST = 300
WINDOW = timedelta(minutes=10)


def unusual_days(reads: Mapping[date, int]) -> tuple[list[date], float]:
    """The days with more than three times one's own median, and that median over the days with any read at all."""
    if not reads:
        return [], 0.0
    usual = float(median(reads.values()))
    return sorted(day for day, n in reads.items() if n > TIMES * usual), usual


def bursts(reads: Iterable[tuple[datetime, int]]) -> list[tuple[datetime, int]]:
    """Stretches of ten minutes with more than 300 reads: when each begins, and how many. They do not overlap.

    `reads` are instants and how many were read at each, since a page reads many at once.
    """
    at = sorted(reads)
    found, first, last, n = [], 0, 0, 0
    while first < len(at):
        while last < len(at) and at[last][0] - at[first][0] < WINDOW:
            n += at[last][1]
            last += 1
        if n > BURST:
            found.append((at[first][0], n))
            first, n = last, 0
        else:
            n -= at[first][1]
            first += 1
    return found
