"""Who looked at unusually many. Unit: one read of a person, as the log counts them. Source: security.md R9."""

from collections.abc import Iterable, Mapping, Sequence
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


def could_burst(reads: Mapping[date, int]) -> bool:
    """Whether ten minutes of these days, midnight included, can hold more than 300 reads."""
    return any(n + reads.get(day + timedelta(days=1), 0) > BURST for day, n in reads.items())


def bursts(instants: Iterable[datetime]) -> list[tuple[datetime, int]]:
    """Stretches of ten minutes with more than 300 reads: when each begins, and how many. They do not overlap."""
    at: Sequence[datetime] = sorted(instants)
    found, first, last = [], 0, 0
    while first < len(at):
        last = max(last, first)
        while last < len(at) and at[last] - at[first] < WINDOW:
            last += 1
        if last - first > BURST:
            found.append((at[first], last - first))
            first = last
        else:
            first += 1
    return found
