"""How often those around a citizen meet, or a partnership does: when the next is due, and whether one slipped (F46).

Days count in the calendar of the country, so a rhythm keeps its time of day when the clocks are moved.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from fremskudt.basics.words import gettext_noop as _

SHORTEST, LONGEST = 1, 366
RHYTHMS: dict[str, str] = {
    "7": _("Hver uge"),
    "14": _("Hver 14. dag"),
    "28": _("Hver fjerde uge"),
    "none": _("Ikke længere"),
}
USUAL_CLOCK = time(13, 0)


@dataclass(frozen=True)
class Standing:
    """A rhythm and how it is kept. `last` is the day of the last meeting that was held since it was agreed."""

    every_days: int
    from_on: date  # the first, as it was agreed
    due_on: date  # when the next is, or was, to be held
    last: date | None
    planned_on: date | None  # the nearest that is planned
    has_slipped: bool


def standing(
    *, every_days: int | None, from_on: date, last: date | None, planned_on: date | None, today: date
) -> Standing | None:
    """Days of the calendar throughout. None where no rhythm is agreed.

    The first meeting is due on `from_on`, each later one `every_days` after the last that was held. It has slipped
    from the day after it was due, also while a later one is planned.
    """
    if every_days is None:
        return None
    due = from_on if last is None or last < from_on else last + timedelta(days=every_days)
    return Standing(every_days, from_on, due, last, planned_on, has_slipped=due < today)


def next_at(due_on: date, clock: time, now: datetime) -> datetime:
    """The time to propose: on the day it is due, or tomorrow when that is past, at the same time of day.

    `now` is local time; the answer is wall clock without a time zone, for a form.
    """
    day = due_on if datetime.combine(due_on, clock) > now.replace(tzinfo=None) else now.date() + timedelta(days=1)
    return datetime.combine(day, clock)
