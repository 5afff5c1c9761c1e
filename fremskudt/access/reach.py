"""How far a person reaches: the organisations and permissions of their memberships, put on every request."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from fremskudt.access.models import User
from fremskudt.access.roles import PERMISSIONS, Permission, Role


@dataclass(frozen=True)
class Reach:
    """The organisations (ids) a person belongs to, and what they may do there."""

    organisations: frozenset[int] = frozenset()
    permissions: frozenset[Permission] = field(default_factory=frozenset)
    place: str = ""  # role and organisation in words, for the top of the page

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions


def reach_of(user: object) -> Reach:
    """The reach of a user; nobody in particular reaches nothing."""
    if not isinstance(user, User) or not user.is_active:
        return Reach()
    memberships = list(user.memberships.select_related("organisation"))
    granted = [PERMISSIONS[Role(membership.role)] for membership in memberships]
    return Reach(
        organisations=frozenset(membership.organisation_id for membership in memberships),
        permissions=frozenset[Permission]().union(*granted),
        place=" · ".join(str(membership) for membership in memberships),
    )


class ReachMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.reach = SimpleLazyObject(lambda: reach_of(request.user))  # type: ignore[attr-defined]
        return self.get_response(request)
