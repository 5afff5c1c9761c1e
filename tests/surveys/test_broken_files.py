"""Every broken file, through the action and through the page: a clear error, and a database that has not moved."""

import re

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Max
from django.urls import reverse

from fremskudt.surveys.actions import delivery
from fremskudt.surveys.rules.cpr import looks_like_cpr
from fremskudt.surveys.rules.problem import BadFileError
from tests.cast import enter
from tests.surveys.broken_files import BROKEN

pytestmark = [pytest.mark.database, pytest.mark.django_db]
TAGS = re.compile(r"<(script|style|head).*?</\1>|<[^>]*>", re.S)


def state_of_database() -> dict[str, tuple[int, object]]:
    """Rows and highest key of every table."""
    return {
        model._meta.label: (model._default_manager.count(), model._default_manager.aggregate(top=Max("pk"))["top"])
        for model in apps.get_models()
    }


def test_corpus_is_large_enough():
    assert len(BROKEN) >= 60


@pytest.mark.parametrize("name", BROKEN)
def test_broken_file_is_refused_and_changes_nothing(name, filled_study, people):
    broken = BROKEN[name]
    before = state_of_database()
    with pytest.raises(BadFileError) as caught:
        delivery.take_in(
            study=filled_study, kind=broken.kind, name=broken.name, content=broken.content, by=people.evaluator
        )
    assert broken.says in str(caught.value)
    assert not looks_like_cpr(str(caught.value))
    assert state_of_database() == before


@pytest.mark.parametrize("name", BROKEN)
def test_broken_file_is_explained_on_the_page(name, filled_study, people, client):
    broken = BROKEN[name]
    enter(client, people.evaluator)
    before = state_of_database()
    file = SimpleUploadedFile(broken.name, broken.content)
    address = reverse("surveys:delivery_new", args=[filled_study.slug])
    response = client.post(address, {"kind": broken.kind.value, "file": file})
    assert response.status_code == 422
    words = TAGS.sub(" ", response.content.decode()).replace("&quot;", '"').replace("&#x27;", "'")
    assert broken.says in words
    assert not looks_like_cpr(words)
    assert state_of_database() == before
