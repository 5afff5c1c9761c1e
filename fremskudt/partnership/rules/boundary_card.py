"""A peer's own card: what I do, what I do not, whom I call. It holds when the leader has said yes to it (F81).

Source: screens.md R2, domain.md 2 no. 30 and 5 (a peer becomes no cheap therapist).
"""

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.partnership.rules import telltale

LONGEST_PART = 800
LONGEST_CALLS = 200

NO_BOUNDARY = _("Skriv én ting, du ikke skal.")
NO_TASK = _("Skriv én ting, du gør.")
WAITS = _("Kortet mangler din leders ja.")
OWN = _("Du kan ikke sige ja til dit eget kort. Bed en anden leder om det.")
WRITTEN_ANEW = _("Kortet er skrevet om imens. Læs det nye.")

# Whom one calls is a colleague, with a name and a number. Nothing else that tells who somebody is may stand there.
_OF_A_COLLEAGUE = frozenset({telltale.NAME, telltale.PHONE})


def sentence_against(text: str, *, is_whom_to_call: bool = False) -> str:
    """What must be changed before the text is kept; empty when nothing."""
    found = telltale.found_in(text)
    return telltale.sentence([kind for kind in found if not (is_whom_to_call and kind in _OF_A_COLLEAGUE)])


def may_sign(*, is_own: bool, is_newest: bool) -> Verdict:
    """May this leader say yes to this card? Never to their own, and only to the one that stands."""
    if is_own:
        return Verdict.no(OWN)
    return Verdict.yes() if is_newest else Verdict.no(WRITTEN_ANEW)
