"""Two who say farewell, or »Kom igen«, at the same moment: one does it, whatever the database."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fremskudt.casework.actions import ending
from fremskudt.casework.models import Case
from tests import cast
from tests.access.test_audit_writers import fremskudt, url  # noqa: F401  url is a fixture
from tests.casework.field import citizen
from tests.casework.test_ending import farewell

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
N = 8


@pytest.fixture
def courses(transactional_db: None) -> tuple[cast.Cast, list[Case]]:
    people = cast.assemble()
    made = [citizen(people, f"Dæknavn {number}", followed_by=people.therapist) for number in range(N)]
    Case.objects.update(found_on=timezone.localdate() - timedelta(days=9))
    return people, [one.cases.get() for one in made]


@pytest.fixture
def ended(courses: tuple[cast.Cast, list[Case]]) -> tuple[cast.Cast, list[Case]]:
    for case in courses[1]:
        ending.say(case=case, farewell=farewell(), by=courses[0].therapist)
    return courses


def two_at_once(url, act, by, numbers):  # noqa: F811
    there = [str(number) for number in numbers]
    workers = [fremskudt(url, "-m", "tests.casework.two_farewells", act, str(user.pk), *there) for user in by]
    for _number in numbers:
        for worker in workers:
            assert worker.stdout.readline() == "ready\n"
        for worker in workers:
            worker.stdin.write("\n")
            worker.stdin.flush()
    told = [worker.communicate() for worker in workers]
    assert all(not errors for _said, errors in told), told
    return list(zip(*[said.split() for said, _errors in told], strict=True))


def test_farewell_of_two_at_once_is_one_and_the_other_is_told(courses, url):  # noqa: F811
    people, cases = courses
    outcomes = two_at_once(url, "say", (people.therapist, people.colleague), [case.pk for case in cases])
    assert [sorted(each) for each in outcomes] == [["done", "refused"]] * N


def test_come_again_of_two_at_once_is_one_new_course(ended, url):  # noqa: F811
    people, cases = ended
    outcomes = two_at_once(url, "come", (people.therapist, people.colleague), [case.pk for case in cases])
    assert outcomes == [("2", "2")] * N  # the number of the new course
