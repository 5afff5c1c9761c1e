import pytest

from fremskudt.access.reach import Reach, reach_of
from fremskudt.access.roles import PERMISSIONS, Permission, Role
from tests.cast import Cast

pytestmark = pytest.mark.database


def test_reach_holds_the_own_organisation_and_the_permissions_of_the_role(people: Cast) -> None:
    reach = reach_of(people.leader)
    assert reach.organisations == {people.municipalities["Randers"].pk}
    assert reach.permissions == PERMISSIONS[Role.PROJECT_LEADER]
    assert not reach.may(Permission.EXTRACT_DOWNLOAD)


def test_reach_of_someone_who_was_closed_is_nothing(people: Cast) -> None:
    people.evaluator.is_active = False
    assert reach_of(people.evaluator) == Reach()


def test_roles_every_role_has_permissions() -> None:
    assert set(PERMISSIONS) == set(Role)
