"""A meeting as the one who holds it and those who have a seat see it: each no more than a yes covers for them.

While it runs, somebody whom not everybody in the room is covered for has no name and no alias on anybody's screen.
Afterwards each reads what the yeses of this moment let them know.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from fremskudt.access.audit import Purpose
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Citizen, Meeting, MeetingItem, MeetingSeat
from fremskudt.casework.models.meeting import MeetingQuerySet
from fremskudt.casework.rules import meeting as rules
from fremskudt.casework.rules.consent import LOW_CONTENT, Topic
from fremskudt.casework.rules.meeting import State
from fremskudt.casework.selectors.case import log_reads
from fremskudt.casework.selectors.consent import sharing
from fremskudt.casework.selectors.meeting_cover import Room, followers_of, seated
from fremskudt.casework.selectors.meeting_lines import Line, Promise, Written, written_about
from fremskudt.casework.selectors.meeting_news import News, news_of, with_news

NOBODY = Written([], [], [])


def open_to(reach: Reach) -> MeetingQuerySet:
    """Meetings that the reader holds, or has a seat at from a house where they still stand. None that is called off."""
    seats = MeetingSeat.objects.taken().filter(
        user=reach.user_id, organisation__in=reach.where(Permission.MEETING_JOIN)
    )
    holds = Q(chair=reach.user_id, municipality__in=reach.towns(Permission.MEETING_CHAIR))
    return Meeting.objects.standing().filter(holds | Q(pk__in=seats.values("meeting")))


def get_meeting(reach: Reach, pk: int) -> Meeting:
    """For the one who holds it or has a seat; for anybody else it does not exist."""
    found = open_to(reach).select_related("chair", "municipality").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Item:
    """One citizen at the meeting, for one reader. What is not shown has no citizen."""

    pk: int
    number: int
    state: State
    root: int
    citizen: Citizen | None = None
    follows: bool = False
    mine: frozenset[str] = frozenset()  # what the reader may read
    said: frozenset[str] = frozenset()  # what everybody in the room may hear
    wish: str = ""
    summary: str = ""
    given_how: str = ""
    row: Any = None

    @property
    def is_shown(self) -> bool:
        return self.citizen is not None

    @property
    def is_closed(self) -> bool:
        return self.state == State.CLOSED

    @property
    def topics(self) -> frozenset[str]:
        """What the reader may write about here."""
        return self.said & self.mine

    @property
    def wish_is_ours(self) -> bool:
        """Whether the others do not see the citizen's wish, so that it is not for the room."""
        return Topic.WISHES not in self.said

    def may_read(self, line: Line) -> bool:
        return line.topic in self.mine


@dataclass(frozen=True)
class MeetingPage:
    meeting: Meeting
    reach: Reach
    room: Room | None
    items: Sequence[Item]
    written: Written
    asked: int | None = None  # the item that a form was about, where it is not the one that is spoken of now

    @property
    def is_chair(self) -> bool:
        return self.meeting.chair_id == self.reach.user_id

    @property
    def is_running(self) -> bool:
        return self.meeting.began_at is not None and self.meeting.ended_at is None

    @property
    def points(self) -> tuple[str, ...]:
        return rules.points_of(self.meeting.agenda)

    @property
    def shown(self) -> list[Item]:
        return [item for item in self.items if item.is_shown]

    @cached_property
    def now(self) -> Item | None:
        """The one who is spoken of; closed, it still stands there until the next one is taken up."""
        if self.asked is not None:
            return next((item for item in self.items if item.pk == self.asked), None)
        if not self.is_running:
            return None
        return next((item for item in self.items if item.row.began_at and not item.row.ended_at), None)

    @property
    def has_next(self) -> bool:
        return any(item.state == State.WAITING for item in self.items)

    @property
    def is_empty(self) -> bool:
        """Nobody to speak of, as far as the reader knows."""
        return not any(item.state in {State.NOW, State.WAITING} for item in self.items)

    @property
    def houses(self) -> list[str]:
        """Who is there, by house; somebody outside is named to those who follow only."""
        guests = self.room.guests if self.room else ()
        names = [one.house_name or (one.outside if self._knows_all else "") for one in guests if one.is_coming]
        return list(dict.fromkeys(name for name in names if name))

    @property
    def _knows_all(self) -> bool:
        return self.is_chair or any(item.follows for item in self.items)

    @property
    def present(self) -> dict[int, str]:
        """Who can promise something, beside the one who holds the meeting: those who come and can log in, by name."""
        guests = self.room.guests if self.room else ()
        return {one.user: one.name for one in guests if one.is_coming and one.user and one.roles}

    def lines(self, item: Item) -> list[Line]:
        told = [line for line in self.written.lines if line.item == item.pk]
        return [line for line in told if item.is_shown and item.may_read(line)]

    def can_correct(self, item: Item) -> dict[int, str]:
        """Number → words of those that stand and may be written about."""
        return {line.pk: line.words for line in self.lines(item) if line.topic in item.topics}

    def ever(self, item: Item) -> dict[int, str]:
        """The same with those that somebody has corrected or undone."""
        told = [line for line in self.written.ever if line.item == item.pk and item.may_read(line)]
        return {line.pk: line.words for line in told}

    def promises(self, item: Item) -> list[Promise]:
        """Those made here about this citizen, as far as the reader may know; one's own always."""
        return [one for one in self._known(item) if one.item == item.pk]

    def news(self, item: Item) -> News:
        return news_of(item.row, self._known(item), item.mine, is_ours=item.follows)

    def _known(self, item: Item) -> list[Promise]:
        mine, me = item.mine, self.reach.user_id
        ours = [one for one in self.written.promises if one.root == item.root]
        return [one for one in ours if item.is_shown and (one.topic in mine or one.owner == me)]

    def expiries(self, item: Item) -> list[tuple[str, Any]]:
        """Yeses of those here that end soon: for the one who holds the meeting alone."""
        if not self.is_chair or self.room is None or not item.is_shown:
            return []
        return self.room.last_days(item.root, timezone.localdate() + rules.WARN)

    def fresh(self, item: Item) -> Line | None:
        """The newest line that the reader can still undo."""
        mine = [line for line in self.lines(item) if line.is_fresh_by(self.reach.user_id)]
        return mine[-1] if mine else None

    def own_points(self, item: Item) -> str:
        """What the citizen wants from a network meeting: their own words, as far as the reader may know of wishes."""
        return self.meeting.own_points if Topic.WISHES in item.mine else ""

    @property
    def video(self) -> str:
        """The link that was pasted, where it leads to a page."""
        return self.meeting.link if self.meeting.link.startswith(("https://", "http://")) else ""

    @property
    def has_been(self) -> bool:
        """Whether anybody has been spoken of."""
        return any(item.row.ended_at for item in self.items)

    @property
    def clock(self) -> datetime:
        return timezone.now()

    @property
    def is_time_up(self) -> bool:
        began_at = self.meeting.began_at
        return began_at is not None and rules.is_over(began_at, self.meeting.minutes, timezone.now())

    @property
    def refused(self) -> str:
        """Why the meeting cannot be begun yet; empty when it can."""
        on, today = timezone.localdate(self.meeting.at), timezone.localdate()
        has_ended = self.meeting.ended_at is not None
        return rules.may_begin(is_chair=self.is_chair, on=on, today=today, has_ended=has_ended).reason

    @property
    def ends_at(self) -> datetime | None:
        began_at = self.meeting.began_at
        return rules.end_of(began_at, self.meeting.minutes) if began_at else None


