"""A plan in force: what it takes, what follows from it, and that its words are never changed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.actions import plan as actions
from fremskudt.casework.models import Case, Citizen, PhaseInterval, TreatmentPlan
from fremskudt.casework.rules import plan as rules
from fremskudt.casework.rules.plan_text import GoalText, PlanText
from tests.casework.field import citizen
from tests.casework.plan_pages import at, begin, put_in_force, send, write
from tests.casework.test_plan import FULL, page
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_plan_is_put_in_force_and_the_course_stands_in_phase_two(tea: Client, kanel: Citizen, people: Cast) -> None:
    write(tea, kanel, **FULL)
    asked = page(tea, kanel, "plan_in_force")
    assert "Når planen er i kraft, står forløbet også i fase 2." in asked
    assert not TreatmentPlan.objects.get().in_force_at  # a look changes nothing
    assert put_in_force(tea, kanel).status_code == 302
    plan, case, today = TreatmentPlan.objects.get(), Case.objects.get(), timezone.localdate()
    assert (plan.in_force_on, plan.in_force_by, case.started_on) == (today, people.therapist, today)
    phase = PhaseInterval.objects.get()
    assert (phase.phase, phase.start_on, phase.end_on, phase.is_by_plan) == (2, today, None, True)
    assert "I kraft fra" in page(tea, kanel)


def test_plan_put_in_force_twice_by_one_press_is_one(tea: Client, kanel: Citizen) -> None:
    write(tea, kanel, **FULL)
    told = begin(tea, kanel, "plan_in_force")
    assert [send(tea, kanel, told, "plan_in_force").status_code for _press in range(2)] == [302, 302]
    assert Event.objects.filter(action="plan.in_force").count() == PhaseInterval.objects.count() == 1


@pytest.mark.parametrize(
    ("missing", "reason"),
    [
        ({"goal_0_words": "", "goal_0_how": "", "goal_0_who": "", "goal_0_review_on": ""}, rules.NO_GOAL),
        ({"review_on": ""}, rules.NO_REVIEW),
        ({"review_on": f"{timezone.localdate():%Y-%m-%d}"}, rules.REVIEW_IS_PAST),
    ],
)
def test_plan_button_is_grey_with_the_sentence_that_the_post_answers(
    tea: Client, kanel: Citizen, missing: dict[str, str], reason: str
) -> None:
    write(tea, kanel, **{**FULL, **missing})
    shown = page(tea, kanel, "plan_in_force")
    assert reason in shown
    assert 'aria-disabled="true"' in shown
    refused = put_in_force(tea, kanel)
    assert refused.status_code == 409
    assert reason in refused.content.decode()
    assert not PhaseInterval.objects.exists()


def test_plan_rule_of_in_force_is_a_table() -> None:
    today = timezone.localdate()
    ahead = today + timedelta(days=1)
    for has_draft in (True, False):
        for n_goals in (0, 1, 5):
            for review_on in (None, today, ahead):
                for has_ended in (True, False):
                    verdict = rules.may_put_in_force(
                        has_draft=has_draft, n_goals=n_goals, review_on=review_on, today=today, has_ended=has_ended
                    )
                    assert bool(verdict) == (has_draft and n_goals > 0 and review_on == ahead and not has_ended)


@pytest.mark.parametrize(
    ("on", "said"), [("2999-01-01", "ude i fremtiden"), ("1899-12-31", "for langt tilbage"), ("", "Skriv en dag.")]
)
def test_plan_day_in_force_is_neither_ahead_nor_ages_ago(tea: Client, kanel: Citizen, on: str, said: str) -> None:
    write(tea, kanel, **FULL)
    response = put_in_force(tea, kanel, on=on)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not TreatmentPlan.objects.get().in_force_at


def test_plan_that_a_colleague_wrote_on_is_read_again_before_it_is_put_in_force(
    tea: Client, kanel: Citizen, people: Cast
) -> None:
    write(tea, kanel, **FULL)
    told = begin(tea, kanel, "plan_in_force")
    kanel.assignments.create(user=people.colleague, began_at=timezone.now(), by=people.leader)
    write(enter(Client(), people.colleague), kanel, hopes="Noget andet")
    refused = send(tea, kanel, told, "plan_in_force")
    assert refused.status_code == 409
    assert rules.REWRITTEN in refused.content.decode()
    assert not TreatmentPlan.objects.get().in_force_at


def test_plan_in_force_never_changes_and_a_new_draft_goes_on_from_it(tea: Client, kanel: Citizen) -> None:
    write(tea, kanel, **FULL)
    put_in_force(tea, kanel)
    first = TreatmentPlan.objects.get()
    before = TreatmentPlan.objects.filter(pk=first.pk).values(), list(first.goals.values())
    before = [dict(row) for row in before[0]], before[1]
    told = begin(tea, kanel)
    assert (told["hopes"], told["version"], told["edit"], told["rows"]) == (FULL["hopes"], "2", "0", "2")
    assert TreatmentPlan.objects.count() == 1  # a look writes nothing
    write(tea, kanel, hopes="Sove hele natten", goal_1_words="Ud at gå")
    draft = TreatmentPlan.objects.get(in_force_at=None)
    assert (draft.version, draft.hopes) == (2, "Sove hele natten")
    assert draft.goals.first().thread == first.goals.get().thread
    put_in_force(tea, kanel)
    assert [dict(row) for row in TreatmentPlan.objects.filter(pk=first.pk).values()] == before[0]
    assert list(first.goals.values()) == before[1]
    assert PhaseInterval.objects.count() == 1  # a later version moves no phase
    shown = page(tea, kanel)
    assert "Sove hele natten" in shown
    assert "Tidligere udgaver (1)" in shown


def test_plan_in_force_is_refused_by_the_actions_too(kanel: Citizen, people: Cast) -> None:
    case, goal = kanel.cases.get(), GoalText(uuid4(), "Stå op")
    text = PlanText(hopes="Sove", review_on=timezone.localdate() + timedelta(days=9), goals=(goal,))
    actions.save_draft(case=case, text=text, seen=(1, 0), by=people.therapist)
    actions.put_in_force(case=case, version=1, edit=1, on=timezone.localdate(), by=people.therapist)
    with pytest.raises(actions.WrittenMeanwhileError):
        actions.save_draft(case=case, text=PlanText(hopes="Andet"), seen=(1, 1), by=people.therapist)
    with pytest.raises(NotNow):
        actions.put_in_force(case=case, version=2, edit=1, on=timezone.localdate(), by=people.therapist)
    assert TreatmentPlan.objects.get().hopes == "Sove"


def test_plan_version_says_in_words_what_was_new(tea: Client, kanel: Citizen) -> None:
    write(tea, kanel, **FULL)
    put_in_force(tea, kanel)
    write(
        tea, kanel, hopes="Sove hele natten", dreams="", goal_0_how="Tom ringer", goal_1_words="Ud at gå",
        follow_up="",
    )  # fmt: skip
    put_in_force(tea, kanel)
    write(tea, kanel, goal_0_words="", goal_0_how="", goal_0_who="", goal_0_review_on="")
    put_in_force(tea, kanel)
    first, second, third = TreatmentPlan.objects.order_by("version")
    shown = page(tea, kanel, "plan_version", pk=second.pk)
    for said in (
        "Nyt siden 1. udgave", "Ændret: Det håber jeg på", "Taget ud: Det drømmer jeg om", "Taget ud: Opfølgning",
        "Ændret mål: »Stå op før kl. 10« (sådan gør vi)", "Nyt mål: »Ud at gå«",
    ):  # fmt: skip
        assert said in shown
    assert "Mål taget ud: »Stå op før kl. 10«" in page(tea, kanel, "plan_version", pk=third.pk)
    assert "Nyt siden" not in page(tea, kanel, "plan_version", pk=first.pk)


def test_plan_version_of_somebody_else_or_a_draft_leads_to_the_plan(tea: Client, kanel: Citizen, people: Cast) -> None:
    other = citizen(people, "Havre", followed_by=people.therapist)
    write(tea, other, **FULL)
    put_in_force(tea, other)
    write(tea, kanel, hopes="Kladde")
    for plan in TreatmentPlan.objects.all():
        response = tea.get(at("plan_version", kanel, pk=plan.pk))
        assert response.status_code == 302
        assert response["Location"] == at("plan", kanel)


def test_plan_day_is_mended_and_phase_two_follows(tea: Client, kanel: Citizen) -> None:
    write(tea, kanel, **FULL)
    put_in_force(tea, kanel)
    earlier = timezone.localdate() - timedelta(days=5)
    told = {**begin(tea, kanel, "plan_in_force"), "on": f"{earlier:%Y-%m-%d}"}
    assert [send(tea, kanel, told, "plan_in_force").status_code for _press in range(2)] == [302, 302]
    assert TreatmentPlan.objects.get().in_force_on == earlier
    assert PhaseInterval.objects.standing().get().start_on == earlier
    assert Event.objects.filter(action="plan.move").count() == 1
