"""Two administrators who shut each other out at the same moment: one of them remains, whatever the database."""

import pytest

from fremskudt.access.models import Membership, Organisation
from fremskudt.access.roles import Role
from tests import cast
from tests.access.test_audit_writers import fremskudt, url  # noqa: F401  url is a fixture

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
N_TOWNS = 20


@pytest.fixture
def pairs(transactional_db: None) -> list[tuple[int, int]]:
    """The two administrators of each of many municipalities, each with a second role."""
    found = []
    for number in range(N_TOWNS):
        town = Organisation.objects.create(kind="municipality", name=f"By {number}")
        two = [cast.person(f"{name}{number}", town, Role.ADMINISTRATOR) for name in ("a", "b")]
        for user in two:
            Membership.objects.create(user=user, organisation=town, role=Role.STEERING_GROUP)
        found.append((two[0].pk, two[1].pk))
    return found


@pytest.mark.parametrize("act", ["close", "end"])
def test_people_two_who_shut_each_other_out_leave_one(pairs, url, act):  # noqa: F811
    there = [str(number) for pair in pairs for number in pair]
    back = [str(number) for pair in pairs for number in reversed(pair)]
    workers = [fremskudt(url, "-m", "tests.access.closer", act, *numbers) for numbers in (there, back)]
    for _town in pairs:
        for worker in workers:
            assert worker.stdout.readline() == "ready\n"
        for worker in workers:
            worker.stdin.write("\n")
            worker.stdin.flush()
    told = [worker.communicate() for worker in workers]
    assert all(not errors for _said, errors in told), told
    outcomes = list(zip(*[said.split() for said, _errors in told], strict=True))
    assert [sorted(each) for each in outcomes] == [["done", "refused"]] * N_TOWNS
