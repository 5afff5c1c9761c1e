"""How far a person reaches: by role, by place, and by how strongly they logged in."""

import pytest

from fremskudt.access.models import ROLES_IN, Membership, Organisation
from fremskudt.access.reach import Reach, reach_of
from fremskudt.access.roles import (
    GRANTS,
    LIGHT_ROLES,
    PERMISSION_NAMES,
    PERMISSIONS,
    ROLE_NAMES,
    STRONG_ONLY,
    Permission,
    Role,
)  # fmt: skip
from fremskudt.access.strength import KEY, Strength, strength_of
from tests.cast import Cast

pytestmark = pytest.mark.database


def test_reach_holds_the_own_organisation_and_the_permissions_of_the_role(people: Cast) -> None:
    reach = reach_of(people.leader)
    assert reach.where(Permission.STUDY_READ) == {people.municipalities["Randers"].pk}
    assert reach.where(Permission.EXTRACT_MAKE) == frozenset()
    assert reach.permissions == PERMISSIONS[Role.PROJECT_LEADER]
    assert not reach.may(Permission.EXTRACT_DOWNLOAD)


def test_reach_of_someone_who_was_closed_is_nothing(people: Cast) -> None:
    people.evaluator.is_active = False
    assert reach_of(people.evaluator) == Reach()


def test_reach_of_a_drug_centre_is_its_municipality(people: Cast) -> None:
    reach = reach_of(people.therapist)
    assert reach.where(Permission.CASELOAD_READ) == {people.centre.pk}
    assert reach.towns(Permission.CASELOAD_READ) == {people.municipalities["Randers"].pk}


def test_reach_of_two_roles_keeps_each_permission_where_its_role_is(people: Cast) -> None:
    """A role in one organisation must not open another's rows."""
    Membership.objects.create(user=people.therapist, organisation=people.elsewhere, role=Role.EVALUATOR)
    Membership.objects.create(
        user=people.therapist, organisation=people.municipalities["Vejle"], role=Role.ADMINISTRATOR
    )
    reach = reach_of(people.therapist)
    assert reach.towns(Permission.CASELOAD_READ) == {people.municipalities["Randers"].pk}
    assert reach.where(Permission.STUDY_READ) == {people.elsewhere.pk}
    assert reach.towns(Permission.PEOPLE_EDIT) == {people.municipalities["Vejle"].pk}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("strength", Strength)
def test_reach_depends_on_how_strongly_one_logged_in(people: Cast, role: Role, strength: Strength) -> None:
    people.outsider.memberships.update(role=role, organisation=people.municipalities["Vejle"])
    reach = reach_of(people.outsider, strength)
    whole = strength is Strength.STRONG or (strength is Strength.LINK and role in LIGHT_ROLES)
    kept_back = STRONG_ONLY if strength is Strength.LINK else frozenset()
    assert reach.permissions == (PERMISSIONS[role] - kept_back if whole else {Permission.PROFILE_EDIT})
    assert reach.withheld == PERMISSIONS[role] - reach.permissions
    assert not reach.permissions & reach.withheld


def test_reach_of_an_institutes_administrator_holds_no_municipality(people: Cast) -> None:
    people.outsider.memberships.update(role=Role.ADMINISTRATOR)
    reach = reach_of(people.outsider)
    assert reach.may(Permission.PEOPLE_EDIT)
    assert not reach.may(Permission.MUNICIPALITY_EDIT)


@pytest.mark.parametrize("said", [None, "", "STRONG", 1, "stronger", ["strong"]])
def test_strength_of_an_odd_session_is_the_least(said: object) -> None:
    assert strength_of({KEY: said}) is Strength.PASSWORD
    assert strength_of({}) is Strength.PASSWORD


def test_roles_every_role_has_permissions_each_with_a_reason() -> None:
    assert set(PERMISSIONS) == set(GRANTS) == set(ROLE_NAMES) == set(Role)
    assert set(PERMISSION_NAMES) == set(Permission)
    assert all(str(reason) for grants in GRANTS.values() for reason in grants.values())


def test_roles_every_permission_is_somebodys() -> None:
    assert set().union(*PERMISSIONS.values()) == set(Permission)


def test_roles_every_role_and_every_kind_of_organisation_meet() -> None:
    assert set(ROLES_IN) == set(Organisation.Kind)
    assert set().union(*ROLES_IN.values()) == set(Role)


def test_roles_nobody_who_runs_the_house_or_counts_reaches_a_citizen() -> None:
    people = {Permission.CASELOAD_READ, Permission.IDENTITY_READ, Permission.IDENTITY_EDIT, Permission.DOOR_OPEN}
    for role in set(Role) - {Role.THERAPIST, Role.PROJECT_LEADER}:
        assert not people & PERMISSIONS[role], role
    assert not {Permission.IDENTITY_READ, Permission.IDENTITY_EDIT} & PERMISSIONS[Role.PROJECT_LEADER]
