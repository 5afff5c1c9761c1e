"""How far a person reaches: what they may do, and where, put on every request."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from fremskudt.access.actor import Actor, actor_from
from fremskudt.access.models import Membership, User
from fremskudt.access.roles import ANYONE, LIGHT_ROLES, PERMISSIONS, STRONG_ONLY, Permission, Role
from fremskudt.access.strength import Strength, strength_of

NOBODY = Actor("nobody")


@dataclass(frozen=True)
class Reach:
    """What somebody may do, and in which organisations (ids) each permission holds."""

    user_id: int | None = None
    permissions: frozenset[Permission] = frozenset()
    grants: dict[Permission, frozenset[int]] = field(default_factory=dict)  # permission → organisations
    towns_of: dict[Permission, frozenset[int]] = field(default_factory=dict)  # permission → municipalities
    withheld: frozenset[Permission] = frozenset()  # what a stronger log-in would give
    place: str = ""  # role and organisation in words, for the top of the page
    actor: Actor = NOBODY

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    def where(self, permission: Permission) -> frozenset[int]:
        """The organisations in which the person holds the permission; none when they do not hold it."""
        return self.grants.get(permission, frozenset())

    def towns(self, permission: Permission) -> frozenset[int]:
        """The municipalities those organisations work within."""
        return self.towns_of.get(permission, frozenset())


def reach_of(user: object, strength: Strength = Strength.STRONG) -> Reach:
    """The reach of a user who logged in this strongly; nobody in particular reaches nothing."""
    if not isinstance(user, User) or not user.is_active:
        return Reach()
    memberships = list(user.memberships.select_related("organisation"))
    open_now = [membership for membership in memberships if _opens(membership, strength)]
    closed = frozenset() if strength is Strength.STRONG else STRONG_ONLY
    grants, towns = _grants(open_now, "organisation_id", closed), _grants(open_now, "town", closed)
    permissions = ANYONE | frozenset(grants)
    return Reach(
        user_id=user.pk,
        permissions=permissions,
        grants=grants,
        towns_of=towns,
        withheld=frozenset(_grants(memberships, "organisation_id")) - permissions,
        place=" · ".join(str(membership) for membership in memberships),
        actor=actor_from(user, memberships),
    )


def _opens(membership: Membership, strength: Strength) -> bool:
    return strength is Strength.STRONG or (strength is Strength.LINK and membership.role in LIGHT_ROLES)


def _grants(
    memberships: Iterable[Membership], place: str, closed: frozenset[Permission] = frozenset()
) -> dict[Permission, frozenset[int]]:
    found: dict[Permission, set[int]] = {}
    for membership in memberships:
        where = membership.organisation.town if place == "town" else membership.organisation_id
        for permission in PERMISSIONS[Role(membership.role)] - _not_in(membership) - closed:
            found.setdefault(permission, set()).add(where)
    return {permission: frozenset(ids) for permission, ids in found.items()}


def _not_in(membership: Membership) -> frozenset[Permission]:
    """What the role does not hold in such a place: an evaluator's institute has no municipality to set up."""
    is_town = membership.organisation.kind == "municipality"
    return frozenset() if is_town else frozenset({Permission.MUNICIPALITY_EDIT})


class ReachMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.reach = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: reach_of(request.user, strength_of(request.session))
        )
        return self.get_response(request)
