"""What a meeting is planned from: one's own citizens, and the actors whom a yes of theirs covers (F42, F43)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access.audit import Purpose
from fremskudt.access.models import Membership, Organisation, User
from fremskudt.access.reach import Reach
from fremskudt.access.roles import PERMISSIONS, Permission
from fremskudt.casework.models import Case, Citizen, Meeting, MeetingItem, MeetingSeat
from fremskudt.casework.rules import cadence as cadence_rules
from fremskudt.casework.rules import meeting_plan as rules
from fremskudt.casework.rules.consent import Answer, Recipient, Use
from fremskudt.casework.selectors.cadence import citizen_rhythms, find_house
from fremskudt.casework.selectors.case import log_reads
from fremskudt.casework.selectors.consent import sharing
from fremskudt.casework.selectors.meeting_cover import followers_of
from fremskudt.casework.selectors.seats import (
    citizen_of,
    cover_of,
    is_open,
    seat_words,
    taken_items,
    whole_meetings,
)

JOINING = frozenset(role.value for role, granted in PERMISSIONS.items() if Permission.MEETING_JOIN in granted)


@dataclass(frozen=True)
class Actor:
    """Somebody who may be asked along: from which house, and for which of the citizens (ids)."""

    user: User
    house: Organisation
    covers: frozenset[int]

    @property
    def key(self) -> str:
        return f"{self.house.pk}-{self.user.pk}"

    @property
    def words(self) -> str:
        return f"{self.user.name}, {self.house.name}"


@dataclass(frozen=True)
class Choice:
    """What the form of a new meeting is held against. `chosen` and `house` are where it was opened from."""

    cases: list[Case]  # of the citizens one follows, the newest course of each
    actors: list[Actor]
    chosen: Citizen | None
    house: Organisation | None
    at: datetime  # the time to propose, as the clock on the wall shows it

    @property
    def citizens(self) -> dict[int, Citizen]:
        return {root_of(case).pk: root_of(case) for case in self.cases}


@dataclass(frozen=True)
class SeatRow:
    pk: int
    words: str
    is_outside: bool
    told_at: datetime | None
    answered: str


@dataclass(frozen=True)
class Sheet:
    """A meeting before it begins, for those who plan it."""

    meeting: Meeting
    end: datetime
    items: list[tuple[MeetingItem, Citizen]]
    seats: list[SeatRow]
    refused: str
    cases: list[Case]  # who could be put on it
    actors: list[Actor]

    @property
    def untold(self) -> int:
        return sum(1 for seat in self.seats if not seat.is_outside and seat.told_at is None)


@dataclass(frozen=True)
class Telling:
    """A meeting before word of it goes out; in words."""

    meeting: Meeting
    told: list[str]
    left: list[str]
    refused: str


@transaction.atomic
def read_choice(reach: Reach, user: User, code: str, house: str) -> Choice:
    """With an event for each citizen who stands on the page."""
    choice = find_choice(reach, user, code, house)
    log_reads(reach, list(choice.citizens.values()), "meeting.plan_read", Purpose.CARE)
    return choice


def find_choice(reach: Reach, user: User, code: str = "", house: str = "") -> Choice:
    """For acts that show nothing. What was asked for and is beyond reach is as if it were not asked for."""
    cases = _own_cases(reach)
    chosen = next((root_of(case) for case in cases if root_of(case).code == code), None)
    place = find_house(reach, int(house)) if house.isascii() and house.isdigit() and len(house) < 9 else None
    asked = [chosen] if chosen else [root_of(case) for case in cases]
    actors = actors_for(asked, user, place)
    return Choice(
        cases, [one for one in actors if not place or one.house == place], chosen, place, _proposed(reach, chosen)
    )


def find_planned(reach: Reach, pk: int) -> Meeting:
    """A meeting that one holds, or about people whom one follows every one of; 404 otherwise."""
    meeting = get_object_or_404(whole_meetings(), pk=pk, municipality__in=reach.towns(Permission.MEETING_CHAIR))
    if meeting.chair_id == reach.user_id:
        return meeting
    roots = {citizen_of(item).pk for item in taken_items(meeting)}
    if not roots or Citizen.objects.visible_to(reach).filter(pk__in=roots).count() < len(roots):
        raise Http404
    return meeting


@transaction.atomic
def read_sheet(reach: Reach, user: User, pk: int) -> Sheet:
    """With an event for each citizen whose alias is shown: those whom the reader follows."""
    meeting = find_planned(reach, pk)
    cases = _own_cases(reach)
    followed = {root_of(case).pk for case in cases}
    followed |= _visible(reach, {citizen_of(item).pk for item in taken_items(meeting)} - followed)
    items = [(item, citizen_of(item)) for item in taken_items(meeting) if citizen_of(item).pk in followed]
    there = {citizen.pk for _item, citizen in items}
    refused = _reason(meeting)
    seats = list(meeting.seats.all())
    house = seats[0].organisation if seats and not there else None
    covered = [] if refused else actors_for([citizen for _item, citizen in items], user, house)
    seated = {seat.user_id for seat in seats} | {meeting.chair_id}
    sheet = Sheet(
        meeting, meeting.at + timedelta(minutes=meeting.minutes), items, [seat_row(one) for one in seats],
        refused,
        [] if refused or meeting.kind == "network" else [case for case in cases if root_of(case).pk not in there],
        [one for one in covered if one.user.pk not in seated],
    )  # fmt: skip
    log_reads(reach, [citizen for _item, citizen in items], "meeting.people_read", Purpose.CARE)
    return sheet


@transaction.atomic
def read_telling(reach: Reach, pk: int) -> Telling:
    """Whom a mail about the meeting would reach now, and who has a seat that no yes carries any more."""
    meeting = find_planned(reach, pk)
    waiting = [seat for seat in meeting.seats.all() if seat.user_id and seat.told_at is None]
    cover = cover_of([meeting], seats=waiting)
    told = [seat for seat in waiting if is_open(meeting, seat, cover, Use.MESSAGE)]
    left = [seat_words(seat) for seat in waiting if seat not in told]
    citizens = [citizen_of(item) for item in taken_items(meeting)]
    log_reads(reach, citizens, "meeting.people_read", Purpose.CARE)
    return Telling(meeting, [seat_words(seat) for seat in told], left, _reason(meeting))


def actors_for(citizens: Iterable[Citizen], user: User, house: Organisation | None) -> list[Actor]:
    """Those whom a yes of at least one of these covers, and who else follows; of `house` everybody. Four questions."""
    roots = [citizen.pk for citizen in citizens]
    told, follows = sharing(roots), followers_of(roots)
    said = {one.organisation for of in told.ledger.values() for one in of if one.answer == Answer.YES}
    colleagues = {who for who, _citizen in follows}
    houses = said | ({house.pk} if house else set())
    rows = Membership.objects.filter(Q(organisation__in=houses - {None}) | Q(user__in=colleagues), user__is_active=True)
    stands: dict[tuple[int, int], list[Membership]] = {}
    for row in (
        rows.exclude(user=user).select_related("user", "organisation").order_by("organisation__name", "user__name")
    ):
        stands.setdefault((row.organisation_id, row.user_id), []).append(row)
    found = []
    for (place, who), held in stands.items():
        roles = frozenset(row.role for row in held)
        recipient = Recipient(place, who, roles)
        covers = {root for root in roots if (who, root) in follows or told.topics(root, recipient, Use.MEETING)}
        if roles & JOINING and (covers or (house and place == house.pk)):
            found.append(Actor(held[0].user, held[0].organisation, frozenset(covers)))
    return found


def root_of(case: Case) -> Citizen:
    return case.citizen.merged_into or case.citizen


def _own_cases(reach: Reach) -> list[Case]:
    """The newest course of each citizen one follows, where it goes on; by alias."""
    towns = reach.towns(Permission.MEETING_CHAIR)
    found = Case.objects.visible_to(reach).going_on().filter(citizen__municipality__in=towns)
    newest: dict[int, Case] = {}
    for case in found.select_related("citizen__merged_into", "citizen__municipality").order_by("found_on", "pk"):
        newest[root_of(case).pk] = case
    return sorted(newest.values(), key=lambda case: root_of(case).alias)


def _proposed(reach: Reach, chosen: Citizen | None) -> datetime:
    """The day the next meeting is due, at the hour of the last one that was planned; tomorrow where none is agreed."""
    now = timezone.localtime()
    agreed = [one for one in citizen_rhythms(reach) if chosen is None or (one.citizen and one.citizen.pk == chosen.pk)]
    due = min((one.standing.due_on for one in agreed if one.citizen), default=now.date() + timedelta(days=1))
    last = Meeting.objects.filter(chair=reach.user_id, kind="short").order_by("-made_at").first()
    clock = timezone.localtime(last.at).time() if last else cadence_rules.USUAL_CLOCK
    return cadence_rules.next_at(due, clock, now)


def _visible(reach: Reach, roots: set[int]) -> set[int]:
    """Those of these whom the reader follows, though no course of theirs goes on."""
    return set(Citizen.objects.visible_to(reach).filter(pk__in=roots).values_list("pk", flat=True)) if roots else set()


def _reason(meeting: Meeting) -> str:
    return rules.may_change(
        at=meeting.at, minutes=meeting.minutes, began_at=meeting.began_at, ended_at=meeting.ended_at,
        cancelled_at=meeting.cancelled_at, now=timezone.now(),
    ).reason  # fmt: skip


def seat_row(seat: MeetingSeat) -> SeatRow:
    return SeatRow(seat.pk, seat_words(seat), bool(seat.outside), seat.told_at, seat.answered)
