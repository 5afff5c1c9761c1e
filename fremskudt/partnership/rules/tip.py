"""What a tip may hold: coded words only, all of them too coarse to point at anybody. No name, no free description (H4).

Source: domain.md 1.3 and 7.2 (a description in a village is a name), screens.md P2, design.md 5.
"""

from datetime import date, timedelta
from enum import StrEnum

from fremskudt.basics.words import gettext_noop as _

PLACES: dict[str, str] = {
    "shelter": _("Herberg"),
    "drop_in": _("Værested"),
    "street": _("På gaden"),
    "home": _("I et hjem"),
    "other": _("Et andet sted"),
}
SEEN: dict[str, str] = {
    "often": _("Set flere gange"),
    "alone": _("Er meget alene"),
    "homeless": _("Mangler et sted at være"),
    "unwell": _("Har det skidt"),
    "money": _("Mangler penge til mad eller husleje"),
    "new": _("Er ny her"),
}
AGES: dict[str, str] = {"u25": _("Under 25"), "25_39": _("25–39"), "40_59": _("40–59"), "60": _("60 eller mere")}
WORRIES: dict[str, str] = {"little": _("Lidt"), "some": _("En del"), "much": _("Meget")}

# Whether the person knows of it, as a professional says (F10). A yes to being rung is no tip: see casework's handover.
ASKED: dict[str, str] = {"": _("Ved ikke"), "not_asked": _("Ikke spurgt"), "no": _("Har sagt nej")}

SOURCES: dict[str, str] = {
    "app": _("Skrevet her"),
    "wall": _("Gennem en kode på væggen"),
    "card": _("På et kort, tastet bagefter"),
}


class Step(StrEnum):
    """What happened with a tip. The team's own work, and what the person answered when somebody asked."""

    RECEIVED = "received"
    LOOKING = "looking"
    NOT_FOUND = "not_found"
    IN_CONTACT = "in_contact"
    CLOSED = "closed"
    SAID_NO = "said_no"
    SAID_MAYBE = "said_maybe"
    SAID_YES = "said_yes"


STEPS: dict[str, str] = {
    Step.RECEIVED: _("Modtaget"),
    Step.LOOKING: _("Vi kigger"),
    Step.NOT_FOUND: _("Fandt ikke"),
    Step.IN_CONTACT: _("I kontakt"),
    Step.CLOSED: _("Lukket"),
    Step.SAID_NO: _("Sagde nej"),
    Step.SAID_MAYBE: _("Sagde måske"),
    Step.SAID_YES: _("Sagde ja"),
}
# What somebody of the tipster's own house may write of their talk with the person.
HOUSE_STEPS = frozenset({Step.SAID_NO, Step.SAID_MAYBE})

LONGEST_MEMORY_WORD = 40


def week_of(day: date) -> date:
    """The Monday of that week: nothing finer is kept of when somebody was seen."""
    return day - timedelta(days=day.weekday())
