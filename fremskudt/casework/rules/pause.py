"""A pause: somebody is away for a while and nothing ends. It silences reminders and keeps every action open.

Source: domain.md 1.4 (the rule of flexibility), screens.md T14.
"""

from enum import StrEnum

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
