import pytest
from django.db import IntegrityError, transaction

from fremskudt.access.models import Event
from fremskudt.access.reach import reach_of
from fremskudt.surveys.models import Study, Wave
from tests.surveys import field

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_create_makes_waves_and_one_event(study, people):
    assert list(Wave.objects.filter(instrument="running").values_list("number", flat=True)) == [1, 2, 3, 4]
    assert study.municipalities.count() == 4
    assert Event.objects.filter(action="study.create", subject="study:fremskudt").count() == 1


def test_create_twice_leaves_nothing_half_done(study, people):
    with pytest.raises(IntegrityError), transaction.atomic():
        field.create_study(people)
    assert (Study.objects.count(), Wave.objects.count(), Event.objects.count()) == (1, 9, 1)


@pytest.mark.parametrize(("who", "sees"), [("evaluator", True), ("leader", True), ("outsider", False)])
def test_study_is_visible_to_owner_and_municipalities(study, people, who, sees):
    assert Study.objects.visible_to(reach_of(getattr(people, who))).exists() is sees
