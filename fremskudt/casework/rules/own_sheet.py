"""»Mit ark«: which parts there are, what a place is called, and which lines do not belong on a paper that lies about.

Source: screens.md 4 (Mit ark) and 6 (words), F85.
"""

from collections.abc import Iterable
from enum import StrEnum

from fremskudt.basics.words import gettext_noop as _
from fremskudt.casework.rules.contact import Place


class Part(StrEnum):
    NEXT = "next"
    PEOPLE = "people"
    PAPERS = "papers"
    URGENT = "urgent"


PARTS: dict[str, str] = {
    Part.NEXT: _("Det næste"),
    Part.PEOPLE: _("Mine folk"),
    Part.PAPERS: _("Mine papirer"),
    Part.URGENT: _("Hvis det brænder på"),
}
# Said to the citizen, so without the name of any house.
PLACES: dict[str, str] = {
    Place.HOME: _("Hjemme hos dig"),
    Place.OUTDOORS: _("Ude"),
    Place.REFUGE: _("Det sted, du plejer at komme"),
    Place.CENTRE: _("Hos os"),
    Place.OTHER: _("Et andet sted"),
    Place.NOWHERE: _("Vi taler i telefon"),
}
# Parts of words that tell whoever finds the paper more than they should know (screens.md 6).
TELLING = (
    "behandl", "terapi", "misbrug", "afhængig", "stof", "rusmid", "narko", "metadon", "subutex", "buprenorfin",
    "substitution", "abstinens", "afrus", "fase 1", "fase 2", "fase 3", "klient", "patient", "journal",
)  # fmt: skip


def is_discreet(line: str, houses: Iterable[str] = ()) -> bool:
    """Whether a line may stand on the paper: it holds no telling word and the name of no house.

    An empty line is discreet. Names of houses are compared whole and without regard to capitals.
    """
    low = line.casefold()
    return not any(word in low for word in (*TELLING, *(house.casefold() for house in houses if house)))
