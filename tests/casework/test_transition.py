"""Where to, chosen together: a new choice closes the one before, and each step has one owner, a date and an answer."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.actions import transition as actions
from fremskudt.casework.actions import transition_step as steps
from fremskudt.casework.models import Assignment, Citizen, Ending, Transition, TransitionStep
from fremskudt.casework.rules import transition as rules
from fremskudt.casework.rules.day import may_have_been
from fremskudt.casework.rules.ending import TARGETS, Target
from fremskudt.casework.rules.transition import State
from tests.casework.field import citizen
from tests.casework.pages import at, fill, form_at, send_from, shown, words
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]

FOUND_DAYS_AGO = 100
TODAY = date(2026, 3, 10)


def choose(people: Cast, who: Citizen, target: str = "support", **more: Any) -> Transition:
    told = {"target_words": "", "on": timezone.localdate(), "by": people.therapist}
    return actions.choose(case=who.cases.get(), target=target, **(told | more))


def add(people: Cast, who: Citizen, words: str = "Hilse på hjemme", **more: Any) -> TransitionStep:
    told = {"on": timezone.localdate(), "owner": people.therapist, "owner_words": "", "by": people.therapist}
    return steps.add(case=who.cases.get(), words=words, **(told | more))


def end(people: Cast, who: Citizen) -> None:
    Ending.objects.create(
        case=who.cases.get(), on=timezone.localdate(), reason=2, phase=1, onward="stay", onward_words="Vi ringer",
        made_at=timezone.now(), by=people.therapist,
    )  # fmt: skip


def press(client: Client, who: Citizen, step: TransitionStep, act: str) -> Any:
    """Press a button of the step's own form on the page."""
    page = client.get(at("transition", who)).content.decode()
    assert f'name="step" value="{step.pk}"' in page
    assert f'name="act" value="{act}"' in page
    return client.post(at("step_done", who), {"step": step.pk, "act": act})


def test_transition_target_is_chosen_and_none_is_chosen_beforehand(tea: Client, kanel: Citizen) -> None:
    assert "Intet mål endnu. At blive her er også et valg." in shown(tea, at("transition", kanel))
    page = tea.get(at("transition_new", kanel))
    assert "target" not in form_at(page, at("transition_new", kanel))  # type: ignore[arg-type]
    answer = send_from(tea, page, at("transition_new", kanel), target="stay", target_words="I min egen lejlighed")  # type: ignore[arg-type]
    assert answer.status_code == 302
    there = words(tea.get(at("transition", kanel)))  # type: ignore[arg-type]
    assert "Valgt sammen: Blive her. I min egen lejlighed" in there
    assert Transition.objects.get().chosen_on == timezone.localdate()
    assert Event.objects.get(action="transition.choose").fields == "coded,free_text"


def test_transition_ordinary_treatment_is_one_of_many_and_not_the_first() -> None:
    assert sorted(rules.IN_ORDER) == sorted(TARGETS)
    assert rules.IN_ORDER[0] != Target.ORDINARY


def test_transition_another_target_closes_the_one_before(tea: Client, kanel: Citizen, people: Cast) -> None:
    choose(people, kanel, on=timezone.localdate() - timedelta(days=20))
    assert fill(tea, at("transition_new", kanel), target="community").status_code == 302
    old, new = Transition.objects.order_by("pk")
    assert (old.closed_on, new.closed_on) == (timezone.localdate(), None)
    there = words(tea.get(at("transition", kanel)))  # type: ignore[arg-type]
    assert "Valgt sammen: Et fællesskab" in there
    assert "Mål før" in there


