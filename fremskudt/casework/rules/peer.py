"""A peer's day: the places where two can have been together, and what is said when there is no yes (F81, R1, R3).

A peer contact holds a day and a kind of place, and there is no field for what was said. It is never counted as the
team's own contact. Source: screens.md R1-R3, domain.md 2 no. 30.
"""

from datetime import datetime

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.casework.rules.agreed import PLACES
from fremskudt.casework.rules.contact import NOT_YOURS
from fremskudt.casework.rules.undo import may_undo

# What can be pressed after »Vi sås«, in the words for somebody outside the team.
TILES: dict[str, str] = dict(PLACES)

NOBODY = _("Du har ikke en aftale med den person.")
NO_YES = _("Har personen sagt ja? Ellers giv et praj.")
WHO = _("Vælg, hvem det er.")
TOO_LATE = _("Der er gået mere end ti minutter. Ring til teamet, hvis det er forkert.")


def may_take_back(*, is_mine: bool, made_at: datetime, now: datetime) -> Verdict:
    """May a peer take back that they met somebody? Their own, for ten minutes."""
    if not is_mine:
        return Verdict.no(NOT_YOURS)
    return Verdict.yes() if may_undo(made_at, now) else Verdict.no(TOO_LATE)
