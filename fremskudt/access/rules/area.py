"""An area of a municipality: coarse enough to point at nobody.

Source: domain.md 7.2 (1): in a village a bench is a name; screens.md A3.
"""

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _

FEWEST = 200  # inhabitants
TOO_SMALL = _("Området er for lille: færre end %(n)d indbyggere.")
NAME_TAKEN = _("Navnet er optaget. Der er allerede et område med det navn.")


def may_be(n_inhabitants: int | None) -> Verdict:
    """May an area with so many inhabitants stand alone? Not with fewer than 200. None, where nobody knows, may.

    The reason holds »%(n)d« for the limit.
    """
    return Verdict.no(TOO_SMALL) if n_inhabitants is not None and n_inhabitants < FEWEST else Verdict.yes()
