"""What an organisation and the municipality promise each other, and when they look at it again (F71)."""

from fremskudt.basics.words import gettext_noop as _

DIRECTIONS: dict[str, str] = {"to_them": _("Vi besøgte dem"), "to_us": _("De besøgte os")}
SIDES: dict[str, str] = {"ours": _("Kommunens side"), "theirs": _("Partnerens side")}
