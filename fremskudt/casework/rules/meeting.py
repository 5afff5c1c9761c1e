"""Meetings: what kinds there are, the fixed agenda of the short one, its fifteen minutes, and who may do what at it.

Source: domain.md 1.7, screens.md T11, capabilities F41-F44.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.casework.rules.consent import Topic
from fremskudt.casework.rules.undo import may_undo

KINDS: dict[str, str] = {"short": _("Kort møde"), "network": _("Netværksmøde")}
MINUTES = 15
# The agenda of the meetings in the study is not printed (domain.md 7.3 k): this is the proposal, and may be changed.
AGENDA: tuple[str, ...] = (
    _("Nyt siden sidst"),
    _("Status"),
    _("Aftaler: hvem gør hvad"),
    _("Opmærksomhed"),
    _("Borgerens ønske"),
)
# What a line on a point is about, unless somebody says otherwise. A point of one's own is about what is agreed.
TOPIC_OF: dict[str, str] = {AGENDA[0]: Topic.APPOINTMENTS, AGENDA[4]: Topic.WISHES}
FEWEST_POINTS, MOST_POINTS, LONGEST_POINT = 3, 7, 60
LONGEST_LINE = 500
WARN = timedelta(days=30)  # a yes that ends within so long is told to the one who holds the meeting

NOT_CHAIR = _("Kun den, der holder mødet, kan det.")
NOT_TODAY = _("Mødet kan begynde på dagen.")
NOT_BEGUN = _("Mødet er ikke begyndt.")
HAS_ENDED = _("Mødet er slut.")
ITEM_CLOSED = _("Punktet er lukket.")
YES_TAKEN_BACK = _("Et ja blev trukket tilbage. Punktet er lukket.")
NOT_SAID_YET = _("I er ikke kommet til det punkt endnu.")
NOT_ALLOWED = _("Det emne er der ikke et ja til for alle her.")
NOT_YOURS = _("Kun den, der skrev linjen, kan fortryde den.")
TOO_LATE = _("Der er gået mere end ti minutter. Ret linjen i stedet.")
REPLACED = _("Linjen er allerede rettet. Her er den nye.")
ONE_OWNER = _("En aftale skal have én person og en dato.")
FEW_POINTS = _("Skriv mindst tre punkter, ét på hver linje.")
MANY_POINTS = _("Der er plads til syv punkter.")
LONG_POINT = _("Et punkt kan højst være 60 tegn.")
SAME_POINT = _("Det samme punkt står to gange.")


class State(StrEnum):
    """Where a meeting stands with one citizen."""

    WAITING = "waiting"
    NOW = "now"
    DONE = "done"
    CLOSED = "closed"  # somebody in the room is not covered by a yes


def state_of(*, began: bool, ended: bool, closed: bool, is_covered: bool) -> State:
    """Where the meeting stands with a citizen. What was spoken of to its end is done, whatever is taken back later."""
    if began and ended:
        return State.DONE
    if closed or not is_covered:
        return State.CLOSED
    return State.NOW if began else State.WAITING


def end_of(began_at: datetime, minutes: int) -> datetime:
    """When the time is up."""
    return began_at + timedelta(minutes=minutes)


def is_over(began_at: datetime, minutes: int, now: datetime) -> bool:
    """Whether the time is up: from the instant at which nothing is left."""
    return now >= end_of(began_at, minutes)


def may_begin(*, is_chair: bool, on: date, today: date, has_ended: bool) -> Verdict:
    """May the meeting be begun? By the one who holds it, from its day on. Begun already, it goes on."""
    if not is_chair:
        return Verdict.no(NOT_CHAIR)
    if has_ended:
        return Verdict.no(HAS_ENDED)
    return Verdict.no(NOT_TODAY) if today < on else Verdict.yes()


def may_run(*, is_chair: bool, has_begun: bool) -> Verdict:
    """May this person go on to the next citizen, or end the meeting?"""
    if not is_chair:
        return Verdict.no(NOT_CHAIR)
    return Verdict.yes() if has_begun else Verdict.no(NOT_BEGUN)


def may_write(*, has_begun: bool, has_ended: bool, state: str) -> Verdict:
    """May a line or an agreement about this citizen be written? While the meeting runs, of whom it has come to.

    Of one who was spoken of, too: a line that was typed as somebody pressed »Næste borger« is not lost.
    """
    if has_ended:
        return Verdict.no(HAS_ENDED)
    if not has_begun:
        return Verdict.no(NOT_BEGUN)
    if state == State.CLOSED:
        return Verdict.no(ITEM_CLOSED)
    return Verdict.no(NOT_SAID_YET) if state == State.WAITING else Verdict.yes()


def may_say(topic: str, allowed: Collection[str]) -> Verdict:
    """May a line be about that? Only what everybody in the room, and the writer, is covered for."""
    return Verdict.yes() if topic in allowed else Verdict.no(NOT_ALLOWED)


def may_take_back(*, is_mine: bool, is_replaced: bool, made_at: datetime, now: datetime) -> Verdict:
    """May a line be undone? By who wrote it, for ten minutes, unless somebody has corrected it."""
    if not is_mine:
        return Verdict.no(NOT_YOURS)
    if is_replaced:
        return Verdict.no(REPLACED)
    return Verdict.yes() if may_undo(made_at, now) else Verdict.no(TOO_LATE)


def may_summarise(*, has_begun: bool, state: str) -> Verdict:
    """May the summary for the citizen be written? Once they have been spoken of, also where it broke off."""
    if not has_begun:
        return Verdict.no(NOT_BEGUN)
    return Verdict.no(NOT_SAID_YET) if state == State.WAITING else Verdict.yes()


def default_topic(point: str, allowed: Collection[str]) -> str:
    """What a line on that point is about until somebody chooses: empty when nothing may be said."""
    order = [TOPIC_OF.get(point, Topic.AGREEMENTS), Topic.AGREEMENTS, *Topic]
    return next((str(topic) for topic in order if topic in allowed), "")


def points_of(words: str) -> tuple[str, ...]:
    """The points of an agenda, one a line. Empty lines are nothing."""
    return tuple(line.strip() for line in words.splitlines() if line.strip())


def may_be_agenda(points: Sequence[str]) -> Verdict:
    """Three to seven points, each short, each once."""
    if len(points) < FEWEST_POINTS:
        return Verdict.no(FEW_POINTS)
    if len(points) > MOST_POINTS:
        return Verdict.no(MANY_POINTS)
    if any(len(point) > LONGEST_POINT for point in points):
        return Verdict.no(LONG_POINT)
    return Verdict.no(SAME_POINT) if len(set(points)) < len(points) else Verdict.yes()


def point_of_agreements(points: Sequence[str]) -> int:
    """Under which point (from 1) »Ny aftale« stands: the one about agreements, else the last."""
    return next((number for number, point in enumerate(points, 1) if point == AGENDA[2]), len(points))


@dataclass(frozen=True)
class Chain:
    """A line and what corrected it, the oldest first. `last` is the newest of all, undone or not."""

    pks: tuple[int, ...]
    standing: int | None  # the newest that nobody has undone; None when all are

    @property
    def last(self) -> int:
        return self.pks[-1]


def chains(lines: Iterable[tuple[int, int | None, bool]]) -> list[Chain]:
    """Lines (number, the one it replaces, whether it is undone) put together with their corrections, in their order."""
    told = list(lines)
    follower = {replaces: pk for pk, replaces, _undone in told if replaces is not None}
    undone = {pk for pk, _replaces, is_undone in told if is_undone}
    found = []
    for first in (pk for pk, replaces, _undone in told if replaces is None):
        pks = [first]
        while pks[-1] in follower:
            pks.append(follower[pks[-1]])
        standing = next((pk for pk in reversed(pks) if pk not in undone), None)
        found.append(Chain(tuple(pks), standing))
    return found
