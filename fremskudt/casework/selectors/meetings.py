"""The meetings one holds or has a seat at: this week, ahead, and those that were not held (T12, X4)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, IntegerField, OuterRef, Prefetch, Q, Value
from django.db.models.functions import Cast, Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access.audit import Purpose
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.basics.verdict import require
from fremskudt.casework.models import Appointment, Citizen, Meeting, MeetingItem, MeetingSeat
from fremskudt.casework.models.meeting import MeetingQuerySet
from fremskudt.casework.rules import meeting_plan as rules
from fremskudt.casework.rules.consent import TOPICS, Use
from fremskudt.casework.rules.page import SHOWN, span
from fremskudt.casework.selectors.cadence import Rhythm, rhythms
from fremskudt.casework.selectors.case import log_reads
from fremskudt.casework.selectors.seats import (
    Cover,
    citizen_of,
    is_open,
    open_items,
    own_cover,
    seat_words,
    shown_to,
    taken_items,
)

ROOT = Coalesce("case__citizen__merged_into", "case__citizen")
APPOINTMENT_MINUTES = 30  # an appointment has no length of its own: see rules/appointment.NEAR


@dataclass(frozen=True)
class About:
    """One citizen of a meeting, with what may be told; `topics` are Danish words, empty for one who follows."""

    citizen: Citizen
    topics: list[str]


@dataclass(frozen=True)
class Row:
    pk: int
    kind: str
    at: datetime
    end: datetime
    is_chair: bool
    about: list[About]  # of a guest only on the day itself
    seats: list[str]  # for who holds the meeting alone
    untold: int
    answered: str
    is_missed: bool
    is_today: bool
    has_begun: bool
    clashes: bool = False


@dataclass(frozen=True)
class Listing:
    groups: list[tuple[str, list[Row]]]  # today, week, later, missed
    rhythms: list[Rhythm]
    page: int
    more: bool

    @property
    def is_empty(self) -> bool:
        return not any(rows for _name, rows in self.groups)


@transaction.atomic
def list_meetings(reach: Reach, page: int = 1) -> Listing:
    now = timezone.now()
    found = list(mine(reach).standing().filter(ended_at=None, at__gte=now - rules.MISSED_FOR)[span(page)])
    rows = rows_of(reach, found[:SHOWN], now)
    agreed = rhythms(reach) if page == 1 else []
    shown = {about.citizen.pk: about.citizen for row in rows for about in row.about}
    shown |= {one.citizen.pk: one.citizen for one in agreed if one.citizen}
    listing = Listing(_grouped(rows, now), agreed, page, more=len(found) > SHOWN)
    log_reads(reach, list(shown.values()), "meeting.list", Purpose.CARE)
    return listing


def mine(reach: Reach) -> MeetingQuerySet:
    """Those one holds, and those where one has a seat; with the items and seats that rows are made of."""
    seats = MeetingSeat.objects.taken().filter(  # from a house that this log-in opens
        user=reach.user_id, organisation__in=reach.where(Permission.MEETING_JOIN), meeting=OuterRef("pk")
    )
    held = Q(chair=reach.user_id, municipality__in=reach.towns(Permission.MEETING_CHAIR))
    within = Citizen.objects.visible_to(reach).filter(pk=OuterRef("root"))
    items = MeetingItem.objects.annotate(root=ROOT).annotate(is_followed=Exists(within))
    found = Meeting.objects.filter(held | Exists(seats)).order_by("at", "pk")
    return found.prefetch_related(
        Prefetch("items", items.select_related("case__citizen__merged_into")),
        Prefetch("seats", MeetingSeat.objects.taken().select_related("user", "organisation")),
    )


def own_seat(reach: Reach, meeting: Meeting) -> MeetingSeat | None:
    return next((seat for seat in meeting.seats.all() if seat.user_id == reach.user_id), None)


def is_chair(reach: Reach, meeting: Meeting) -> bool:
    return meeting.chair_id == reach.user_id and meeting.municipality_id in reach.towns(Permission.MEETING_CHAIR)


def rows_of(reach: Reach, meetings: list[Meeting], now: datetime) -> list[Row]:
    """Of meetings as `mine` gives them: those that are open to the reader now, each with no more than it may show."""
    cover = own_cover(reach, [one for one in meetings if not is_chair(reach, one)])
    rows = []
    for meeting in meetings:
        if is_chair(reach, meeting):
            followed = [item for item in taken_items(meeting) if item.is_followed]  # type: ignore[attr-defined]
            rows.append(_row(meeting, [About(citizen_of(item), []) for item in followed], None, now))
        elif (seat := own_seat(reach, meeting)) and is_open(meeting, seat, cover, Use.MEETING, reach):
            rows.append(_row(meeting, _told(reach, meeting, seat, cover, now), seat, now))
    shown = [row for row in rows if row.is_chair or not row.is_missed]
    return [replace(row, clashes=_lies_on_another(row, shown)) for row in shown]


def _lies_on_another(row: Row, rows: list[Row]) -> bool:
    others = [(one.at, int((one.end - one.at).total_seconds() // 60)) for one in rows if one.pk != row.pk]
    return rules.lies_on(row.at, int((row.end - row.at).total_seconds() // 60), others)


def _told(reach: Reach, meeting: Meeting, seat: MeetingSeat, cover: Cover, now: datetime) -> list[About]:
    """Of whom, and on what: to a guest on the day itself; until then a time is all that is needed."""
    found = []
    for item in open_items(meeting, seat, cover, Use.MEETING, reach):
        citizen = citizen_of(item)
        topics = shown_to(reach, seat, cover.topics(seat, citizen.pk, Use.MEETING))
        if cover.follows(seat, citizen.pk):
            found.append(About(citizen, []))
        elif timezone.localdate(meeting.at) <= timezone.localdate(now):
            found.append(About(citizen, [words for topic, words in TOPICS.items() if topic in topics]))
    return found


def _row(meeting: Meeting, about: list[About], seat: MeetingSeat | None, now: datetime) -> Row:
    """`seat` is the reader's own, None for who holds the meeting: the others' seats are for them alone."""
    seats = [] if seat else list(meeting.seats.all())
    return Row(
        pk=meeting.pk, kind=meeting.kind, at=meeting.at, end=meeting.at + timedelta(minutes=meeting.minutes),
        is_chair=seat is None, about=about, seats=[seat_words(one) for one in seats],
        untold=sum(1 for one in seats if one.user_id and one.told_at is None), answered=seat.answered if seat else "",
        is_missed=rules.was_missed(at=meeting.at, minutes=meeting.minutes, began_at=meeting.began_at, now=now),
        is_today=timezone.localdate(meeting.at) == timezone.localdate(now), has_begun=meeting.began_at is not None,
    )  # fmt: skip


def _grouped(rows: Iterable[Row], now: datetime) -> list[tuple[str, list[Row]]]:
    today = timezone.localdate(now)
    sunday = today + timedelta(days=6 - today.weekday())
    groups: dict[str, list[Row]] = {"today": [], "week": [], "later": [], "missed": []}
    for row in rows:
        day = timezone.localdate(row.at)
        ahead = "today" if day <= today else "week" if day <= sunday else "later"
        groups["missed" if row.is_missed else ahead].append(row)
    return [(name, group) for name, group in groups.items() if group]


def runs_into(meeting: Meeting) -> bool:
    """Whether the one who holds it has another meeting or an appointment at that time. No word of with whom."""
    near = (meeting.at - timedelta(minutes=rules.LONGEST), meeting.at + timedelta(minutes=meeting.minutes))
    seats = MeetingSeat.objects.taken().filter(user=meeting.chair_id, meeting=OuterRef("pk"))
    others = Meeting.objects.standing().filter(Q(chair=meeting.chair_id) | Exists(seats), at__range=near, ended_at=None)
    agreed = Appointment.objects.planned().filter(owner=meeting.chair_id, at__range=near)
    length = Value(APPOINTMENT_MINUTES, IntegerField())
    appointments = agreed.order_by().annotate(length=length).values_list("at", "length")
    meetings = others.exclude(pk=meeting.pk).order_by().annotate(length=Cast("minutes", IntegerField()))
    times = meetings.values_list("at", "length").union(appointments, all=True)
    return rules.lies_on(meeting.at, meeting.minutes, times)


def find_own_seat(reach: Reach, pk: int) -> MeetingSeat:
    """The reader's seat at a meeting that is open to them now; 404 for any other. Who holds it is there."""
    meeting = get_object_or_404(mine(reach), pk=pk)
    require(rules.has_to_answer(is_chair=is_chair(reach, meeting)))
    seat = own_seat(reach, meeting)
    if seat is None or not is_open(meeting, seat, own_cover(reach, [meeting]), Use.MEETING, reach):
        raise Http404
    return seat
