"""Planning a short meeting: three presses, and nobody beside a citizen who has not said yes to them (F42, F43)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.casework.actions import meeting_plan as actions
from fremskudt.casework.actions import seat as seat_actions
from fremskudt.casework.actions.meeting_plan import NotCoveredError
from fremskudt.casework.models import Appointment, Citizen, ConsentEnd, Ending, Meeting, MeetingItem, MeetingSeat
from tests.casework.consent_field import say
from tests.casework.field import citizen
from tests.casework.seat_field import NEW, in_days, key, meeting, plan, seat
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]
REFUSED = "er ikke dækket af et ja og kan ikke være med her."


@pytest.fixture
def havre(people: Cast) -> Citizen:
    return citizen(people, "Havre", "H9TD-0001", followed_by=people.therapist)


def people_page(made: Meeting) -> str:
    return reverse("casework:meeting_people", args=[made.pk])


def jens(people: Cast) -> str:
    return key(people.professional, people.jobcentre)


def test_meeting_is_planned_with_what_is_proposed(tea: Client, kanel: Citizen, havre: Citizen, people: Cast) -> None:
    for one in (kanel, havre):
        say(one, people.jobcentre, "housing", by=people.therapist)
    assert plan(tea, [kanel, havre], [jens(people)]).status_code == 302
    made = Meeting.objects.get()
    assert [item.case.citizen for item in made.items.all()] == [kanel, havre]
    assert [one.user for one in made.seats.all()] == [people.professional]
    assert (made.kind, made.minutes, made.chair) == ("short", 15, people.therapist)
    assert made.agenda.splitlines()[0] == "Nyt siden sidst"
    assert timezone.localtime(made.at).hour == 13
    assert made.at > timezone.now()
    assert set(Event.objects.filter(action="meeting.plan").values_list("subject", flat=True)) == {kanel.key, havre.key}
    told = tea.get(people_page(made)).content.decode()
    for words in ("Kanel", "Havre", "Jens, Jobcentret i Randers", "Har ikke fået besked", "Send besked om tiden"):
        assert words in told


def test_meeting_pressed_twice_is_one(tea: Client, kanel: Citizen, people: Cast) -> None:
    say(kanel, people.jobcentre, by=people.therapist)
    assert [plan(tea, [kanel], [jens(people)]).status_code for _press in range(2)] == [302, 302]
    assert Meeting.objects.count() == 1
    assert Event.objects.filter(action="meeting.plan").count() == 1


def test_meeting_offers_only_those_whom_a_yes_covers(tea: Client, kanel: Citizen, people: Cast) -> None:
    say(kanel, people.drop_in, by=people.therapist, purpose="feedback")  # for something else
    say(kanel, people.drop_in, by=people.therapist, answer="no")
    say(kanel, people.jobcentre, by=people.therapist)
    page = tea.get(NEW).content.decode()
    assert "Jens, Jobcentret i Randers" in page
    for nobody in ("Palle", "Karla", "Pia", "Ulla"):
        assert nobody not in page


def test_meeting_with_an_actor_whom_one_of_them_does_not_cover_is_refused_whole(
    tea: Client, kanel: Citizen, havre: Citizen, people: Cast
) -> None:
    say(kanel, people.jobcentre, by=people.therapist)
    refused = plan(tea, [kanel, havre], [jens(people)], place="Stuen")
    page = refused.content.decode()
    assert refused.status_code == 409
    assert f"Jens, Jobcentret i Randers {REFUSED}" in page
    assert reverse("casework:consent_ask", args=[havre.code]) in page
    assert reverse("casework:consent_ask", args=[kanel.code]) not in page
    assert 'value="Stuen"' in page  # what was typed is kept
    assert not Meeting.objects.exists()
    assert not MeetingItem.objects.exists()
    assert not MeetingSeat.objects.exists()


def test_meeting_refuses_to_add_an_actor_or_a_citizen_that_no_yes_brings_together(
    tea: Client, kanel: Citizen, havre: Citizen, people: Cast
) -> None:
    say(kanel, people.jobcentre, by=people.therapist)
    made = meeting(people.therapist, people.municipalities["Randers"], [kanel, havre])
    refused = tea.post(people_page(made), {"add": "1", "actor": jens(people)})
    assert (refused.status_code, REFUSED in refused.content.decode()) == (409, True)
    assert not MeetingSeat.objects.exists()
    other = meeting(people.therapist, people.municipalities["Randers"], [kanel], at=in_days(4))
    seat(other, people.professional, people.jobcentre)
    refused = tea.post(people_page(other), {"add": "1", "citizen": havre.code})
    assert (refused.status_code, REFUSED in refused.content.decode()) == (409, True)
    assert reverse("casework:consent_ask", args=[havre.code]) in refused.content.decode()
    assert [item.case.citizen for item in other.items.all()] == [kanel]
    say(havre, people.jobcentre, by=people.therapist)
    assert tea.post(people_page(other), {"add": "1", "citizen": havre.code}).status_code == 302
    assert tea.post(people_page(made), {"add": "1", "actor": jens(people)}).status_code == 302
    assert other.items.count() == 2
    assert made.seats.count() == 1


def test_meeting_of_two_who_plan_at_once_never_sits_anybody_beside_one_who_said_no(
    kanel: Citizen, havre: Citizen, people: Cast
) -> None:
    """One adds an actor, the other a citizen; both looked while neither was there."""
    say(kanel, people.jobcentre, by=people.therapist)
    made = meeting(people.therapist, people.municipalities["Randers"], [kanel])
    actions.add_citizen(meeting=made, case=havre.cases.get(), by=people.therapist)
    with pytest.raises(NotCoveredError):
        seat_actions.add(meeting=made, user=people.professional, organisation=people.jobcentre, by=people.therapist)
    assert not made.seats.exists()


def test_meeting_yes_that_ended_before_the_press_covers_nobody(tea: Client, kanel: Citizen, people: Cast) -> None:
    entry = say(kanel, people.jobcentre, by=people.therapist)
    made = meeting(people.therapist, people.municipalities["Randers"], [kanel])
    assert "Jens" in tea.get(people_page(made)).content.decode()
    ConsentEnd.objects.create(entry=entry, why="withdrawn", at=timezone.now(), by=people.therapist)
    refused = tea.post(people_page(made), {"add": "1", "actor": jens(people)})
    assert refused.status_code == 422
    assert not made.seats.exists()
    with pytest.raises(NotCoveredError):
        seat_actions.add(meeting=made, user=people.professional, organisation=people.jobcentre, by=people.therapist)


def test_meeting_of_somebody_elses_citizen_is_not_planned(tea: Client, kanel: Citizen, people: Cast) -> None:
    other = citizen(people, "Fyr", followed_by=people.colleague)
    assert "Fyr" not in tea.get(NEW).content.decode()
    refused = plan(tea, [other], [])
    assert refused.status_code == 422
    assert not Meeting.objects.exists()
    made = meeting(people.therapist, people.municipalities["Randers"], [kanel])
    with pytest.raises(NotCoveredError):
        actions.add_citizen(meeting=made, case=other.cases.get(), by=people.therapist)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"on": "2001-01-01"}, "Tiden er gået. Vælg en, der kommer."),
        ({"on": "2999-01-01"}, "Vælg en dag inden for to år."),
        ({"on": "1899-12-31"}, "Dagen ligger for langt tilbage."),
        ({"clock": "25:00"}, "Skriv tiden som 9.40."),
        ({"minutes": "3"}, "Vælg, hvor længe mødet varer."),
        ({"link": "javascript:alert(1)"}, "Sæt et link ind, der begynder med https://."),
        ({"place": "x" * 10000}, "10.000 tegn, og der er plads til 120"),
        ({"citizens": [], "actors": []}, "Vælg mindst én borger eller én, der skal med."),
    ],
)
def test_meeting_form_says_what_is_wrong_and_keeps_the_rest(
    tea: Client, kanel: Citizen, people: Cast, wrong: dict[str, Any], said: str
) -> None:
    told = {"place": "Stuen", **wrong}
    response = plan(tea, told.pop("citizens", [kanel]), told.pop("actors", []), **told)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Meeting.objects.exists()


def test_meeting_in_the_hour_that_is_left_out_in_spring_is_refused(tea: Client, kanel: Citizen) -> None:
    spring = next_shift(3)
    response = plan(tea, [kanel], [], on=f"{spring:%Y-%m-%d}", clock="02:30")
    assert response.status_code == 422
    assert "Klokkeslættet findes ikke den dag" in response.content.decode()


def next_shift(month: int):  # type: ignore[no-untyped-def]
    """The next last Sunday of that month."""
    today = timezone.localdate()
    for year in (today.year, today.year + 1):
        day = today.replace(year=year, month=month, day=31)
        day -= timedelta(days=(day.weekday() + 1) % 7)
        if day > today + timedelta(days=1):
            return day
    raise AssertionError("no such day")


def test_meeting_that_lies_on_another_is_told_and_not_refused(tea: Client, kanel: Citizen, people: Cast) -> None:
    at = in_days(3)
    Appointment.objects.create(
        case=kanel.cases.get(), at=at - timedelta(minutes=10), place="home", owner=people.therapist,
        made_at=timezone.now(), by=people.therapist,
    )  # fmt: skip
    made = plan(tea, [kanel], [], on=f"{at:%Y-%m-%d}", clock="13:00")
    assert made.status_code == 302
    assert "Mødet ligger oven i et andet." in tea.get(made["Location"]).content.decode()


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"ended_at": timezone.now()}, "Mødet er slut."),
        ({"began_at": timezone.now()}, "Mødet er begyndt."),
        ({"cancelled_at": timezone.now()}, "Mødet er aflyst."),
        ({"at": timezone.now() - timedelta(days=1)}, "Mødets tid er gået."),
    ],
)
def test_meeting_that_is_over_refuses_every_change(
    tea: Client, kanel: Citizen, people: Cast, state: dict[str, Any], said: str
) -> None:
    havre = citizen(people, "Havre", followed_by=people.therapist)
    say(kanel, people.jobcentre, by=people.therapist)
    made = meeting(people.therapist, people.municipalities["Randers"], [kanel])
    one = seat(made, people.partner, people.drop_in)
    Meeting.objects.filter(pk=made.pk).update(**state)
    assert said in tea.get(people_page(made)).content.decode()
    acts = [{"add": "1", "actor": jens(people)}, {"add": "1", "citizen": havre.code}, {"remove_seat": one.pk}]
    for act in acts:
        refused = tea.post(people_page(made), act)
        assert (refused.status_code, said in refused.content.decode()) == (409, True)
    for name in ("meeting_change", "meeting_tell"):
        told = {"on": "2999-01-01"} if name == "meeting_change" else {}
        assert tea.post(reverse(f"casework:{name}", args=[made.pk]), told).status_code in {409, 422}
    assert made.seats.count() == 1


def test_meeting_order_wish_and_who_is_taken_off(tea: Client, kanel: Citizen, havre: Citizen, people: Cast) -> None:
    made = meeting(people.therapist, people.municipalities["Randers"], [kanel, havre])
    first, second = made.items.all()
    tea.post(people_page(made), {"up": second.pk})
    assert [item.case.citizen for item in made.items.all()] == [havre, kanel]
    tea.post(people_page(made), {"wish": first.pk, "words": "<b>Ikke forfra</b>"})
    assert "&lt;b&gt;Ikke forfra&lt;/b&gt;" in tea.get(people_page(made)).content.decode()
    long = tea.post(people_page(made), {"wish": first.pk, "words": "x" * 10000})
    assert (long.status_code, "plads til 300" in long.content.decode()) == (422, True)
    assert tea.post(people_page(made), {"remove_citizen": second.pk}).status_code == 302
    assert "Havre" not in tea.get(people_page(made)).content.decode().split("Tag en mere med")[0]
    last = tea.post(people_page(made), {"remove_citizen": first.pk})
    assert (last.status_code, "Aflys det i stedet." in last.content.decode()) == (409, True)


def test_meeting_moved_asks_everybody_anew(tea: Client, kanel: Citizen, people: Cast) -> None:
    made = meeting(people.therapist, people.municipalities["Randers"], [kanel])
    seat(made, people.professional, people.jobcentre, told_at=timezone.now(), answered="coming")
    at = in_days(5)
    told = {"on": f"{at:%Y-%m-%d}", "clock": "10:00", "minutes": "30"}
    assert tea.post(reverse("casework:meeting_change", args=[made.pk]), told).status_code == 302
    made.refresh_from_db()
    assert (timezone.localtime(made.at).hour, made.minutes) == (10, 30)
    now = made.seats.get(removed_at=None)
    assert (now.user, now.told_at, now.answered) == (people.professional, None, "")


def test_meeting_of_an_ended_course_is_not_planned(tea: Client, kanel: Citizen, havre: Citizen, people: Cast) -> None:
    made = meeting(people.therapist, people.municipalities["Randers"], [havre])
    Ending.objects.create(
        case=kanel.cases.get(), on=timezone.localdate(), reason=7, phase=1, onward="other", onward_words="Bostøtte",
        made_at=timezone.now(), by=people.therapist,
    )  # fmt: skip
    assert "Kanel" not in tea.get(NEW).content.decode()
    assert tea.post(people_page(made), {"add": "1", "citizen": kanel.code}).status_code == 422


def test_meeting_is_planned_by_a_colleague_who_follows_all_of_them_and_by_nobody_else(
    kanel: Citizen, havre: Citizen, people: Cast, tom_follows: None
) -> None:
    tom = enter(Client(), people.colleague)
    both = meeting(people.therapist, people.municipalities["Randers"], [kanel, havre])
    one = meeting(people.therapist, people.municipalities["Randers"], [kanel], at=in_days(4))
    assert tom.get(people_page(one)).status_code == 200
    assert tom.get(people_page(both)).status_code == 404


def test_meeting_pages_ask_the_same_number_of_questions_for_one_and_for_many(
    tea: Client, kanel: Citizen, people: Cast
) -> None:
    say(kanel, people.jobcentre, by=people.therapist)
    made = meeting(people.therapist, people.municipalities["Randers"], [kanel])
    seat(made, people.professional, people.jobcentre)
    few = [count(tea, address) for address in (NEW, people_page(made))]
    for number in range(8):
        more = citizen(people, f"Flere {number}", followed_by=people.therapist)
        say(more, people.jobcentre, by=people.therapist)
        say(more, people.drop_in, by=people.therapist)
        MeetingItem.objects.create(meeting=made, case=more.cases.get(), order=number + 2)
    seat(made, people.partner, people.drop_in)
    many = [count(tea, address) for address in (NEW, people_page(made))]
    assert many == few
    assert max(many) <= 15, many


def count(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len([one for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))])
