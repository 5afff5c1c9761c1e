"""A tour: on which day it may be planned, and what a free space asks before somebody comes."""

from datetime import date

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.casework.rules.barring import review_day

SHOWN = 20  # suggestions in an area
CALL_FIRST = _("Værestedet vil have besked først. Ring, før du kommer.")
CALLED_OFF = _("Turen er aflyst.")


def latest_day(today: date) -> date:
    """The last day that may be planned: a year on."""
    return review_day(today, 12)


def may_be_on(day: date, today: date) -> bool:
    """Whether a tour may be planned on the day: from today and for a year."""
    return today <= day <= latest_day(today)


def may_come(*, must_call_first: bool, have_called: bool) -> Verdict:
    """May somebody plan to come to the house? Where it wants to be told first, only when it has been."""
    return Verdict.no(CALL_FIRST) if must_call_first and not have_called else Verdict.yes()


def may_add(*, called_off: bool) -> Verdict:
    """May a visit be laid into the tour? Not once the tour is called off."""
    return Verdict.no(CALLED_OFF) if called_off else Verdict.yes()
