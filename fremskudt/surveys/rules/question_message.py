"""When somebody is written to about questions that are open, and by what a message is known to be the same.

Source: ideas.md section 9 (reminders to the relation first), screens.md section 5 (»bite«, »bite again, once«).
"""

from collections.abc import Iterable
from datetime import date, timedelta

from fremskudt.basics.words import gettext_noop as _

RELATION_FIRST = timedelta(days=2)  # those who follow somebody can ask themselves
A_WEEK = timedelta(days=7)
LATEST_AGAIN = timedelta(days=14)  # after the first; later, the second would come out of nowhere
LONGEST = 48  # signs of an occasion, so that a day fits behind it (Message.occasion holds 60)
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
NOTHING_OPEN = _("Der er ikke noget at svare på lige nu.")


def is_time(opens_on: date, today: date) -> bool:
    """Has the wave been open long enough for a message to go by itself?"""
    return today >= opens_on + RELATION_FIRST


def is_a_week_on(since: date, today: date) -> bool:
    """Seven days, by the calendar: the days of summer time are days too."""
    return today >= since + A_WEEK


def is_time_again(first_on: date, today: date) -> bool:
    """May the second message go, so long after the first?"""
    return first_on + A_WEEK <= today <= first_on + LATEST_AGAIN


def occasion(waves: Iterable[int], day: date | None = None) -> str:
    """What makes a message one: the waves (ids) it tells of, as many as there is room for; with a day, on that day."""
    told = ""
    for pk in sorted(waves):
        longer = f"{told},{_in_base(pk)}" if told else _in_base(pk)
        if len(longer) > LONGEST:
            break
        told = longer
    return f"{told}@{day.isoformat()}" if day else told


def waves_in(occasion: str) -> frozenset[int]:
    """The waves a message told of."""
    return frozenset(int(one, len(DIGITS)) for one in occasion.partition("@")[0].split(",") if one)


def _in_base(number: int) -> str:
    high, low = divmod(number, len(DIGITS))
    return (_in_base(high) if high else "") + DIGITS[low]
