"""Somebody's roles, and what each lets them do, in words."""

from dataclasses import dataclass

from fremskudt.access.models import Membership, User
from fremskudt.access.roles import GRANTS, PERMISSION_NAMES, Permission, Role


@dataclass(frozen=True)
class Held:
    """A role somewhere, with what it lets one do and why."""

    words: str
    grants: list[tuple[str, str]]


def list_roles(user: User) -> list[Held]:
    return [_held(membership) for membership in user.memberships.select_related("organisation").order_by("pk")]


def _held(membership: Membership) -> Held:
    # What everybody may do with their own login is not worth a line.
    grants = [
        (str(PERMISSION_NAMES[permission]), str(reason))
        for permission, reason in GRANTS[Role(membership.role)].items()
        if permission is not Permission.PROFILE_EDIT
    ]
    return Held(str(membership), grants)
