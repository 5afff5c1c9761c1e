"""What a citizen is told of, joins, turns down and leaves again: communities, company, self-help (F76).

Each is a day. What somebody is in now is what they joined and have not left, whichever course it was written in. In the
kinds of figure 3.2, so that the running form and the leader count it as the report does.
"""

from datetime import date, datetime
from enum import StrEnum

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.casework.rules.undo import may_undo

LONGEST_WORDS = 120

UNDONE = _("Det er fortrudt imens.")
NOT_THAT = _("Det kan ikke skrives nu. Se, hvad der står.")
BEFORE_OFFERED = _("Dagen ligger før den dag, borgeren fik det tilbudt.")
BEFORE_JOINED = _("Dagen ligger før den dag, borgeren kom med.")
AHEAD = _("Dagen ligger ude i fremtiden. Skriv, hvornår det var.")
TOO_LATE = _("Der er gået mere end ti minutter. Skriv det, der skete siden, i stedet.")


class Mark(StrEnum):
    """What happened, and the field of its day."""

    OFFERED = "offered"
    JOINED = "joined"
    DECLINED = "declined"
    LEFT = "left"


MARKS: dict[str, str] = {
    Mark.OFFERED: _("Tilbudt"),
    Mark.JOINED: _("Er med"),
    Mark.DECLINED: _("Ville ikke"),
    Mark.LEFT: _("Stoppet"),
}
# What can happen next. A no is for now: who said it may join later.
NEXT: dict[Mark, tuple[Mark, ...]] = {
    Mark.OFFERED: (Mark.JOINED, Mark.DECLINED),
    Mark.DECLINED: (Mark.JOINED,),
    Mark.JOINED: (Mark.LEFT,),
    Mark.LEFT: (),
}


def state_of(joined_on: date | None, declined_on: date | None, left_on: date | None) -> Mark:
    """How it stands now: of what is dated, what comes last in a course of things."""
    if left_on is not None:
        return Mark.LEFT
    if joined_on is not None:
        return Mark.JOINED
    return Mark.DECLINED if declined_on is not None else Mark.OFFERED


def may_mark(
    mark: Mark, *, state: Mark, is_undone: bool, on: date, offered_on: date, joined_on: date | None, today: date
) -> Verdict:
    """May this be written of an offer, for that day?"""
    if is_undone:
        return Verdict.no(UNDONE)
    if mark not in NEXT[state]:
        return Verdict.no(NOT_THAT)
    return may_be_on(mark, on=on, offered_on=offered_on, joined_on=joined_on, today=today)


def may_be_on(mark: Mark, *, on: date, offered_on: date, joined_on: date | None, today: date) -> Verdict:
    """Whether the day fits: not ahead, and not before what must have come first."""
    if on > today:
        return Verdict.no(AHEAD)
    if on < offered_on:
        return Verdict.no(BEFORE_OFFERED)
    is_early = mark is Mark.LEFT and joined_on is not None and on < joined_on
    return Verdict.no(BEFORE_JOINED) if is_early else Verdict.yes()


def may_take_back(mark: Mark, *, state: Mark, marked_at: datetime, now: datetime) -> Verdict:
    """May the newest act be undone? For ten minutes, and while nothing has come after it."""
    if mark is not state:
        return Verdict.no(NOT_THAT)
    return Verdict.yes() if may_undo(marked_at, now) else Verdict.no(TOO_LATE)
