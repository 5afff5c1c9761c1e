"""The minutes of a meeting: lines, corrections of lines, and what somebody promised. A correction is a new line."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import Organisation, User
from fremskudt.basics.verdict import NotNow, require
from fremskudt.casework.actions import task as tasks
from fremskudt.casework.actions.case import has_ended
from fremskudt.casework.actions.case import locked as locked_case
from fremskudt.casework.actions.meeting import locked, room_of, root_of
from fremskudt.casework.models import Meeting, MeetingItem, MeetingLine
from fremskudt.casework.rules import meeting as rules
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.selectors.meeting_cover import ALL, Room, house_of


@dataclass(frozen=True)
class NewLine:
    point: int
    topic: str
    words: str


@dataclass(frozen=True)
class Correction:
    line: int
    words: str


@dataclass(frozen=True)
class NewTask:
    words: str
    topic: str
    owner: int
    on: date
    operation: UUID


class LineWrittenMeanwhileError(Exception):
    """Somebody else has corrected these lines since the writer's page was fetched: nothing is stored."""

    def __init__(self, lines: Collection[int]) -> None:
        super().__init__()
        self.lines = frozenset(lines)


class TaskRefusedError(NotNow):
    """Nothing is stored: the one who was named may not have this task."""


def write(
    *, meeting: Meeting, item: int, lines: Sequence[NewLine] = (), corrections: Sequence[Correction] = (),
    task: NewTask | None = None, by: User,
) -> None:  # fmt: skip
    """All that was typed on one page about one citizen, or nothing of it. Sent twice, it is written once."""
    if not (lines or corrections or task):
        return
    with transaction.atomic():
        row, held, topics = _open(meeting, item, by)
        now = [correction for correction in corrections if _add(row, correction, topics, by)]
        fresh = [line for line in lines if _say(row, line, topics, by)]
        if task:
            _promise(row, held, task, topics, by)
        if now or fresh:
            key = row.case.citizen.key
            record(by=by, action="meeting.line", subject=key, purpose=Purpose.CARE, fields="coded,free_text")


def undo(*, meeting: Meeting, line: int, by: User) -> None:
    """Take a line back; the one it corrected stands again. Taken back already, nothing happens."""
    with transaction.atomic():
        locked(meeting)
        found = _lines(meeting).filter(pk=line).first()
        if found is None:
            raise NotNow(rules.NOT_YOURS)
        if found.undone_at is not None:
            return
        is_replaced = MeetingLine.objects.filter(replaces=found, undone_at=None).exists()
        is_mine, now = found.by_id == by.pk, timezone.now()
        require(rules.may_take_back(is_mine=is_mine, is_replaced=is_replaced, made_at=found.made_at, now=now))
        found.undone_at = now
        found.save(update_fields=["undone_at"])
        key = found.item.case.citizen.key
        record(by=by, action="meeting.line_undo", subject=key, purpose=Purpose.CARE, fields="coded")


def _open(meeting: Meeting, item: int, by: User) -> tuple[MeetingItem, Meeting, frozenset[str]]:
    """The item, the meeting that is held, and what this writer may write about: asked of the ledger now."""
    row = MeetingItem.objects.select_related("case__citizen__merged_into").get(meeting=meeting, pk=item)
    case = locked_case(row.case)
    held = locked(meeting)
    row.refresh_from_db(fields=["began_at", "ended_at", "closed_at", "removed_at"])
    require(may_write(has_ended=has_ended(case)))
    root = root_of(row)
    room = room_of(held, [root])
    is_open = row.closed_at is None and row.removed_at is None and room.is_covered(root)
    state = rules.State.CLOSED if not is_open else _state(row)
    require(rules.may_write(has_begun=held.began_at is not None, has_ended=held.ended_at is not None, state=state))
    return row, held, room.said(root) & _own(room, root, by)


def _state(row: MeetingItem) -> rules.State:
    return rules.state_of(began=row.began_at is not None, ended=row.ended_at is not None, closed=False, is_covered=True)


def _own(room: Room, root: int, by: User) -> frozenset[str]:
    if room.is_followed(root, by.pk):
        return ALL
    return frozenset[str]().union(*(room.topics(root, guest) for guest in room.guests if guest.user == by.pk))


def _lines(meeting: Meeting) -> QuerySet[MeetingLine]:
    return MeetingLine.objects.filter(item__meeting=meeting).select_related("item__case__citizen")


def _say(item: MeetingItem, line: NewLine, topics: frozenset[str], by: User) -> bool:
    """One more line; the same words of the same writer on the same point are the line that stands there."""
    told = {"point": line.point, "topic": line.topic, "words": line.words, "by": by}
    if MeetingLine.objects.filter(item=item, undone_at=None, replaced_by=None, **told).exists():
        return False
    require(rules.may_say(line.topic, topics))
    MeetingLine.objects.create(item=item, made_at=timezone.now(), **told)
    return True


def _add(item: MeetingItem, correction: Correction, topics: frozenset[str], by: User) -> bool:
    """The correction, beneath all that is written of the line already. Somebody else's stands in the way once."""
    told = list(MeetingLine.objects.filter(item=item))
    chain = next(
        (
            one for one in rules.chains((line.pk, line.replaces_id, line.undone_at is not None) for line in told)
            if correction.line in one.pks
        ),
        None,
    )  # fmt: skip
    if chain is None or chain.standing is None:
        raise LineWrittenMeanwhileError([correction.line])
    now = next(line for line in told if line.pk == chain.standing)
    if now.words == correction.words:
        return False
    if now.pk != correction.line:
        raise LineWrittenMeanwhileError([correction.line])
    require(rules.may_say(now.topic, topics))
    MeetingLine.objects.create(
        item=item, point=now.point, topic=now.topic, words=correction.words, replaces_id=chain.last,
        made_at=timezone.now(), by=by,
    )  # fmt: skip
    return True


def _promise(item: MeetingItem, meeting: Meeting, task: NewTask, topics: frozenset[str], by: User) -> None:
    require(rules.may_say(task.topic, topics))
    require(rules.may_run(is_chair=meeting.chair_id == by.pk, has_begun=True))
    owner = User.objects.filter(pk=task.owner, is_active=True).first()
    try:
        tasks.add(
            municipality=meeting.municipality, case=item.case, source="meeting", item=item, topic=task.topic,
            words=task.words, owner=owner, organisation=_place(meeting, owner) if owner else None, on=task.on,
            operation=task.operation, by=by,
        )  # fmt: skip
    except NotNow as refused:
        raise TaskRefusedError(refused.reason) from refused


def _place(meeting: Meeting, owner: User) -> Organisation | None:
    """Where the owner promises it from: the house of their seat, or of the team."""
    seat = meeting.seats.filter(user=owner, removed_at=None).select_related("organisation").first()
    if seat:
        return seat.organisation
    house = house_of(owner, meeting.municipality_id)
    return Organisation.objects.get(pk=house) if house else None
