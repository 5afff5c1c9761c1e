"""Who follows a citizen and may keep an eye on something, and who else may come along."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from fremskudt.access.models import Area, Membership, Organisation, User
from fremskudt.access.roles import Role
from fremskudt.casework.models import Assignment, Barring, Citizen


def list_followers(citizen: Citizen) -> list[User]:
    """Those who truly reach the citizen, who has followed longest first."""
    following = Assignment.objects.of(citizen).in_force().select_related("user").order_by("began_at", "pk")
    return list({each.user_id: each.user for each in following}.values())


def list_people(citizen: Citizen) -> tuple[list[User], list[User]]:
    """Those who follow, and those who may go along: the team's, never one who is barred. By name; one query."""
    town = citizen.municipality_id
    following = Assignment.objects.of(citizen).in_force().filter(user=OuterRef("pk"))
    in_team = Membership.objects.filter(
        user=OuterRef("pk"),
        organisation__kind=Organisation.Kind.DRUG_CENTRE,
        organisation__municipality=town,
        role__in=[Role.THERAPIST, Role.PEER],
    )
    found = User.objects.filter(is_active=True).annotate(follows=Exists(following), is_in_team=Exists(in_team))
    barred = Barring.objects.of(citizen).filter(lifted_at=None).values("user")
    people = found.filter(Q(follows=True) | Q(is_in_team=True)).exclude(pk__in=barred).order_by("name", "pk")
    near: list[User] = list(people)
    return [user for user in people if user.follows], near


def list_areas(citizen: Citizen) -> list[Area]:
    """The areas of the citizen's municipality that are in use."""
    return list(Area.objects.filter(municipality=citizen.municipality_id, closed_at=None))


def people_of(ids: Iterable[int]) -> list[User]:
    """Those of these who can log in."""
    return list(User.objects.filter(pk__in=ids, is_active=True))
