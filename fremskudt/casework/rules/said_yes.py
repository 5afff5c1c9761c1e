"""From a tip to a course: what is said aloud, when a yes may be written down, and what of the tip goes along.

Source: screens.md T17, domain.md 1.3 and 3.2; F05, F49, F51.
"""

import re
from dataclasses import dataclass
from datetime import date

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.casework.rules.alias import WORDS as ALIASES
from fremskudt.casework.rules.consent import FORMS, LONGEST, Form
from fremskudt.casework.rules.consent_answer import usual_end
from fremskudt.partnership.rules.telltale_name import first_names

# Read aloud, to the letter. What was read is kept with the yes.
TO_SAY = _(
    "Vi vil gerne hjælpe dig. Må vi skrive om dig, så vi kan hjælpe? Kun vi, der følger dig, læser det. "
    "Du kan altid sige stop. Du kan også sige nej nu. Så skriver vi ingenting."
)
TO_SAY_OF_HOUSE = _(
    "Må %(house)s få at vide, at vi er i kontakt? De får ikke andet at vide. "
    "Det gælder højst et år. Du kan altid sige stop."
)  # fmt: skip

BEGUN = _("Prajet er blevet til et forløb.")
EXPIRED = _("Prajet er slettet efter fristen. Det står i loggen, uden indhold.")
TAKEN_BACK = _("Prajet er fjernet af den, der gav det.")
CLOSED = _("Prajet er lukket af en kollega.")
NO_WITNESS = _("Skriv, hvem der hørte et ja, og hvornår.")
AHEAD = _("Dagen ligger ude i fremtiden. Skriv, hvornår det var.")
BEFORE_SEEN = _("Da var prajet ikke givet. Se på datoen.")
LONG_AGO = _("Det er mere end et år siden. Spørg igen.")
A_NAME = _("Vælg et alias, der ikke er et navn.")
UNKNOWN = _("Vælg en fra listen. Den har ændret sig.")

# The start form's codes (rules/channel.py). A volunteer and somebody employed both give tips at a drop-in centre, so
# by whom stays open there; at a shelter it is the staff.
FOUND_WHERE: dict[str, int] = {"home": 1, "drop_in": 2, "shelter": 3, "street": 4}  # the tip's place
FOUND_BY: dict[str, int] = {"shelter": 5, "self_help": 6, "jobcentre": 8, "home_nursing": 8, "police": 8, "gp": 8}


@dataclass(frozen=True)
class Heard:
    """A yes as somebody wants to write it down: how it was said, who heard it, and the day."""

    form: str
    witness: str
    said_on: date


def may_begin(*, is_turned: bool, is_expired: bool, is_taken_back: bool, is_closed: bool) -> Verdict:
    """May this tip become a course? The first that forbids it is told."""
    for forbids, reason in (
        (is_turned, BEGUN), (is_expired, EXPIRED), (is_taken_back, TAKEN_BACK), (is_closed, CLOSED),
    ):  # fmt: skip
        if forbids:
            return Verdict.no(reason)
    return Verdict.yes()


def faults(heard: Heard, *, today: date, known_on: date | None) -> dict[str, str]:
    """Field → what is wrong with it; empty when nothing is. `known_on`: nobody asked before it; None asks for no day.

    A yes holds for a year at most, so one said longer ago is asked for again.
    """
    wrong = {
        "form": "" if heard.form in FORMS else UNKNOWN,
        "witness": NO_WITNESS if heard.form == Form.ORAL and not heard.witness.strip() else "",
        "said_on": _day_fault(heard.said_on, today, known_on),
    }
    return {field: reason for field, reason in wrong.items() if reason}


def may_hear(heard: Heard, *, today: date, known_on: date | None) -> Verdict:
    """The first of what is wrong with a yes."""
    wrong = faults(heard, today=today, known_on=known_on)
    return Verdict.no(next(iter(wrong.values()))) if wrong else Verdict.yes()


def told_until(said_on: date) -> date:
    """The last day on which the tipster's house may be told: twelve months from the yes, and never more than 365 days.

    »Højst et år« is what is read aloud.
    """
    return min(usual_end(said_on, 12), said_on + LONGEST)


def is_a_name(alias: str) -> bool:
    """Is a word of it somebody's first name? The everyday words that are suggested are none, though some are both."""
    words = {word.lower() for word in re.findall(r"[^\W\d_]+", alias)}
    return bool(words & first_names() - {word.lower() for word in ALIASES})


def _day_fault(said_on: date, today: date, known_on: date | None) -> str:
    if said_on > today:
        return AHEAD
    if said_on <= today - LONGEST:
        return LONG_AGO
    return BEFORE_SEEN if known_on and said_on < known_on else ""
