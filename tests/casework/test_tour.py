"""Tours by area: whom one could see there, with whom, and on the house's own terms (F12, F19, F21)."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Area, Event
from fremskudt.casework.models import Appointment, Citizen, Contact, ContactAgreement, Pause, Tour
from fremskudt.casework.rules import tour as rules
from fremskudt.casework.rules.pause import CAUSES
from fremskudt.partnership.models import HouseRules
from tests.casework.field import citizen
from tests.casework.test_visit import go_two, words
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]

LIST, NEW = reverse("casework:tours"), reverse("casework:tour_new")


@pytest.fixture
def north(people: Cast) -> Area:
    town = people.municipalities["Randers"]
    return Area.objects.create(municipality=town, name="Nordbyen", n_inhabitants=4000, drive_minutes=25, drive_km=18)


@pytest.fixture
def kanel(people: Cast, north: Area) -> Citizen:
    """Last met in the north, 30 days ago."""
    return met_there(people, north, "Kanel", 30)


def met_there(people: Cast, area: Area, alias: str, days: int | None, **more: Any) -> Citizen:
    found = citizen(people, alias, followed_by=more.pop("followed_by", people.therapist))
    case, by, now = found.cases.get(), people.therapist, timezone.now()
    made = {"case": case, "by": by, "made_at": now}
    at = now - timedelta(days=days or 40)
    Appointment.objects.create(at=at, place="home", area=area, owner=by, outcome="held", **made)
    if days is not None:
        Contact.objects.create(at=at, outcome="met", place="home", way="in_person", operation=uuid4(), **made)
    return found


def tour(people: Cast, area: Area, **more: Any) -> Tour:
    told = {"on": timezone.localdate() + timedelta(days=1), "made_at": timezone.now(), **more}
    return Tour.objects.create(
        municipality=area.municipality, area=area, user=people.therapist, by=people.therapist, **told
    )


def laid(about: Citizen, into: Tour) -> str:
    return reverse("casework:tour_visit", args=[about.code, into.pk])


def test_tour_list_shows_areas_with_the_drive_and_asks_to_choose(people: Cast, north: Area, tea: Client) -> None:
    Area.objects.create(municipality=people.municipalities["Vejle"], name="Vestbyen")
    Area.objects.create(municipality=north.municipality, name="Lukket", closed_at=timezone.now())
    shown = words(tea.get(LIST))
    for said in (
        "Vælg et område. Vi finder, hvem der bor i nærheden.",
        "Nordbyen",
        "25 minutter i bil, 18 km",
        "Husregler",
    ):
        assert said in shown
    assert "Vestbyen" not in shown
    assert "Lukket" not in shown


def test_tour_area_shows_who_was_last_there_and_has_slipped(
    people: Cast, north: Area, kanel: Citizen, tea: Client
) -> None:
    south = Area.objects.create(municipality=north.municipality, name="Sydbyen")
    met_there(people, north, "Ny", 3)
    met_there(people, south, "Syd", 60)
    met_there(people, north, "Fremmed", 60, followed_by=people.colleague)
    never = met_there(people, north, "Aldrig", None)
    pausing, peace, weekly = (
        met_there(people, north, alias, days) for alias, days in (("Pause", 50), ("Ro", 50), ("Uge", 9))
    )
    made = {"made_at": timezone.now(), "by": people.therapist}
    Pause.objects.create(
        case=pausing.cases.get(),
        cause=next(iter(CAUSES)),
        began_on=timezone.localdate(),
        look_again_on="2100-01-01",
        **made,
    )
    ContactAgreement.objects.create(case=peace.cases.get(), not_now_until="2100-01-01", **made)
    ContactAgreement.objects.create(case=weekly.cases.get(), every_days=7, **made)
    shown = words(tea.get(LIST, {"omraade": north.pk}))
    for alias in ("Kanel", "Aldrig", "Uge", "Set for 30 dage siden", "Ikke set endnu", "Set for 9 dage siden"):
        assert alias in shown
    for alias in (">Ny<", "Syd<", "Fremmed", ">Pause<", ">Ro<"):
        assert alias not in shown
    assert shown.index("Aldrig") < shown.index("Kanel") < shown.index(">Uge<")
    read = set(Event.objects.filter(action="tour.read").values_list("subject", flat=True))
    assert read == {kanel.key, never.key, weekly.key}


def test_tour_area_shows_appointments_there_and_no_address(
    people: Cast, north: Area, kanel: Citizen, tea: Client
) -> None:
    at = timezone.now() + timedelta(days=2)
    Appointment.objects.create(
        case=kanel.cases.get(), at=at, place="outdoors", place_words="Bænken ved Søvej 3", area=north,
        owner=people.therapist, made_at=timezone.now(), by=people.therapist,
    )  # fmt: skip
    shown = words(tea.get(LIST, {"omraade": north.pk}))
    assert "· Ude" in shown
    assert "Søvej" not in shown
    assert shown.count("Kanel") == 1  # has a time already, so is not asked for twice


@pytest.mark.parametrize("asked", ["x", "987654321", "-1", ""])
def test_tour_area_that_is_none_shows_the_choice(north: Area, tea: Client, asked: str) -> None:
    assert "Vælg et område." in words(tea.get(LIST, {"omraade": asked}))


def test_tour_is_planned_in_a_chosen_area_and_is_for_the_team_to_see(people: Cast, north: Area, tea: Client) -> None:
    assert "Planlæg tur" in words(tea.get(NEW, {"omraade": north.pk}))
    day = timezone.localdate() + timedelta(days=3)
    sent = {"area": north.pk, "on": day, "is_evening": "on", "with_user": people.colleague.pk}
    for _twice in range(2):
        assert tea.post(NEW, sent).status_code == 302
    made = Tour.objects.get()
    assert (made.area, made.on, made.is_evening, made.with_user) == (north, day, True, people.colleague)
    address = reverse("casework:tour", args=[made.pk])
    assert "Aften" in words(enter(Client(), people.colleague).get(LIST))
    assert enter(Client(), people.colleague).get(address).status_code == 200
    assert enter(Client(), people.therapist_elsewhere).get(address).status_code == 404
    assert Event.objects.filter(action="tour.plan").count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"area": ""}, "Vælg et område."),
        ({"area": "987654321"}, "Vælg et område."),
        ({"on": "2020-01-01"}, "højst et år frem"),
        ({"on": "2999-01-01"}, "højst et år frem"),
        ({"with_user": "987654321"}, "Vælg en kollega fra listen."),
    ],
)
def test_tour_form_says_what_is_wrong(north: Area, tea: Client, wrong: dict[str, str], said: str) -> None:
    sent = {"area": str(north.pk), "on": f"{timezone.localdate():%Y-%m-%d}", **wrong}
    response = tea.post(NEW, sent)
    assert response.status_code == 422
    assert said in words(response)
    assert not Tour.objects.exists()


def test_tour_is_called_off_and_stands_again(people: Cast, north: Area, kanel: Citizen, tea: Client) -> None:
    made = tour(people, north)
    address = reverse("casework:tour", args=[made.pk])
    for _twice in range(2):
        tea.post(address, {"act": "call_off"})
    assert "Turen er aflyst." in words(tea.get(address))
    assert "Nordbyen" not in words(tea.get(LIST)).partition("omraader")[0]
    assert tea.post(laid(kanel, made), {"time": "10:00", "place": "home"}).status_code == 409
    tea.post(address, {"act": "take_back"})
    assert "Aflys turen" in words(tea.get(address))
    assert Event.objects.filter(action="tour.call_off").count() == 1


def test_tour_visit_is_laid_in_from_the_suggestions(people: Cast, north: Area, kanel: Citizen, tea: Client) -> None:
    made = tour(people, north, with_user=people.colleague)
    address = reverse("casework:tour", args=[made.pk])
    assert laid(kanel, made) in words(tea.get(address))
    assert f'value="{people.colleague.pk}" selected' in words(tea.get(laid(kanel, made)))
    sent = {"time": "10:30", "place": "outdoors", "what_for": "Kaffe", "with_user": people.colleague.pk}
    assert tea.post(laid(kanel, made), sent).status_code == 302
    planned = Appointment.objects.latest("pk")
    assert (planned.area, planned.place, planned.what_for) == (north, "outdoors", "Kaffe")
    at = timezone.localtime(planned.at)
    assert (at.date(), f"{at:%H.%M}") == (made.on, "10.30")
    assert "kl. 10.30" in words(tea.get(address))
    assert laid(kanel, made) not in words(tea.get(address))


def test_tour_visit_where_two_are_needed_asks_for_a_colleague(
    people: Cast, north: Area, kanel: Citizen, tea: Client
) -> None:
    go_two(kanel, people.colleague)
    made = tour(people, north)
    assert "Råbte i døren" in words(tea.get(laid(kanel, made)))
    sent = {"time": "10:30", "place": "home"}
    refused = tea.post(laid(kanel, made), sent)
    assert refused.status_code == 409
    assert "Her går man to." in words(refused)
    assert tea.post(laid(kanel, made), {**sent, "with_user": people.colleague.pk}).status_code == 302


def test_tour_visit_to_a_house_follows_its_rules(people: Cast, north: Area, kanel: Citizen, tea: Client) -> None:
    HouseRules.objects.create(
        organisation=people.drop_in, who="Én ad gangen", must_call_first=True, from_on=timezone.localdate(),
        made_at=timezone.now(), by=people.leader,
    )  # fmt: skip
    made = tour(people, north)
    shown = words(tea.get(laid(kanel, made)))
    assert shown.index("Én ad gangen") < shown.index('name="time"')
    sent = {"time": "10:30", "place": "refuge"}
    assert "Vælg, hvilket sted det er." in words(tea.post(laid(kanel, made), sent))
    sent["house"] = str(people.drop_in.pk)
    refused = tea.post(laid(kanel, made), sent)
    assert refused.status_code == 422
    assert rules.CALL_FIRST in words(refused)
    assert tea.post(laid(kanel, made), {**sent, "has_called": "on"}).status_code == 302
    assert Appointment.objects.latest("pk").place_words == "Værestedet Kajen"


def test_tour_visit_is_for_those_who_follow(people: Cast, north: Area, kanel: Citizen) -> None:
    made = tour(people, north)
    for user in (people.colleague, people.leader, people.therapist_elsewhere):
        assert enter(Client(), user).get(laid(kanel, made)).status_code == 404
        assert enter(Client(), user).post(laid(kanel, made)).status_code == 404


def test_tour_rules() -> None:
    today = date(2026, 2, 28)
    cases = {date(2026, 2, 27): False, today: True, date(2027, 2, 28): True, date(2027, 3, 1): False}
    assert {day: rules.may_be_on(day, today) for day in cases} == cases
    truth = {(False, False): True, (False, True): True, (True, False): False, (True, True): True}
    assert {case: bool(rules.may_come(must_call_first=case[0], have_called=case[1])) for case in truth} == truth
    assert [bool(rules.may_add(called_off=off)) for off in (False, True)] == [True, False]


def test_tour_pages_ask_the_same_number_of_questions_for_many(
    people: Cast, north: Area, tea: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        met_there(people, north, f"Alias {number}", 20 + number)
        tour(people, north, on=timezone.localdate() + timedelta(days=number))
    address = reverse("casework:tour", args=[Tour.objects.latest("on").pk])
    tea.get(LIST, {"omraade": north.pk})
    with django_assert_max_num_queries(15):
        shown = words(tea.get(LIST, {"omraade": north.pk}))
    assert shown.count("dage siden") == rules.SHOWN
    with django_assert_max_num_queries(15):
        tea.get(address)
