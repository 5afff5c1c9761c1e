"""What should be in place, from both sides and over time: to talk about, never summed, never in the way."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from fremskudt import instruments
from fremskudt.access.models import Event
from fremskudt.casework.actions import readiness as actions
from fremskudt.casework.models import Citizen, ReadinessAnswer, ReadinessLook
from fremskudt.casework.rules import readiness as rules
from tests.casework.pages import at, fill, form_at, send_from, shown, words
from tests.cast import Cast

pytestmark = [pytest.mark.database, pytest.mark.django_db]

FOUND_DAYS_AGO = 100


def look(people: Cast, who: Citizen, side: str, days_ago: int = 0, **values: int) -> ReadinessLook:
    on = timezone.localdate() - timedelta(days=days_ago)
    return actions.look(case=who.cases.get(), side=side, on=on, values=values, by=people.therapist)


def test_readiness_items_and_answers_are_those_of_the_running_form() -> None:
    form = instruments.get("running")
    [bite] = [bite for bite in form.bites if bite.id == "readiness"]
    assert tuple(rules.ITEMS) == bite.items
    for item in rules.ITEMS:
        codes = [code - rules.LOWEST for code in rules.answers(item, "da")]
        assert tuple(codes) == form.item(item).scale.codes
        assert rules.wording(item, "da") == form.item(item).text["da"]
    assert list(rules.answers("ready_safe", "da")) == [1, 2, 3, 4, 5]
    assert rules.answers("ready_safe", "da")[1] == "Slet ikke"
    assert rules.answers("ready_safe", "en")[5] == "Very much"
    assert rules.wording("ready_safe", "fr") == rules.wording("ready_safe", "da")


def test_readiness_is_asked_with_nothing_chosen_and_all_can_be_skipped(tea: Client, kanel: Citizen) -> None:
    page = tea.get(at("readiness", kanel))
    asked = form_at(page, at("readiness", kanel))  # type: ignore[arg-type]
    assert "side" not in asked
    assert all(asked[item] == ["skip"] for item in rules.ITEMS)
    answer = send_from(tea, page, at("readiness", kanel), side="citizen", ready_safe="2")  # type: ignore[arg-type]
    assert answer.status_code == 302
    [said] = ReadinessAnswer.objects.all()
    assert (said.item, said.value, said.readiness.side) == ("ready_safe", 2, "citizen")
    assert Event.objects.filter(action="readiness.look", subject=kanel.key).count() == 1


def test_readiness_difference_is_something_to_talk_about_and_nothing_is_summed(
    tea: Client, kanel: Citizen, people: Cast
) -> None:
    look(people, kanel, "citizen", ready_safe=2, ready_stable=4)
    assert "Tal om forskellen." not in shown(tea, at("transition", kanel))
    look(people, kanel, "worker", ready_safe=4, ready_stable=4)
    there = words(tea.get(at("transition", kanel)))  # type: ignore[arg-type]
    assert there.count("Tal om forskellen.") == 1
    assert "Borgeren: Lidt" in there
    assert "Teamet: En hel del" in there
    for score in ("%", "I alt", "point", "Sum"):
        assert score not in there


def test_readiness_is_seen_over_time_the_newest_first(tea: Client, kanel: Citizen, people: Cast) -> None:
    look(people, kanel, "citizen", 30, ready_safe=1)
    look(people, kanel, "citizen", 3, ready_safe=3)
    there = words(tea.get(at("transition", kanel)))  # type: ignore[arg-type]
    assert "Borgeren: I nogen grad" in there
    assert "Over tid" in there
    assert "Slet ikke" in there


def test_readiness_pressed_twice_is_one_look(tea: Client, kanel: Citizen) -> None:
    page = tea.get(at("readiness", kanel))
    for _press in range(2):
        send_from(tea, page, at("readiness", kanel), side="worker", ready_safe="5")  # type: ignore[arg-type]
    assert ReadinessLook.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"ready_safe": "2"}, "Vælg, hvem der svarer."),
        ({"side": "worker"}, "Svar på mindst én"),
        ({"side": "worker", "ready_safe": "9"}, "Vælg en fra listen."),
        ({"side": "nobody", "ready_safe": "2"}, "Vælg en fra listen."),
        ({"side": "worker", "ready_safe": "2", "on": "2999-01-01"}, "ude i fremtiden"),
        ({"side": "worker", "ready_safe": "2", "on": "2000-01-01"}, "før forløbet begyndte"),
    ],
)
def test_readiness_form_says_what_is_wrong(tea: Client, kanel: Citizen, wrong: dict[str, str], said: str) -> None:
    answer = fill(tea, at("readiness", kanel), **wrong)
    assert answer.status_code == 422
    assert said in words(answer)
    assert not ReadinessLook.objects.exists()


def test_readiness_is_no_gate(tea: Client, kanel: Citizen, people: Cast) -> None:
    look(people, kanel, "worker", **dict.fromkeys(rules.ITEMS, 1))
    for name, told in {"transition_new": {"target": "ordinary"}, "handover": {"receiver": "Bo"}}.items():
        assert fill(tea, at(name, kanel), **told).status_code == 302


def test_readiness_differs_only_where_both_sides_answered() -> None:
    cases = {(1, 1): False, (1, 5): True, (3, 4): True, (None, 4): False, (4, None): False, (None, None): False}
    assert {case: rules.differs(*case) for case in cases} == cases


def test_readiness_asks_the_same_number_of_questions_for_many_looks(
    tea: Client, kanel: Citizen, people: Cast, django_assert_max_num_queries: Any
) -> None:
    for day in range(30):
        look(people, kanel, "citizen", day, **dict.fromkeys(rules.ITEMS, 1 + day % 5))
    tea.get(at("transition", kanel))
    with django_assert_max_num_queries(15):
        tea.get(at("transition", kanel))
