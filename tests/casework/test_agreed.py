"""»Aftalt med os«: what a yes opens for a house, door by door, and that nothing else of anyone is ever there."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event, Membership, Organisation, User
from fremskudt.access.roles import Role
from fremskudt.access.strength import Strength
from fremskudt.casework.actions import merge as merging
from fremskudt.casework.models import Appointment, Barring, Citizen, ConsentEnd, ConsentEntry
from fremskudt.casework.rules.consent import LOW_CONTENT, Topic
from tests.casework import agreed_field
from tests.casework.agreed_field import NEVER, OPENS
from tests.casework.consent_field import say
from tests.casework.field import citizen
from tests.casework.test_plan import end
from tests.cast import Cast, enter, person

pytestmark = [pytest.mark.database, pytest.mark.django_db]

LIST, SEARCH, NEXT, FILE = (reverse(f"casework:agreed{name}") for name in ("", "_search", "_next", "_file"))


def at(name: str, who: Citizen) -> str:
    return reverse(f"casework:{name}", args=[who.code])


def main(response: HttpResponse) -> str:
    """What is on the page itself, without the menu and one's own name."""
    assert response.status_code == 200, response.content.decode()
    page = response.content.decode()
    return page.split("<main")[1].split("</main>")[0] if "<main" in page else page


@pytest.fixture
def palle(people: Cast) -> Client:
    """A volunteer who logged in with two factors."""
    return enter(Client(), people.partner)


@pytest.fixture
def jens(people: Cast) -> Client:
    return enter(Client(), people.professional)


def doors(client: Client, who: Citizen) -> dict[str, str]:
    """Everything that a reader can fetch about somebody, each through its own door."""
    found = {
        "list": main(client.get(LIST)),
        "search": main(client.post(SEARCH, {"alias": who.alias[:3]})),
        "next": client.get(NEXT).content.decode(),
    }
    for name in ("agreed_one", "agreed_print"):
        answer = client.get(at(name, who))
        found[name] = main(answer) if answer.status_code == 200 else ""
    answer = client.post(FILE)
    found["file"] = answer.content.decode() if answer.status_code == 200 else ""
    return found


def withdraw(entry: ConsentEntry, days_ago: int = 0) -> None:
    ConsentEnd.objects.create(entry=entry, why="withdrawn", at=timezone.now() - timedelta(days=days_ago), by=entry.by)


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


def nothing(client: Client, who: Citizen) -> bool:
    """Not a trace in any door, and the page is the page of a code that nobody has."""
    absent = client.get(reverse("casework:agreed_one", args=["ZZZZ9999"]))
    hidden = client.get(at("agreed_one", who))
    told = "".join(doors(client, who).values())
    return hidden.status_code == 404 and hidden.content == absent.content and who.alias not in told


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


def bar(who: Citizen, user: User, people: Cast) -> None:
    today = timezone.localdate()
    Barring.objects.create(
        citizen=who, user=user, reason="Bror", review_on=today, set_at=timezone.now(), set_by=people.leader
    )


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
    assert all(words in page for words in [*OPENS[Topic.APPOINTMENTS], *OPENS["own"]])
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


# The pages


def test_agreed_page_tells_until_when_and_what_the_team_may_do(people: Cast, kanel: Citizen, jens: Client) -> None:
    say(kanel, people.jobcentre, "housing", days=30, direction="tell", by=people.therapist)
    say(kanel, people.jobcentre, "housing economy", days=60, direction="both", by=people.therapist)
    page = " ".join(main(jens.get(at("agreed_one", kanel))).split())
    day = timezone.localdate() + timedelta(days=60)
    assert f"Bolig: til og med {day.day}. " in page
    assert page.count("Teamet må fortælle jer det og spørge jer om det.") == 2
    assert "Mere er der ikke sagt ja til." in page


def test_agreed_says_which_times_lie_on_top_of_each_other(people: Cast, kanel: Citizen, jens: Client) -> None:
    case = agreed_field.fill(kanel, people, people.professional, people.jobcentre)
    say(kanel, people.jobcentre, "appointments", by=people.therapist)
    assert "Oven i hinanden" not in main(jens.get(at("agreed_one", kanel)))
    seat = (people.professional, people.jobcentre)
    agreed_field.meeting(case, people, agreed_field.at_1441(2) + timedelta(minutes=20), seat)
    page = main(jens.get(at("agreed_one", kanel)))
    assert "kl. 14.41 og kl. 15.01" in page
    assert "K-mødested" not in page


