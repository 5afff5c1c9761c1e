"""The citizen's own link: who may give it. It outlives a door of sixty minutes by far, so a door is not enough."""

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _


def may_give(*, follows: bool) -> Verdict:
    """May this person give the citizen a link? Only one who follows the citizen."""
    return Verdict.yes() if follows else Verdict.no(_("Kun den, der følger borgeren, kan give et link."))
