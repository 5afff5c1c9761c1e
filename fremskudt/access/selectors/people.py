"""Who belongs to the organisations of the one who asks: people, their roles and ways in, and who is invited.

Colleagues, not citizens: reading this list is no event.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access.models import Device, Invitation, Membership, Organisation, User
from fremskudt.access.reach import Reach
from fremskudt.access.roles import LIGHT_ROLES, ROLE_NAMES, Permission, Role
from fremskudt.access.rules.two_step import TWO_STEP_NAMES, TwoStep, two_step

KINDS = list(Organisation.Kind)


@dataclass(frozen=True)
class Person:
    """A person as the administrator sees them in one place: `memberships` are those there."""

    user: User
    memberships: list[Membership]
    two_step: TwoStep

    @property
    def roles(self) -> str:
        return ", ".join(membership.role_name for membership in self.memberships)

    @property
    def two_step_name(self) -> str:
        return TWO_STEP_NAMES[self.two_step]

    @property
    def has_factors(self) -> bool:
        """An app or passkeys of their own, which can be lost."""
        return self.two_step in {TwoStep.APP, TwoStep.KEY, TwoStep.KEY_AND_APP}

    @property
    def lacks(self) -> bool:
        """Nothing but a password, for all we know; a closed door lacks nothing."""
        return self.two_step is TwoStep.MISSING and self.user.is_active


@dataclass(frozen=True)
class Place:
    """An organisation, who belongs to it, and who is invited to it."""

    organisation: Organisation
    people: list[Person]
    invited: list["Invited"]


@dataclass(frozen=True)
class Invited:
    invitation: Invitation

    @property
    def role_name(self) -> str:
        return str(ROLE_NAMES[Role(self.invitation.role)])


@dataclass(frozen=True)
class House:
    places: list[Place]
    closed: list[Person]


def organisations_of(reach: Reach) -> QuerySet[Organisation]:
    """Where the reader may invite people and close their access."""
    return Organisation.objects.within(reach.towns(Permission.PEOPLE_EDIT))


def get_house(reach: Reach) -> House:
    """Everybody, by organisation; those whose access is closed apart, once each."""
    people = _people(Membership.objects.filter(organisation__in=organisations_of(reach)))
    invited = defaultdict(list)
    for one in open_invitations().filter(organisation__in=organisations_of(reach)).select_related("invited_by"):
        invited[one.organisation_id].append(Invited(one))
    closed = {one.user.pk: one for group in people.values() for one in group if not one.user.is_active}
    places = [
        Place(place, [one for one in people[place.pk] if one.user.is_active], invited[place.pk])
        for place in list_organisations(reach)
    ]
    return House(places, list(closed.values()))


def count_others(reach: Reach) -> int:
    """Everybody beside the one who asks, invited or in."""
    held = Membership.objects.filter(organisation__in=organisations_of(reach), user__is_active=True)
    n_invited = open_invitations().filter(organisation__in=organisations_of(reach)).count()
    return held.exclude(user=reach.user_id).values("user").distinct().count() + n_invited


def open_invitations() -> QuerySet[Invitation]:
    return Invitation.objects.filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())


def get_person(reach: Reach, pk: int) -> Person:
    """One person with the roles the reader may see; 404 for anybody who has none there."""
    user = get_object_or_404(User, pk=pk)
    held = Membership.objects.filter(organisation__in=organisations_of(reach), user=user)
    people = [person for people in _people(held).values() for person in people]
    if not people:
        raise Http404
    return Person(people[0].user, [one for person in people for one in person.memberships], people[0].two_step)


def find_person(reach: Reach, email: str) -> User | None:
    """Who has this e-mail, when the reader sees them anyway; whether somebody elsewhere has it is not told."""
    held = User.objects.filter(email__iexact=email, memberships__organisation__in=organisations_of(reach))
    return held.first()


def belongs_elsewhere(reach: Reach, person: Person) -> bool:
    return person.user.memberships.exclude(organisation__in=organisations_of(reach)).exists()


def get_membership(person: Person, pk: object) -> Membership:
    """One of the person's roles that the reader sees; 404 for any other."""
    found = next((membership for membership in person.memberships if str(membership.pk) == str(pk)), None)
    if found is None:
        raise Http404
    return found


def get_organisation(reach: Reach, pk: object) -> Organisation:
    """Where somebody is to be given a role; 404 for one beyond reach, and for what is no number."""
    found = next((one for one in organisations_of(reach) if str(one.pk) == str(pk)), None)
    if found is None:
        raise Http404
    return found


def list_organisations(reach: Reach) -> list[Organisation]:
    return sorted(organisations_of(reach), key=_rank)


def get_invitation(reach: Reach, pk: int) -> Invitation:
    return get_object_or_404(open_invitations().filter(organisation__in=organisations_of(reach)), pk=pk)


def _rank(organisation: Organisation) -> tuple[int, int, str]:
    return organisation.town, KINDS.index(Organisation.Kind(organisation.kind)), organisation.name


def _people(memberships: QuerySet[Membership]) -> dict[int, list[Person]]:
    """Organisation → its people by name, each with all their roles there."""
    held = list(memberships.select_related("user", "organisation").order_by("user__name", "user_id", "role"))
    ways = _ways_in(held)
    found: dict[int, dict[int, Person]] = defaultdict(dict)
    for membership in held:
        user = membership.user
        person = Person(user, [], ways[user.pk])
        found[membership.organisation_id].setdefault(user.pk, person).memberships.append(membership)
    return defaultdict(list, {place: list(people.values()) for place, people in found.items()})


def _ways_in(held: Iterable[Membership]) -> dict[int, TwoStep]:
    """User → how they prove that it is them, told from four lists whatever the number of people."""
    roles: dict[int, set[str]] = defaultdict(set)
    for membership in held:
        roles[membership.user_id].add(membership.role)
    factors: dict[int, set[str]] = defaultdict(set)
    for user, kind in Authenticator.objects.filter(user__in=roles).values_list("user_id", "type"):
        factors[user].add(kind)
    municipal = set(SocialAccount.objects.filter(user__in=roles).values_list("user_id", flat=True))
    devices = set(Device.objects.filter(user__in=roles, revoked_at=None).values_list("user_id", flat=True))
    return {
        user: two_step(
            key=Authenticator.Type.WEBAUTHN in factors[user],
            app=Authenticator.Type.TOTP in factors[user],
            municipal=user in municipal,
            device=user in devices,
            light={Role(role) for role in held_roles} <= LIGHT_ROLES,
        )
        for user, held_roles in roles.items()
    }
