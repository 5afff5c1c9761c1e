"""Who acts, as the log writes it: keys and roles, never a name."""

from dataclasses import dataclass

from fremskudt.access.models import Membership, User


@dataclass(frozen=True)
class Actor:
    key: str  # user:12, link:7, or system
    role: str = ""
    unit: str = ""  # org:3, or several with commas


SYSTEM = Actor("system", role="system")


def actor_of(user: User) -> Actor:
    """The actor of a user; one query for the memberships."""
    return actor_from(user, list(user.memberships.all()))


def actor_from(user: User, memberships: list[Membership]) -> Actor:
    roles = sorted({membership.role for membership in memberships})
    units = sorted({membership.organisation_id for membership in memberships})
    return Actor(user.key, ",".join(roles), ",".join(f"org:{unit}" for unit in units))
