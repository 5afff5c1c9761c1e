"""Supervision and sparring across organisations: planned, called off, and noted without anyone in it (F79).

Source: domain.md 1.7, screens.md R4 and P7.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.partnership.rules import telltale
from fremskudt.partnership.rules.telltale_name import capitals_in

KINDS: dict[str, str] = {"supervision": _("Supervision"), "sparring": _("Sparring")}
LONGEST_PLACE = 120
LONGEST_ABOUT = 200
LONGEST_NOTE = 2000
FARTHEST = timedelta(days=366)
ASKED_LASTS = timedelta(minutes=10)  # a second press within it asks nobody again
UNDO_LASTS = timedelta(minutes=10)

CALLED_OFF = _("Den er aflyst.")
NOT_YOURS = _("Kun den, der har aftalt det, eller projektlederen kan aflyse.")
HELD = _("Den er holdt.")
A_CODE = _("Det ligner en borgers kode. Skriv det uden.")
AN_ALIAS = _("»%(word)s« kan være et dæknavn. Skriv det med andre ord, eller med lille bogstav.")
BAD_WHEN = _("Vælg et tidspunkt, der ligger forude, og højst et år frem.")


@dataclass(frozen=True)
class Objection:
    """What must be changed before a text is kept: a sentence, perhaps with one of the writer's own words in it."""

    sentence: str
    word: str = ""


def objection_to(text: str, *, known: Iterable[str] | None = None) -> Objection | None:
    """What tells who somebody is in a text; None for a text that may be kept.

    `known` are names of houses and areas, for a text that others read: there any other word with a capital of its own
    is stopped too, since it may be an alias. None for a text that only its writer reads. An alias in small letters, or
    as the first word of a sentence, is not seen: the ledger of aliases is beyond this room.
    """
    found = telltale.found_in(text)
    if found:
        only_a_code = found == [telltale.CODE]
        return Objection(A_CODE if only_a_code else telltale.sentence(found))
    capitals = capitals_in(text, known) if known is not None else []
    return Objection(AN_ALIAS, capitals[0]) if capitals else None


def may_be_at(at: datetime, now: datetime) -> bool:
    """Whether it may be planned for then: ahead, and within a year."""
    return now < at <= now + FARTHEST


def may_note(*, is_called_off: bool) -> Verdict:
    """May a shared note be written? Before it is held and after, not once it is called off."""
    return Verdict.no(CALLED_OFF) if is_called_off else Verdict.yes()


def may_call_off(*, is_mine: bool, is_leader: bool, at: datetime, now: datetime) -> Verdict:
    """May it be called off? By who arranged it or a leader of the municipality, until it begins."""
    if not (is_mine or is_leader):
        return Verdict.no(NOT_YOURS)
    return Verdict.no(HELD) if at <= now else Verdict.yes()
