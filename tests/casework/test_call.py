"""Ring eller skriv: what to mind stands first, and the number comes by a press that is an event."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.casework.actions import identity as identities
from fremskudt.casework.models import Citizen, ContactAgreement
from tests.casework.field import citizen
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def followed(people: Cast) -> Citizen:
    made = citizen(people, "Kanel", "K7M4-Q2RX", followed_by=people.therapist)
    identities.write(citizen=made, name="Petra Prøve", phone="20 30 40 50", by=people.therapist)
    return made


def address(followed: Citizen) -> str:
    return reverse("casework:call", args=[followed.code])


def test_call_says_what_to_mind_and_holds_no_number_before_the_press(
    tea: Client, people: Cast, followed: Citizen
) -> None:
    ContactAgreement.objects.create(
        case=followed.cases.get(),
        safe_contact="Ring ikke om formiddagen",
        made_at=timezone.now(),
        by=people.therapist,
        not_now_until=timezone.localdate() + timedelta(days=3),
    )
    page = tea.get(address(followed)).content.decode()
    assert "Ring ikke om formiddagen" in page
    assert "Borgeren vil være i fred til" in page
    assert "Vis nummeret" in page
    assert "2030" not in page.replace(" ", "")
    assert "tel:" not in page
    assert not Event.objects.filter(action="identity.read").exists()


def test_call_number_comes_by_a_press_with_what_to_mind_above_it(tea: Client, people: Cast, followed: Citizen) -> None:
    ContactAgreement.objects.create(
        case=followed.cases.get(), safe_contact="Læg ingen besked", made_at=timezone.now(), by=people.therapist
    )
    answer = tea.post(address(followed))
    page = answer.content.decode()
    assert 'href="tel:+4520304050"' in page
    assert 'href="sms:+4520304050"' in page
    assert page.index("Læg ingen besked") < page.index("20 30 40 50")
    assert "Petra" not in page
    assert answer["Cache-Control"] == "no-store"
    event = Event.objects.get(action="identity.read")
    assert (event.subject, event.purpose, event.fields) == (followed.key, "care", "identifying")


def test_call_without_a_number_says_where_to_write_it(tea: Client, people: Cast) -> None:
    nobody = citizen(people, "Havre", followed_by=people.therapist)
    page = tea.post(address(nobody)).content.decode()
    assert "Intet nummer skrevet endnu." in page
    assert reverse("casework:identity_edit", args=[nobody.code]) in page


def test_call_is_of_those_who_follow_and_may_read_the_name(people: Cast, followed: Citizen) -> None:
    for user in (people.colleague, people.therapist_elsewhere):
        client = enter(Client(), user)
        assert client.get(address(followed)).status_code == client.post(address(followed)).status_code == 404
    followed.assignments.create(user=people.leader, began_at=timezone.now(), by=people.leader)
    assert enter(Client(), people.leader).post(address(followed)).status_code == 403
    assert not Event.objects.filter(action="identity.read").exists()