def test_transition_the_same_target_again_is_one_line(tea: Client, kanel: Citizen) -> None:
    page = tea.get(at("transition_new", kanel))
    for _press in range(2):
        send_from(tea, page, at("transition_new", kanel), target="housing")  # type: ignore[arg-type]
    assert Transition.objects.count() == Event.objects.filter(action="transition.choose").count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({}, "Vælg en."),
        ({"target": "rehab"}, "Vælg en fra listen."),
        ({"target": "other", "target_words": "x" * 121}, "højst 120 tegn"),
        ({"target": "other", "on": "2999-01-01"}, "ude i fremtiden"),
        ({"target": "other", "on": "1999-01-01"}, "før forløbet begyndte"),
        ({"target": "other", "on": "i morgen"}, "Skriv dagen som"),
    ],
)
def test_transition_form_says_what_is_wrong(tea: Client, kanel: Citizen, wrong: dict[str, str], said: str) -> None:
    answer = fill(tea, at("transition_new", kanel), **{"target_words": "Mine ord", **wrong})
    assert answer.status_code == 422
    assert said in words(answer)
    kept = form_at(answer, at("transition_new", kanel))
    assert kept["target_words"] == [wrong.get("target_words", "Mine ord")]
    assert not Transition.objects.exists()


def test_transition_step_has_one_owner_and_a_day(tea: Client, kanel: Citizen, people: Cast) -> None:
    choose(people, kanel)
    ahead = timezone.localdate() + timedelta(days=10)
    assert fill(tea, at("step_new", kanel), words="Følges til møde", on=ahead).status_code == 302
    step = TransitionStep.objects.get()
    assert (step.owner, step.owner_words, step.on) == (people.therapist, "", ahead)
    told = {"words": "Hente medicin", "on": ahead, "owner": "", "owner_words": "bostøtten"}
    assert fill(tea, at("step_new", kanel), **told).status_code == 302
    assert TransitionStep.objects.get(owner=None).owner_words == "bostøtten"
    there = words(tea.get(at("transition", kanel)))  # type: ignore[arg-type]
    assert "Følges til møde Tea" in there
    assert "Hente medicin bostøtten" in there


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"owner": ""}, "Et skridt skal have én person og en dato."),
        ({"owner_words": "bostøtten"}, "Et skridt skal have én person og en dato."),
        ({"on": ""}, "Et skridt skal have én person og en dato."),
        ({"words": " "}, "Skriv, hvad skridtet er."),
        ({"words": "x" * 10_000}, "højst 200 tegn"),
        ({"owner": "987654"}, "Vælg en fra listen."),
        ({"on": "2999-01-01"}, "højst to år frem"),
        ({"on": "1999-01-01"}, "før forløbet begyndte"),
    ],
)
def test_transition_step_form_says_what_is_wrong_and_keeps_what_was_typed(
    tea: Client, kanel: Citizen, people: Cast, wrong: dict[str, str], said: str
) -> None:
    choose(people, kanel)
    told = {"words": "Hilse på", "on": f"{timezone.localdate():%Y-%m-%d}", **wrong}
    answer = fill(tea, at("step_new", kanel), **told)
    assert answer.status_code == 422
    assert said in words(answer)
    assert form_at(answer, at("step_new", kanel))["words"] == [told["words"]]
    assert not TransitionStep.objects.exists()


def test_transition_step_waits_for_a_target(tea: Client, kanel: Citizen) -> None:
    assert "Vælg først sammen, hvor I skal hen." in shown(tea, at("transition", kanel))
    answer = tea.post(at("step_new", kanel), {"words": "Hilse på", "on": timezone.localdate()})
    assert answer.status_code == 409
    assert "Vælg først sammen, hvor I skal hen." in answer.content.decode()


def test_transition_step_pressed_twice_is_one(tea: Client, kanel: Citizen, people: Cast) -> None:
    choose(people, kanel)
    page = tea.get(at("step_new", kanel))
    for _press in range(2):
        send_from(tea, page, at("step_new", kanel), words="Hilse på", on=timezone.localdate())  # type: ignore[arg-type]
    assert TransitionStep.objects.count() == Event.objects.filter(action="transition_step.add").count() == 1


def test_transition_step_is_done_and_opened_again(tea: Client, kanel: Citizen, people: Cast) -> None:
    choose(people, kanel)
    step = add(people, kanel)
    for _press in range(2):
        assert tea.post(at("step_done", kanel), {"step": step.pk, "act": "done"}).status_code == 302
    step.refresh_from_db()
    assert step.done_on == timezone.localdate()
    assert Event.objects.filter(action="transition_step.done").count() == 1
    assert press(tea, kanel, step, "again").status_code == 302
    step.refresh_from_db()
    assert step.done_on is None


