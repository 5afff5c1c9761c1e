"""What civil society proposes, and what became of it (F77).

Source: report 3.4.2 (own initiative is wanted), screens.md P4, L5, S2.
"""

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _

ANSWERS: dict[str, str] = {
    "seen": _("Set"),
    "trying": _("Vi prøver det"),
    "not_now": _("Ikke nu"),
    "done": _("Det blev til noget"),
}
NOT_NOW = "not_now"
NO_ANSWER = _("Venter på svar")

TAKEN_BACK = _("Forslaget er taget tilbage.")
ANSWERED = _("Der er svaret. Skriv et nyt forslag i stedet.")
NOT_YOURS = _("Kun den, der skrev forslaget, kan tage det tilbage.")


def may_take_back(*, is_mine: bool, is_answered: bool) -> Verdict:
    """May it be taken back? By who wrote it, until it is answered."""
    if not is_mine:
        return Verdict.no(NOT_YOURS)
    return Verdict.no(ANSWERED) if is_answered else Verdict.yes()


def may_answer(*, is_taken_back: bool) -> Verdict:
    """May it be answered, once more perhaps? Not what was taken back."""
    return Verdict.no(TAKEN_BACK) if is_taken_back else Verdict.yes()
