"""Two processes that save the same draft at the same moment: one is saved, the other is told, whatever the database."""

import pytest

from fremskudt.access.models import Event
from fremskudt.casework.models import Case
from tests import cast
from tests.access.test_audit_writers import fremskudt, url  # noqa: F401  url is a fixture
from tests.casework.field import citizen

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
N_PLANS = 12


@pytest.fixture
def two(transactional_db: None) -> list[str]:
    people = cast.assemble()
    for number in range(N_PLANS):
        citizen(people, f"Borger {number}", followed_by=people.therapist)
    return [str(people.therapist.pk), str(people.colleague.pk)]


def test_plan_two_who_save_at_the_same_moment(two, url):  # noqa: F811
    cases = [str(case.pk) for case in Case.objects.all()]
    writers = [fremskudt(url, "-m", "tests.casework.plan_writer", user, *cases) for user in two]
    for _case in cases:
        for writer in writers:
            assert writer.stdout.readline() == "ready\n"
        for writer in writers:
            writer.stdin.write("\n")
            writer.stdin.flush()
    told = [writer.communicate() for writer in writers]
    assert all(not errors for _said, errors in told), told
    outcomes = list(zip(*[said.split() for said, _errors in told], strict=True))
    assert [sorted(each) for each in outcomes] == [["saved", "told"]] * N_PLANS
    assert Event.objects.filter(action="plan.save").count() in {0, N_PLANS}  # 0: SQLite's copy is a file of its own