def test_transition_step_that_is_missed_tells_its_owner_the_same_day(
    kanel: Citizen, people: Cast, django_capture_on_commit_callbacks: Any, settings: Any, monkeypatch: Any
) -> None:
    settings.MAIL_IS_ON = True
    monkeypatch.setattr("fremskudt.access.mail.send_later", lambda message: message.send())
    Assignment.objects.create(citizen=kanel, user=people.colleague, began_at=timezone.now(), by=people.leader)
    choose(people, kanel)
    step, tom = add(people, kanel, owner=people.therapist), enter(Client(), people.colleague)
    with django_capture_on_commit_callbacks(execute=True):
        for _press in range(2):
            assert tom.post(at("step_done", kanel), {"step": step.pk, "act": "missed"}).status_code == 302
    step.refresh_from_db()
    assert step.missed_at is not None
    assert step.seen_at is None
    [sent] = mail.outbox
    assert sent.to == [people.therapist.email]
    for secret in ("Hilse på", "Kanel", kanel.code):
        assert secret not in f"{sent.subject}{sent.body}"
    tea = enter(Client(), people.therapist)
    assert "Blev ikke til noget" in shown(tea, at("transition", kanel))
    assert press(tea, kanel, step, "seen").status_code == 302
    step.refresh_from_db()
    assert step.seen_at is not None


def test_transition_step_whose_owner_says_it_themselves_is_seen(kanel: Citizen, people: Cast, tea: Client) -> None:
    choose(people, kanel)
    step = add(people, kanel)
    press(tea, kanel, step, "missed")
    step.refresh_from_db()
    assert step.seen_at == step.missed_at is not None


def test_transition_step_is_removed_and_stays_written(tea: Client, kanel: Citizen, people: Cast) -> None:
    choose(people, kanel)
    step = add(people, kanel)
    assert press(tea, kanel, step, "remove").status_code == 302
    assert "Hilse på hjemme" not in shown(tea, at("transition", kanel))
    step.refresh_from_db()
    assert step.removed_at is not None
    gone = tea.post(at("step_done", kanel), {"step": step.pk, "act": "done"})
    assert gone.status_code == 409
    assert "Skridtet er fjernet eller findes ikke." in gone.content.decode()


def test_transition_step_of_an_earlier_target_stays_until_it_is_answered(
    tea: Client, kanel: Citizen, people: Cast
) -> None:
    choose(people, kanel)
    step = add(people, kanel)
    choose(people, kanel, "work")
    assert "Hilse på hjemme" in shown(tea, at("transition", kanel))
    press(tea, kanel, step, "done")
    assert "Hilse på hjemme" not in shown(tea, at("transition", kanel))


@pytest.mark.parametrize("told", [{}, {"step": "x", "act": "done"}, {"step": "1", "act": "explode"}])
def test_transition_step_that_cannot_be_read_is_refused(tea: Client, kanel: Citizen, told: dict[str, str]) -> None:
    assert tea.post(at("step_done", kanel), told).status_code == 409


def test_transition_step_of_another_citizen_is_not_there(tea: Client, kanel: Citizen, people: Cast) -> None:
    other = citizen(people, "Havre", followed_by=people.colleague)
    choose(people, other)
    step = add(people, other)
    assert tea.post(at("step_done", kanel), {"step": step.pk, "act": "done"}).status_code == 409
    step.refresh_from_db()
    assert step.done_on is None


def test_transition_text_is_shown_as_text(tea: Client, kanel: Citizen, people: Cast) -> None:
    choose(people, kanel, target_words="<b>fed</b>")
    add(people, kanel, "<script>alert(1)</script>")
    page = shown(tea, at("transition", kanel))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<b>fed" not in page


