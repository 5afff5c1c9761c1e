"""A pause: somebody is away for a while and nothing ends. It silences reminders and keeps every action open.

Source: domain.md 1.4 (the rule of flexibility), screens.md T14.
"""

from datetime import date, timedelta
from enum import StrEnum

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _


class Cause(StrEnum):
    PRISON = "prison"
    HOSPITAL = "hospital"
    AWAY = "away"
    REST = "rest"
    NOT_FOUND = "not_found"
    OTHER = "other"


CAUSES: dict[str, str] = {
    Cause.PRISON: _("I fængsel"),
    Cause.HOSPITAL: _("Indlagt"),
    Cause.AWAY: _("Væk for en tid"),
    Cause.REST: _("Vil have ro"),
    Cause.NOT_FOUND: _("Kan ikke findes"),
    Cause.OTHER: _("Noget andet"),
}

USUAL_DAYS = 28  # until somebody looks again, where no other day is chosen
LONGEST_DAYS = 366

IS_OPEN = _("Der er allerede en pause.")
NOT_OPEN = _("Der er ingen pause lige nu.")
TOO_LATE = _("Der er gået mere end ti minutter. Slut pausen i stedet.")
LOOK_AHEAD = _("Vælg en dag efter i dag og højst et år frem.")


def usual_look(today: date) -> date:
    """The day on which somebody looks again, where no other is chosen: four weeks on."""
    return today + timedelta(days=USUAL_DAYS)


def may_look_on(day: date, today: date) -> Verdict:
    """May somebody look again that day? It lies ahead, and at most a year: nobody is left alone for longer."""
    if today < day <= today + timedelta(days=LONGEST_DAYS):
        return Verdict.yes()
    return Verdict.no(LOOK_AHEAD)


def is_due(look_again_on: date, today: date) -> bool:
    """Whether somebody must look at it: from the day itself. It ends nothing."""
    return look_again_on <= today


def may_hold(*, is_open: bool) -> Verdict:
    """May a pause begin? One at a time."""
    return Verdict.no(IS_OPEN) if is_open else Verdict.yes()


def may_change(*, is_open: bool) -> Verdict:
    """May it be ended, or looked at another day? While it lasts."""
    return Verdict.yes() if is_open else Verdict.no(NOT_OPEN)


def may_undo(*, is_open: bool, is_lately: bool) -> Verdict:
    """May a pause held by mistake be taken back? While it lasts, within ten minutes (rules/undo.py)."""
    if not is_open:
        return Verdict.no(NOT_OPEN)
    return Verdict.yes() if is_lately else Verdict.no(TOO_LATE)
