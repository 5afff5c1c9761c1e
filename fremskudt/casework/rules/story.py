"""»Min historie kort«: what the citizen wants others to know. Until the citizen says yes, it is only for us.

Source: screens.md T9, F56.
"""

from datetime import date

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.casework.rules.course import HAS_ENDED as ENDED

LONGEST = 1500
LONGEST_HOW = 120
NO_STORY = _("Der er ingen tekst at sige ja til endnu.")
REWRITTEN = _("Teksten er rettet imens. Læs den for borgeren igen.")


def may_approve(*, newest: int | None, read: int, has_ended: bool) -> Verdict:
    """May the citizen's yes be written? To the newest version, which is the one that was read out.

    `newest` is its id, None where nothing is written; `read` the id on the page that was pressed.
    """
    if has_ended:
        return Verdict.no(ENDED)
    if newest is None:
        return Verdict.no(NO_STORY)
    return Verdict.yes() if newest == read else Verdict.no(REWRITTEN)


def may_be_approved_on(day: date, *, written_on: date, today: date) -> bool:
    """Whether a yes can have been said that day: not before the text was written, and not ahead."""
    return written_on <= day <= today
