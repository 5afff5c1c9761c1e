"""»Ring til mig«: somebody asks the team to ring, without an account (F11), or a professional with their yes (F10)."""

from enum import StrEnum

from fremskudt.basics.words import gettext_noop as _


class Who(StrEnum):
    SELF = "self"
    RELATIVE = "relative"
    PROFESSIONAL = "professional"


WHO: dict[str, str] = {
    Who.SELF: _("Om sig selv"),
    Who.RELATIVE: _("Om en, de holder af"),
    Who.PROFESSIONAL: _("Fra en fagperson, med personens ja"),
}
OUTCOMES: dict[str, str] = {
    "talked": _("Vi talte sammen"),
    "not_reached": _("Svarede ikke"),
    "no": _("Ville ikke alligevel"),
    "began": _("Begyndte et forløb"),
    "elsewhere": _("Fulgt videre til andre"),
}
