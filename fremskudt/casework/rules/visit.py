"""A visit: how long it usually lasts, when somebody is overdue, and whom it is time to tell.

Source: domain.md 2 (10) and 3.2 (work environment), screens.md T15. A position is never a part of it.
"""

from datetime import datetime, timedelta

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _

MINUTES = (30, 60, 90, 120)
USUAL = 60
MORE = timedelta(minutes=15)
LEADER_AFTER = timedelta(minutes=15)

STILL_OUT = _("Du er allerede ude. Sig først, om du er færdig der.")
NOT_OUT = _("Du er ikke ude lige nu.")
HOME_ALREADY = _("Besøget er allerede slut.")
TOO_LATE = _("Der er gået mere end 10 minutter. Start et nyt besøg.")


def due_back(began_at: datetime, minutes: int) -> datetime:
    """When somebody who goes out for so many minutes is expected."""
    return began_at + timedelta(minutes=minutes)


def with_more(back_at: datetime, now: datetime) -> datetime:
    """Fifteen minutes more than was said, or than now when that has passed."""
    return max(back_at, now) + MORE


def is_overdue(back_at: datetime, now: datetime) -> bool:
    """Whether a colleague must ring: from the minute somebody was expected. Both with a time zone."""
    return now >= back_at


def is_for_the_leader(back_at: datetime, now: datetime) -> bool:
    """Whether the leader must ring: fifteen minutes later. Both with a time zone."""
    return now >= back_at + LEADER_AFTER


def may_end(*, ended: bool) -> Verdict:
    """May somebody else say that this person is home? Not once it is said."""
    return Verdict.no(HOME_ALREADY) if ended else Verdict.yes()
