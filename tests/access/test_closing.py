"""A log-in that was ended by a closing stays ended, also when the person is let in again."""

import pytest
from django.test import Client

from fremskudt.access.actions import person
from fremskudt.access.models import OpenSession
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_closing_ends_log_ins_for_good(client: Client, people: Cast) -> None:
    enter(client, people.therapist)
    assert client.get("/mig/").status_code == 200
    towns = [people.municipalities["Randers"].pk]
    person.close(user=people.therapist, towns=towns, by=people.administrator)
    assert not OpenSession.objects.filter(user=people.therapist).exists()
    person.reopen(user=people.therapist, towns=towns, by=people.administrator)
    assert client.get("/mig/").status_code == 302
