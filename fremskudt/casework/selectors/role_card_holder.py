"""Who can hold a role around a citizen: those who follow, and whom a yes lets know of it; and who would need a yes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from fremskudt.access.models import Membership
from fremskudt.access.roles import Role
from fremskudt.basics.verdict import Verdict
from fremskudt.casework.models import Assignment, Citizen, RoleCard
from fremskudt.casework.rules import role_card as rules
from fremskudt.casework.rules.consent import Recipient, Use
from fremskudt.casework.selectors.consent import Sharing, sharing
from fremskudt.casework.selectors.consent_recipients import House, list_houses


@dataclass(frozen=True)
class Holder:
    """A house, somebody of it, or somebody outside, who is named as in the citizen's yes."""

    name: str
    may: Verdict
    organisation: int | None = None
    user: int | None = None
    outside: str = ""
    follows: bool = False

    @property
    def key(self) -> str:
        return self.outside or f"{self.organisation}-{self.user or ''}"


@dataclass(frozen=True)
class Around:
    """What the ledger, the assignments and the memberships say of one citizen at one instant."""

    citizen: int
    told: Sharing
    names: dict[int, str]  # of those who follow
    recipients: dict[int, list[Recipient]]

    def may_hold(self, organisation: int | None, user: int | None, outside: str) -> Verdict:
        """Nothing for who has left the house, nor for a closed account."""
        if user is None:
            return self._of([Recipient(organisation, outside=outside)])
        here = [one for one in self.recipients.get(user, ()) if one.organisation == organisation]
        return self._of(here, follows=bool(here) and self.follows(user))

    def may_keep(self, card: RoleCard) -> Verdict:
        return self.may_hold(card.organisation_id, card.user_id, card.outside)

    def is_peer(self, card: RoleCard) -> bool:
        return any(Role.PEER in one.roles for one in self.recipients.get(card.user_id or 0, ()))

    def follows(self, user: int | None) -> bool:
        return user in self.names

    def _of(self, asked: Sequence[Recipient], *, follows: bool = False) -> Verdict:
        return rules.may_hold(follows=follows, topics=self.told.any_of(self.citizen, asked, Use.PAGE))

    def of_house(self, house: House) -> Sequence[Holder]:
        """The house as such where it may be asked, and those of its people who may know of it.

        Of the municipality's own houses nobody is asked as a whole, so each of their people is named.
        """
        people = [
            Holder(
                f"{name} · {house.name}", self._of([Recipient(house.pk, user, house.roles_of(user))]), house.pk, user
            )
            for user, name in house.people.items()
            if not self.follows(user)
        ]
        if house.is_own:
            return people
        whole = Holder(house.name, self.may_hold(house.pk, None, ""), house.pk)
        return [whole, *(one for one in people if one.may)]

    def of_team(self) -> list[Holder]:
        return [
            Holder(name, Verdict.yes(), self.recipients[user][0].organisation, user, follows=True)
            for user, name in self.names.items()
        ]

    def outside(self) -> list[Holder]:
        """Those outside whom a yes covers, as the citizen named them."""
        named = {said.outside for said in self.told.ledger.get(self.citizen, ()) if said.outside}
        return [Holder(name, may, outside=name) for name in sorted(named) if (may := self.may_hold(None, None, name))]


def around(citizen: Citizen, users: Collection[int | None] = ()) -> Around:
    """Of those who follow and these users. Three questions, however many there are around the citizen."""
    follows = Assignment.objects.of(citizen).in_force().filter(user=OuterRef("user"))
    seats = Membership.objects.filter(user__is_active=True).annotate(follows=Exists(follows))
    found: dict[tuple[int, int], set[str]] = {}
    names = {}
    rows = seats.filter(Q(follows=True) | Q(user__in={user for user in users if user})).order_by("user__name", "pk")
    for user, name, is_following, organisation, role in rows.values_list(
        "user_id", "user__name", "follows", "organisation_id", "role"
    ):
        found.setdefault((user, organisation), set()).add(role)
        if is_following:
            names[user] = name
    recipients: dict[int, list[Recipient]] = {}
    for (user, organisation), roles in found.items():
        recipients.setdefault(user, []).append(Recipient(organisation, user, frozenset(roles)))
    return Around(citizen.pk, sharing([citizen.pk]), names, recipients)


def list_holders(citizen: Citizen) -> list[Holder]:
    """Whom a yes covers first, then those who follow, then who would need a yes. Four questions."""
    houses, found = list_houses(citizen), around(citizen)
    holders = [holder for house in houses for holder in found.of_house(house)]
    holders += found.of_team() + found.outside()
    return sorted(holders, key=lambda one: (not one.may, one.follows))
