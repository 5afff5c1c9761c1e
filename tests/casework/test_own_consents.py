"""»Hvem ved hvad« on the citizen's own phone: it tells who, stops in one press, and says yes only to what was asked."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.links import OWN_PAPERS
from fremskudt.access.models import Event
from fremskudt.casework.actions import link as link_actions
from fremskudt.casework.models import Citizen, ConsentEnd, ConsentEntry, Meeting, MeetingItem
from fremskudt.casework.rules.consent import Use
from fremskudt.casework.selectors.consent import recipients_for, sharing
from tests.casework.consent_field import say
from tests.casework.field import citizen
from tests.cast import Cast

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PAGE = reverse("casework:own_consents")
WORDS = re.compile(r"misbrug|behandl|afhængig|fremskudt|psykiatri|fase", re.IGNORECASE)


@pytest.fixture
def kanel(people: Cast) -> Citizen:
    return citizen(people, "Kanel", "K7M4-Q2RX", followed_by=people.therapist)


@pytest.fixture
def holder(people: Cast, kanel: Citizen) -> Client:
    _link, token = link_actions.give(citizen=kanel, purpose=OWN_PAPERS, by=people.therapist)
    client = Client()
    response = client.post(reverse("casework:link_enter", args=[token]))
    assert response.headers["Location"] == reverse("surveys:own")
    return client


def shown(client: Client, address: str = PAGE) -> str:
    response = client.get(address)
    assert response.status_code == 200
    page = response.content.decode()
    return page[page.index("<main") : page.index("</main")]


def knows(people: Cast, kanel: Citizen) -> set[str]:
    """What the jobcentre's professional may be told now."""
    jens = people.professional
    told = sharing([kanel.pk])
    return {topic for one in recipients_for([jens.pk])[jens.pk] for topic in told.topics(kanel.pk, one, Use.PAGE)}


def test_own_consents_say_that_nobody_knows_anything(holder: Client) -> None:
    page = shown(holder)
    assert "Ingen ved noget. Sådan er det, til du siger ja." in page
    assert "Stop al deling" not in page


def test_own_consents_tell_who_what_and_until_when_in_words_a_shoulder_may_read(
    people: Cast, kanel: Citizen, holder: Client
) -> None:
    say(kanel, people.jobcentre, "appointments economy", by=people.therapist, days=60)
    page = shown(holder)
    assert "Jobcentret i Randers" in page
    assert "hvornår vi ses og dine penge" in page
    assert "Kanel" not in page
    assert not WORDS.findall(page)
    assert Event.objects.filter(action="own_consents.read", subject=kanel.key).count() == 1


def test_own_consent_is_stopped_in_one_press_and_nobody_is_asked_why(
    people: Cast, kanel: Citizen, holder: Client
) -> None:
    entry = say(kanel, people.jobcentre, "appointments", by=people.therapist)
    assert knows(people, kanel) == {"appointments"}
    address = re.findall(r'action="([^"]+/stop/)"', shown(holder))[0]
    response = holder.post(address, follow=True)
    assert "Det er stoppet nu. Vi taler om det, når du vil." in response.content.decode()
    assert knows(people, kanel) == set()
    assert ConsentEnd.objects.get(entry=entry).by is None
    assert Event.objects.get(action="consent.withdraw").role == "link_holder"
    again = holder.post(address, follow=True)
    assert ConsentEnd.objects.count() == 1
    assert again.status_code == 200


def test_own_stop_all_stops_everybody(people: Cast, kanel: Citizen, holder: Client) -> None:
    say(kanel, people.jobcentre, "appointments", by=people.therapist)
    say(kanel, people.drop_in, "appointments housing", by=people.therapist)
    response = holder.post(reverse("casework:own_stop_all"), follow=True)
    assert "Ingen kan længere se noget." in response.content.decode()
    assert ConsentEnd.objects.count() == 2
    assert "Ingen ved noget." in shown(holder)


def test_own_consents_of_somebody_else_are_not_there(people: Cast, holder: Client) -> None:
    other = citizen(people, "Havre", followed_by=people.colleague)
    entry = say(other, people.jobcentre, "appointments", by=people.colleague)
    for name in ("own_consent_stop", "own_answer"):
        response = holder.post(reverse(f"casework:{name}", args=[entry.pk]), {"answer": "no", "until_on": "2030-01-01"})
        assert response.status_code == 404
    assert not ConsentEnd.objects.exists()
    assert ConsentEntry.objects.count() == 1


