"""Whether somebody may have, and still see, a task about a citizen: they follow, or a yes covers where they stand.

Asked when a task is given and again at every look, so that a task whose yes is gone is gone at the next request.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone

from fremskudt.access.models import Organisation, User
from fremskudt.access.roles import PERMISSIONS, Permission
from fremskudt.basics.verdict import Verdict
from fremskudt.casework.models import Assignment, Citizen
from fremskudt.casework.rules import task as rules
from fremskudt.casework.rules.consent import Recipient, Use
from fremskudt.casework.selectors.consent import Sharing, recipients_for, sharing

WORKERS = frozenset(role.value for role, granted in PERMISSIONS.items() if Permission.TASKS_EDIT in granted)
STRONG = frozenset(role.value for role, granted in PERMISSIONS.items() if Permission.SHARED_READ in granted)


@dataclass(frozen=True)
class Cover:
    """What lets somebody know of tasks about a citizen."""

    follows: bool
    topics: frozenset[str] = frozenset()
    is_strong: bool = False  # their role there may be shown more than times and agreements

    def may_own(self, topic: str) -> Verdict:
        return rules.may_be_given(
            is_named=True, follows=self.follows, topics=self.topics, topic=topic, is_strong=self.is_strong,
            is_about_somebody=True,
        )  # fmt: skip

    def shows(self, topic: str) -> bool:
        return rules.is_shown(follows=self.follows, topics=self.topics, topic=topic, is_strong=self.is_strong)


@dataclass(frozen=True)
class Covers:
    """What the ledger and the memberships said at one instant, for several people and citizens together."""

    told: Sharing
    recipients: dict[int, list[Recipient]]

    def of(self, citizen: int, user: int, organisation: int | None, use: Use = Use.TASK) -> Cover:
        """Of somebody who does not follow, where they stand: nothing from the day they left the house."""
        here = [one for one in self.recipients.get(user, ()) if one.organisation == organisation]
        roles = frozenset[str]().union(*(one.roles for one in here))
        return Cover(False, self.told.any_of(citizen, here, use), bool(roles & STRONG))


def covers(citizens: Collection[int], users: Collection[int]) -> Covers:
    """At most three questions, none where there is nobody to ask about."""
    if not citizens:
        return Covers(Sharing({}, frozenset(), timezone.now()), {})
    return Covers(sharing(citizens), recipients_for(users))


def cover_of(citizen: Citizen, user: User, organisation: Organisation | None) -> Cover:
    """The same for one; `citizen` is the record that is kept."""
    if Assignment.objects.of(citizen).in_force().filter(user=user).exists():
        return Cover(True)
    return covers([citizen.pk], [user.pk]).of(citizen.pk, user.pk, organisation.pk if organisation else None)
