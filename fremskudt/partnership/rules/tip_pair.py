"""Two tips that may be the same person: which are worth comparing, and in which order (F02). Nothing is ever decided.

Source: issue 6 ("maybe the same" without a register).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _

WITHIN = timedelta(weeks=8)

ITSELF = _("Et praj kan ikke være det samme som sig selv.")
ELSEWHERE = _("De to praj er fra hver sin kommune.")


@dataclass(frozen=True)
class Seen:
    """What two tips are compared by. `age` is "" where nobody said."""

    code: str
    place: str
    age: str
    week_on: date


def is_like(one: Seen, other: Seen) -> bool:
    """Of two in the same area: seen within eight weeks of each other, and no two different ages."""
    ages = {one.age, other.age} - {""}
    return one.code != other.code and len(ages) < 2 and abs(one.week_on - other.week_on) <= WITHIN


def order(one: Seen, other: Seen) -> tuple[bool, bool, timedelta, str]:
    """Sort key of the `other`: the same known age first, the same kind of place, the nearest week; then by code."""
    same_age = bool(one.age) and one.age == other.age
    return (not same_age, one.place != other.place, abs(one.week_on - other.week_on), other.code)


def may_pair(*, is_itself: bool, same_town: bool) -> Verdict:
    """May the two be joined as a »maybe«? Two different ones of one municipality."""
    if is_itself:
        return Verdict.no(ITSELF)
    return Verdict.yes() if same_town else Verdict.no(ELSEWHERE)
