"""The plan from an empty page to in force, as a person writes it: words kept, reasons given, versions left alone."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from fremskudt.access.models import Event
from fremskudt.casework.actions import plan as actions
from fremskudt.casework.models import Case, Citizen, Ending, Goal, PhaseInterval, TreatmentPlan
from fremskudt.casework.rules.plan_text import GoalText, PlanText
from tests.access.broken_log import refused_lines
from tests.casework.field import citizen
from tests.casework.plan_pages import at, begin, fields, put_in_force, send, write
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]

AHEAD = f"{timezone.localdate() + timedelta(days=60):%Y-%m-%d}"
FULL = {
    "hopes": "Jeg vil gerne sove om natten", "wishes": "Have styr på mine breve", "dreams": "En have",
    "goal_0_words": "Stå op før kl. 10", "goal_0_how": "Tea ringer hver tirsdag", "goal_0_who": "Tea",
    "goal_0_review_on": AHEAD, "review_on": AHEAD, "findings": "Søvn og post", "effort": "Ugentlige besøg",
    "follow_up": "Hver anden måned", "responsible": "Tea",
}  # fmt: skip


def page(client: Client, kanel: Citizen, name: str = "plan", **more: object) -> str:
    response = client.get(at(name, kanel, **more))
    assert response.status_code == 200
    return response.content.decode()


def end(kanel: Citizen, people: Cast) -> None:
    Ending.objects.create(
        case=kanel.cases.get(), on=timezone.localdate(), reason=6, phase=2, onward="stay", onward_words="Kan ringe",
        made_at=timezone.now(), by=people.therapist,
    )  # fmt: skip


def test_plan_begins_empty_with_one_wish_and_nothing_chosen(tea: Client, kanel: Citizen) -> None:
    assert "Begynd med ét ønske. Resten kan vente." in page(tea, kanel)
    told = begin(tea, kanel)
    assert {name for name, value in told.items() if value} == {"version", "edit", "rows", "goal_0_thread"}
    assert told["edit"] == "0"
    shown = page(tea, kanel, "plan_edit")
    assert "checked" not in shown
    assert "stoffri" not in shown.lower()
    assert "%" not in shown.split("<main")[1].split("</main>")[0]


def test_plan_is_written_as_a_draft_and_read_again(tea: Client, kanel: Citizen) -> None:
    assert write(tea, kanel, **FULL).status_code == 302
    shown = page(tea, kanel)
    for words in FULL.values():
        assert words == AHEAD or words in shown
    assert "Kladde, 1. udgave" in shown
    assert "Gemt lige nu" in shown
    TreatmentPlan.objects.update(saved_at=timezone.now() - timedelta(minutes=3, seconds=20))
    assert "Gemt for 3 minutter siden" in page(tea, kanel)
    assert [event.action for event in Event.objects.filter(action__startswith="plan.").order_by("number")] == [
        "plan.read", "plan.save", "plan.read", "plan.read",
    ]  # fmt: skip


def test_plan_add_goal_keeps_everything_and_saves_nothing(tea: Client, kanel: Citizen) -> None:
    told = {**begin(tea, kanel), **FULL, "findings": "Langt " * 1000}
    response = send(tea, kanel, {**told, "add": "1"})
    assert response.status_code == 200
    kept = fields(response, at("plan_edit", kanel))
    assert {name: kept[name] for name in told if name != "rows"} == {n: told[n] for n in told if n != "rows"}
    assert (kept["rows"], kept["goal_1_words"]) == ("2", "")
    assert not TreatmentPlan.objects.exists()


def test_plan_goals_of_any_kind_up_to_twenty_and_taken_out_by_emptying(tea: Client, kanel: Citizen) -> None:
    told = {**begin(tea, kanel), "goal_0_words": "Mål 0"}
    for number in range(1, 25):
        told = fields(send(tea, kanel, {**told, "add": "1"}), at("plan_edit", kanel))
        if f"goal_{number}_words" in told:
            told[f"goal_{number}_words"] = f"Mål {number}"
    assert send(tea, kanel, told).status_code == 302
    assert [goal.words for goal in Goal.objects.all()] == [f"Mål {number}" for number in range(20)]
    assert "Der er plads til 20 mål." in page(tea, kanel, "plan_edit")
    assert write(tea, kanel, goal_3_words="").status_code == 302
    assert len(Goal.objects.all()) == 19
    assert not Goal.objects.filter(words="Mål 3").exists()


def test_plan_saved_twice_by_one_press_is_saved_once(tea: Client, kanel: Citizen) -> None:
    told = {**begin(tea, kanel), **FULL}
    assert [send(tea, kanel, told).status_code for _press in range(2)] == [302, 302]
    assert TreatmentPlan.objects.get().edit == 1
    assert Event.objects.filter(action="plan.save").count() == 1
    assert Goal.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"hopes": "æ" * 10000}, "10.000 tegn, og der er plads til 4.000"),
        ({"effort": "x" * 4001}, "4.001 tegn"),
        ({"goal_0_words": "x" * 501}, "501 tegn, og der er plads til 500"),
        ({"goal_0_words": "", "goal_0_how": "Ringe"}, "Mål 1: skriv målet med borgerens ord."),
        ({"review_on": "i morgen"}, "Skriv dagen som 24-12-2026."),
        ({"review_on": "1800-01-01"}, "Dagen ligger for langt tilbage."),
        ({"goal_0_review_on": "2999-01-01"}, "Dagen ligger for langt væk."),
        ({"responsible": "x" * 121}, "121 tegn"),
    ],
)
def test_plan_form_says_what_is_wrong_and_keeps_what_was_typed(
    tea: Client, kanel: Citizen, wrong: dict[str, str], said: str
) -> None:
    told = {**begin(tea, kanel), **FULL, **wrong}
    response = send(tea, kanel, told)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert fields(response, at("plan_edit", kanel)) == told
    assert not TreatmentPlan.objects.exists()


def test_plan_long_texts_reach_the_form_whole(tea: Client, kanel: Citizen) -> None:
    """The browser cuts at a maxlength without a word, so there is none."""
    assert "maxlength" not in page(tea, kanel, "plan_edit")


@pytest.mark.parametrize(
    "words",
    ["<script>alert(1)</script><b>fed</b>", "Jeg håber 🌻🙂", "أريد أن أنام", "שלום \u202e bagvendt", "a & b « »"],
)
def test_plan_shows_what_was_written_as_text(tea: Client, kanel: Citizen, words: str) -> None:
    write(tea, kanel, hopes=words, goal_0_words=words, goal_0_how=words, findings=words, review_on=AHEAD)
    put_in_force(tea, kanel)
    plan = TreatmentPlan.objects.get()
    assert (plan.hopes, plan.goals.get().words) == (words, words)
    version = {"pk": plan.pk}
    for name, more in {"plan": {}, "plan_edit": {}, "plan_print": {}, "plan_version": version}.items():
        shown = page(tea, kanel, name, **more)
        assert "<script>alert" not in shown
        assert "<b>fed" not in shown
        assert escape(words) in shown
    assert begin(tea, kanel)["hopes"] == words


def test_plan_lines_come_back_as_they_were(tea: Client, kanel: Citizen) -> None:
    write(tea, kanel, hopes="\r\nSove\r\n\r\nSpise".strip())
    assert TreatmentPlan.objects.get().hopes == "Sove\n\nSpise"


def test_plan_stays_to_be_seen_when_contact_breaks_and_refuses_new_words(
    tea: Client, kanel: Citizen, people: Cast
) -> None:
    write(tea, kanel, **FULL)
    put_in_force(tea, kanel)
    told = begin(tea, kanel)
    end(kanel, people)
    shown = page(tea, kanel)
    assert FULL["hopes"] in shown
    assert "Forløbet er sagt farvel til." in shown
    assert PhaseInterval.objects.standing().get().end_on is None  # no silence and no farewell ends phase 2
    assert 'aria-disabled="true"' in shown
    for response in (tea.get(at("plan_edit", kanel)), send(tea, kanel, told)):
        assert response.status_code == 409
        assert "Tryk »Kom igen«, hvis borgeren er tilbage." in response.content.decode()
    assert FULL["hopes"] in page(tea, kanel, "plan_print")
    assert FULL["hopes"] in page(tea, kanel, "plan_version", pk=TreatmentPlan.objects.get().pk)


def test_plan_of_an_earlier_course_is_there_for_one_who_came_back(tea: Client, kanel: Citizen, people: Cast) -> None:
    write(tea, kanel, **FULL)
    put_in_force(tea, kanel)
    end(kanel, people)
    Case.objects.create(
        citizen=kanel, number=2, found_on=timezone.localdate(), made_at=timezone.now(), by=people.therapist
    )
    shown = page(tea, kanel)
    assert "Fra et tidligere forløb" in shown
    assert FULL["hopes"] in page(tea, kanel, "plan_version", pk=TreatmentPlan.objects.get().pk)
    assert write(tea, kanel, hopes="Igen").status_code == 302
    assert TreatmentPlan.objects.filter(in_force_at=None).get().version == 1


def test_plan_print_is_the_citizens_own_and_says_nothing_professional(tea: Client, kanel: Citizen) -> None:
    write(tea, kanel, **FULL)
    assert "Det her er en kladde." in page(tea, kanel, "plan_print")
    put_in_force(tea, kanel)
    shown = page(tea, kanel, "plan_print")
    assert "<title>Min plan</title>" in shown
    for words in (FULL["hopes"], FULL["goal_0_words"], FULL["goal_0_how"], "Vi ser på planen igen den"):
        assert words in shown
    for words in ("Søvn og post", "Fagligt", "Kanel", kanel.alias, "fase", "behandling", "misbrug", "kladde"):
        assert words not in shown
    whole = tea.get(at("plan_print", kanel) + "?fagligt=1").content.decode()
    for words in ("Fagligt", "Søvn og post", "Ugentlige besøg", "1. udgave. I kraft fra", "sat i kraft af Tea"):
        assert words in whole
    assert Event.objects.filter(action="plan.print", subject=kanel.key).count() == 3


PAGES = [
    "plan",
    "plan_edit",
    "plan_in_force",
    "plan_print",
    "story",
    "story_edit",
    "story_approve",
    "story_print",
    "own_sheet",
]


@pytest.mark.parametrize("name", PAGES)
def test_plan_pages_do_not_exist_for_others(kanel: Citizen, people: Cast, name: str) -> None:
    for user in (people.colleague, people.leader, people.therapist_elsewhere):
        client = enter(Client(), user)
        assert client.get(at(name, kanel)).status_code == 404
        assert client.get(reverse(f"casework:{name}", args=["ZZZZ-9999"])).status_code == 404
    assert not Event.objects.filter(subject=kanel.key).exists()


def test_plan_threads_of_another_citizen_are_not_taken_over(tea: Client, kanel: Citizen, people: Cast) -> None:
    other = citizen(people, "Havre", followed_by=people.therapist)
    write(tea, other, **FULL)
    theirs = Goal.objects.get().thread
    write(tea, kanel, goal_0_words="Mit", goal_0_thread=str(theirs))
    assert Goal.objects.get(plan__case__citizen=kanel).thread != theirs


@pytest.mark.parametrize("name", ["plan", "plan_edit", "plan_print", "plan_version"])
def test_plan_pages_ask_as_often_for_twenty_goals_and_many_versions_as_for_one(
    tea: Client, kanel: Citizen, people: Cast, name: str
) -> None:
    case = kanel.cases.get()

    def version(number: int, n_goals: int) -> TreatmentPlan:
        goals = tuple(GoalText(uuid4(), f"Mål {at}") for at in range(n_goals))
        text = PlanText(hopes=f"{number}", review_on=timezone.localdate() + timedelta(days=3), goals=goals)
        actions.save_draft(case=case, text=text, seen=(number, 0), by=people.therapist)
        return actions.put_in_force(case=case, version=number, edit=1, on=timezone.localdate(), by=people.therapist)

    asked: list[int] = []
    for number, n_goals in [(1, 1), (2, 1), *((number, 20) for number in range(3, 9))]:
        plan = version(number, n_goals)
        if number in {2, 8}:
            address = at(name, kanel, **({"pk": plan.pk} if name == "plan_version" else {}))
            tea.get(address)
            with CaptureQueriesContext(connection) as queries:
                tea.get(address)
            asked.append(len(queries))
    assert asked[0] == asked[1] <= 15, asked


def test_plan_is_not_shown_when_the_log_cannot_be_written(tea: Client, kanel: Citizen) -> None:
    write(tea, kanel, **FULL)
    with refused_lines():
        response: Any = tea.get(at("plan", kanel))
    assert response.status_code == 503
    assert FULL["hopes"] not in response.content.decode()
