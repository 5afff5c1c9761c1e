import pytest

from fremskudt.surveys.models import Answer, Delivery, Respondent, Response

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_take_in_brings_every_row(filled_study):
    assert Respondent.objects.count() == 4
    assert Response.objects.count() == 3
    assert Answer.objects.filter(missing="not_shown").count() == 5
    assert Delivery.objects.count() == 2
