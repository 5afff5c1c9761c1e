"""The calendar files of one's own meetings: those that one holds, and those open to one's seat at this instant."""

from datetime import datetime

from django.db import transaction
from django.http import Http404
from django.utils import timezone, translation
from django.utils.translation import gettext

from fremskudt.access.audit import Purpose
from fremskudt.access.models import User
from fremskudt.access.reach import Reach
from fremskudt.casework.models import Citizen, Meeting, MeetingSeat
from fremskudt.casework.rules import meeting_plan as rules
from fremskudt.casework.rules.calendar import Slot, file_of
from fremskudt.casework.rules.consent import Use
from fremskudt.casework.selectors.case import log_reads
from fremskudt.casework.selectors.meetings import is_chair, mine, own_seat
from fremskudt.casework.selectors.seats import citizen_of, is_open, open_items, own_cover, taken_items

MOST = 500


@transaction.atomic
def read_file(reach: Reach, user: User, pk: int) -> bytes:
    """One meeting, or 404 as for one that does not exist."""
    slots = _slots(reach, user, list(mine(reach).filter(pk=pk)))
    if not slots:
        raise Http404
    return file_of(slots)


@transaction.atomic
def read_own_file(reach: Reach, user: User) -> bytes:
    """All of one's own from a month back; what is no longer open is not in it."""
    since = timezone.now() - rules.MISSED_FOR
    return file_of(_slots(reach, user, list(mine(reach).filter(at__gte=since)[:MOST])))


def slot_of(
    meeting: Meeting, seat: MeetingSeat | None, user: User, *, with_link: bool, gone: int | None = None
) -> Slot:
    """`gone`: how many seats of this one were taken back, where that is counted already."""
    if gone is None:
        gone = MeetingSeat.objects.filter(meeting=meeting, user=user).exclude(removed_at=None).count()
    with translation.override(user.language):
        summary = gettext("Kort møde")
    return Slot(
        uid=str(meeting.number), at=meeting.at, minutes=meeting.minutes, summary=summary,
        changed_at=_changed_at(meeting, seat), sequence=gone + (meeting.cancelled_at is not None),
        is_cancelled=meeting.cancelled_at is not None, link=meeting.link if with_link else "",
    )  # fmt: skip


def _slots(reach: Reach, user: User, meetings: list[Meeting]) -> list[Slot]:
    """With an event for each citizen whose yes, or whose follower, opened the file."""
    cover = own_cover(reach, [one for one in meetings if not is_chair(reach, one)])
    gone = _gone(meetings, user)
    slots: list[Slot] = []
    shown: dict[int, Citizen] = {}
    for meeting in meetings:
        seat = None if is_chair(reach, meeting) else own_seat(reach, meeting)
        if seat is not None and not is_open(meeting, seat, cover, Use.CALENDAR, reach):
            continue
        slots.append(slot_of(meeting, seat, user, with_link=True, gone=gone.get(meeting.pk, 0)))
        items = open_items(meeting, seat, cover, Use.CALENDAR, reach) if seat else taken_items(meeting)
        shown |= {citizen_of(item).pk: citizen_of(item) for item in items}
    log_reads(reach, list(shown.values()), "meeting.calendar", Purpose.CARE)
    return slots


def _gone(meetings: list[Meeting], user: User) -> dict[int, int]:
    """Meeting → how many seats its reader's calendar has lost there: each time it was moved, one."""
    removed = MeetingSeat.objects.filter(meeting__in=[one.pk for one in meetings]).exclude(removed_at=None)
    found: dict[int, int] = {}
    holds = {one.pk for one in meetings if one.chair_id == user.pk}
    for meeting, whose in removed.values_list("meeting", "user"):
        found[meeting] = found.get(meeting, 0) + (whose == user.pk or meeting in holds)
    return found


def _changed_at(meeting: Meeting, seat: MeetingSeat | None) -> datetime:
    times = [meeting.made_at, meeting.cancelled_at, seat.made_at if seat else None]
    return max(at for at in times if at is not None)
