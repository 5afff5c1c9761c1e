"""Appointments of a citizen: what is planned, how it went, and what must be minded before one is planned."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access.models import Area, User
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Appointment, Case, SafetyNotice
from fremskudt.casework.rules import appointment as rules
from fremskudt.casework.rules.undo import may_undo
from fremskudt.casework.selectors.case import Opened, log_read, open_case
from fremskudt.casework.selectors.followers import list_areas, list_people
from fremskudt.casework.selectors.safety import notices_in_force
from fremskudt.partnership.selectors.house_rules import House, list_rules


@dataclass(frozen=True)
class Row:
    pk: int
    at: datetime
    place: str  # a key of rules/contact.py PLACES
    place_words: str
    area: str
    what_for: str
    owner: str
    with_user: str
    alone_because: str
    outcome: str
    outcome_at: datetime | None
    moved_to: int | None
    has_come: bool  # its day is here or gone
    can_undo: bool
    is_unseen: bool  # missed, and nobody has said yet that they have seen it


@dataclass(frozen=True)
class Sheet:
    opened: Opened
    appointment: Row
    clashes: list[datetime]
    notices: list[SafetyNotice]


@dataclass(frozen=True)
class Choice:
    """What the form of a new appointment is held against, and what stands on its page."""

    opened: Opened
    followers: list[User]
    company: list[User]
    areas: list[Area]
    notices: list[SafetyNotice]
    houses: list[House]  # free spaces that have written how they want to be visited

    @property
    def kinds(self) -> list[str]:
        return [notice.kind for notice in self.notices]


@transaction.atomic
def read_appointment(reach: Reach, code: str, pk: int) -> Sheet:
    opened = open_case(reach, code)
    appointment = get_object_or_404(appointments_of(opened), pk=pk)
    sheet = Sheet(opened, row_of(appointment), list_clashes(appointment), _notices(opened))
    log_read(reach, opened, "appointment.read", "free_text")
    return sheet


@transaction.atomic
def read_choice(reach: Reach, code: str) -> Choice:
    """The choice as it is shown, safety notices included; with an event."""
    choice = find_choice(reach, code)
    log_read(reach, choice.opened, "appointment.read", "free_text")
    return choice


def find_choice(reach: Reach, code: str) -> Choice:
    """The choice that an answer is held against, or 404. For acts that show nothing."""
    opened = open_case(reach, code, Permission.CASE_WRITE)
    citizen = opened.citizen
    return Choice(
        opened, *list_people(citizen), list_areas(citizen), _notices(opened),
        [house for house in list_rules(citizen.municipality_id) if house.rules],
    )  # fmt: skip


def find_appointment(reach: Reach, code: str, pk: int) -> Appointment:
    """The appointment an act concerns, or 404. For acts that show nothing."""
    return get_object_or_404(appointments_of(open_case(reach, code, Permission.CASE_WRITE)), pk=pk)


def appointments_of(opened: Opened) -> QuerySet[Appointment]:
    found = Appointment.objects.filter(case__in=Case.objects.of(opened.citizen))
    return found.select_related("case__citizen", "owner", "with_user", "area")


def list_clashes(appointment: Appointment) -> list[datetime]:
    """When the same owner has another planned appointment at nearly the same time. No word of with whom."""
    if appointment.outcome:
        return []
    near = (appointment.at - rules.NEAR, appointment.at + rules.NEAR)
    others = Appointment.objects.planned().filter(owner=appointment.owner_id, at__range=near)
    return rules.clashes(appointment.at, others.exclude(pk=appointment.pk).values_list("at", flat=True))


def row_of(one: Appointment) -> Row:
    return Row(
        pk=one.pk, at=one.at, place=one.place, place_words=one.place_words, area=one.area.name if one.area else "",
        what_for=one.what_for, owner=one.owner.name, with_user=one.with_user.name if one.with_user else "",
        alone_because=one.alone_because, outcome=one.outcome, outcome_at=one.outcome_at, moved_to=one.moved_to_id,
        has_come=timezone.localdate(one.at) <= timezone.localdate(),
        can_undo=one.outcome_at is not None
        and one.moved_to_id is None
        and may_undo(one.outcome_at, timezone.now()),
        is_unseen=one.outcome == rules.Told.MISSED and one.seen_at is None,
    )  # fmt: skip


def _notices(opened: Opened) -> list[SafetyNotice]:
    return notices_in_force([opened.citizen.pk], timezone.localdate())[opened.citizen.pk]
