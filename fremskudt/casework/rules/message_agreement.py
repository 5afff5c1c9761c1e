"""Whether we may write to a citizen by SMS: asked in these words, a no unless somebody has said yes.

What comes back from a phone is heard by kind alone; the words are kept nowhere. Source: screens.md section 5.
"""

import re
from enum import StrEnum

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.casework.rules.consent import Form
from fremskudt.casework.rules.consent_answer import NO_WITNESS

QUESTION = _(
    "Må vi skrive til dig på sms med et link, når der er spørgsmål? Der står aldrig, hvad det handler om. Vi skriver "
    "højst en gang om ugen og aldrig om natten. Skriv STOP, så holder vi op. Skriv IKKE NU, så venter vi en uge. Vi "
    "kan ikke læse andre svar. Ring, hvis der er noget."
)
NOT_AN_ANSWER = _("Vælg ja eller nej.")


class Heard(StrEnum):
    """What somebody wrote back, as far as we hear it."""

    STOP = "stop"
    NOT_NOW = "not_now"
    OTHER = "other"


def may_answer(answer: str, *, form: str, witness: str) -> Verdict:
    """May a worker write this answer down? What was said aloud, somebody heard."""
    if answer not in {"yes", "no"}:
        return Verdict.no(NOT_AN_ANSWER)
    return Verdict.no(NO_WITNESS) if form == Form.ORAL and not witness.strip() else Verdict.yes()


def masked_phone(phone: str) -> str:
    """How a number stands on a screen: enough to see whether it is still the one."""
    return f"•• •• •• {phone[-2:]}"


def heard(words: str) -> Heard:
    """»STOP«, »Stop.« and »stop tak« are a stop, and so is whatever begins so; »Ikke nu« is not now. Else other."""
    told = re.findall(r"\w+", words.casefold())
    if "stop" in told[:1] or ("stop" in told and len(told) <= 3):
        return Heard.STOP
    return Heard.NOT_NOW if told[:2] == ["ikke", "nu"] else Heard.OTHER