def test_agreed_meeting_without_a_seat_is_not_told(people: Cast, kanel: Citizen, jens: Client) -> None:
    case = agreed_field.fill(kanel, people, people.professional, people.jobcentre)
    say(kanel, people.jobcentre, "appointments", by=people.therapist)
    agreed_field.meeting(case, people, agreed_field.at_1441(2), (people.partner, people.drop_in))
    page = main(jens.get(at("agreed_one", kanel)))
    assert "Oven i hinanden" not in page
    assert "Møder, du er med til" not in page


def test_agreed_list_shows_twenty_with_the_week_first(people: Cast, jens: Client) -> None:
    for number in range(23):
        who = citizen(people, f"Borger {number:02}")
        say(who, people.jobcentre, "appointments", by=people.therapist)
        if number == 22:
            agreed_field.fill(who, people, people.professional, people.jobcentre)
    first, second = main(jens.get(LIST)), main(jens.get(f"{LIST}?side=2"))
    names = re.findall(r'class="agreed-who"[^>]*>([^<]+)<', first)
    assert names == ["Borger 22", *[f"Borger {number:02}" for number in range(19)]]
    assert "Vis flere" in first
    assert re.findall(r'class="agreed-who"[^>]*>([^<]+)<', second) == [f"Borger {number}" for number in (19, 20, 21)]
    assert jens.get(f"{LIST}?side=3").status_code == 302


def test_agreed_list_leaves_no_hole_where_somebody_also_said_no(people: Cast, jens: Client) -> None:
    for number in range(25):
        who = citizen(people, f"Borger {number:02}")
        say(who, people.jobcentre, "appointments", by=people.therapist)
        if number < 5:
            say(who, people.jobcentre, "appointments", answer="no", by=people.therapist)
    page = main(jens.get(LIST))
    assert page.count('class="agreed-who"') == 20
    assert "Vis flere" not in page


def test_agreed_week_is_not_told_to_who_may_not_know_the_times(people: Cast, kanel: Citizen, jens: Client) -> None:
    case = kanel.cases.get()
    Appointment.objects.create(
        case=case, at=agreed_field.at_1441(2), place="home", owner=people.therapist, made_at=timezone.now(),
        by=people.therapist,
    )  # fmt: skip
    say(kanel, people.jobcentre, "housing", by=people.therapist)
    page = main(jens.get(LIST))
    assert "Uden en dag den næste uge" in page
    assert "De næste syv dage" not in page
    assert jens.get(NEXT).content.decode().strip() == ""


def test_agreed_search_finds_a_part_of_the_alias_and_says_when_nobody(people: Cast, jens: Client) -> None:
    for alias in ("Østers", "Havre"):
        say(citizen(people, alias), people.jobcentre, by=people.therapist)
    page = main(jens.post(SEARCH, {"alias": "øst"}))
    assert "Østers" in page
    assert "Havre" not in page
    assert "Ingen, der har sagt ja, hedder sådan." in main(jens.post(SEARCH, {"alias": "Zebra"}))
    empty = jens.post(SEARCH, {"alias": ""})
    assert empty.status_code == 422
    assert "Skriv et dæknavn, eller noget af det." in empty.content.decode()
    long = jens.post(SEARCH, {"alias": "x" * 10000})
    assert "Skriv det kortere: højst 40 tegn." in long.content.decode()


def test_agreed_receipt_is_an_event_and_a_double_press_is_one(people: Cast, kanel: Citizen, jens: Client) -> None:
    say(kanel, people.jobcentre, by=people.therapist)
    for _press in range(2):
        assert jens.post(at("agreed_seen", kanel)).status_code == 302
    assert Event.objects.filter(action="agreed.receipt", subject=kanel.key).count() == 1
    assert "Tak. Teamet kan se, at du har læst det." in main(jens.get(at("agreed_one", kanel)))


def test_agreed_home_leads_there(people: Cast) -> None:
    for user in (people.partner, people.partner_contact, people.professional, people.peer):
        assert enter(Client(), user).get("/")["Location"] == LIST


def test_agreed_leave_quickly_is_first_of_all(jens: Client) -> None:
    page = jens.get(LIST).content.decode()
    body = page[page.index("<body") :]
    assert re.findall(r'<a [^>]*href="([^"]+)"', body)[:2] == ["#main", reverse("casework:leave")]


# Who has looked


