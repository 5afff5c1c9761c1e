"""Giving a tip: what may be kept of it, when it may be taken away again, and which page a house uses.

Source: screens.md P2, P3 and X1; F01, F03, F10.
"""

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.partnership.rules import telltale
from fremskudt.partnership.rules.tip import LONGEST_MEMORY_WORD

OLD_PAGE = _("Siden var for gammel. Åbn den igen, og tryk en gang til.")
UNDER_WAY = _("Det kan ikke fjernes nu. Teamet er i gang.")
SHORTER_WORD = _("Skriv det kortere: højst 40 tegn. Intet er slettet.")  # LONGEST_MEMORY_WORD
TOO_LATE = _("Der er gået mere end ti minutter, så det kan ikke fortrydes her.")
TYPED_WEEKS = 8  # a card that is older has nothing to look for: a tip is shown to its house for so long

# Kind of house → where it most often sees people. Any other house chooses.
USUAL_PLACE: dict[str, str] = {"shelter": "shelter", "drop_in": "drop_in"}
# Houses whose people ask first whether the person has said yes (X1), since they may know who it is.
ASKS_FIRST = frozenset({"municipality", "jobcentre", "psychiatry", "police", "gp", "home_nursing"})


def may_keep(memory_word: str) -> Verdict:
    """May this word be stored? Empty is fine; what looks like a name, a number or an address must be changed first."""
    if len(memory_word) > LONGEST_MEMORY_WORD:
        return Verdict.no(SHORTER_WORD)
    said = telltale.sentence(telltale.found_in(memory_word))
    return Verdict.no(said) if said else Verdict.yes()


def may_undo(*, is_fresh: bool) -> Verdict:
    """May a tip be undone where it was given? For the ten minutes of rules/undo.py."""
    return Verdict.yes() if is_fresh else Verdict.no(TOO_LATE)


def may_take_back(*, has_begun: bool) -> Verdict:
    """May who gave it take it away? Until the team has begun to look, or answered in any other way than »received«."""
    return Verdict.no(UNDER_WAY) if has_begun else Verdict.yes()
