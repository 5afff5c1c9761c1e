"""Pick-ups: on which days something is fetched, and what may be noted of a day (F57, F58).

An agreement about days, a place and a helper. Nothing is ordered here, and nothing says what is fetched.
"""

from collections.abc import Collection
from datetime import date, timedelta

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _

LONGEST_PLACE = 120
LONGEST_HELPER = 80
LOOK_BACK = timedelta(days=7)  # so long a day that nobody noted still asks for it
WEEKDAYS: dict[str, str] = {
    "1": _("mandag"),
    "2": _("tirsdag"),
    "3": _("onsdag"),
    "4": _("torsdag"),
    "5": _("fredag"),
    "6": _("lørdag"),
    "7": _("søndag"),
}

NOT_A_DAY = _("Der skulle ikke hentes noget den dag.")
NOT_YET = _("Dagen er ikke kommet endnu.")
NOTED = _("En kollega har allerede noteret dagen.")
NOTHING_TO_UNDO = _("Der er ikke noget at fortryde.")
OVER = _("Aftalen er allerede slut.")


def is_due(weekdays: str, from_on: date, until_on: date | None, day: date) -> bool:
    """Whether something is fetched on that day. `weekdays` holds figures, 1 is Monday; no `until_on` is no end."""
    within = from_on <= day and (until_on is None or day <= until_on)
    return within and str(day.isoweekday()) in weekdays


def due_days(weekdays: str, from_on: date, until_on: date | None, first: date, last: date) -> list[date]:
    """The days on which something is fetched from `first` to `last`, both included; none when `last` is before."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in days if is_due(weekdays, from_on, until_on, day)]


def days_to_note(
    weekdays: str, from_on: date, until_on: date | None, noted: Collection[date], today: date
) -> list[date]:
    """Of today and the seven days before, those that are due and not in `noted`; newest first."""
    due = due_days(weekdays, from_on, until_on, today - LOOK_BACK, today)
    return [day for day in reversed(due) if day not in noted]


def next_day(weekdays: str, from_on: date, until_on: date | None, today: date) -> date | None:
    """The first day from today on which something is fetched; none when the agreement is over."""
    start = max(today, from_on)
    return next(iter(due_days(weekdays, from_on, until_on, start, start + timedelta(days=6))), None)


def may_note(weekdays: str, from_on: date, until_on: date | None, day: date, today: date) -> Verdict:
    """May it be noted whether something was fetched on that day? Not ahead of it, nor on a day of no agreement."""
    if day > today:
        return Verdict.no(NOT_YET)
    return Verdict.yes() if is_due(weekdays, from_on, until_on, day) else Verdict.no(NOT_A_DAY)


def may_be_noted_so(*, noted: bool | None, fetched: bool) -> Verdict:
    """The first who noted a day stands (`noted`, None for nobody). The same again is no fault: it changes nothing."""
    return Verdict.yes() if noted in {None, fetched} else Verdict.no(NOTED)


def may_take_back(*, is_recent: bool) -> Verdict:
    return Verdict.yes() if is_recent else Verdict.no(NOTHING_TO_UNDO)


def may_end(until_on: date | None, today: date) -> Verdict:
    return Verdict.no(OVER) if until_on is not None and until_on < today else Verdict.yes()


def last_day(from_on: date, asked: date) -> date:
    """The last day of an agreement that somebody ends: never before its first."""
    return max(from_on, asked)
