"""What an ended course refuses."""

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _

HAS_ENDED = _("Forløbet er sagt farvel til. Tryk »Kom igen«, hvis borgeren er tilbage.")


def may_write(*, has_ended: bool) -> Verdict:
    """May something new be written in the course? Not once somebody has said farewell."""
    return Verdict.no(HAS_ENDED) if has_ended else Verdict.yes()
