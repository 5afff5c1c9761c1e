"""What happened in the courses of one citizen, by kind. The keys stand in addresses; the words are the filter's.

Source: screens.md T5.
"""

from enum import StrEnum

from fremskudt.basics.words import gettext_noop as _

SHOWN = 20  # rows a page


class Kind(StrEnum):
    CONTACT = "kontakt"
    STEP = "skridt"
    AGREEMENT = "aftaler"
    PHASE = "perioder"
    PLAN = "plan"
    PAUSE = "pause"
    FAREWELL = "farvel"
    LETTER = "breve"
    CONSENT = "samtykke"


KINDS: dict[str, str] = {
    Kind.CONTACT: _("Kontakt"),
    Kind.STEP: _("Små skridt"),
    Kind.AGREEMENT: _("Aftaler"),
    Kind.PHASE: _("Perioder"),
    Kind.PLAN: _("Plan"),
    Kind.PAUSE: _("Pause"),
    Kind.FAREWELL: _("Farvel og kom igen"),
    Kind.LETTER: _("Breve"),
    Kind.CONSENT: _("Samtykke"),
}


def kind_asked(asked: str) -> str:
    """The kind somebody asked for in an address; "" is all of them, and what no kind is called counts as that."""
    return asked if asked in set(Kind) else ""
