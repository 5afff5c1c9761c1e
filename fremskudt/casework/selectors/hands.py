"""Whose hands a citizen can be in: those of the team who may write, never one who is barred from the citizen."""

from django.db.models import Q, QuerySet

from fremskudt.access.models import Membership, User
from fremskudt.access.roles import PERMISSIONS, Permission
from fremskudt.casework.models import Barring, Citizen

WRITERS = frozenset(role for role, granted in PERMISSIONS.items() if Permission.CASE_WRITE in granted)


def hands(citizen: Citizen) -> QuerySet[User]:
    """Who can own a step or keep a light hand, by name."""
    town = citizen.municipality_id
    seats = Membership.objects.filter(Q(organisation=town) | Q(organisation__municipality=town), role__in=WRITERS)
    barred = Barring.objects.of(citizen).filter(lifted_at=None).values("user")
    team = User.objects.filter(pk__in=seats.values("user"), is_active=True).exclude(pk__in=barred)
    return team.order_by("name", "pk")
