"""Two who write on the same draft at once: the second sees both texts, chooses, and nothing is lost."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.casework.models import Citizen, Goal, TreatmentPlan
from fremskudt.casework.rules.plan_text import Choice, GoalText, PlanText, differing, merged
from tests.casework.plan_pages import Fields, at, begin, fields, put_in_force, send, write
from tests.casework.test_plan import AHEAD, FULL
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.usefixtures("tom_follows")]

BOTH = "En kollega skrev imens. Her er begge tekster."


@pytest.fixture
def tom(people: Cast) -> Client:
    return enter(Client(), people.colleague)


def test_plan_first_draft_of_two_at_once_shows_both(tea: Client, tom: Client, kanel: Citizen) -> None:
    first, second = begin(tea, kanel), begin(tom, kanel)
    assert send(tea, kanel, {**first, "hopes": "Teas ord om søvn", "effort": "Besøg"}).status_code == 302
    met = send(tom, kanel, {**second, "hopes": "Toms ord om breve", "goal_0_words": "Ud at gå"})
    assert met.status_code == 409
    shown = met.content.decode()
    for said in (
        BOTH,
        "Teas ord om søvn",
        "Toms ord om breve",
        "Ud at gå",
        "Målet står her ikke.",
        "Behold målet",
        "Tea, kl.",
    ):
        assert said in shown
    assert "checked" not in shown
    assert TreatmentPlan.objects.get().hopes == "Teas ord om søvn"


def choose(met_by: Client, kanel: Citizen, told: Fields, **choices: str) -> int:
    answer = send(met_by, kanel, {**told, "merge": "1", **{f"choose_{key}": value for key, value in choices.items()}})
    return answer.status_code


def test_plan_both_texts_are_merged_as_chosen_and_none_is_lost(tea: Client, tom: Client, kanel: Citizen) -> None:
    write(tea, kanel, **FULL)
    first, second = begin(tea, kanel), begin(tom, kanel)
    thread = Goal.objects.get().thread.hex
    send(tea, kanel, {**first, "hopes": "Teas håb", "wishes": "Teas ønske", "goal_0_how": "Tea ringer", "dreams": ""})
    met = send(
        tom, kanel, {**second, "hopes": "Toms håb", "wishes": "Toms ønske", "goal_0_how": "Tom ringer",
                        "goal_1_words": "Toms eget mål", "responsible": "Tom"},
    )  # fmt: skip
    assert met.status_code == 409
    mine = fields(met, at("plan_edit", kanel))
    assert (mine["hopes"], mine["goal_0_how"], mine["goal_1_words"]) == ("Toms håb", "Tom ringer", "Toms eget mål")
    [new] = set(re.findall("choose_goal_([0-9a-f]{32})", met.content.decode())) - {thread}
    picked = {"hopes": "both", "wishes": "mine", "dreams": "theirs", "responsible": "both"}
    assert choose(tom, kanel, mine, **picked, **{f"goal_{thread}": "both"}) == 422  # one is not decided
    assert choose(tom, kanel, mine, **picked, **{f"goal_{thread}": "both", f"goal_{new}": "mine"}) == 302
    plan = TreatmentPlan.objects.get()
    assert plan.hopes == "Teas håb\n\nToms håb"
    assert (plan.wishes, plan.dreams, plan.responsible, plan.saved_by.name) == ("Toms ønske", "", "Tea, Tom", "Tom")
    assert [(goal.words, goal.how) for goal in plan.goals.all()] == [
        ("Stå op før kl. 10", "Tea ringer"), ("Stå op før kl. 10", "Tom ringer"), ("Toms eget mål", ""),
    ]  # fmt: skip
    assert len({goal.thread for goal in plan.goals.all()}) == 3


def test_plan_a_third_text_during_the_choice_is_shown_too(tea: Client, tom: Client, kanel: Citizen) -> None:
    first, second = begin(tea, kanel), begin(tom, kanel)
    send(tea, kanel, {**first, "hopes": "Et"})
    mine = fields(send(tom, kanel, {**second, "hopes": "To"}), at("plan_edit", kanel))
    write(tea, kanel, hopes="Tre")
    again = send(tom, kanel, {**mine, "merge": "1", "choose_hopes": "mine"})
    assert again.status_code == 409
    assert "Tre" in again.content.decode()
    assert TreatmentPlan.objects.get().hopes == "Tre"
    mine = fields(again, at("plan_edit", kanel))
    assert choose(tom, kanel, mine, hopes="mine") == 302
    assert TreatmentPlan.objects.get().hopes == "To"


def test_plan_put_in_force_while_a_colleague_writes_is_met_by_both_texts(
    tea: Client, tom: Client, kanel: Citizen
) -> None:
    write(tea, kanel, **FULL)
    second = begin(tom, kanel)
    put_in_force(tea, kanel)
    met = send(tom, kanel, {**second, "hopes": "Toms håb"})
    assert met.status_code == 409
    assert TreatmentPlan.objects.count() == 1
    assert choose(tom, kanel, fields(met, at("plan_edit", kanel)), hopes="mine") == 302
    assert TreatmentPlan.objects.get(in_force_at=None).hopes == "Toms håb"
    assert TreatmentPlan.objects.get(version=1).hopes == FULL["hopes"]


def test_plan_two_who_wrote_the_same_are_not_disturbed(tea: Client, tom: Client, kanel: Citizen) -> None:
    first, second = begin(tea, kanel), begin(tom, kanel)
    same = {"hopes": "Sove"}
    assert [send(who, kanel, {**told, **same}).status_code for who, told in ((tea, first), (tom, second))] == [
        302,
        302,
    ]
    assert Event.objects.filter(action="plan.save").count() == 1


def test_plan_two_long_texts_cannot_both_stand_in_one_field(tea: Client, tom: Client, kanel: Citizen) -> None:
    first, second = begin(tea, kanel), begin(tom, kanel)
    send(tea, kanel, {**first, "hopes": "a" * 2500, "wishes": "kort"})
    met = send(tom, kanel, {**second, "hopes": "b" * 2500, "wishes": "lidt"})
    assert met.content.decode().count('value="both"') == 1
    assert "b" * 2500 in met.content.decode()
    assert choose(tom, kanel, fields(met, at("plan_edit", kanel)), hopes="both", wishes="both") == 422


GOAL = GoalText(UUID(int=1), "Stå op")


def test_plan_difference_names_every_field_and_goal() -> None:
    day = timezone.localdate() + timedelta(days=1)
    full = PlanText("h", "w", "d", "f", "e", "o", "r", day, (GOAL,))
    assert [each.key for each in differing(PlanText(), full)] == [
        "hopes", "wishes", "dreams", "review_on", "findings", "effort", "follow_up", "responsible",
        f"goal_{GOAL.thread.hex}",
    ]  # fmt: skip
    assert differing(full, full) == []


@pytest.mark.parametrize("choice", list(Choice))
def test_plan_merge_loses_nothing_that_was_not_given_up(choice: Choice) -> None:
    theirs = PlanText(hopes="a", wishes="same", goals=(GOAL,))
    mine = PlanText(hopes="b", wishes="same", goals=(GoalText(GOAL.thread, "Stå op kl. 9"),))
    text = merged(theirs, mine, {each.key: choice for each in differing(theirs, mine)})
    words = {Choice.THEIRS: ["Stå op"], Choice.MINE: ["Stå op kl. 9"], Choice.BOTH: ["Stå op", "Stå op kl. 9"]}
    hopes = {Choice.THEIRS: "a", Choice.MINE: "b", Choice.BOTH: "a\n\nb"}
    assert (text.hopes, text.wishes, [goal.words for goal in text.goals]) == (hopes[choice], "same", words[choice])


def test_plan_merge_of_a_difference_without_a_choice_is_refused() -> None:
    with pytest.raises(KeyError):
        merged(PlanText(hopes="a"), PlanText(hopes="b"), {})


def test_plan_review_day_is_chosen_not_joined(tea: Client, tom: Client, kanel: Citizen) -> None:
    later = f"{timezone.localdate() + timedelta(days=90):%Y-%m-%d}"
    first, second = begin(tea, kanel), begin(tom, kanel)
    send(tea, kanel, {**first, "review_on": AHEAD})
    met = send(tom, kanel, {**second, "review_on": later})
    assert 'value="both"' not in met.content.decode()
    assert choose(tom, kanel, fields(met, at("plan_edit", kanel)), review_on="mine") == 302
    assert f"{TreatmentPlan.objects.get().review_on:%Y-%m-%d}" == later
