"""Looks at how it goes, planned by themselves and answered by a person: once, and reached or not."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.casework.actions import comeback
from fremskudt.casework.models import Citizen, Ending, FollowUp
from fremskudt.casework.rules import follow_up as rules
from fremskudt.casework.rules.follow_up import Kind
from tests.casework.field import citizen
from tests.casework.pages import at, fill, form_at, send_from, shown, words
from tests.casework.test_ending import say
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]

FOUND_DAYS_AGO = 400


@pytest.mark.parametrize(
    ("on", "one", "six"),
    [
        (date(2026, 1, 15), date(2026, 2, 15), date(2026, 7, 15)),
        (date(2026, 1, 31), date(2026, 2, 28), date(2026, 7, 31)),
        (date(2028, 1, 30), date(2028, 2, 29), date(2028, 7, 30)),
        (date(2026, 8, 31), date(2026, 9, 30), date(2027, 2, 28)),
        (date(2026, 12, 31), date(2027, 1, 31), date(2027, 6, 30)),
    ],
)
def test_follow_up_is_the_same_day_of_the_month_or_its_last(on: date, one: date, six: date) -> None:
    assert rules.after_ending(on) == {Kind.AFTER_1_MONTH: one, Kind.AFTER_6_MONTHS: six}


def test_follow_up_after_a_handover_is_on_the_same_weekday() -> None:
    on = date(2026, 3, 10)
    days = rules.after_handover(on)
    assert days == {Kind.AFTER_4_WEEKS: date(2026, 4, 7), Kind.AFTER_12_WEEKS: date(2026, 6, 2)}
    assert {day.weekday() for day in days.values()} == {on.weekday()}


def test_follow_up_rules() -> None:
    cases = {(False, False): True, (True, False): False, (False, True): False, (True, True): False}
    assert {one: bool(rules.may_note(is_done=one[0], is_dropped=one[1])) for one in cases} == cases
    day = date(2026, 3, 10)
    assert [rules.is_due(day, day + timedelta(days=late)) for late in (-1, 0, 1)] == [False, True, True]
    assert set(rules.KINDS) == set(Kind)


def test_follow_up_comes_by_itself_after_a_farewell_for_the_one_who_said_it(kanel: Citizen, people: Cast) -> None:
    say(people, kanel, on=timezone.localdate() - timedelta(days=3))
    on = Ending.objects.get().on
    planned = {Kind(one.kind): one.due_on for one in FollowUp.objects.all()}
    assert planned == rules.after_ending(on)
    assert {one.owner for one in FollowUp.objects.all()} == {people.therapist}
    assert Event.objects.filter(action="follow_up.plan", subject=kanel.key).count() == 1


def test_follow_up_is_answered_one_at_a_time(tea: Client, kanel: Citizen, people: Cast) -> None:
    say(people, kanel, on=timezone.localdate() - timedelta(days=45))
    there = words(tea.get(at("follow_up", kanel)))  # type: ignore[arg-type]
    assert "1 måned efter farvel" in there
    assert "Se på den nu" in there
    assert "Senere 6 måneder efter farvel" in there
    page = tea.get(at("follow_up", kanel))
    told = {"is_reached": "nej", "words": "Ringede to gange"}
    for _press in range(2):
        assert send_from(tea, page, at("follow_up", kanel), **told).status_code == 302  # type: ignore[arg-type]
    first = FollowUp.objects.get(kind="after_1_month")
    assert (first.done_on, first.is_reached, first.done_by) == (timezone.localdate(), False, people.therapist)
    assert Event.objects.filter(action="follow_up.done").count() == 1
    there = words(tea.get(at("follow_up", kanel)))  # type: ignore[arg-type]
    assert "Jeg prøvede, men vi fik ikke fat i hinanden: Ringede to gange" in there
    assert fill(tea, at("follow_up", kanel), is_reached="ja").status_code == 302
    assert FollowUp.objects.get(kind="after_6_months").is_reached is True
    assert "Intet at følge op på lige nu." in shown(tea, at("follow_up", kanel))


def test_follow_up_another_answer_to_what_is_answered_is_refused(tea: Client, kanel: Citizen, people: Cast) -> None:
    say(people, kanel)
    page = tea.get(at("follow_up", kanel))
    send_from(tea, page, at("follow_up", kanel), is_reached="ja")  # type: ignore[arg-type]
    again = send_from(tea, page, at("follow_up", kanel), is_reached="nej")  # type: ignore[arg-type]
    assert again.status_code == 409
    assert "Opfølgningen er allerede noteret." in again.content.decode()


def test_follow_up_of_who_came_again_is_dropped(tea: Client, kanel: Citizen, people: Cast) -> None:
    say(people, kanel)
    page = tea.get(at("follow_up", kanel))
    comeback.come_again(citizen=kanel, by=people.therapist)
    late = send_from(tea, page, at("follow_up", kanel), is_reached="ja")  # type: ignore[arg-type]
    assert late.status_code == 409
    assert "Borgeren er kommet igen." in late.content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({}, "Vælg en."),
        ({"is_reached": "måske"}, "Vælg en fra listen."),
        ({"is_reached": "ja", "words": "x" * 10_000}, "højst 300 tegn"),
        ({"is_reached": "ja", "on": "2999-01-01"}, "ude i fremtiden"),
        ({"is_reached": "ja", "on": "2000-01-01"}, "før forløbet begyndte"),
    ],
)
def test_follow_up_form_says_what_is_wrong(
    tea: Client, kanel: Citizen, people: Cast, wrong: dict[str, str], said: str
) -> None:
    say(people, kanel)
    answer = fill(tea, at("follow_up", kanel), **{"words": "Det går bedre", **wrong})
    assert answer.status_code == 422
    assert said in words(answer)
    assert form_at(answer, at("follow_up", kanel))["words"][0].strip() == wrong.get("words", "Det går bedre")
    assert FollowUp.objects.waiting().count() == 2


def test_follow_up_of_another_citizen_is_not_there(tea: Client, kanel: Citizen, people: Cast) -> None:
    other = citizen(people, "Havre", followed_by=people.colleague)
    say(people, other)
    say(people, kanel)
    theirs = FollowUp.objects.filter(case__citizen=other)[0]
    told = {"follow_up": theirs.pk, "is_reached": "ja", "on": timezone.localdate()}
    answer = tea.post(at("follow_up", kanel), told)
    assert answer.status_code == 409
    for client in (enter(Client(), people.colleague), enter(Client(), people.therapist_elsewhere)):
        assert client.get(at("follow_up", kanel)).status_code == client.post(at("follow_up", kanel)).status_code == 404
    assert FollowUp.objects.waiting().count() == 4


def test_follow_up_is_read_with_an_event_and_few_questions(
    tea: Client, kanel: Citizen, people: Cast, django_assert_max_num_queries: Any
) -> None:
    for _number in range(6):
        say(people, kanel)
        FollowUp.objects.waiting().update(done_on=timezone.localdate(), is_reached=True, done_by=people.therapist)
        comeback.come_again(citizen=kanel, by=people.therapist)
    tea.get(at("follow_up", kanel))
    with django_assert_max_num_queries(15):
        tea.get(at("follow_up", kanel))
    assert Event.objects.filter(action="follow_up.read").count() == 2
