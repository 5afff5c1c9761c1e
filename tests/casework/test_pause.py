"""A pause is two presses: it lets somebody be without letting go. Nothing but a person ends it, and it ends nothing."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.actions import pause as actions
from fremskudt.casework.models import Barring, Citizen, Ending, Pause
from fremskudt.casework.rules import pause as rules
from fremskudt.casework.selectors.pause import open_pauses
from tests.casework.field import citizen
from tests.casework.pages import at, fill, form_at, send_from, shown, words
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]

FOUND_DAYS_AGO = 100
TODAY = date(2026, 3, 10)


def hold(people: Cast, who: Citizen, **more: Any) -> Pause:
    today = timezone.localdate()
    told = {
        "cause": "rest", "began_on": today, "look_again_on": rules.usual_look(today), "light_hand": people.therapist,
        "by": people.therapist,
    }  # fmt: skip
    return actions.hold(case=who.cases.get(), **(told | more))


def test_pause_is_two_presses_with_what_stands_in_the_page(tea: Client, kanel: Citizen, people: Cast) -> None:
    answer = fill(tea, at("pause", kanel), cause="prison")
    assert answer.status_code == 302
    pause, today = Pause.objects.get(), timezone.localdate()
    assert (pause.cause, pause.began_on, pause.light_hand) == ("prison", today, people.therapist)
    assert pause.look_again_on == today + timedelta(days=28)
    page = tea.get(answer["Location"])
    assert "I fængsel" in words(page)
    assert "Fortryd" in words(page)
    assert Event.objects.get(action="pause.hold").subject == kanel.key


def test_pause_pressed_twice_is_one(tea: Client, kanel: Citizen) -> None:
    page = tea.get(at("pause", kanel))
    for _press in range(2):
        assert send_from(tea, page, at("pause", kanel), cause="rest").status_code == 302
    assert Pause.objects.count() == Event.objects.filter(action="pause.hold").count() == 1


def test_pause_another_one_beside_an_open_one_is_refused(people: Cast, kanel: Citizen) -> None:
    hold(people, kanel)
    with pytest.raises(NotNow, match="allerede en pause"):
        hold(people, kanel, by=people.leader)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pause.objects.create(
            case=kanel.cases.get(), cause="rest", began_on=TODAY, look_again_on=TODAY, made_at=timezone.now(),
            by=people.leader,
        )  # fmt: skip


def test_pause_is_taken_back_within_ten_minutes(tea: Client, kanel: Citizen, people: Cast) -> None:
    hold(people, kanel)
    answer = tea.post(at("pause_undo", kanel))
    assert answer.status_code == 302
    assert not Pause.objects.exists()
    assert Event.objects.filter(action="pause.undo").exists()
    hold(people, kanel)
    Pause.objects.update(made_at=timezone.now() - timedelta(minutes=11))
    assert "Fortryd" not in words(tea.get(at("pause", kanel)))  # type: ignore[arg-type]
    late = tea.post(at("pause_undo", kanel))
    assert late.status_code == 409
    assert "mere end ti minutter" in late.content.decode()
    assert Pause.objects.exists()


def test_pause_is_ended_by_a_person_and_another_can_begin(tea: Client, kanel: Citizen, people: Cast) -> None:
    hold(people, kanel)
    page = tea.get(at("pause", kanel))
    assert send_from(tea, page, at("pause_end", kanel)).status_code == 302  # type: ignore[arg-type]
    pause = Pause.objects.get()
    assert (pause.ended_on, pause.ended_by) == (timezone.localdate(), people.therapist)
    again = tea.post(at("pause_end", kanel))
    assert again.status_code == 409
    assert "Der er ingen pause lige nu." in again.content.decode()
    assert fill(tea, at("pause", kanel), cause="away").status_code == 302
    assert "Sluttet af Tea" in shown(tea, at("pause", kanel))


def test_pause_past_its_day_asks_to_be_looked_at_and_goes_on(tea: Client, kanel: Citizen, people: Cast) -> None:
    hold(people, kanel)
    assert "Se på den nu" not in shown(tea, at("pause", kanel))
    Pause.objects.update(began_on=TODAY - timedelta(days=2000), look_again_on=TODAY - timedelta(days=1900))
    page = tea.get(at("pause", kanel))
    assert "Se på den nu" in words(page)  # type: ignore[arg-type]
    later = timezone.localdate() + timedelta(days=60)
    assert send_from(tea, page, at("pause_look", kanel), look_again_on=later).status_code == 302  # type: ignore[arg-type]
    pause = Pause.objects.get()
    assert (pause.look_again_on, pause.ended_on) == (later, None)
    assert Event.objects.filter(action="pause.look").count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({}, "Tryk på det, der passer."),
        ({"cause": "findes ikke"}, "Tryk på det, der passer."),
        ({"cause": "rest", "look_again_on": "2020-01-01"}, "Vælg en dag efter i dag"),
        ({"cause": "rest", "look_again_on": "2999-01-01"}, "højst et år frem"),
        ({"cause": "rest", "look_again_on": ""}, "Skriv en dag."),
        ({"cause": "rest", "began_on": "2999-01-01"}, "ude i fremtiden"),
        ({"cause": "rest", "began_on": "2000-01-01"}, "før forløbet begyndte"),
        ({"cause": "rest", "began_on": "1700-01-01"}, "for langt tilbage"),
        ({"cause": "rest", "light_hand": "987654"}, "Vælg en fra listen."),
    ],
)
def test_pause_form_says_what_is_wrong_and_keeps_the_rest(
    tea: Client, kanel: Citizen, wrong: dict[str, str], said: str
) -> None:
    page = tea.get(at("pause", kanel))
    kept = {"began_on": "2026-01-02"} if "began_on" not in wrong else {}
    Citizen.objects.get().cases.update(found_on="1999-12-31" if "før" not in said else timezone.localdate())
    answer = send_from(tea, page, at("pause", kanel), **{**kept, **wrong})  # type: ignore[arg-type]
    assert answer.status_code == 422
    assert said in words(answer)
    assert not Pause.objects.exists()
    sent_back = form_at(answer, at("pause", kanel))
    for name, value in {**kept, **wrong}.items():
        if name.endswith("_on"):
            assert sent_back[name] == [value]


def test_pause_of_an_ended_course_is_refused(tea: Client, kanel: Citizen, people: Cast) -> None:
    Ending.objects.create(
        case=kanel.cases.get(), on=timezone.localdate(), reason=2, phase=1, onward="stay", onward_words="Vi ringer",
        made_at=timezone.now(), by=people.therapist,
    )  # fmt: skip
    today = timezone.localdate()
    told = {"cause": "rest", "began_on": today, "look_again_on": today + timedelta(days=9), "light_hand": ""}
    answer = tea.post(at("pause", kanel), told)
    assert answer.status_code == 409
    assert "Forløbet er sagt farvel til." in answer.content.decode()
    assert "Forløbet er sagt farvel til." in words(tea.get(at("pause", kanel)))  # type: ignore[arg-type]
    assert not Pause.objects.exists()


def test_pause_hand_is_never_one_who_is_barred(tea: Client, kanel: Citizen, people: Cast) -> None:
    assert "Tom" in shown(tea, at("pause", kanel))
    Barring.objects.create(
        citizen=kanel,
        user=people.colleague,
        reason="Bedt om",
        review_on=TODAY,
        set_at=timezone.now(),
        set_by=people.dpo,
    )
    assert "Tom" not in shown(tea, at("pause", kanel))
    assert fill(tea, at("pause", kanel), cause="rest", light_hand=people.colleague.pk).status_code == 422


@pytest.mark.parametrize("name", ["pause", "pause_look", "pause_end", "pause_undo"])
def test_pause_of_somebody_beyond_reach_does_not_exist(people: Cast, kanel: Citizen, name: str) -> None:
    hold(people, kanel)
    today = timezone.localdate()
    told = {"cause": "rest", "began_on": today, "look_again_on": today + timedelta(days=9), "light_hand": ""}
    for user in (people.colleague, people.therapist_elsewhere):
        client = enter(Client(), user)
        assert client.post(at(name, kanel), told).status_code == 404
    assert Pause.objects.get().ended_on is None


def test_pause_is_read_with_an_event_and_few_questions(
    tea: Client, kanel: Citizen, people: Cast, django_assert_max_num_queries: Any
) -> None:
    for _number in range(12):
        hold(people, kanel)
        actions.end(case=kanel.cases.get(), by=people.therapist)
    hold(people, kanel)
    tea.get(at("pause", kanel))
    with django_assert_max_num_queries(15):
        tea.get(at("pause", kanel))
    assert Event.objects.filter(action="pause.read", subject=kanel.key).count() == 2


def test_pauses_that_are_open_are_found_for_many_courses_at_once(
    people: Cast, kanel: Citizen, django_assert_num_queries: Any
) -> None:
    other = citizen(people, "Havre")
    held, case = hold(people, kanel), kanel.cases.get()
    both = [case.pk, other.cases.get().pk]
    with django_assert_num_queries(1):
        found = open_pauses(both)
    assert found == {case.pk: held}
    actions.end(case=case, by=people.therapist)
    assert open_pauses([case.pk]) == {}


def test_pause_rules_of_days() -> None:
    assert rules.usual_look(TODAY) == date(2026, 4, 7)
    looks = {TODAY: False, TODAY + timedelta(days=1): True, date(2027, 3, 11): True, date(2027, 3, 12): False}
    assert {day: bool(rules.may_look_on(day, TODAY)) for day in looks} == looks
    assert [rules.is_due(TODAY, TODAY + timedelta(days=late)) for late in (-1, 0, 1)] == [False, True, True]


def test_pause_rules_of_what_may_happen() -> None:
    assert [bool(rules.may_hold(is_open=is_open)) for is_open in (False, True)] == [True, False]
    assert [bool(rules.may_change(is_open=is_open)) for is_open in (False, True)] == [False, True]
    cases = {(True, True): True, (True, False): False, (False, True): False, (False, False): False}
    assert {case: bool(rules.may_undo(is_open=case[0], is_lately=case[1])) for case in cases} == cases
