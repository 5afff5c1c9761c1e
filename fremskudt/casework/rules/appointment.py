"""Appointments: when one may be planned, when it may be said how it went, and which lie on top of each other (F58)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _

NEAR = timedelta(minutes=30)  # two of one person's appointments nearer than this lie on top of each other
DAYS_AHEAD = 731
LONGEST_PLACE = 200
LONGEST_WHAT = 120
LONGEST_REASON = 200


class Told(StrEnum):
    """How it went. An appointment without any is planned."""

    HELD = "held"
    MISSED = "missed"
    CALLED_OFF = "called_off"


TOLD: dict[str, str] = {
    Told.HELD: _("Vi sås"),
    Told.MISSED: _("Vi sås ikke"),
    Told.CALLED_OFF: _("Aflyst"),
}

PASSED = _("Dagen er gået. Vælg en dag, der kommer.")
TOO_FAR = _("Vælg en dag inden for to år.")
NOT_YET = _("Aftalen er en anden dag. Vent til dagen, eller aflys den.")
TOLD_ALREADY = _("Det er allerede noteret, hvordan det gik.")
NOTHING_TO_UNDO = _("Der er ikke noget at fortryde.")


def may_be_on(day: date, today: date) -> Verdict:
    """May an appointment be planned for that day? From today, and at most two years ahead."""
    if day < today:
        return Verdict.no(PASSED)
    return Verdict.yes() if (day - today).days <= DAYS_AHEAD else Verdict.no(TOO_FAR)


def may_tell(outcome: str, told: str, day: date, today: date) -> Verdict:
    """May it be told how it went? Once; and whether they met only from the day itself (the appointment's own day)."""
    if outcome:
        return Verdict.no(TOLD_ALREADY)
    return Verdict.no(NOT_YET) if told in {Told.HELD, Told.MISSED} and day > today else Verdict.yes()


def may_take_back(*, is_recent: bool, is_moved: bool) -> Verdict:
    """Within the time of an undo; one that was moved is moved again instead."""
    return Verdict.yes() if is_recent and not is_moved else Verdict.no(NOTHING_TO_UNDO)


def clashes(at: datetime, others: Iterable[datetime]) -> list[datetime]:
    """Those of the same person's other appointments that begin less than thirty minutes away. A hint, never a no."""
    return sorted(other for other in others if abs(other - at) < NEAR)
