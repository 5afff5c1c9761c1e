"""»Aftalt med os«: what a yes opens for a house, door by door, and that nothing else of anyone is ever there."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from fremskudt.access.models import Membership, Organisation
from fremskudt.access.roles import Role
from fremskudt.access.strength import Strength
from fremskudt.casework.actions import merge as merging
from fremskudt.casework.models import Appointment, Barring, Citizen
from fremskudt.casework.rules.consent import LOW_CONTENT, Topic
from tests.casework import agreed_field
from tests.casework.agreed_doors import LIST, at, bar, doors, main, nothing, withdraw
from tests.casework.agreed_field import NEVER, OPENS
from tests.casework.consent_field import say
from tests.casework.field import citizen
from tests.casework.test_plan import end
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def palle(people: Cast) -> Client:
    """A volunteer who logged in with two factors."""
    return enter(Client(), people.partner)


# What each topic opens


@pytest.mark.parametrize("topic", list(Topic))
def test_agreed_each_topic_opens_its_own_and_nothing_else(
    people: Cast, kanel: Citizen, jens: Client, topic: str
) -> None:
    agreed_field.fill(kanel, people, people.professional, people.jobcentre)
    say(kanel, people.jobcentre, topic, by=people.therapist)
    page = main(jens.get(at("agreed_one", kanel)))
    opened = {*OPENS[topic], *OPENS["own"]}
    shown = {words for words in [*NEVER, *(one for each in OPENS.values() for one in each)] if words in page}
    assert shown == opened
    for door, told in doors(jens, kanel).items():
        assert not {words for words in NEVER if words in told}, door
        others = {one for each in OPENS.values() for one in each} - opened
        assert not {words for words in others if words in told}, door


def test_agreed_topics_together_open_the_sum(people: Cast, kanel: Citizen, jens: Client) -> None:
    agreed_field.fill(kanel, people, people.professional, people.jobcentre)
    say(kanel, people.jobcentre, by=people.therapist)
    page = main(jens.get(at("agreed_one", kanel)))
    assert not {words for each in OPENS.values() for words in each if words not in page}
    assert not {words for words in NEVER if words in page}
    assert "behandling" not in page
    assert "misbrug" not in page


def test_agreed_place_in_words_only_of_what_the_own_house_holds(people: Cast, kanel: Citizen, jens: Client) -> None:
    agreed_field.fill(kanel, people, people.professional, people.jobcentre)
    say(kanel, people.jobcentre, Topic.APPOINTMENTS, by=people.therapist)
    Appointment.objects.update(with_user=people.professional)
    page = main(jens.get(at("agreed_one", kanel)))
    assert "K-sted" in page
    assert "K-formål" not in page


def test_agreed_a_colleagues_role_in_the_house_is_not_ones_own(people: Cast, kanel: Citizen, palle: Client) -> None:
    agreed_field.fill(kanel, people, people.partner_contact, people.drop_in)
    entry = say(kanel, people.drop_in, Topic.APPOINTMENTS, by=people.therapist)
    assert "K-egen-rolle" not in main(palle.get(at("agreed_one", kanel)))
    withdraw(entry)
    say(kanel, people.drop_in, Topic.AGREEMENTS, by=people.therapist)
    assert "K-egen-rolle" in main(palle.get(at("agreed_one", kanel)))


# When, to whom


def test_agreed_withdrawn_is_gone_at_the_next_request(people: Cast, kanel: Citizen, jens: Client) -> None:
    entry = say(kanel, people.jobcentre, by=people.therapist)
    assert "Kanel" in doors(jens, kanel)["list"]
    withdraw(entry)
    assert nothing(jens, kanel)
    page = main(jens.get(LIST))
    assert "1 aftale er stoppet." in page
    assert "Ingen har givet dig et ja." in page
    assert jens.post(at("agreed_seen", kanel)).status_code == 404


def test_agreed_stopped_is_told_for_seven_days_and_never_to_the_barred(
    people: Cast, kanel: Citizen, jens: Client
) -> None:
    withdraw(say(kanel, people.jobcentre, by=people.therapist), days_ago=6)
    assert "1 aftale er stoppet." in main(jens.get(LIST))
    bar(kanel, people.professional, people)
    assert "stoppet" not in main(jens.get(LIST))
    Barring.objects.all().delete()
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        assert "stoppet" not in main(enter(Client(), people.professional).get(LIST))


def test_agreed_expires_at_danish_midnight(people: Cast, kanel: Citizen) -> None:
    say(kanel, people.jobcentre, by=people.therapist, days=3)
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=4)
    for minutes, is_there in ((-1, True), (1, False)):
        with time_machine.travel(midnight + timedelta(minutes=minutes), tick=False):
            jens = enter(Client(), people.professional)
            assert ("Kanel" in main(jens.get(LIST))) is is_there
            assert jens.get(at("agreed_one", kanel)).status_code == (200 if is_there else 404)


def test_agreed_a_no_closes_what_a_yes_opened_and_only_that(people: Cast, kanel: Citizen, jens: Client) -> None:
    agreed_field.fill(kanel, people, people.professional, people.jobcentre)
    say(kanel, people.jobcentre, "housing health", by=people.therapist)
    say(kanel, people.jobcentre, "health", answer="no", by=people.therapist)
    page = main(jens.get(at("agreed_one", kanel)))
    assert "K-sagt-housing" in page
    assert "K-sagt-health" not in page
    assert "Kanel" in main(jens.get(LIST))
    say(kanel, people.jobcentre, "housing", answer="no", user=people.professional, by=people.therapist)
    assert nothing(jens, kanel)


def test_agreed_to_a_role_and_to_one_person(people: Cast, kanel: Citizen, palle: Client) -> None:
    karla = enter(Client(), people.partner_contact)
    entry = say(kanel, people.drop_in, "appointments", role=Role.PARTNER_CONTACT, by=people.therapist)
    assert "Kanel" in main(karla.get(LIST))
    assert nothing(palle, kanel)
    withdraw(entry)
    say(kanel, people.drop_in, "appointments", user=people.partner, by=people.therapist)
    assert "Kanel" in main(palle.get(LIST))
    assert nothing(karla, kanel)


def test_agreed_with_another_house_is_not_with_this_one(people: Cast, kanel: Citizen, palle: Client) -> None:
    say(kanel, people.jobcentre, by=people.therapist)
    assert nothing(palle, kanel)


@pytest.mark.parametrize("purpose", ["meeting", "feedback"])
def test_agreed_for_something_else_opens_nothing_here(people: Cast, kanel: Citizen, jens: Client, purpose: str) -> None:
    say(kanel, people.jobcentre, purpose=purpose, by=people.therapist)
    assert nothing(jens, kanel)


def test_agreed_only_to_be_asked_is_not_to_be_told(people: Cast, kanel: Citizen, jens: Client) -> None:
    say(kanel, people.jobcentre, direction="ask", by=people.therapist)
    assert nothing(jens, kanel)


def test_agreed_barred_reader_meets_nobody(people: Cast, kanel: Citizen, jens: Client) -> None:
    say(kanel, people.jobcentre, by=people.therapist)
    bar(kanel, people.professional, people)
    assert nothing(jens, kanel)


def test_agreed_who_left_the_house_sees_nothing_more(people: Cast, kanel: Citizen, palle: Client) -> None:
    say(kanel, people.drop_in, by=people.therapist)
    Membership.objects.filter(user=people.partner).update(organisation=people.jobcentre)
    assert nothing(palle, kanel)


def test_agreed_after_a_farewell_only_what_is_for_the_one_who_takes_over(
    people: Cast, kanel: Citizen, jens: Client
) -> None:
    say(kanel, people.jobcentre, by=people.therapist)
    end(kanel, people)
    assert nothing(jens, kanel)
    say(kanel, people.jobcentre, "appointments", purpose="handing_on", by=people.therapist)
    found = doors(jens, kanel)
    assert all("Kanel" in found[door] for door in ("list", "search", "agreed_one", "agreed_print"))
    assert "Kanel" not in found["file"]


def test_agreed_follows_a_merge(people: Cast, kanel: Citizen, jens: Client) -> None:
    other = citizen(people, "Havre", followed_by=people.therapist)
    agreed_field.fill(other, people, people.professional, people.jobcentre)
    say(other, people.jobcentre, "housing", by=people.therapist)
    assert "Havre" in main(jens.get(LIST))
    merging.merge(kept=kanel, other=other, purpose="care", by=people.therapist)
    page = main(jens.get(LIST))
    assert "Kanel" in page
    assert "Havre" not in page
    assert jens.get(at("agreed_one", other)).status_code == 404
    assert "K-sagt-housing" in main(jens.get(at("agreed_one", kanel)))


# How much: link, peer, two houses


def test_agreed_by_a_link_shows_little_and_says_why(people: Cast, kanel: Citizen) -> None:
    agreed_field.fill(kanel, people, people.partner, people.drop_in)
    say(kanel, people.drop_in, by=people.therapist)
    palle = enter(Client(), people.partner, Strength.LINK)
    for page in (main(palle.get(at("agreed_one", kanel))), main(palle.get(LIST))):
        assert "Log ind med to trin for at se mere." in page
        for topic in set(Topic) - LOW_CONTENT:
            assert not [words for words in OPENS[topic] if words in page]
    assert all(words in main(palle.get(at("agreed_one", kanel))) for words in OPENS[Topic.AGREEMENTS])
    assert "Log ind med to trin" not in main(enter(Client(), people.partner).get(LIST))


def test_agreed_by_a_link_of_high_content_alone_is_as_if_nobody_were_there(people: Cast, kanel: Citizen) -> None:
    say(kanel, people.drop_in, "health", by=people.therapist)
    palle = enter(Client(), people.partner, Strength.LINK)
    assert nothing(palle, kanel)
    assert "Log ind med to trin for at se mere." in main(palle.get(LIST))


def test_agreed_by_a_link_says_nothing_of_two_factors_where_they_would_show_no_more(
    people: Cast, kanel: Citizen
) -> None:
    say(kanel, people.drop_in, "appointments", by=people.therapist)
    palle = enter(Client(), people.partner, Strength.LINK)
    for page in (main(palle.get(LIST)), main(palle.get(at("agreed_one", kanel)))):
        assert "Kanel" in page
        assert "to trin" not in page


def test_agreed_peer_sees_low_content_only(people: Cast, kanel: Citizen) -> None:
    agreed_field.fill(kanel, people, people.peer, people.centre)
    pia = enter(Client(), people.peer)
    assert "Ingen aftaler. Sid i køkkenet, hvis du har lyst." in main(pia.get(LIST))
    say(kanel, people.centre, by=people.therapist)
    page = main(pia.get(at("agreed_one", kanel)))
    for topic in set(Topic) - LOW_CONTENT:
        assert not [words for words in OPENS[topic] if words in page]
    own = [words for words in OPENS["own"] if words != "K-egen-opgave"]  # which is about health
    assert all(words in page for words in [*OPENS[Topic.APPOINTMENTS], *own])
    assert "K-egen-opgave" not in page
    assert "to trin" not in page


def test_agreed_two_houses_each_with_its_own(people: Cast, kanel: Citizen) -> None:
    shelter = Organisation.objects.create(
        kind="shelter", name="Herberget Ankeret", municipality=people.municipalities["Randers"]
    )
    Membership.objects.create(user=people.partner, organisation=shelter, role=Role.PARTNER)
    agreed_field.fill(kanel, people, people.partner, people.drop_in)
    say(kanel, people.drop_in, "housing", by=people.therapist)
    say(kanel, shelter, "economy", by=people.therapist)
    palle = enter(Client(), people.partner)
    page = main(palle.get(at("agreed_one", kanel)))
    ankeret, kajen = page.split("Værestedet Kajen")
    assert "Herberget Ankeret" in ankeret
    assert "K-sagt-economy" in ankeret
    assert "K-egen-opgave" not in ankeret
    assert "K-sagt-housing" in kajen
    assert "K-egen-opgave" in kajen
    for house, other in ((kajen, "economy"), (ankeret, "housing")):
        assert f"K-sagt-{other}" not in house
    assert main(palle.get(LIST)).count('class="agreed-who"') == 2
