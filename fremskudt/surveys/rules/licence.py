"""May a municipality say that it may use an instrument, or that it may no more?"""

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _

IS_FREE = _("Ordlyden er vores egen. Skemaet må bruges uden en tilladelse.")
STANDS = _("Skemaet er slået til i forvejen.")
IS_OFF = _("Skemaet er ikke slået til.")


def may_confirm(*, is_free: bool, stands: bool) -> Verdict:
    """Only what somebody else holds needs a word, and only once."""
    if is_free:
        return Verdict.no(IS_FREE)
    return Verdict.no(STANDS) if stands else Verdict.yes()


def may_end(*, stands: bool) -> Verdict:
    """Only a permission that stands can end."""
    return Verdict.yes() if stands else Verdict.no(IS_OFF)
