"""Roles as rules ask about them: who administers a place, and whether a role may be ended."""

from collections.abc import Iterable

from fremskudt.access.models import Membership, Organisation
from fremskudt.access.roles import Role
from fremskudt.access.rules import membership as rules
from fremskudt.basics.verdict import Verdict


def administrators_of(towns: Iterable[int]) -> dict[int, set[int]]:
    """Town → the ids of those who administer it and can log in."""
    found: dict[int, set[int]] = {town: set() for town in towns}
    held = Membership.objects.filter(
        role=Role.ADMINISTRATOR, user__is_active=True, organisation__in=Organisation.objects.within(found)
    ).select_related("organisation")
    for membership in held:
        found[membership.organisation.town].add(membership.user_id)
    return found


def may_end(memberships: list[Membership], by: int | None) -> list[tuple[Membership, Verdict]]:
    """Some roles of one person, each with whether it may be ended by this one, as things stand."""
    if not memberships:
        return []
    held = list(Membership.objects.filter(user=memberships[0].user_id).select_related("organisation"))
    administrators = administrators_of({membership.organisation.town for membership in memberships})
    found = []
    for membership in memberships:
        town, others = membership.organisation.town, [one for one in held if one.pk != membership.pk]
        still = any(one.role == Role.ADMINISTRATOR and one.organisation.town == town for one in others)
        alone = membership.role == Role.ADMINISTRATOR and administrators[town] == {membership.user_id}
        verdict = rules.may_end(
            administers=by in administrators[town], last_administrator=alone and not still, only_role=not others
        )
        found.append((membership, verdict))
    return found
