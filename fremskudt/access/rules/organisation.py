"""What may be changed about an organisation."""

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _

KEEPS_NAME = _("Kommunens navn står fast. Det står i de filer, I leverer.")


def may_rename(*, stands_alone: bool) -> Verdict:
    """May it get another name? `stands_alone`: a municipality or an evaluator, whose name files and studies use."""
    return Verdict.no(KEEPS_NAME) if stands_alone else Verdict.yes()
