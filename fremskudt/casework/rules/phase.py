"""The phases of the model, as dated intervals that may overlap, step back and be skipped. Never a gate.

Source: report section 3.3, domain.md 1.3-1.5 (the codes are those of the participant list).
"""

from enum import IntEnum

from fremskudt.basics.words import gettext_noop as _


class Phase(IntEnum):
    CONTACT = 1
    TREATMENT = 2
    TRANSITION = 3
    UNCLEAR = 9


PHASES: dict[int, str] = {
    Phase.CONTACT: _("1 Opsporing og kontakt"),
    Phase.TREATMENT: _("2 Fremskudt behandling"),
    Phase.TRANSITION: _("3 Overgang"),
    Phase.UNCLEAR: _("Uafklaret"),
}
