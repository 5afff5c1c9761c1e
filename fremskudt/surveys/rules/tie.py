"""The tie between a code in a study and a course: when it may be cut. What is cut cannot be tied again.

Source: H6 of design.md; security.md R8 and T5.
"""

from datetime import date

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _

STILL_IN = _("Personen er med i undersøgelsen. Der kan klippes, når de har sagt stop eller nej.")
NOTHING = _("Der er ingen kode at klippe. Koden er klippet, eller personen har ikke været med.")
NOT_OVER = _("Undersøgelsen er ikke slut endnu. Der kan klippes, når den er.")
WRONG_CODE = _("Det er ikke koden. Skriv den, som den står på siden.")


def may_cut_person(*, takes_part: bool, has_code: bool) -> Verdict:
    """One person: `takes_part` is a yes that stands, `has_code` that their code leads from them to answers."""
    if takes_part:
        return Verdict.no(STILL_IN)
    return Verdict.yes() if has_code else Verdict.no(NOTHING)


def may_cut_study(*, ends_on: date, today: date, has_codes: bool) -> Verdict:
    """All of one municipality in a study. `ends_on` is its last day."""
    if today <= ends_on:
        return Verdict.no(NOT_OVER)
    return Verdict.yes() if has_codes else Verdict.no(NOTHING)


def is_typed(code: str, typed: str) -> bool:
    """Whether the code was typed, in capitals or not, with or without its lines and spaces."""
    return _plain(code) == _plain(typed)


def _plain(code: str) -> str:
    return "".join(sign for sign in code.upper() if sign.isalnum())
