"""Taking part in a study: a question of its own, in words of its own, that opens nothing towards anybody."""

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event, Organisation
from fremskudt.casework.models import Citizen, ConsentEntry, TakingPart
from fremskudt.casework.selectors.taking_part import taking_part
from fremskudt.surveys.actions import study as studies
from fremskudt.surveys.models import Study
from tests.casework.field import citizen
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def kanel(people: Cast) -> Citizen:
    return citizen(people, followed_by=people.therapist)


@pytest.fixture
def study(people: Cast) -> Study:
    return make(people, "soevn", people.municipalities["Randers"])


def make(people: Cast, slug: str, town: Organisation) -> Study:
    today = timezone.localdate()
    return studies.create(
        slug=slug, title="Søvn og hverdag", owner=people.institute, municipalities=[town], starts_on=today,
        ends_on=today + timedelta(days=300), by=people.evaluator, waves={}, purpose="",
    )  # fmt: skip


def press(people: Cast, kanel: Citizen, study: Study, answer: str, **more: str) -> int:
    sent = {"study": study.slug, "form": "oral", "witness": "Vi var alene", "answer": answer, **more}
    address = reverse("surveys:taking_part", args=[kanel.code])
    return enter(Client(), people.therapist).post(address, sent).status_code


def test_taking_part_yes_is_written_in_the_words_that_were_read(people: Cast, kanel: Citizen, study: Study) -> None:
    assert taking_part([kanel.pk], study.slug) == frozenset()
    page = enter(Client(), people.therapist).get(reverse("surveys:taking_part", args=[kanel.code])).content.decode()
    assert press(people, kanel, study, "yes") == 302
    told = TakingPart.objects.get()
    assert told.words in page
    assert taking_part([kanel.pk], study.slug) == {kanel.pk}
    assert Event.objects.filter(action="taking_part.answer", subject=kanel.key).exists()
    assert not ConsentEntry.objects.exists()


def test_taking_part_ends_when_they_say_stop_and_can_begin_again(people: Cast, kanel: Citizen, study: Study) -> None:
    for answer, takes_part in (("yes", True), ("withdrawn", False), ("yes", True), ("withdrawn", False)):
        assert press(people, kanel, study, answer) == 302
        assert (kanel.pk in taking_part([kanel.pk], study.slug)) is takes_part
    assert TakingPart.objects.count() == 4


def test_taking_part_cannot_be_stopped_before_it_began(people: Cast, kanel: Citizen, study: Study) -> None:
    assert press(people, kanel, study, "withdrawn") == 409
    assert not TakingPart.objects.exists()


def test_taking_part_in_one_study_is_not_taking_part_in_another(people: Cast, kanel: Citizen, study: Study) -> None:
    other = make(people, "bolig", people.municipalities["Randers"])
    press(people, kanel, study, "yes")
    assert taking_part([kanel.pk], other.slug) == frozenset()


def test_taking_part_said_aloud_names_who_heard_it(people: Cast, kanel: Citizen, study: Study) -> None:
    assert press(people, kanel, study, "yes", witness="") == 422
    assert press(people, kanel, study, "yes", witness="", form="written") == 302


def test_taking_part_in_a_study_elsewhere_is_refused(people: Cast, kanel: Citizen) -> None:
    elsewhere = make(people, "vejle", people.municipalities["Vejle"])
    assert press(people, kanel, elsewhere, "yes") == 422
    assert not TakingPart.objects.exists()


def test_taking_part_of_merged_records_is_one_answer(people: Cast, kanel: Citizen, study: Study) -> None:
    other = citizen(people, "Havre", followed_by=people.therapist)
    press(people, kanel, study, "yes")
    press(people, other, study, "no")
    other.merged_into = kanel
    other.save()
    assert taking_part([kanel.pk], study.slug) == frozenset()


@pytest.mark.parametrize(
    "statement", ["DELETE FROM casework_takingpart", "UPDATE casework_takingpart SET answer = 'yes'"]
)
def test_taking_part_cannot_be_changed_in_the_database(
    people: Cast, kanel: Citizen, study: Study, statement: str
) -> None:
    press(people, kanel, study, "no")
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert TakingPart.objects.get().answer == "no"
