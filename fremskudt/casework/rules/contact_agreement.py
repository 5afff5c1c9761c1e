"""What is agreed with the citizen about being in touch: for how long »ikke nu« holds.

Source: domain.md 2 no. 20, screens.md T4 (»Aftal rytme«).
"""

from datetime import date, timedelta
from enum import StrEnum

from fremskudt.basics.words import gettext_noop as _


class NotNow(StrEnum):
    NO = ""
    WEEK = "week"
    TWO_WEEKS = "two_weeks"
    UNTIL_THEY_SAY = "until_they_say"


NOT_NOW: dict[str, str] = {
    NotNow.NO: _("Nej, kom endelig"),
    NotNow.WEEK: _("En uge"),
    NotNow.TWO_WEEKS: _("To uger"),
    NotNow.UNTIL_THEY_SAY: _("Til borgeren selv siger til"),
}
UNTIL_THEY_SAY = date.max  # stands for no day: it ends when a new agreement is written

_DAYS: dict[str, int] = {NotNow.WEEK: 7, NotNow.TWO_WEEKS: 14}


def not_now_until(choice: str, today: date) -> date | None:
    """The first day on which we may come by again; None for no »ikke nu«, and for an unknown choice."""
    if choice == NotNow.UNTIL_THEY_SAY:
        return UNTIL_THEY_SAY
    return today + timedelta(days=_DAYS[choice]) if choice in _DAYS else None


def is_not_now(until: date | None, today: date) -> bool:
    """Whether the citizen wants to be left alone today. On the day itself we may come by again."""
    return until is not None and today < until
