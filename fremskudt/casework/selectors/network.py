"""A network meeting: who the citizen may choose among, and the meeting itself as each who comes may see it (F45)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access.audit import Purpose
from fremskudt.access.models import Membership, Organisation, User
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Barring, Citizen, Meeting, MeetingItem, MeetingLine, RoleCard
from fremskudt.casework.rules import meeting_plan as rules
from fremskudt.casework.rules.cadence import USUAL_CLOCK
from fremskudt.casework.rules.consent import TOPICS, Topic, Use
from fremskudt.casework.rules.consent_words import listed, question, recipient_words
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.selectors.case import Opened, log_read, log_reads, open_case
from fremskudt.casework.selectors.consent import sharing
from fremskudt.casework.selectors.meeting_cover import followers_of
from fremskudt.casework.selectors.meeting_plan import JOINING, SeatRow, find_planned, seat_row
from fremskudt.casework.selectors.meetings import mine, own_seat
from fremskudt.casework.selectors.seats import citizen_of, own_cover, shown_to, taken_items


@dataclass(frozen=True)
class Guest:
    """One who may come: of a house, or outside and named in the citizen's words."""

    words: str
    user: int | None = None
    house: int | None = None
    outside: str = ""
    name: str = ""
    house_name: str = ""
    follows: bool = False

    @property
    def key(self) -> str:
        return f"{self.house}-{self.user}"

    @property
    def spoken(self) -> str:
        """As it stands in the sentence that is read aloud."""
        return recipient_words(house=self.house_name, person=self.name, outside=self.outside)


@dataclass(frozen=True)
class Choice:
    opened: Opened
    near: list[Guest]  # those around the citizen already
    others: list[Guest]
    at: datetime
    refused: str


@dataclass(frozen=True)
class Line:
    topic: str
    words: str


@dataclass(frozen=True)
class NetworkPage:
    """`citizen` and what follows are for those who hold the meeting; a guest sees what a yes covers."""

    meeting: Meeting
    end: datetime
    item: MeetingItem
    alias: str
    leads: bool
    own_points: str
    topics: list[str]
    lines: list[Line]
    seats: list[SeatRow]  # of nobody to a guest
    answered: str
    refused: str

    @property
    def untold(self) -> int:
        return sum(1 for seat in self.seats if not seat.is_outside and seat.told_at is None)


@transaction.atomic
def read_choice(reach: Reach, user: User, code: str) -> Choice:
    choice = find_choice(reach, user, code)
    log_read(reach, choice.opened, "network.plan_read")
    return choice


def find_choice(reach: Reach, user: User, code: str) -> Choice:
    """Everybody in the town's houses whom the citizen could ask for; those known to the citizen come first."""
    opened = open_case(reach, code, Permission.MEETING_CHAIR)
    citizen, now = opened.citizen, timezone.localtime()
    follows = {who for who, _citizen in followers_of([citizen.pk])}
    told = sharing([citizen.pk])
    known = {said.organisation for said in told.ledger.get(citizen.pk, ())}
    cards = RoleCard.objects.standing().filter(case=opened.case).values_list("organisation", flat=True)
    barred = set(Barring.objects.of(citizen).filter(lifted_at=None).values_list("user", flat=True))
    rows = Membership.objects.filter(
        organisation__in=Organisation.objects.within([citizen.municipality_id]), role__in=JOINING, user__is_active=True
    ).exclude(Q(user=user) | Q(user__in=barred))
    found: dict[tuple[int, int], Guest] = {}
    for row in rows.select_related("user", "organisation").order_by("organisation__name", "user__name"):
        found[row.organisation_id, row.user_id] = Guest(
            f"{row.user.name}, {row.organisation.name}", row.user_id, row.organisation_id, "", row.user.name,
            row.organisation.name, row.user_id in follows,
        )  # fmt: skip
    houses = known | set(cards)
    near = [one for one in found.values() if one.follows or one.house in houses]
    others = [one for one in found.values() if one not in near]
    at = datetime.combine(now.date() + timedelta(days=7), USUAL_CLOCK)
    return Choice(opened, near, others, at, may_write(has_ended=opened.has_ended).reason)


def words_to_read(guests: list[Guest], topics: list[str], on: date, say) -> str:  # type: ignore[no-untyped-def]
    """One sentence for all who come and are not of those who follow; empty where nobody needs a yes."""
    asked = [one.spoken for one in guests if not one.follows]
    return question(listed(asked, say), topics, "both", "meeting", on, say) if asked else ""


@transaction.atomic
def read_network(reach: Reach, pk: int) -> NetworkPage:
    """The meeting to one who holds it, or who follows the citizen; or to a guest, as far as the yes goes. Else 404."""
    meeting = get_object_or_404(Meeting, pk=pk, kind="network")
    try:
        page = _led(reach, pk)
    except Http404:
        page = _guest(reach, meeting)
    log_reads(reach, [citizen_of(page.item)], "network.read", Purpose.CARE, "coded,free_text")
    return page


def _led(reach: Reach, pk: int) -> NetworkPage:
    meeting = find_planned(reach, pk)
    items = taken_items(meeting) or [item for item in meeting.items.all() if item.removed_at is None]
    if not items or not Citizen.objects.visible_to(reach).filter(pk=citizen_of(items[0]).pk).exists():
        raise Http404
    refused = rules.may_change(
        at=meeting.at, minutes=meeting.minutes, began_at=meeting.began_at, ended_at=meeting.ended_at,
        cancelled_at=meeting.cancelled_at, now=timezone.now(),
    ).reason  # fmt: skip
    return NetworkPage(
        meeting, _end(meeting), items[0], citizen_of(items[0]).alias, True, meeting.own_points, [],
        _lines(items[0], frozenset(Topic)), [seat_row(one) for one in meeting.seats.all()], "", refused,
    )  # fmt: skip


def _guest(reach: Reach, meeting: Meeting) -> NetworkPage:
    found = get_object_or_404(mine(reach), pk=meeting.pk)
    seat, items = own_seat(reach, found), taken_items(found)
    if seat is None or not items or found.cancelled_at is not None:
        raise Http404
    citizen, cover = citizen_of(items[0]), own_cover(reach, [found])
    topics = shown_to(reach, seat, cover.topics(seat, citizen.pk, Use.MEETING))
    topics = frozenset(Topic) if cover.follows(seat, citizen.pk) else topics
    if not topics:
        raise Http404
    return NetworkPage(
        found, _end(found), items[0], citizen.alias, False, found.own_points if Topic.WISHES in topics else "",
        [words for topic, words in TOPICS.items() if topic in topics], _lines(items[0], topics), [], seat.answered, "",
    )  # fmt: skip


def _lines(item: MeetingItem, topics: frozenset[str]) -> list[Line]:
    found = MeetingLine.objects.filter(item=item, undone_at=None, replaced_by=None, topic__in=topics)
    return [Line(TOPICS.get(one.topic, ""), one.words) for one in found]


def _end(meeting: Meeting) -> datetime:
    return meeting.at + timedelta(minutes=meeting.minutes)
