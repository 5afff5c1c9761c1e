"""»Aftalt med os« as pages: the list, one person, the receipt, the paper, the file, the log, and what they cost."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event, User
from fremskudt.casework.models import Appointment, Citizen
from fremskudt.casework.rules.agreed import SHOWN
from fremskudt.casework.rules.consent import Topic
from fremskudt.casework.selectors.consent import sharing
from tests.casework import agreed_field
from tests.casework.agreed_doors import FILE, LIST, NEXT, SEARCH, at, doors, main
from tests.casework.consent_field import say
from tests.casework.field import citizen
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def palle(people: Cast) -> Client:
    """A volunteer who logged in with two factors."""
    return enter(Client(), people.partner)


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
    assert "Senere, eller uden en dag" in page
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


def test_agreed_is_a_place_of_the_menu_and_home_is_where_a_tip_begins(people: Cast) -> None:
    for user in (people.partner, people.partner_contact, people.professional, people.peer):
        client = enter(Client(), user)
        home = reverse("casework:peer_day" if user == people.peer else "partnership:seen_and_heard")
        assert client.get("/")["Location"] == home
        assert f'href="{LIST}"' in client.get(home).content.decode()


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
def test_agreed_pages_ask_as_little_for_fifty_as_for_one(people: Cast, n: int) -> None:
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
    # With the two that mark the transaction of the test. Of one person it is asked too who has nothing within the week.
    lists = 15 if n > SHOWN else 16
    assert {address: asked(palle, address) for address in (LIST, NEXT, at("agreed_one", first))} == {
        LIST: lists, NEXT: lists, at("agreed_one", first): 15,
    }  # fmt: skip


def test_agreed_person_by_person_and_house_by_house_costs_two_questions(people: Cast) -> None:
    citizens = [citizen(people, f"Borger {number}") for number in range(50)]
    for who in citizens:
        say(who, people.drop_in, by=people.therapist)
    with CaptureQueriesContext(connection) as queries:
        told = sharing([who.pk for who in citizens])
    assert len(queries) == 2
    assert len(told.ledger) == 50
