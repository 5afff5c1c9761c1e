"""What may follow what with a tip, and where it then stands on the team's list (F04).

The steps that stand (undone ones are gone) are the whole state: there is no field for it. Source: screens.md T16.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.partnership.rules.tip import HOUSE_STEPS, Step
from fremskudt.partnership.rules.undo import may_undo

# The buttons of a row, in their order, and what can be written when somebody was asked. A yes is no button: it is
# written by the door that makes a record (casework:said_yes), and by nothing else.
ANSWERS = (Step.LOOKING, Step.NOT_FOUND, Step.IN_CONTACT, Step.CLOSED)
ASKED = (Step.SAID_NO, Step.SAID_MAYBE)
# What keeps the promise of an answer. That a tip was read is a receipt and no answer.
ANSWERING = frozenset(Step) - {Step.RECEIVED}

CLOSED_BY_A_COLLEAGUE = _("Prajet er lukket af en kollega.")
CLOSED = _("Prajet er lukket.")
HAS_SAID_YES = _("Personen har sagt ja. Skriv i forløbet.")
NOT_YOURS = _("Det er ikke jeres at skrive.")
EXPIRED = _("Prajet er slettet efter fristen.")
TAKEN_BACK = _("Prajet er taget tilbage.")
TOO_LATE = _("Der er gået mere end ti minutter.")
NOT_BY_YOU = _("Kun den, der skrev det, kan fortryde.")
OLD_PAGE = _("Siden var for gammel. Åbn den igen, og tryk en gang til.")
A_YES_STANDS = _("Et ja fortrydes ikke her. Tal med borgeren.")


class Group(StrEnum):
    """Where a tip stands on the list, in the order of the page."""

    NEW = "new"
    READ = "read"
    WAITING = "waiting"
    LOOKING = "looking"
    NOT_FOUND = "not_found"
    CONTACT = "contact"
    YES = "yes"
    CLOSED = "closed"


GROUPS: dict[Group, str] = {
    Group.NEW: _("Nye"),
    Group.READ: _("Læst, men uden svar"),
    Group.WAITING: _("Har ventet længe"),
    Group.LOOKING: _("Vi kigger"),
    Group.NOT_FOUND: _("Ikke fundet endnu"),
    Group.CONTACT: _("I kontakt"),
    Group.YES: _("Har sagt ja"),
    Group.CLOSED: _("Lukket"),
}
# The last of the team's steps that stands → the group; without any, it is new.
GROUP_OF: dict[Step, Group] = {
    Step.RECEIVED: Group.READ,
    Step.LOOKING: Group.LOOKING,
    Step.NOT_FOUND: Group.NOT_FOUND,
    Step.IN_CONTACT: Group.CONTACT,
    Step.SAID_NO: Group.CONTACT,
    Step.SAID_MAYBE: Group.CONTACT,
    Step.SAID_YES: Group.YES,
    Step.CLOSED: Group.CLOSED,
}


def group_of(last: str, *, is_late: bool) -> Group:
    """The group of a tip whose last standing step by the team is `last` ("" without any).

    `is_late` says that the promised days are over; it counts only as long as there is no answer.
    """
    if last not in ANSWERING and is_late:
        return Group.WAITING
    return GROUP_OF[Step(last)] if last else Group.NEW


def may_step(kind: Step, team: Sequence[str], *, by_house: bool = False, closed_by_me: bool = False) -> Verdict:
    """May this be written now? `team` are the kinds of the team's steps that stand, in any order.

    The tipster's house may write what the person said to them, whatever the team has done: a refusal would tell them
    that the tip is closed, which is not theirs to know without the person's yes.
    """
    if by_house:
        return Verdict.yes() if kind in HOUSE_STEPS else Verdict.no(NOT_YOURS)
    if Step.CLOSED in team:
        return Verdict.no(CLOSED if closed_by_me else CLOSED_BY_A_COLLEAGUE)
    if Step.SAID_YES in team and kind != Step.CLOSED:
        return Verdict.no(HAS_SAID_YES)
    return Verdict.yes()


def may_undo_step(*, kind: str, is_mine: bool, made_at: datetime, now: datetime) -> Verdict:
    """May a step be undone? By its writer within ten minutes; a yes never, since a record rests on it."""
    if kind == Step.SAID_YES:
        return Verdict.no(A_YES_STANDS)
    if not is_mine:
        return Verdict.no(NOT_BY_YOU)
    return Verdict.yes() if may_undo(made_at, now) else Verdict.no(TOO_LATE)