def test_agreed_every_look_is_an_event_of_each_who_was_shown(people: Cast, kanel: Citizen, jens: Client) -> None:
    havre = citizen(people, "Havre")
    say(kanel, people.jobcentre, by=people.therapist)
    say(havre, people.drop_in, by=people.therapist)
    agreed_field.fill(kanel, people, people.professional, people.jobcentre)
    before = Event.objects.count()
    doors(jens, kanel)
    told = list(Event.objects.order_by("number")[before:].values_list("action", "subject", "purpose"))
    assert [one for one in told if one[1] == havre.key] == []
    actions = ("read", "search", "read", "read", "print", "export")
    assert told == [(f"agreed.{action}", kanel.key, "care") for action in actions]


def test_agreed_look_is_in_the_citizens_log_by_house_and_never_by_surname(
    people: Cast, kanel: Citizen, jens: Client, tea: Client
) -> None:
    User.objects.filter(pk=people.professional.pk).update(name="Jens Hemmelig")
    say(kanel, people.jobcentre, by=people.therapist)
    jens.get(at("agreed_one", kanel))
    jens.post(at("agreed_seen", kanel))
    page = tea.get(reverse("casework:citizen_log_print", args=[kanel.code])).content.decode()
    assert "En fra Jobcentret i Randers så det, der er aftalt med huset" in page
    assert "kvitterede" in page
    assert "Hemmelig" not in page


# The file


def test_agreed_file_is_for_contacts_and_professionals_and_asks_first(
    people: Cast, kanel: Citizen, jens: Client, palle: Client
) -> None:
    case = agreed_field.fill(kanel, people, people.professional, people.jobcentre)
    say(kanel, people.jobcentre, "appointments", by=people.therapist)
    agreed_field.task(case, people.professional, people.jobcentre, "=1+1", Topic.HOUSING, by=people.therapist)
    assert palle.get(FILE).status_code == palle.post(FILE).status_code == 403
    assert "Hent som fil" in main(jens.get(FILE))
    answer = jens.post(FILE)
    assert answer["Content-Disposition"] == 'attachment; filename="aftaler.csv"'
    rows = [line.split(";") for line in answer.content.decode("utf-8-sig").splitlines()]
    assert rows[0] == ["Hvad", "Dæknavn", "Hos", "Dag", "Tid", "Sted", "Tekst"]
    day = timezone.localdate() + timedelta(days=2)
    assert rows[1][:6] == ["Aftale", "Kanel", "Jobcentret i Randers", day.isoformat(), "14.41", "I telefon"]
    assert {row[6] for row in rows[2:]} == {"K-egen-opgave", "'=1+1"}


def test_agreed_file_holds_no_time_without_the_topic(people: Cast, kanel: Citizen, jens: Client) -> None:
    agreed_field.fill(kanel, people, people.professional, people.jobcentre)
    say(kanel, people.jobcentre, "housing", by=people.therapist)
    rows = jens.post(FILE).content.decode("utf-8-sig").splitlines()
    assert [row.split(";")[0] for row in rows] == ["Hvad", "Opgave"]


# How much it costs


def asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("n", [1, 50])
def test_agreed_pages_ask_as_little_for_fifty_as_for_one(people: Cast, n: int, request: Any) -> None:
    for number in range(n):
        who = citizen(people, f"Borger {number:02}")
        agreed_field.fill(who, people, people.partner, people.drop_in)
        say(who, people.drop_in, by=people.therapist)
        if number % 2:  # one who has said a no too, and still tells something
            say(who, people.drop_in, "health", answer="no", by=people.therapist)
    palle = enter(Client(), people.partner)
    first = Citizen.objects.order_by("alias").first()
    assert first
    palle.get(LIST)
    # With the two that mark the transaction of the test; one more where somebody has said a no too.
    assert {address: asked(palle, address) for address in (LIST, NEXT, at("agreed_one", first))} == {
        LIST: 17 if n > 1 else 16, NEXT: 17 if n > 1 else 16, at("agreed_one", first): 15,
    }  # fmt: skip


def test_agreed_person_by_person_and_house_by_house_costs_two_questions(people: Cast) -> None:
    from fremskudt.casework.selectors.consent import sharing

    citizens = [citizen(people, f"Borger {number}") for number in range(50)]
    for who in citizens:
        say(who, people.drop_in, by=people.therapist)
    volunteer = person("Petra", people.drop_in, Role.PARTNER)
    with CaptureQueriesContext(connection) as queries:
        told = sharing([who.pk for who in citizens])
    assert len(queries) == 2
    assert volunteer
    assert len(told.ledger) == 50
