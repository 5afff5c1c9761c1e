"""»Har sagt ja til at være med«: a day, said once, by a page of its own."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.casework.actions import case as actions
from fremskudt.casework.models import Case, Citizen, Ending
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def day(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days=days)


def address(kanel: Citizen) -> str:
    return reverse("casework:case_start", args=[kanel.code])


def end(case: Case) -> None:
    words: dict[str, Any] = {"reason": 6, "phase": 1, "onward": "other", "onward_words": "Kan ringe"}
    Ending.objects.create(case=case, on=day(), made_at=timezone.now(), by=case.by, **words)


def test_start_is_written_by_what_the_page_shows(tea: Client, kanel: Citizen) -> None:
    page = tea.get(address(kanel)).content.decode()
    assert re.findall(r'name="(on)"[^>]*value="([^"]*)"', page) == [("on", day().isoformat())]
    assert tea.post(address(kanel), {"on": day().isoformat()}).status_code == 302
    assert kanel.cases.get().started_on == day()
    assert Event.objects.filter(action="case.start", subject=kanel.key).count() == 1


def test_start_said_twice_stands_as_it_was_said_first(tea: Client, kanel: Citizen) -> None:
    tea.post(address(kanel), {"on": day(-1).isoformat()})
    tea.post(address(kanel), {"on": day().isoformat()})
    assert kanel.cases.get().started_on == day(-1)
    assert Event.objects.filter(action="case.start").count() == 1
    assert "Borgeren sagde ja" in tea.get(address(kanel)).content.decode()


def test_start_before_the_day_of_being_found_moves_that_day(people: Cast, kanel: Citizen) -> None:
    actions.start(case=kanel.cases.get(), on=day(-40), by=people.therapist)
    case = kanel.cases.get()
    assert (case.found_on, case.started_on) == (day(-40), day(-40))


@pytest.mark.parametrize(
    ("written", "words"),
    [("", "Skriv en dag."), ("i går", "Skriv dagen som 24-12-2026."), ("1899-12-31", "for langt tilbage")],
)
def test_start_on_no_day_is_told_beside_the_field(tea: Client, kanel: Citizen, written: str, words: str) -> None:
    answer = tea.post(address(kanel), {"on": written})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert kanel.cases.get().started_on is None


def test_start_in_the_future_is_refused_and_what_was_typed_is_kept(tea: Client, kanel: Citizen) -> None:
    answer = tea.post(address(kanel), {"on": day(1).isoformat()})
    assert answer.status_code == 422
    assert "Dagen ligger ude i fremtiden." in answer.content.decode()
    assert day(1).isoformat() in answer.content.decode()


def test_start_of_an_ended_course_is_refused_with_the_sentence_of_the_page(tea: Client, kanel: Citizen) -> None:
    end(kanel.cases.get())
    sentence = "Forløbet er sagt farvel til. Tryk »Kom igen«, hvis borgeren er tilbage."
    assert sentence in tea.get(address(kanel)).content.decode()
    answer = tea.post(address(kanel), {"on": day().isoformat()})
    assert answer.status_code == 409
    assert sentence in answer.content.decode()


def test_start_is_of_those_who_follow(people: Cast, kanel: Citizen) -> None:
    for user in (people.colleague, people.therapist_elsewhere, people.leader):
        client = enter(Client(), user)
        assert client.get(address(kanel)).status_code == 404
        assert client.post(address(kanel), {"on": day().isoformat()}).status_code == 404
    assert kanel.cases.get().started_on is None
