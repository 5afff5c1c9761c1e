"""How somebody came to the team: the questions of the start form that the field work can answer itself.

Source: instruments/library/start (spotted_place, spotted_by, known_in_system, first_contact) and report fig. 3.1 and
4.3. Codes and words are the form's own, so that the form can be filled in from here; a test holds them equal.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from fremskudt.basics.words import gettext_noop as _

FOUND_WHERE: dict[int, str] = {
    1: _("Eget hjem"),
    2: _("Værested"),
    3: _("Herberg"),
    4: _("Det offentlige rum/på gaden"),
    5: _("Andet socialt eller sundhedsfagligt tilbud"),
    6: _("Kommunal myndighed"),
    7: _("Stofbehandling"),
    8: _("Psykiatri"),
}
FOUND_BY: dict[int, str] = {
    1: _("Fremskudt behandler"),
    2: _("Øvrige behandlere"),
    3: _("Støttekontaktperson (SKP)"),
    4: _("Myndighedssagsbehandler"),
    5: _("Medarbejder på værested/herberg"),
    6: _("Frivillig/pårørende"),
    7: _("Borgeren selv"),
    8: _("Øvrige aktører (fx socialsygeplejerske eller jobcenter)"),
}
KNOWN_BEFORE: dict[int, str] = {
    1: _("Borgeren er hidtil ukendt i stofbehandlingssystemet"),
    2: _("Borgeren er tidligere kendt i stofbehandlingssystemet, men frafaldet"),
    3: _("Borgeren har en sporadisk kontakt til stofbehandlingssystemet"),
    4: _("Endnu ikke afklaret"),
    5: _("Ved ikke"),
}
ACTORS: dict[int, str] = {
    1: _("Behandler (fremskudt stofbehandling)"),
    2: _("Støttekontakt (SKP)"),
    3: _("Myndighedssagsbehandler"),
    4: _("Medarbejder (på værested, herberg, varmestue, botilbud o.l.)"),
    5: _("Behandler (øvrige)"),
    6: _("Sygeplejerske/læge (øvrige)"),
    7: _("Sygeplejerske/læge (fremskudt stofbehandling)"),
    8: _("Almen praktiserende læge"),
    9: _("Peer-medarbejder (øvrige)"),
    10: _("Peer-medarbejder (fremskudt stofbehandling)"),
    11: _("Social vicevært/boligsocial medarbejder"),
    12: _("Andre"),
}
# The option of the form's question → our code; the form names its options by words.
FORM_ACTORS: dict[str, int] = {
    "outreach_therapist": 1, "skp": 2, "authority_caseworker": 3, "shelter_staff": 4, "other_therapist": 5,
    "other_nurse_doctor": 6, "outreach_nurse_doctor": 7, "gp": 8, "other_peer": 9, "outreach_peer": 10,
    "social_caretaker": 11, "others": 12,
}  # fmt: skip
LONGEST_COMPANION = 80


@dataclass(frozen=True)
class WayIn:
    """The way in as somebody writes it, in the codes above; whatever is not known stays open."""

    found_on: date
    found_where: int | None = None
    found_by: int | None = None
    known_before: int | None = None
    actors: Collection[int] = field(default_factory=frozenset)
    companion: str = ""
