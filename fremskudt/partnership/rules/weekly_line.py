"""The week in plain Danish, for a house that gives tips: how often we were out, that its tips are read, and a thanks.

It is made of our own work and of the month's number, which points at nobody (see house_sum.py). A day counts as one we
were out when there was an evening tour in the municipality, when the team began on a tip (whatever its answer said) or
looked in vain: all of it is seen by the houses anyway, so the line never tells how it went for anybody.

Every function takes `say`, which turns a Danish text into the language of the reader; left out, it stays Danish.
Source: F74, screens.md P1 and 5 (LIX at most 30).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from fremskudt.basics.words import gettext_noop as _
from fremskudt.partnership.rules.tip import week_of

Say = Callable[[str], str]

# A week has seven days, so the words end there.
EVENINGS = (
    _("I denne uge var vi ude én aften."),
    _("I denne uge var vi ude to aftener."),
    _("I denne uge var vi ude tre aftener."),
    _("I denne uge var vi ude fire aftener."),
    _("I denne uge var vi ude fem aftener."),
    _("I denne uge var vi ude seks aftener."),
    _("I denne uge var vi ude hver aften."),
)
DAYS = (
    _("I denne uge var vi ude én dag."),
    _("I denne uge var vi ude to dage."),
    _("I denne uge var vi ude tre dage."),
    _("I denne uge var vi ude fire dage."),
    _("I denne uge var vi ude fem dage."),
    _("I denne uge var vi ude seks dage."),
    _("I denne uge var vi ude hver dag."),
)
ALL_READ = _("Alle jeres praj er læst.")
SUM = _("Siden nytår er mindst %(n)s af jeres praj blevet til kontakt.")
STILL = _("Vi kigger stadig.")
THANKS = _("Tak, fordi I holder øje.")

FRIDAY = 4
FROM_HOUR, TO_HOUR = 9, 20  # nobody is written to outside of it
GIVEN_WITHIN_DAYS = 365  # a house that gave no tip for so long gets no mail


def is_time_to_mail(local: datetime) -> bool:
    """Whether the line may go out by mail now (local time): Fridays from nine and until eight in the evening."""
    return local.weekday() == FRIDAY and FROM_HOUR <= local.hour < TO_HOUR


@dataclass(frozen=True)
class Week:
    """What the line is made of. `n_at_least` is the month's number of the houses together, 0 where none is told."""

    n_evenings: int = 0  # days with an evening tour
    n_days: int = 0  # days on which we were out at all, those with a tour among them
    is_all_read: bool = False
    n_at_least: int = 0


def days_out(on: date, until_on: date | None, today: date) -> set[date]:
    """The days of this week, until today, of a tour from one day to another; without a last day it is one day."""
    last = min(until_on or on, today)
    first = max(on, week_of(today))
    return {date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1)}


def sentences(week: Week, say: Say = str) -> list[str]:
    """The line, a sentence at a time; the last is always a thanks. Of a week in which we were not out it is silent."""
    told = []
    if week.n_days > week.n_evenings:
        told.append(say(DAYS[week.n_days - 1]))
    elif week.n_evenings:
        told.append(say(EVENINGS[week.n_evenings - 1]))
    if week.is_all_read:
        told.append(say(ALL_READ))
    told.append(say(SUM) % {"n": week.n_at_least} if week.n_at_least else say(STILL))
    return [*told, say(THANKS)]
