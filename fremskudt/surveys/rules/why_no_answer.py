"""Why there is no answer: a few reasons, each with what it means for reminders and for the response rate.

Source: ideas.md sections 5 and 9 (reception codes); issue's own list. The keys are stored and never change.
"""

from dataclasses import dataclass
from enum import StrEnum

from fremskudt.basics.words import gettext_noop as _


class Why(StrEnum):
    NOT_FOUND = "not_found"
    NOT_ABLE = "not_able"
    SAID_NO = "said_no"
    NOT_ASKED = "not_asked"
    BROKEN_OFF = "broken_off"
    ADMITTED = "admitted"
    IN_PRISON = "in_prison"
    MOVED = "moved"
    DIED = "died"


@dataclass(frozen=True)
class Meaning:
    """`stops`: no more reminders in this wave. `for_good`: nor in later waves. `can_answer`: counts as eligible."""

    words: str
    stops: bool
    for_good: bool
    can_answer: bool


WHY: dict[str, Meaning] = {
    Why.NOT_FOUND: Meaning(_("Ikke truffet"), stops=False, for_good=False, can_answer=True),
    Why.NOT_ABLE: Meaning(_("Kunne ikke svare nu"), stops=True, for_good=False, can_answer=True),
    Why.SAID_NO: Meaning(_("Sagde nej denne gang"), stops=True, for_good=False, can_answer=True),
    Why.NOT_ASKED: Meaning(_("Vi spurgte ikke"), stops=True, for_good=False, can_answer=True),
    Why.BROKEN_OFF: Meaning(_("Begyndte og stoppede"), stops=True, for_good=False, can_answer=True),
    Why.ADMITTED: Meaning(_("Indlagt hele runden"), stops=True, for_good=False, can_answer=True),
    Why.IN_PRISON: Meaning(_("I fængsel hele runden"), stops=True, for_good=False, can_answer=True),
    Why.MOVED: Meaning(_("Flyttet fra kommunen"), stops=True, for_good=True, can_answer=False),
    Why.DIED: Meaning(_("Død"), stops=True, for_good=True, can_answer=False),
}
