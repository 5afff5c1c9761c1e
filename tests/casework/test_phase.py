"""Phases are dated intervals: they overlap, step back, are skipped; a change is a new line; they lock nothing."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.actions import phase as actions
from fremskudt.casework.actions.phase import Stretch
from fremskudt.casework.models import Case, Citizen, Ending, PhaseInterval, TreatmentPlan
from fremskudt.casework.rules import phase as rules
from fremskudt.casework.rules.phase import PHASES, Phase
from tests.casework.field import citizen
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]
FOLLOWS = "Fase 2 følger planen. Ret datoen i planen."
DAY = date(2026, 11, 18)


@pytest.fixture
def case(kanel: Citizen) -> Case:
    return kanel.cases.get()


def day(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days=days)


def new(kanel: Citizen) -> str:
    return reverse("casework:phase_new", args=[kanel.code])


def edit(interval: PhaseInterval) -> str:
    return reverse("casework:phase_edit", args=[interval.case.citizen.code, interval.pk])


def listed(client: Client, kanel: Citizen) -> str:
    response = client.get(reverse("casework:phases", args=[kanel.code]))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def filled(**more: Any) -> dict[str, Any]:
    return {"phase": 1, "start_on": day(-30).isoformat(), "end_on": "", "reason": "", **more}


def add(case: Case, phase: int = 1, start: int = -30, end: int | None = None) -> PhaseInterval:
    stretch = Stretch(phase, day(start), None if end is None else day(end))
    return actions.add(case=case, stretch=stretch, by=case.by)


def standing(case: Case) -> list[tuple[int, date, date | None]]:
    return [(each.phase, each.start_on, each.end_on) for each in PhaseInterval.objects.standing().filter(case=case)]


def end(case: Case, on: date) -> None:
    words: dict[str, Any] = {"reason": 6, "phase": 1, "onward": "other", "onward_words": "Kan ringe"}
    Ending.objects.create(case=case, on=on, made_at=timezone.now(), by=case.by, **words)


# the rules


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("has_plan", [True, False])
def test_rule_only_phase_two_without_a_plan_is_not_written_by_hand(phase: Phase, has_plan: bool) -> None:
    assert bool(rules.may_add(phase=phase, has_plan=has_plan)) is (has_plan or phase is not Phase.TREATMENT)
    assert phase in PHASES


@pytest.mark.parametrize(
    ("standing", "by_plan", "move", "end"),
    [(True, False, "", ""), (True, True, FOLLOWS, ""), (False, False, rules.TAKEN_BACK, rules.TAKEN_BACK),
     (False, True, rules.TAKEN_BACK, rules.TAKEN_BACK)],
)  # fmt: skip
def test_rule_what_follows_the_plan_is_ended_but_not_moved(standing: bool, by_plan: bool, move: str, end: str) -> None:
    assert rules.may_move(is_standing=standing, is_by_plan=by_plan).reason == move
    assert rules.may_end(is_standing=standing).reason == end


@pytest.mark.parametrize(
    ("written", "ended", "shown"),
    [(None, None, None), (5, None, 5), (None, 9, 9), (5, 9, 5), (12, 9, 9), (None, -3, 0)],
)
def test_rule_an_ended_course_closes_what_is_open(written: int | None, ended: int | None, shown: int | None) -> None:
    days = [None if number is None else DAY + timedelta(days=number) for number in (written, ended, shown)]
    assert rules.last_day(days[0], days[1], DAY) == days[2]


# what a person does


def test_phase_is_added_by_what_the_page_asks(tea: Client, kanel: Citizen, case: Case) -> None:
    assert "Ingen perioder endnu." in listed(tea, kanel)
    page = tea.get(new(kanel)).content.decode()
    for name in filled():
        assert f'name="{name}"' in page
    assert "checked" not in page
    assert tea.post(new(kanel), filled(phase=9, reason="Svært at sige")).status_code == 302
    assert standing(case) == [(9, day(-30), None)]
    shown = listed(tea, kanel)
    assert "Uafklaret" in shown
    assert "Svært at sige" in shown
    assert Event.objects.get(action="phase.add").fields == "coded,free_text"


def test_phases_overlap_step_back_and_leave_gaps(tea: Client, kanel: Citizen, case: Case) -> None:
    stretches = [(1, -90, -60), (3, -70, -50), (1, -20, ""), (9, -10, "")]
    for phase, start, last in stretches:
        end_on = day(last).isoformat() if isinstance(last, int) else ""
        sent = filled(phase=phase, start_on=day(start).isoformat(), end_on=end_on)
        assert tea.post(new(kanel), sent).status_code == 302
    assert len(standing(case)) == 4


def test_phase_pressed_twice_is_one_line(tea: Client, kanel: Citizen, case: Case) -> None:
    for _press in range(2):
        tea.post(new(kanel), filled())
    assert len(standing(case)) == PhaseInterval.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"end_on": (DAY - timedelta(days=9000)).isoformat()}, "Slut ligger før start."),
        ({"start_on": ""}, "Skriv en dag."),
        ({"start_on": "2126-01-01"}, "ude i fremtiden"),
        ({"end_on": "2126-01-01"}, "ude i fremtiden"),
        ({"start_on": "1850-01-01"}, "for langt tilbage"),
        ({"phase": ""}, "Vælg en."),
        ({"phase": "4"}, "Vælg en fra listen."),
        ({"phase": "2"}, "Fase 2 følger planen. Sæt planen i kraft, så begynder den af sig selv."),
        ({"reason": "x" * 10_000}, "Skriv det kortere"),
    ],
)
def test_phase_bad_input_is_kept_and_told(tea: Client, kanel: Citizen, more: dict[str, str], words: str) -> None:
    answer = tea.post(new(kanel), filled(**{"reason": "<b>Sådan</b>", **more}))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "<b>Sådan" not in answer.content.decode()
    assert not PhaseInterval.objects.exists()


def test_phase_is_moved_by_a_new_line_and_the_old_one_stays(tea: Client, kanel: Citizen, case: Case) -> None:
    old = add(case)
    page = tea.get(edit(old)).content.decode()
    assert day(-30).isoformat() in page
    assert tea.post(edit(old), filled(start_on=day(-20).isoformat(), end_on=day(-1).isoformat())).status_code == 302
    assert standing(case) == [(1, day(-20), day(-1))]
    assert PhaseInterval.objects.get(replaces=old).case == case
    assert "Rettet" in listed(tea, kanel)
    assert Event.objects.filter(action="phase.change").count() == 1


def test_phase_saved_as_it_stands_is_no_new_line(tea: Client, kanel: Citizen, case: Case) -> None:
    old = add(case)
    tea.post(edit(old), filled())
    assert PhaseInterval.objects.count() == 1


def test_phase_is_taken_back_and_stays_written(tea: Client, kanel: Citizen, case: Case) -> None:
    old = add(case)
    assert tea.post(edit(old), {"withdraw": "yes"}).status_code == 302
    assert standing(case) == []
    assert "(taget tilbage)" in listed(tea, kanel)


def test_phase_that_somebody_changed_a_moment_ago_is_refused(people: Cast, case: Case) -> None:
    old = add(case)
    actions.change(interval=old, stretch=Stretch(1, day(-10)), by=people.therapist)
    with pytest.raises(NotNow, match="allerede rettet"):
        actions.change(interval=old, stretch=Stretch(1, day(-5)), by=people.colleague)
    with pytest.raises(NotNow, match="allerede rettet"):
        actions.withdraw(interval=old, by=people.colleague)
    assert len(standing(case)) == 1


# the plan


def in_force(case: Case, version: int, on: date) -> None:
    now = timezone.now()
    TreatmentPlan.objects.create(
        case=case,
        version=version,
        made_at=now,
        by=case.by,
        saved_at=now,
        saved_by=case.by,
        in_force_on=on,
        in_force_at=now,
        in_force_by=case.by,
    )


def test_plan_puts_somebody_in_phase_two_once(people: Cast, case: Case) -> None:
    for _press in range(2):
        actions.set_by_plan(case=case, on=day(-9), by=people.therapist)
    assert standing(case) == [(2, day(-9), None)]
    assert Event.objects.filter(action="phase.by_plan").count() == 1


def test_plan_of_a_corrected_day_moves_the_start(people: Cast, case: Case) -> None:
    actions.set_by_plan(case=case, on=day(-9), by=people.therapist)
    actions.set_by_plan(case=case, on=day(-4), by=people.therapist)
    assert standing(case) == [(2, day(-4), None)]
    assert PhaseInterval.objects.count() == 2


def test_plan_of_a_later_version_leaves_the_start(people: Cast, case: Case) -> None:
    in_force(case, 1, day(-60))
    actions.set_by_plan(case=case, on=day(-60), by=people.therapist)
    in_force(case, 2, day(-3))
    actions.set_by_plan(case=case, on=day(-3), by=people.therapist)
    assert standing(case) == [(2, day(-60), None)]


def by_plan(people: Cast, case: Case) -> PhaseInterval:
    actions.set_by_plan(case=case, on=day(-9), by=people.therapist)
    return PhaseInterval.objects.get(is_by_plan=True)


@pytest.mark.parametrize("more", [{"start_on": day(-20).isoformat()}, {"phase": 3}, {"withdraw": "yes"}])
def test_phase_two_is_not_moved_by_hand(tea: Client, people: Cast, case: Case, more: dict[str, Any]) -> None:
    two = by_plan(people, case)
    assert FOLLOWS in tea.get(edit(two)).content.decode()
    answer = tea.post(edit(two), filled(**{"phase": 2, "start_on": day(-9).isoformat(), **more}))
    assert answer.status_code == 409
    assert FOLLOWS in answer.content.decode()
    assert standing(case) == [(2, day(-9), None)]


def test_phase_two_is_ended_by_hand_and_can_come_again(tea: Client, people: Cast, kanel: Citizen, case: Case) -> None:
    two = by_plan(people, case)
    page = tea.get(edit(two)).content.decode()
    assert 'type="hidden" name="phase" value="2"' in page
    sent = filled(phase=2, start_on=day(-9).isoformat(), end_on=day(-5).isoformat())
    assert tea.post(edit(two), sent).status_code == 302
    assert standing(case) == [(2, day(-9), day(-5))]
    assert PhaseInterval.objects.standing().get().is_by_plan
    assert tea.post(new(kanel), filled(phase=2, start_on=day(-2).isoformat())).status_code == 302
    assert len(standing(case)) == 2


# the end, the reach, the cost


def test_phases_of_an_ended_course_are_closed_and_corrected_but_not_added(
    tea: Client, kanel: Citizen, case: Case
) -> None:
    old = add(case)
    end(case, day(-3))
    shown = listed(tea, kanel)
    assert "i gang" not in shown
    assert reverse("casework:phase_new", args=[kanel.code]) not in shown
    sentence = "Forløbet er sagt farvel til. Tryk »Kom igen«, hvis borgeren er tilbage."
    assert sentence in tea.get(new(kanel)).content.decode()
    answer = tea.post(new(kanel), filled(phase=9))
    assert answer.status_code == 409
    assert sentence in answer.content.decode()
    assert tea.post(edit(old), filled(start_on=day(-25).isoformat())).status_code == 302


def test_phases_are_of_those_who_follow_and_of_this_citizen(people: Cast, kanel: Citizen, case: Case) -> None:
    old, other = add(case), citizen(people, "Havre", followed_by=people.therapist)
    for user in (people.colleague, people.therapist_elsewhere, people.leader):
        client = enter(Client(), user)
        assert client.get(reverse("casework:phases", args=[kanel.code])).status_code == 404
        assert client.post(new(kanel), filled()).status_code == 404
        assert client.post(edit(old), {"withdraw": "yes"}).status_code == 404
    wrong = reverse("casework:phase_edit", args=[other.code, old.pk])
    assert enter(Client(), people.therapist).post(wrong, {"withdraw": "yes"}).status_code == 404
    assert len(standing(case)) == 1


def test_phases_cost_the_same_with_many_as_with_one(tea: Client, kanel: Citizen, case: Case) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            listed(tea, kanel)
        return len(found)

    add(case)
    cost()  # the first page of a log-in notes the session
    one = cost()
    for number in range(20):
        add(case, 1 + 2 * (number % 2), -100 + number, -50 + number)
    assert cost() == one <= 15
