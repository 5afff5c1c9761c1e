"""The team of a municipality: who is in it, who may come along, and how it stands today. Names, never citizens."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from fremskudt.access.models import Membership, Organisation, User
from fremskudt.access.reach import Reach
from fremskudt.access.roles import PERMISSIONS, Permission, Role
from fremskudt.casework.models import Barring, Citizen, Duty, UrgentRequest, Visit
from fremskudt.casework.rules import team as rules
from fremskudt.casework.rules.urgent import minutes_to_response
from fremskudt.casework.selectors.incident import within
from fremskudt.casework.selectors.visit import Out, list_out

TEAM = frozenset(role for role, granted in PERMISSIONS.items() if Permission.TEAM_JOIN in granted)
COMPANY = TEAM | {Role.PEER}


@dataclass(frozen=True)
class Standing:
    """How the team stands now. `half_within` (minutes) is nothing where too few requests were taken to tell."""

    out: list[Out]
    on_duty: list[str]
    n_incidents: int | None  # not seen yet; nothing for who may not see them
    n_asked: int
    half_within: int | None


def list_towns(reach: Reach, permission: Permission = Permission.TEAM_JOIN) -> list[Organisation]:
    """The municipalities in which the reader holds the permission."""
    return list(Organisation.objects.filter(pk__in=reach.towns(permission)).order_by("name"))


def members(town: int, roles: frozenset[Role] = TEAM) -> QuerySet[User]:
    """Everybody in those roles who belongs to an organisation of the municipality (its id) and may log in."""
    return _members([town], roles)


def company(towns: Collection[int], but: int, citizen: Citizen | None = None) -> QuerySet[User]:
    """Who may come along, without oneself (`but`, a user's id) and without who is barred from the citizen."""
    found = _members(towns, COMPANY).exclude(pk=but)
    if citizen is None:
        return found
    return found.exclude(pk__in=Barring.objects.of(citizen).filter(lifted_at=None).values("user"))


def read_team(reach: Reach) -> Standing:
    """What the team's page shows. It names those who work here by first name, and nobody else."""
    towns, now = reach.towns(Permission.TEAM_JOIN), timezone.localtime()
    duties = Duty.objects.filter(municipality__in=towns, on=now.date()).select_related("user")
    waits, n_asked = _waits(towns, now)
    return Standing(
        out=list_out(reach), on_duty=[rules.first_name(duty.user.name) for duty in duties],
        n_incidents=_unseen(reach), n_asked=n_asked, half_within=rules.half_within(waits),
    )  # fmt: skip


def on_duty(town: int, day: date) -> User | None:
    duty = Duty.objects.filter(municipality=town, on=day, user__is_active=True).select_related("user").first()
    return duty.user if duty else None


def to_ring_first(visit: Visit) -> list[User]:
    """Who is told when somebody is not back: whoever is on duty, else those of the same place. Never oneself.

    Where there is no colleague at all, the leaders are told at once.
    """
    town, oneself = visit.municipality_id, visit.user_id
    duty = on_duty(town, timezone.localdate(visit.back_at))
    if duty and duty.pk != oneself:
        return [duty]
    seats = Membership.objects.filter(user=oneself, role__in=TEAM).values("organisation")
    same_place = Membership.objects.filter(organisation__in=seats, role__in=TEAM).values("user")
    team = members(town).exclude(pk=oneself)
    along = {visit.with_user_id} - {None}
    return list(team.filter(Q(pk__in=same_place) | Q(pk__in=along))) or list(team)


def to_ring_next(visit: Visit) -> list[User]:
    """The leaders of the municipality but oneself; where there is none, the rest of the team."""
    leaders = members(visit.municipality_id, frozenset({Role.PROJECT_LEADER})).exclude(pk=visit.user_id)
    return list(leaders) or list(members(visit.municipality_id).exclude(pk=visit.user_id))


def _waits(towns: frozenset[int], now: datetime) -> tuple[list[int], int]:
    """How many minutes each request of this month waited that was taken, and how many there were in all."""
    asked = UrgentRequest.objects.filter(municipality__in=towns, asked_at__gte=rules.month_of(now))
    times = list(asked.values_list("asked_at", "taken_at"))
    return [minutes_to_response(asked_at, taken_at) for asked_at, taken_at in times if taken_at], len(times)


def _unseen(reach: Reach) -> int | None:
    if not reach.may(Permission.INCIDENT_READ):
        return None
    return within(reach).filter(seen_at=None).count()


def _members(towns: Collection[int], roles: frozenset[Role]) -> QuerySet[User]:
    there = Q(organisation__in=towns) | Q(organisation__municipality__in=towns)
    seats = Membership.objects.filter(there, role__in=roles)
    return User.objects.filter(pk__in=seats.values("user"), is_active=True).order_by("name", "pk")
