"""When somebody looks at how it goes: after an end and after a handover.

Source: BEK 1477/2019 (1 and 6 months after an end), screens.md T13 (tail contacts after 4 and 12 weeks).
"""

from datetime import date, timedelta
from enum import StrEnum

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.casework.rules.barring import review_day

LONGEST_WORDS = 300

NOTHING = _("Opfølgningen findes ikke længere.")
DONE = _("Opfølgningen er allerede noteret.")
DROPPED = _("Borgeren er kommet igen. Der er ikke noget at følge op på.")


class Kind(StrEnum):
    AFTER_1_MONTH = "after_1_month"
    AFTER_6_MONTHS = "after_6_months"
    AFTER_4_WEEKS = "after_4_weeks"
    AFTER_12_WEEKS = "after_12_weeks"


KINDS: dict[str, str] = {
    Kind.AFTER_1_MONTH: _("1 måned efter farvel"),
    Kind.AFTER_6_MONTHS: _("6 måneder efter farvel"),
    Kind.AFTER_4_WEEKS: _("4 uger efter overgangen"),
    Kind.AFTER_12_WEEKS: _("12 uger efter overgangen"),
}
AFTER_ENDING = frozenset({Kind.AFTER_1_MONTH, Kind.AFTER_6_MONTHS})


def after_ending(on: date) -> dict[Kind, date]:
    """Kind → day: the same day of the month, one and six months on; its last day where that day does not exist."""
    return {Kind.AFTER_1_MONTH: review_day(on, 1), Kind.AFTER_6_MONTHS: review_day(on, 6)}


def after_handover(on: date) -> dict[Kind, date]:
    """Kind → day: four and twelve weeks on, so on the same day of the week."""
    return {Kind.AFTER_4_WEEKS: on + timedelta(weeks=4), Kind.AFTER_12_WEEKS: on + timedelta(weeks=12)}


def is_due(due_on: date, today: date) -> bool:
    """Whether it is time: from the day itself."""
    return due_on <= today


def may_note(*, is_done: bool, is_dropped: bool) -> Verdict:
    """May it be written how it went? Once, and not where the person has come back since."""
    if is_dropped:
        return Verdict.no(DROPPED)
    return Verdict.no(DONE) if is_done else Verdict.yes()
