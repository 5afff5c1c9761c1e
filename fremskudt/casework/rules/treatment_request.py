"""The fourteen days from »har bedt om behandling«: when they run out, and what may be done to them.

They start by that act and by nothing else, and are always shown. Source: lov om social service § 101 stk. 4 (treatment
begins within fourteen days of asking), domain.md 7.2 no. 6. The days are days of the calendar, the day of asking is 0.
"""

from datetime import date, timedelta

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _

DAYS = 14
LONGEST_REASON = 300

RUNNING = _("Fristen løber allerede fra %(day)s.")
NOT_RUNNING = _("Ingen frist løber lige nu.")
SAY_WHY = _("Der gik mere end 14 dage. Skriv hvorfor.")


def due_day(asked_on: date) -> date:
    """The last of the fourteen days."""
    return asked_on + timedelta(days=DAYS)


def days_left(asked_on: date, today: date) -> int:
    """Days until the last one; 0 on that day, negative after it."""
    return (due_day(asked_on) - today).days


def is_exceeded(asked_on: date, begun_on: date | None, today: date) -> bool:
    """Whether it took more than fourteen days to begin; what has not begun is judged by today."""
    return (begun_on or today) > due_day(asked_on)


def may_ask(*, is_running: bool) -> Verdict:
    """May the days start? Not while they run; `RUNNING` has a place for the day they run from."""
    return Verdict.no(RUNNING) if is_running else Verdict.yes()


def may_close(*, is_running: bool) -> Verdict:
    """May it be written how it went? Only while the days run."""
    return Verdict.yes() if is_running else Verdict.no(NOT_RUNNING)
