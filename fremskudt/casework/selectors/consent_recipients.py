"""Whom a citizen can be asked about: the houses of the municipality, and of each one person or one role of it.

There is no choice of »all partners«. Of the municipality's own houses nobody is chosen as a whole: only its peer
workers or other professionals, since who follows a citizen needs no yes.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from fremskudt.access.models import Membership, Organisation
from fremskudt.access.roles import PERMISSIONS, Permission
from fremskudt.basics.verdict import Verdict
from fremskudt.casework.models import Barring, Citizen
from fremskudt.casework.rules import consent_answer as rules
from fremskudt.casework.rules.consent import Recipient

RECEIVING = sorted(role for role, granted in PERMISSIONS.items() if Permission.AGREED_READ in granted)
OWN_HOUSES = frozenset({Organisation.Kind.MUNICIPALITY, Organisation.Kind.DRUG_CENTRE})


@dataclass(frozen=True)
class House:
    pk: int
    name: str
    is_own: bool  # of the municipality: only one role or person of it
    people: dict[int, str] = field(default_factory=dict)  # user → name
    roles: dict[str, set[int]] = field(default_factory=dict)  # role → users

    def roles_of(self, user: int) -> frozenset[str]:
        return frozenset(role for role, users in self.roles.items() if user in users)


def list_houses(citizen: Citizen, asked: Collection[int | None] = ()) -> list[House]:
    """Every house in the citizen's municipality, with those in it who can be told; those of `asked` come first.

    Who is barred from the citizen is nobody here either. One query, whatever the number of houses and people.
    """
    within = Organisation.objects.within([citizen.municipality_id])
    barred = Barring.objects.of(citizen).filter(lifted_at=None, user=OuterRef("memberships__user"))
    member = "memberships__user", "memberships__user__name", "memberships__user__is_active", "memberships__role"
    rows = within.annotate(barred=Exists(barred)).order_by("name", "memberships__user__name")
    found: dict[int, House] = {}
    for pk, name, kind, is_barred, user, person, is_active, role in rows.values_list(
        "pk", "name", "kind", "barred", *member
    ):
        house = found.setdefault(pk, House(pk, name, kind in OWN_HOUSES))
        if is_active and role in RECEIVING and not is_barred:
            house.people[user] = person
            house.roles.setdefault(role, set()).add(user)
    offered = [house for house in found.values() if house.roles or not house.is_own]
    return sorted(offered, key=lambda house: (house.pk not in asked, house.is_own, house.name))


def stands(citizen: Citizen, recipient: Recipient) -> Verdict:
    """Whether the recipient is still there to be told: a house of the municipality, and a member of it where named."""
    if recipient.outside:
        return Verdict.yes()
    houses = Organisation.objects.within([citizen.municipality_id]).filter(pk=recipient.organisation or 0)
    if not houses.exists():
        return Verdict.no(rules.UNKNOWN)
    if recipient.user is None:
        return Verdict.yes()
    held = Membership.objects.filter(user=recipient.user, organisation=recipient.organisation, user__is_active=True)
    return Verdict.yes() if held.exists() else Verdict.no(rules.HAS_LEFT)