@pytest.mark.parametrize(
    "name", ["transition_new", "step_new", "step_done", "readiness", "handover", "handover_accept"]
)
def test_transition_of_an_ended_course_is_refused_with_the_reason(
    tea: Client, kanel: Citizen, people: Cast, name: str
) -> None:
    choose(people, kanel)
    step = add(people, kanel)
    end(people, kanel)
    answer = tea.post(at(name, kanel), {"step": step.pk, "act": "done"})
    assert answer.status_code == 409
    assert "Forløbet er sagt farvel til." in answer.content.decode()
    if name != "step_done":
        assert "Forløbet er sagt farvel til." in shown(tea, at(name, kanel))
    assert "Forløbet er sagt farvel til." in shown(tea, at("transition", kanel))


PAGES = ["transition", "transition_new", "step_new", "readiness", "handover", "handover_accept"]


@pytest.mark.parametrize("name", [*PAGES, "step_done", "handover_rhythm"])
def test_transition_of_somebody_beyond_reach_does_not_exist(people: Cast, kanel: Citizen, name: str) -> None:
    for user in (people.colleague, people.therapist_elsewhere):
        client = enter(Client(), user)
        assert client.post(at(name, kanel)).status_code == (405 if name == "transition" else 404)
        if name in PAGES:
            assert client.get(at(name, kanel)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_transition_pages_are_read_with_an_event_and_few_questions(
    tea: Client, kanel: Citizen, people: Cast, name: str, django_assert_max_num_queries: Any
) -> None:
    choose(people, kanel)
    for number in range(40):
        add(people, kanel, f"Skridt {number}")
    tea.get(at(name, kanel))
    with django_assert_max_num_queries(15):
        tea.get(at(name, kanel))
    assert Event.objects.filter(action="transition.read", subject=kanel.key).count() == 2


def test_transition_step_rules() -> None:
    late, ahead = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    cases = {
        (ahead, False, False): State.AHEAD, (TODAY, False, False): State.AHEAD, (late, False, False): State.LATE,
        (late, True, False): State.DONE, (late, False, True): State.MISSED, (late, True, True): State.DONE,
    }  # fmt: skip
    told = {case: rules.state_of(on=case[0], is_done=case[1], is_missed=case[2], today=TODAY) for case in cases}
    assert told == cases
    assert set(rules.STATES) == set(State)
    owners = {(True, ""): True, (False, "bostøtten"): True, (True, "bostøtten"): False, (False, " "): False}
    assert {case: rules.has_one_owner(is_user=case[0], words=case[1]) for case in owners} == owners
    marks = {(True, False, False): True, (True, True, False): False, (True, False, True): False, (False, 0, 0): False}
    assert {case: bool(rules.may_mark(is_there=case[0], is_done=case[1], is_missed=case[2])) for case in marks} == marks


def test_transition_rules_of_days_and_of_who_carries() -> None:
    days = {date(2025, 12, 31): False, date(2026, 1, 1): True, date(2028, 3, 10): True, date(2028, 3, 11): False}
    assert {day: bool(rules.may_be_on(day, date(2026, 1, 1), TODAY)) for day in days} == days
    been = {date(2025, 12, 31): False, date(2026, 1, 1): True, TODAY: True, TODAY + timedelta(days=1): False}
    assert {day: bool(may_have_been(day, date(2026, 1, 1), TODAY)) for day in been} == been
    accepts = {(True, False): True, (True, True): False, (False, False): False, (False, True): False}
    assert {one: bool(rules.may_accept(has_receiver=one[0], is_accepted=one[1])) for one in accepts} == accepts
    assert [bool(rules.may_thin(is_accepted=yes)) for yes in (False, True)] == [False, True]
    assert [bool(rules.may_change_handover(is_accepted=yes)) for yes in (False, True)] == [True, False]
    assert [bool(rules.may_add_step(has_target=yes)) for yes in (False, True)] == [False, True]


def test_transition_step_with_two_owners_is_refused_beneath_the_page(people: Cast, kanel: Citizen) -> None:
    choose(people, kanel)
    with pytest.raises(NotNow, match="én person"):
        add(people, kanel, owner_words="bostøtten")
