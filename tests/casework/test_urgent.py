"""Somebody asks for help today: the whole team sees it, one takes it, and who is on duty which day."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.casework.models import Citizen, Duty, Ending, UrgentRequest
from fremskudt.casework.rules import urgent as rules
from tests.casework.contact_field import asked, case_of
from tests.casework.field import citizen
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NEW, DUTY, TODAY = reverse("casework:urgent_new"), reverse("casework:duty"), reverse("casework:today")


def place(name: str, request: UrgentRequest) -> str:
    return reverse(f"casework:urgent_{name}", args=[request.pk])


def test_urgent_about_nobody_in_particular_is_seen_by_the_team(tea: Client, people: Cast) -> None:
    assert tea.get(NEW).status_code == 200
    sent = {"citizen": "", "area": "Havnen", "words": "<b>Fryser</b>", "time": ""}
    assert tea.post(NEW, sent)["Location"] == tea.post(NEW, sent)["Location"] == TODAY
    request = UrgentRequest.objects.get()
    assert (request.case, request.municipality) == (None, people.municipalities["Randers"])
    shown = enter(Client(), people.colleague).get(TODAY).content.decode()
    assert "Havnen · &lt;b&gt;Fryser&lt;/b&gt; · skrevet af Tea" in shown
    assert place("take", request) in shown
    event = Event.objects.get(action="urgent.ask")
    assert event.subject == f"urgent_request:{request.pk}"


def test_urgent_about_a_citizen_names_them_only_to_those_who_follow(tea: Client, people: Cast, kanel: Citizen) -> None:
    shown = tea.get(f"{NEW}?borger={kanel.code}").content.decode()
    assert re.search(rf'value="{kanel.code}" selected', shown)
    tea.post(NEW, {"citizen": kanel.code, "area": "", "words": "Vil gerne hentes", "time": ""})
    assert "Kanel · Beder om hjælp i dag" in tea.get(TODAY).content.decode()
    theirs = enter(Client(), people.colleague).get(TODAY).content.decode()
    assert "Vil gerne hentes" in theirs
    assert "Kanel" not in theirs
    assert kanel.code not in theirs
    assert Event.objects.get(action="urgent.ask").subject == kanel.key


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({}, "Skriv, hvor det er, eller vælg, hvem det er."),
        ({"area": "x" * 61}, "Skriv det kortere: højst 60 tegn."),
        ({"words": "x" * 10_000}, "Skriv det kortere: højst 200 tegn."),
        ({"citizen": "ZZZZ9999"}, "Vælg en fra listen."),
        ({"area": "Havnen", "time": "23:59"}, "Tiden ligger i fremtiden. Skriv, hvornår det var."),
        ({"area": "Havnen", "time": "snart"}, "Skriv tiden som 14.30."),
    ],
)
def test_urgent_bad_input_is_told_and_kept(people: Cast, wrong: dict[str, str], told: str, time_machine: Any) -> None:
    time_machine.move_to("2026-11-18 10:00:00+01:00", tick=False)
    answer = enter(Client(), people.therapist).post(NEW, {"citizen": "", "area": "", "words": "", "time": "", **wrong})
    shown = answer.content.decode()
    assert (answer.status_code, told in shown) == (422, True)
    assert all(value in shown for name, value in wrong.items() if name != "citizen")
    assert not UrgentRequest.objects.exists()


def test_urgent_of_an_ended_course_is_refused(tea: Client, people: Cast, kanel: Citizen) -> None:
    Ending.objects.create(
        case=case_of(kanel), on=timezone.localdate(), reason=7, phase=1, onward="other", onward_words="Ny by",
        made_at=timezone.now(), by=people.therapist,
    )  # fmt: skip
    assert "Kanel" not in tea.get(NEW).content.decode()
    assert tea.post(NEW, {"citizen": kanel.code, "area": "", "words": "", "time": ""}).status_code == 422


def test_urgent_is_taken_by_one_and_the_other_is_told_when(people: Cast, kanel: Citizen, time_machine: Any) -> None:
    time_machine.move_to("2026-11-18 08:12:00+01:00", tick=False)
    request = asked(kanel)
    time_machine.move_to("2026-11-18 08:24:30+01:00", tick=False)
    tea, tom = enter(Client(), people.therapist), enter(Client(), people.colleague)
    assert tea.post(place("take", request)).status_code == tea.post(place("take", request)).status_code == 302
    refused = tom.post(place("take", request))
    assert (refused.status_code, "En kollega har taget den kl. 08.24." in refused.content.decode()) == (409, True)
    request.refresh_from_db()
    assert place("close", request) in tea.get(TODAY).content.decode()
    assert "Beder om hjælp i dag" not in tom.get(TODAY).content.decode().split("quiet-rows")[0]
    assert rules.NOT_YOURS in tom.post(place("close", request)).content.decode()
    assert tea.post(place("close", request)).status_code == tea.post(place("close", request)).status_code == 302
    assert [event.action for event in Event.objects.filter(action__startswith="urgent.")] == [
        "urgent.take", "urgent.close",
    ]  # fmt: skip


def test_urgent_tells_the_team_within_how_long_half_were_taken(people: Cast, time_machine: Any) -> None:
    tea, team = enter(Client(), people.therapist), reverse("casework:team")
    sent = {"citizen": "", "words": "", "time": ""}
    for minutes in (2, 12, 90):
        time_machine.move_to("2026-11-18 08:00:00+01:00", tick=False)
        tea.post(NEW, {**sent, "area": f"Havnen {minutes}"})
        assert "For få i denne måned" in tea.get(team).content.decode()
        time_machine.shift(timedelta(minutes=minutes, seconds=-30))
        tea.post(place("take", UrgentRequest.objects.latest("pk")))
    tea.post(NEW, {**sent, "area": "Parken"})
    shown = tea.get(team).content.decode()
    assert "4 har bedt om det i denne måned. Halvdelen fik en af os inden for 12 minutter." in shown


def test_urgent_is_taken_before_it_is_closed(tea: Client, kanel: Citizen) -> None:
    answer = tea.post(place("close", asked(kanel)))
    assert (answer.status_code, rules.TAKE_FIRST in answer.content.decode()) == (409, True)


def test_urgent_is_not_found_elsewhere_nor_by_the_barred(people: Cast, kanel: Citizen) -> None:
    request = asked(kanel)
    bar = {"reason": "x", "review_on": timezone.localdate(), "set_at": timezone.now(), "set_by": people.dpo}
    kanel.barrings.create(user=people.colleague, **bar)
    for user in (people.therapist_elsewhere, people.leader_elsewhere, people.colleague):
        client = enter(Client(), user)
        assert client.post(place("take", request)).status_code == 404
        assert client.post(place("close", request)).status_code == 404


def test_duty_is_one_person_a_day_for_a_week(tea: Client, people: Cast) -> None:
    shown = tea.get(DUTY).content.decode()
    days = re.findall(r'<select name="([0-9-]{10})"', shown)
    assert len(days) == 7
    assert "Ulla" not in shown
    assert "Pia" not in shown  # a peer takes no requests
    where = re.search(r'<form method="post" action="(/vagt/[^"]+)"', shown)
    assert where is not None
    sent = dict.fromkeys(days, "") | {days[0]: people.therapist.pk, days[1]: people.colleague.pk}
    address = where[1].replace("&amp;", "&")
    assert tea.post(address, sent).status_code == tea.post(address, sent).status_code == 302
    assert list(Duty.objects.values_list("user", flat=True)) == [people.therapist.pk, people.colleague.pk]
    tea.post(address, {**sent, days[0]: ""})
    assert Duty.objects.get().user == people.colleague
    assert re.search(rf'value="{people.colleague.pk}" selected', tea.get(address).content.decode())
    assert Event.objects.filter(action="duty.plan").count() == 3


def test_duty_of_who_is_no_colleague_is_refused(tea: Client, people: Cast) -> None:
    day = timezone.localdate().isoformat()
    answer = tea.post(DUTY, {day: people.therapist_elsewhere.pk})
    assert (answer.status_code, "Vælg en fra listen." in answer.content.decode()) == (422, True)
    assert not Duty.objects.exists()


@pytest.mark.parametrize("asked_for", ["2026-11-20", "i går", "0001-01-01", "9999-12-31", ""])
def test_duty_week_of_any_address_is_a_week(tea: Client, asked_for: str) -> None:
    assert "Uge " in tea.get(DUTY, {"fra": asked_for, "kommune": "x"}).content.decode()


def test_urgent_pages_ask_the_same_number_of_questions_for_many(
    tea: Client, people: Cast, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        citizen(people, f"Dæknavn {number}", followed_by=people.therapist)
        Duty.objects.create(
            municipality=people.municipalities["Randers"], on=timezone.localdate() + timedelta(days=number),
            user=people.therapist, by=people.leader,
        )  # fmt: skip
    for page in (NEW, DUTY):
        tea.get(page)
        with django_assert_max_num_queries(15):
            assert tea.get(page).status_code == 200
