"""How long somebody has been "in process", and whether a promise of an answer was kept (F04).

Source: domain.md 1.3 (the anonymous list), issue 6 (the therapist's answer).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from fremskudt.partnership.rules.tip import week_of

WEEK = timedelta(days=7)
LOOKED_BACK = timedelta(weeks=12)  # how far back the leader's sentence of the promise reaches


def weeks_in_process(week_on: date, today: date) -> int:
    """Whole weeks from the week somebody was first seen (its Monday) to this one; 0 in the same week, never less."""
    return max(0, (week_of(today) - week_on) // WEEK)


def last_day(made_on: date, answer_days: int) -> date:
    """The last day on which an answer keeps the promise: so many days after the tip came; that day counts."""
    return made_on + timedelta(days=answer_days)


def is_late(made_on: date, today: date, answer_days: int) -> bool:
    """Whether a tip without an answer has waited longer than was promised."""
    return today > last_day(made_on, answer_days)


@dataclass(frozen=True)
class Waited:
    """One tip: the day it came, the day of the first answer (None without one), and the promise in days."""

    made_on: date
    answered_on: date | None
    answer_days: int


@dataclass(frozen=True)
class Promise:
    """How the promise was kept: tips of which it can be said, those answered in time, those that wait too long."""

    n: int
    n_in_time: int
    n_waiting: int


def kept(tips: Iterable[Waited], today: date) -> Promise:
    """A tip counts once it is answered or late; one that can still be answered in time says nothing yet.

    Of none, all three numbers are 0. Counts tips, never therapists.
    """
    n = n_in_time = n_waiting = 0
    for tip in tips:
        late = is_late(tip.made_on, tip.answered_on or today, tip.answer_days)
        n += tip.answered_on is not None or late
        n_in_time += tip.answered_on is not None and not late
        n_waiting += tip.answered_on is None and late
    return Promise(n, n_in_time, n_waiting)
