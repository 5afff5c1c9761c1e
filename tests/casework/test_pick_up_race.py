"""Two processes that note the same day at the same moment: one row, the other is told, whatever the database."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.casework.models import PickUp
from tests import cast
from tests.access.test_audit_writers import fremskudt, url  # noqa: F401  url is a fixture
from tests.casework.field import citizen

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
N_DAYS = 12


@pytest.fixture
def two(transactional_db: None) -> list[str]:
    people, today = cast.assemble(), timezone.localdate()
    for number in range(N_DAYS):
        made = citizen(people, f"Borger {number}", followed_by=people.therapist)
        PickUp.objects.create(
            case=made.cases.get(), weekdays="1234567", place_words="Apoteket", owner=people.leader,
            from_on=today - timedelta(days=5), made_at=timezone.now(), by=people.therapist,
        )  # fmt: skip
    return [f"{people.therapist.pk}", f"{people.colleague.pk}"]


def test_pick_up_two_who_note_the_same_day_at_once(two, url):  # noqa: F811
    agreed = [str(pick_up.pk) for pick_up in PickUp.objects.all()]
    writers = [
        fremskudt(url, "-m", "tests.casework.pick_up_writer", user, fetched, *agreed)
        for user, fetched in zip(two, ("yes", "no"), strict=True)
    ]
    for _one in agreed:
        for writer in writers:
            assert writer.stdout.readline() == "ready\n"
        for writer in writers:
            writer.stdin.write("\n")
            writer.stdin.flush()
    told = [writer.communicate() for writer in writers]
    assert all(not errors for _said, errors in told), told
    outcomes = list(zip(*[said.split() for said, _errors in told], strict=True))
    assert [sorted(each) for each in outcomes] == [["noted", "told"]] * N_DAYS
    assert Event.objects.filter(action="pick_up.note").count() in {0, N_DAYS}  # 0: SQLite's copy is a file of its own
