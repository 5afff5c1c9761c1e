"""Being seen: what the team puts out, the codes on it, and the mails that remind partners (F12-F15)."""

from fremskudt.basics.words import gettext_noop as _

KINDS: dict[str, str] = {
    "lighter": _("Lightere"),
    "postcard": _("Postkort"),
    "poster": _("Plakater"),
    "tip_card": _("Prajkort"),
    "talk": _("Oplæg"),
    "evening_tour": _("Aftentur"),
    "other": _("Andet"),
}
# What a code on paper leads to: leaving a tip (a house's wall), or asking to be rung (a lighter, a postcard).
LEADS_TO: dict[str, str] = {"tip": _("Giv et praj"), "call": _("Ring til mig")}
FOLLOWS_DAYS = 14  # a tip counts as having followed a mail or a code for so long (domain.md 2, row 18)
