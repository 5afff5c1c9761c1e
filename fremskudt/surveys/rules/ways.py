"""How somebody is asked to answer, and why questions wait. The keys are stored and never change.

Source: screens.md T8 and section 4; ideas.md section 9; F34, F37.
"""

from enum import StrEnum

from fremskudt.basics.words import gettext_noop as _


class Way(StrEnum):
    PHONE_GIVEN = "phone_given"
    TOGETHER = "together"
    CALL = "call"
    PAPER = "paper"
    LINK = "link"
    SMS = "sms"


WAYS: dict[str, str] = {
    Way.PHONE_GIVEN: _("På behandlerens telefon"),
    Way.TOGETHER: _("Spurgt sammen"),
    Way.CALL: _("Spurgt over telefonen"),
    Way.PAPER: _("På papir"),
    Way.LINK: _("Med link eller QR"),
    Way.SMS: _("Med sms"),
}
HOLD_REASONS: dict[str, str] = {
    "not_now": _("Borgeren siger: ikke nu"),
    "crisis": _("Der er brand på lige nu"),
    "new": _("Vi kender hinanden for lidt"),
    "ill": _("Syg eller indlagt"),
    "overwhelmed": _("Skemaet fylder for meget"),
    "other": _("Noget andet"),
}
