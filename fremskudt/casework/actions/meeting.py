"""A meeting is begun, goes on to the next citizen, and ends; and it closes where a yes is gone.

Who writes holds the course first and then the meeting, so that nobody waits for one who waits for them.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from fremskudt.access.actor import SYSTEM
from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import User
from fremskudt.basics.verdict import require
from fremskudt.casework.models import Citizen, Meeting, MeetingItem, MeetingSeat
from fremskudt.casework.rules import meeting as rules
from fremskudt.casework.selectors.consent import sharing
from fremskudt.casework.selectors.meeting_cover import Room, followers_of, seated


def begin(*, meeting: Meeting, by: User) -> None:
    """The fifteen minutes run from now, with the first citizen whom everybody here is covered for. Twice is once."""
    with transaction.atomic():
        held, now = locked(meeting), timezone.now()
        is_chair, today = held.chair_id == by.pk, timezone.localdate(now)
        require(
            rules.may_begin(
                is_chair=is_chair, on=timezone.localdate(held.at), today=today, has_ended=held.ended_at is not None
            )
        )
        if held.began_at is not None:
            return
        held.began_at = now
        held.save(update_fields=["began_at"])
        _take_up_next(held, now)
        record(by=by, action="meeting.begin", subject=f"meeting:{held.pk}", purpose=Purpose.CARE, fields="coded")


def go_on(*, meeting: Meeting, item: int, by: User) -> None:
    """From this citizen to the next. Pressed twice, or by one whose page is old, nobody is skipped."""
    with transaction.atomic():
        held, now = locked(meeting), timezone.now()
        require(rules.may_run(is_chair=held.chair_id == by.pk, has_begun=held.began_at is not None))
        if held.ended_at is not None or not _finish(held, now, item):
            return
        _take_up_next(held, now)
        record(by=by, action="meeting.next", subject=f"meeting:{held.pk}", purpose=Purpose.CARE, fields="coded")


def end(*, meeting: Meeting, by: User) -> None:
    """The meeting is over, wherever it has come to. Ended twice, the first time stands."""
    with transaction.atomic():
        held, now = locked(meeting), timezone.now()
        require(rules.may_run(is_chair=held.chair_id == by.pk, has_begun=held.began_at is not None))
        if held.ended_at is not None:
            return
        _finish(held, now)
        held.ended_at = now
        held.save(update_fields=["ended_at"])
        record(by=by, action="meeting.end", subject=f"meeting:{held.pk}", purpose=Purpose.CARE, fields="coded")


def close_uncovered(*, citizen: Citizen, by: User | None) -> None:
    """What the ledger no longer carries stops at once, in the transaction of whoever ended a yes.

    Who is covered for no open point any more loses the seat. The citizen's point closes where the meeting runs, since
    the one who may not hear it sits there, and where somebody uncovered keeps the seat for another's sake.
    """
    root = citizen.merged_into_id or citizen.pk
    items = MeetingItem.objects.filter(removed_at=None, case__citizen__in=Citizen.objects.family_of([root]))
    waiting = Meeting.objects.standing().filter(ended_at=None, items__in=items).distinct()
    for meeting in waiting.order_by("pk"):
        with transaction.atomic():
            _close(locked(meeting), root, by)


def _close(meeting: Meeting, citizen: int, by: User | None) -> None:
    if meeting.ended_at is not None:
        return
    now, items = timezone.now(), open_items(meeting)
    roots = {root_of(item): item for item in items}
    room = room_of(meeting, [citizen, *roots])
    lost = room.uncovered(citizen)
    left = [root for root in roots if root != citizen]
    gone = [guest.seat for guest in lost if not any(room.topics(root, guest) for root in left)]
    removed = MeetingSeat.objects.taken().filter(pk__in=gone).update(removed_at=now)
    stays = len(gone) < len(lost)
    item = roots.get(citizen)
    closes = bool(item and lost and (stays or meeting.began_at is not None))
    if item and closes:
        item.closed_at = now
        item.save(update_fields=["closed_at"])
    if removed or closes:
        key = Citizen.objects.only("code").get(pk=citizen).key
        record(by=by or SYSTEM, action="meeting.close", subject=key, purpose=Purpose.CARE, fields="coded")


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it stands, held to the end of the transaction."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=meeting.pk)


def room_of(meeting: Meeting, citizens: list[int]) -> Room:
    """Who is there, and what the ledger says of these citizens now."""
    return Room(sharing(citizens), seated(meeting), followers_of(citizens), meeting.chair_id, meeting.pk)


def open_items(meeting: Meeting) -> list[MeetingItem]:
    """Those that are neither taken off, closed nor gone through, in their order."""
    found = MeetingItem.objects.filter(meeting=meeting, removed_at=None, closed_at=None, ended_at=None)
    return list(found.select_related("case__citizen").order_by("order", "pk"))


def root_of(item: MeetingItem) -> int:
    """The record that is kept of whom an item is about."""
    citizen = item.case.citizen
    return citizen.merged_into_id or citizen.pk


def _finish(meeting: Meeting, now: datetime, item: int | None = None) -> bool:
    """The citizen who is spoken of has been spoken of. False when it is not this one any more."""
    current = MeetingItem.objects.filter(meeting=meeting, removed_at=None, ended_at=None, began_at__isnull=False)
    if item is not None:
        current = current.filter(pk=item)
    return bool(current.update(ended_at=now))


def _take_up_next(meeting: Meeting, now: datetime) -> None:
    """The next one whom everybody here is covered for; those who are not are closed on the way."""
    items = open_items(meeting)
    room = room_of(meeting, [root_of(item) for item in items])
    for item in items:
        is_covered = room.is_covered(root_of(item))
        column = "began_at" if is_covered else "closed_at"
        setattr(item, column, now)
        item.save(update_fields=[column])
        if is_covered:
            return
