"""What somebody may answer to the next appointment, in the words that the team reads.

Source: screens.md C1. The keys stand in forms.
"""

from fremskudt.basics.words import gettext_noop as _

REPLIES: dict[str, str] = {
    "fine": _("Svar på aftalen %(day)s: Det er fint."),
    "other_day": _("Svar på aftalen %(day)s: Jeg vil gerne have en anden dag."),
}
NOT_NOW = _("Ikke nu. Borgeren vil have ro først. Det gælder også aftalen %(day)s.")
MOVED = _("Tiden er lige blevet flyttet. Her er den nye.")
