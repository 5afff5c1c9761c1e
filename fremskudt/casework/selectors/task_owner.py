"""Who can be given a task about a citizen: those who follow, and those in houses that a yes covers. No others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from fremskudt.access.models import Membership, Organisation, User
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Assignment, Citizen, Task
from fremskudt.casework.rules.task import Kind
from fremskudt.casework.selectors.case import Opened, log_read, open_case
from fremskudt.casework.selectors.task import Row, find_task, log_lines
from fremskudt.casework.selectors.task_cover import WORKERS, Cover, covers
from fremskudt.casework.selectors.task_line import Line


@dataclass(frozen=True)
class Owner:
    """Somebody, in one of the places where they stand."""

    user: User
    organisation: Organisation
    cover: Cover

    @property
    def key(self) -> str:
        return f"{self.user.pk}-{self.organisation.pk}"

    @property
    def label(self) -> str:
        return f"{self.user.name} · {self.organisation.name}"


@dataclass(frozen=True)
class Giving:
    """What the page of a new task needs."""

    opened: Opened
    owners: Sequence[Owner]
    operation: UUID


@dataclass(frozen=True)
class Handing:
    """What the page of a task handed on needs."""

    row: Row
    owners: Sequence[Owner]
    operation: UUID

    @property
    def task(self) -> Task:
        return self.row.task

    @property
    def on(self) -> date:
        """The day that was agreed; today where it has passed."""
        return max(self.row.task.on, timezone.localdate())


@transaction.atomic
def read_giving(reach: Reach, code: str) -> Giving:
    opened = open_case(reach, code, Permission.CASE_WRITE)
    giving = Giving(opened, list_owners(opened.citizen), uuid4())
    log_read(reach, opened, "task.read")
    return giving


@transaction.atomic
def read_handing(reach: Reach, pk: int) -> Handing:
    """Only what is about somebody is handed on: by who follows, to anyone covered; by its owner, to their own house."""
    row = find_task(reach, pk)
    if row.about is None or row.task.case is None:
        raise Http404
    citizen = row.task.case.citizen.merged_into or row.task.case.citizen
    owners = [one for one in list_owners(citizen) if one.user.pk != row.task.owner_id]
    if not row.about.is_followed:
        owners = [one for one in owners if one.organisation.pk == row.task.organisation_id and not one.cover.follows]
    log_lines(reach, "task.read", [Line(Kind.TASK, row.task.pk, row.task.words, row.task.on, row.about)])
    return Handing(row, [one for one in owners if one.cover.may_own(row.task.topic)], uuid4())


def list_owners(citizen: Citizen) -> list[Owner]:
    """Those who follow first, then the others, by name. Five questions, however many there are."""
    town = citizen.municipality_id
    seats = (
        Membership.objects.filter(
            Q(organisation=town) | Q(organisation__municipality=town), role__in=WORKERS, user__is_active=True
        )
        .select_related("user", "organisation").order_by("user__name", "user", "organisation")
    )  # fmt: skip
    following = set(Assignment.objects.of(citizen).in_force().values_list("user", flat=True))
    places = {(seat.user_id, seat.organisation_id): seat for seat in seats}
    told = covers([citizen.pk], {user for user, _place in places} - following)
    found = []
    for (user, place), seat in places.items():
        cover = Cover(True) if user in following else told.of(citizen.pk, user, place)
        if cover.follows or cover.topics:
            found.append(Owner(seat.user, seat.organisation, cover))
    return sorted(found, key=lambda owner: not owner.cover.follows)


def own_place(reach: Reach) -> Organisation | None:
    """Where somebody writes a task of their own from: the first of the places where they have tasks."""
    return Organisation.objects.filter(pk__in=reach.where(Permission.TASKS_EDIT)).order_by("pk").first()