@transaction.atomic
def read_meeting(reach: Reach, pk: int, asked: int | None = None) -> MeetingPage:
    """The page, with one event for each citizen whom it shows."""
    page = find_page(reach, pk, asked)
    if page.is_running or asked is not None:
        citizens = [page.now.citizen] if page.now and page.now.citizen else []
    else:
        citizens = [item.citizen for item in page.shown if item.citizen]
    log_reads(reach, citizens, "meeting.read", Purpose.CARE, "coded,free_text")
    return page


def find_page(reach: Reach, pk: int, asked: int | None = None) -> MeetingPage:
    """The same for an answer to a form, which shows nothing."""
    rows = list(_rows(reach, pk))
    if not rows:
        return MeetingPage(get_meeting(reach, pk), reach, None, [], NOBODY)
    meeting = rows[0].meeting
    roots = [row.case.citizen.merged_into_id or row.case.citizen_id for row in rows]
    room = Room(sharing(roots), seated(meeting), followers_of(roots), meeting.chair_id, meeting.pk)
    items = [
        _item(row, root, number, room, reach) for number, (row, root) in enumerate(zip(rows, roots, strict=True), 1)
    ]
    page = MeetingPage(meeting, reach, room, items, NOBODY, asked)
    # Whom no yes lets know of anybody here is told neither place nor link: a seat alone opens nothing.
    knows = any(_may_know(root, room, reach) for root in roots)
    if not page.is_chair and not (knows and (page.shown or meeting.ended_at is None)):
        raise Http404
    about = [page.now] if page.now else (page.shown if meeting.ended_at else [])
    told = {item.root: item.pk for item in about if item.is_shown}
    if not told:
        return page
    written = written_about(told)
    return MeetingPage(meeting, reach, room, items, written, asked)


def _rows(reach: Reach, pk: int) -> Any:
    found = MeetingItem.objects.filter(meeting__in=open_to(reach), meeting=pk, removed_at=None)
    near = ("meeting__chair", "meeting__municipality", "case__citizen__merged_into")
    return with_news(found.select_related(*near)).order_by("order", "pk")


def _item(row: Any, root: int, number: int, room: Room, reach: Reach) -> Item:
    is_open = room.is_covered(root) and row.closed_at is None
    state = rules.state_of(
        began=row.began_at is not None, ended=row.ended_at is not None, closed=row.closed_at is not None,
        is_covered=is_open,
    )  # fmt: skip
    mine = _may_know(root, room, reach)
    item = Item(row.pk, number, state, root, row=row)
    # Afterwards nobody sits in a room: each reads by their own yes what was spoken of.
    is_shown = bool(mine) and (row.began_at is not None if row.meeting.ended_at else is_open)
    follows = room.is_followed(root, reach.user_id)
    if not is_shown and not (follows and row.meeting.ended_at):
        return item
    return Item(
        row.pk, number, state, root, row.case.citizen.merged_into or row.case.citizen, follows, mine, room.said(root),
        wish=row.wish if Topic.WISHES in mine else "", summary=row.summary if follows else "",
        given_how=row.given_how if follows else "", row=row,
    )  # fmt: skip


def _may_know(root: int, room: Room, reach: Reach) -> frozenset[str]:
    """What the reader may read of a citizen: all for who follows; for the others what a yes and the log-in open."""
    told = [
        room.topics(root, guest)
        & (frozenset(Topic) if guest.house in reach.where(Permission.SHARED_READ) else LOW_CONTENT)
        for guest in room.guests
        if guest.user == reach.user_id
    ]
    if room.is_followed(root, reach.user_id):
        return frozenset(topic.value for topic in Topic)
    return frozenset().union(*told)
