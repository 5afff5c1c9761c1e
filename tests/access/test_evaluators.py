"""An institute reaches the extracts and runs of its own studies, whoever asks for them there."""

import pytest
from django.test import Client
from django.urls import reverse

from fremskudt.access.models import Event
from fremskudt.access.reach import reach_of
from fremskudt.evaluation.models import Extract, Run
from tests.cast import Cast, enter
from tests.surveys.field import create_study

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def run(people: Cast) -> Run:
    """One of the institute's study, as rows only: what lies in its folder is not asked for."""
    extract = Extract.objects.create(study=create_study(people), sha256="0" * 64, made_by=people.evaluator)
    return Run.objects.create(
        extract=extract, plan_id="standard", plan_version="1", plan_sha256="1" * 64, made_by=people.evaluator
    )


def test_evaluators_reach_no_extract_of_another_institute(client: Client, people: Cast, run: Run) -> None:
    assert Extract.objects.visible_to(reach_of(people.evaluator)).get() == run.extract
    assert not Extract.objects.visible_to(reach_of(people.outsider)).exists()
    enter(client, people.outsider)
    assert client.get(reverse("evaluation:extract_data", args=[run.extract.study.slug])).status_code == 404
    assert not Event.objects.filter(action__startswith="extract.").exists()


def test_evaluators_reach_no_run_of_another_institute(people: Cast, run: Run) -> None:
    """Nor does a municipality that takes part in the study: its figures are the institute's to publish."""
    assert Run.objects.visible_to(reach_of(people.evaluator)).get() == run
    for user in (people.outsider, people.leader, people.administrator):
        assert not Run.objects.visible_to(reach_of(user)).exists()
