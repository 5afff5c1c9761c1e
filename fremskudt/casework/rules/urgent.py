"""Somebody asks for help today (F18): who takes it, and how long that took.

Source: domain.md 2.1 (quick reaction), 2 no. 21. The time counts from when they asked to when a person took it.
"""

from datetime import datetime, timedelta
from math import ceil

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _

LONGEST_AREA = 60
LONGEST_WORDS = 200
OLDEST = timedelta(days=1)  # »i dag«

TAKEN = _("En kollega har taget den kl. %(at)s.")
CLOSED = _("Den er allerede lukket.")
TAKE_FIRST = _("Tryk »Tag den« først, så teamet kan se, hvem der har den.")
NOT_YOURS = _("Kun den, der har taget den, kan lukke den.")


def may_take(*, is_taken_by_other: bool, is_closed: bool) -> Verdict:
    """May this person take it? The first who does has it; `TAKEN` has a place for when."""
    if is_taken_by_other:
        return Verdict.no(TAKEN)
    return Verdict.no(CLOSED) if is_closed else Verdict.yes()


def may_close(*, taken_by: int | None, by: int) -> Verdict:
    """May this person close it (ids of users)? Only who took it."""
    if taken_by is None:
        return Verdict.no(TAKE_FIRST)
    return Verdict.yes() if taken_by == by else Verdict.no(NOT_YOURS)


def may_have_asked(asked_at: datetime, now: datetime) -> bool:
    """Whether somebody can have asked then: within a day, and not in the future."""
    return now - OLDEST <= asked_at <= now


def minutes_to_response(asked_at: datetime, taken_at: datetime) -> int:
    """Minutes from asking to being taken: whole ones, rounded up so that it was »within« them, and at least one."""
    return max(1, ceil((taken_at - asked_at) / timedelta(minutes=1)))
