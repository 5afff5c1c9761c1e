"""A worker who must not see a citizen: when it is looked at again, and who may lift it.

Source: security.md, threat model (named-person block list), 2.3.5 of ASVS (two people for what matters most).
"""

from calendar import monthrange
from datetime import date

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _

LONGEST_REASON = 300
BY_TWO = _("Spærringen fjernes af to.")
LIFTED_ALREADY = _("Spærringen er allerede fjernet.")


def review_day(day: date, months: int = 6) -> date:
    """The day so many months on; the last of the month where that day does not exist."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def may_review_on(day: date, today: date) -> bool:
    """Whether the day lies ahead, and not so far that nobody remembers: after today and within two years."""
    return today < day <= review_day(today, 24)


def is_due(review_on: date, today: date) -> bool:
    """Whether somebody must look at it again: from the day itself."""
    return review_on <= today


def may_still_change(*, lifted: bool) -> Verdict:
    """May anything be done to this barring? Not once it is lifted."""
    return Verdict.no(LIFTED_ALREADY) if lifted else Verdict.yes()


def may_ask(*, barred: int, by: int) -> Verdict:
    """May this person ask for the barring to be lifted? Anybody but the barred (ids of users)."""
    return Verdict.no(BY_TWO) if by == barred else Verdict.yes()


def may_lift(*, barred: int, asked_by: int | None, by: int) -> Verdict:
    """May this person lift it? Only where another has asked, and never the barred (ids of users)."""
    return Verdict.no(BY_TWO) if asked_by is None or by in {asked_by, barred} else Verdict.yes()
