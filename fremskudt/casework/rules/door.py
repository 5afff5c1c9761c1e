"""A closed door that is opened with a reason (break-glass): for which reasons, how recent the log-in, how long is left.

Source: security.md R6. The keys of the reasons are stored and never change.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _

LONGEST_WORDS = 300
FEWEST_LETTERS = 10  # »fordi« is no reason


class Reason(StrEnum):
    DANGER = "danger"
    COLLEAGUE_AWAY = "colleague_away"
    ASKED = "asked"
    WRONG_PLACE = "wrong_place"
    BREACH = "breach"
    OTHER = "other"


REASON_NAMES = {
    Reason.DANGER: _("Der er akut fare"),
    Reason.COLLEAGUE_AWAY: _("Kollegaen er syg eller væk"),
    Reason.ASKED: _("Borgeren bad om det"),
    Reason.WRONG_PLACE: _("Noget er skrevet i den forkerte sag"),
    Reason.BREACH: _("Et brud skal undersøges"),
    Reason.OTHER: _("Noget andet"),
}


def says_something(words: str) -> bool:
    """Own words of ten letters or more. Signs, digits and spaces count as nothing."""
    return sum(letter.isalpha() for letter in words) >= FEWEST_LETTERS


def spellings(code: str) -> list[str]:
    """What a code that was read aloud or copied by hand may stand for: any case, with or without dash."""
    plain = code.strip()
    signs = "".join(sign for sign in plain.upper() if sign.isalnum())
    return sorted({plain, plain.upper(), f"{signs[:4]}-{signs[4:]}"})


def is_recent(logged_in_at: datetime | None, now: datetime, within: timedelta) -> bool:
    """Whether somebody proved who they are so lately; not when it is unknown."""
    return logged_in_at is not None and now - logged_in_at <= within


def minutes_left(closes_at: datetime, now: datetime) -> int:
    """Whole minutes until the door closes, rounded up; 0 once it is closed."""
    return max(0, ceil((closes_at - now).total_seconds() / 60))


def may_mark_seen(*, opened_by_reader: bool) -> Verdict:
    """May the reader tick the opening off? Not one of their own."""
    if opened_by_reader:
        return Verdict.no(_("Du har selv åbnet døren. En anden skal se på det."))
    return Verdict.yes()
