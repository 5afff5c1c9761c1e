"""The pages as a person meets them: what they show, who reaches them, and what they cost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fremskudt.surveys.models import Respondent, Upload
from tests.surveys import field

pytestmark = [pytest.mark.database, pytest.mark.django_db]
PAGES = ["surveys:delivery_list", "surveys:delivery_new", "surveys:wave_list"]


def send(client, kind, name, content, slug="fremskudt"):
    file = SimpleUploadedFile(name, content, content_type="text/csv")
    return client.post(reverse("surveys:delivery_new", args=[slug]), {"kind": kind, "file": file})


@pytest.fixture
def evaluator(client, people):
    client.force_login(people.evaluator)
    return client


@pytest.mark.parametrize("page", PAGES)
def test_pages_open_for_evaluator(evaluator, filled_study, page, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        response = evaluator.get(reverse(page, args=[filled_study.slug]))
    assert response.status_code == 200


def test_delivery_goes_from_file_to_receipt(evaluator, study):
    sent = send(evaluator, "participants", "deltagerliste.csv", field.text(field.participants()))
    assert sent.status_code == 302
    looked = evaluator.get(sent.url)
    assert "Indlæs 4 nye rækker" in looked.content.decode()
    assert Respondent.objects.count() == 0
    done = evaluator.post(sent.url, {"answer": "take_in"}, follow=True)
    assert done.status_code == 200
    assert "Kvittering" in done.content.decode()
    assert Respondent.objects.count() == 4
    assert Upload.objects.count() == 0
