"""What civil society proposes, and what became of it (F77)."""

from fremskudt.basics.words import gettext_noop as _

ANSWERS: dict[str, str] = {
    "seen": _("Set"),
    "trying": _("Vi prøver det"),
    "not_now": _("Ikke nu"),
    "done": _("Det blev til noget"),
}