def test_own_question_that_was_put_off_is_answered_through_the_link(
    people: Cast, kanel: Citizen, holder: Client
) -> None:
    say(kanel, people.jobcentre, "appointments housing", by=people.therapist, answer="not_now")
    page = shown(holder)
    assert "Det ville du tænke over" in page
    until = re.findall(r'name="until_on" value="([^"]+)"', page)[0]
    address = re.findall(r'action="([^"]+/svar/)"', page)[0]
    holder.post(address, {"answer": "yes", "until_on": until})
    made = ConsentEntry.objects.get(answer="yes")
    assert (made.form, made.by, made.topics, str(made.until_on)) == ("link", None, "appointments housing", until)
    assert made.words in page
    assert knows(people, kanel) == {"appointments", "housing"}
    assert "Det ville du tænke over" not in shown(holder)


def test_own_question_answered_with_no_shares_nothing(people: Cast, kanel: Citizen, holder: Client) -> None:
    say(kanel, people.jobcentre, "appointments", by=people.therapist, answer="not_now")
    page = shown(holder)
    until = re.findall(r'name="until_on" value="([^"]+)"', page)[0]
    address = re.findall(r'action="([^"]+/svar/)"', page)[0]
    response = holder.post(address, {"answer": "no", "until_on": until}, follow=True)
    assert "Det er i orden. Intet bliver delt." in response.content.decode()
    assert knows(people, kanel) == set()


def test_own_question_waits_a_month_and_not_longer(people: Cast, kanel: Citizen) -> None:
    say(kanel, people.jobcentre, "appointments", by=people.therapist, answer="not_now")
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        _link, token = link_actions.give(citizen=kanel, purpose=OWN_PAPERS, by=people.therapist)
        client = Client()
        client.post(reverse("casework:link_enter", args=[token]))
        assert "Det ville du tænke over" not in shown(client)


@pytest.mark.parametrize("sent", [{}, {"answer": "yes"}, {"answer": "måske", "until_on": "2027-01-01"}])
def test_own_answer_that_is_no_answer_is_told_and_stored_by_nobody(
    people: Cast, kanel: Citizen, holder: Client, sent: dict[str, Any]
) -> None:
    entry = say(kanel, people.jobcentre, "appointments", by=people.therapist, answer="not_now")
    response = holder.post(reverse("casework:own_answer", args=[entry.pk]), sent)
    assert response.status_code == 422
    assert "Ring, så stopper vi det for dig." in response.content.decode()
    assert ConsentEntry.objects.count() == 1


def test_own_answer_until_a_day_too_far_off_is_refused(people: Cast, kanel: Citizen, holder: Client) -> None:
    entry = say(kanel, people.jobcentre, "appointments", by=people.therapist, answer="not_now")
    far = timezone.localdate() + timedelta(days=800)
    address = reverse("casework:own_answer", args=[entry.pk])
    assert holder.post(address, {"answer": "yes", "until_on": far}).status_code == 409
    assert knows(people, kanel) == set()


def test_own_summary_is_there_once_it_is_given(people: Cast, kanel: Citizen, holder: Client) -> None:
    now = timezone.now()
    meeting = Meeting.objects.create(
        municipality=kanel.municipality, kind="short", at=now, chair=people.therapist, agenda="Status",
        number="6f9619ff-8b86-d011-b42d-00c04fc964ff", made_at=now, by=people.therapist,
    )  # fmt: skip
    item = MeetingItem.objects.create(
        meeting=meeting, case=kanel.cases.get(), order=1, summary="Vi talte om din bolig. Vi ringer fredag."
    )
    address = reverse("casework:own_summary", args=[item.pk])
    assert holder.get(address).status_code == 404
    item.given_at, item.given_how = now, "link"
    item.save()
    assert "Vi ringer fredag." in shown(holder, address)
    assert address in shown(holder)


def test_own_print_holds_who_what_and_who_has_read_and_no_menu(people: Cast, kanel: Citizen, holder: Client) -> None:
    say(kanel, people.drop_in, "housing", by=people.therapist)
    page = shown(holder, reverse("casework:own_consents_print"))
    assert "Værestedet Kajen" in page
    assert "din bolig" in page
    assert "<form" not in page


def test_own_pages_without_the_link_do_not_exist(people: Cast, kanel: Citizen) -> None:
    entry = say(kanel, people.jobcentre, by=people.therapist)
    client = Client()
    assert client.get(PAGE).status_code == 404
    assert client.post(reverse("casework:own_consent_stop", args=[entry.pk])).status_code == 404
    assert not ConsentEnd.objects.exists()
