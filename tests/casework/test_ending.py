"""Farewell for now is said by a person, once, with a reason and a next step. Silence, days and programs end nothing."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from fremskudt.access.actor import Actor
from fremskudt.access.models import Event
from fremskudt.access.reach import reach_of
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.actions import ending as actions
from fremskudt.casework.actions import pause as pauses
from fremskudt.casework.actions.ending import Farewell
from fremskudt.casework.models import (
    Appointment,
    Case,
    Citizen,
    Ending,
    FollowUp,
    Pause,
    PhaseInterval,
    PickUp,
    TreatmentRequest,
)
from fremskudt.casework.rules import ending as rules
from fremskudt.casework.rules.ending import Reason, Target
from fremskudt.casework.selectors.case import open_case
from fremskudt.casework.selectors.follow_up import first_day
from tests.casework.pages import Fields, at, fill, form_at, send_from, shown, words
from tests.casework.test_transition import add, choose
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]

FOUND_DAYS_AGO = 100
PACKAGE = Path(__file__).parents[2] / "fremskudt"
NO_NEXT = "Skriv, hvad næste skridt er. Ingen sendes ud til ingenting."
SAID: Fields = {
    "reason": "2", "phase": "2", "onward": "community", "onward_words": "Kaffe på Kajen om torsdagen",
    "own_words": "Jeg vil klare mig selv", "our_words": "Har ikke villet ses",
}  # fmt: skip


def farewell(**more: Any) -> Farewell:
    told = {"on": timezone.localdate(), "reason": 7, "phase": 2, "onward": "support", "onward_words": "Bostøtten"}
    return Farewell(**(told | more))


def say(people: Cast, who: Citizen, **more: Any) -> actions.Stopped:
    case = Case.objects.of(who).order_by("-found_on", "-pk")[0]
    return actions.say(case=case, farewell=farewell(**more), by=people.therapist)


def asked(client: Client, who: Citizen, **more: Any) -> Any:
    """The page that asks, after the form is filled in."""
    return fill(client, at("farewell", who), **{**SAID, **more})


def yes(client: Client, who: Citizen, page: Any) -> Any:
    return send_from(client, page, at("farewell", who), ja="1")


def test_farewell_is_asked_on_a_page_of_its_own_and_then_said(tea: Client, kanel: Citizen, people: Cast) -> None:
    page = asked(tea, kanel)
    assert page.status_code == 200
    assert "Sig farvel for nu til Kanel?" in words(page)
    assert "Kaffe på Kajen om torsdagen" in words(page)
    assert not Ending.objects.exists()
    answer = yes(tea, kanel, page)
    assert answer.status_code == 302
    ending = Ending.objects.get()
    told = (ending.reason, ending.phase, ending.onward, ending.on, ending.may_return, ending.by)
    assert told == (2, 2, "community", timezone.localdate(), True, people.therapist)
    assert (ending.own_words, ending.our_words) == ("Jeg vil klare mig selv", "Har ikke villet ses")
    assert Event.objects.get(action="ending.say").subject == kanel.key
    there = words(tea.get(answer["Location"]))
    for said in ("Borgerens egen grund", "Jeg vil klare mig selv", "Fortryd", "Kom igen", "1 måned efter farvel"):
        assert said in there


def test_farewell_can_be_corrected_before_it_is_said(tea: Client, kanel: Citizen) -> None:
    page = asked(tea, kanel, may_return=[])
    back = send_from(tea, page, at("farewell", kanel), ret="1")
    assert back.status_code == 200
    kept = form_at(back, at("farewell", kanel))
    assert kept["onward_words"] == ["Kaffe på Kajen om torsdagen"]
    assert kept["reason"] == ["2"]
    assert "may_return" not in kept
    assert not Ending.objects.exists()


def test_farewell_proposes_the_phase_of_the_course_and_that_they_may_return(
    tea: Client, kanel: Citizen, people: Cast
) -> None:
    empty = form_at(tea.get(at("farewell", kanel)), at("farewell", kanel))  # type: ignore[arg-type]
    assert "phase" not in empty
    assert "reason" not in empty
    assert "onward" not in empty
    assert empty["may_return"] == ["on"]
    for number, phase in enumerate((1, 3, 9)):
        PhaseInterval.objects.create(
            case=kanel.cases.get(), phase=phase, start_on=timezone.localdate() - timedelta(days=9 - number),
            made_at=timezone.now(), by=people.therapist,
        )  # fmt: skip
    assert form_at(tea.get(at("farewell", kanel)), at("farewell", kanel))["phase"] == ["3"]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"reason": []}, "Vælg en."),
        ({"reason": "99"}, "Vælg en fra listen."),
        ({"phase": []}, "Vælg en."),
        ({"phase": "9"}, "Vælg en fra listen."),
        ({"onward": []}, "Vælg en."),
        ({"onward_words": " "}, NO_NEXT),
        ({"onward_words": "??"}, NO_NEXT),
        ({"onward_words": "x" * 10_000}, "højst 200 tegn"),
        ({"own_words": "x" * 10_000}, "højst 500 tegn"),
        ({"on": "2999-01-01"}, "ude i fremtiden"),
        ({"on": "2000-01-01"}, "før forløbet begyndte"),
        ({"on": ""}, "Skriv en dag."),
        ({"reason": "1", "onward": "stay"}, "vælg, hvem der kan hjælpe i stedet"),
    ],
)
def test_farewell_form_says_what_is_wrong_and_keeps_what_was_typed(
    tea: Client, kanel: Citizen, wrong: Fields, said: str
) -> None:
    answer = asked(tea, kanel, **wrong)
    assert answer.status_code == 422
    assert said in words(answer)
    kept = form_at(answer, at("farewell", kanel))
    assert kept["our_words"] == ["Har ikke villet ses"]
    assert not Ending.objects.exists()
    straight = tea.post(at("farewell", kanel), {**SAID, "on": timezone.localdate(), **wrong, "ja": "1"})
    assert straight.status_code == 422
    assert not Ending.objects.exists()


def test_farewell_of_who_is_not_of_the_target_group_leads_on_to_somebody(tea: Client, kanel: Citizen) -> None:
    page = asked(tea, kanel, reason="1", onward="other", onward_words="Alkoholrådgivningen, vi ringer sammen mandag")
    assert yes(tea, kanel, page).status_code == 302
    assert Ending.objects.get().onward_words.startswith("Alkoholrådgivningen")


def test_farewell_needs_a_next_step_beneath_the_page_too(people: Cast, kanel: Citizen) -> None:
    for wrong in ({"onward_words": "-"}, {"reason": 1, "onward": "stay"}):
        with pytest.raises(NotNow):
            say(people, kanel, **wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ending.objects.create(
            case=kanel.cases.get(), on=timezone.localdate(), reason=2, phase=1, onward="stay", onward_words="",
            made_at=timezone.now(), by=people.therapist,
        )  # fmt: skip
    assert not Ending.objects.exists()


def appointment(people: Cast, who: Citizen, days: int) -> Appointment:
    now = timezone.now()
    return Appointment.objects.create(
        case=who.cases.get(), at=now + timedelta(days=days), place="home", owner=people.therapist, made_at=now,
        by=people.therapist,
    )  # fmt: skip


def with_everything_open(people: Cast, who: Citizen) -> tuple[Appointment, Appointment, PickUp]:
    today, now, case = timezone.localdate(), timezone.now(), who.cases.get()
    pauses.hold(
        case=case, cause="rest", began_on=today - timedelta(days=3), look_again_on=today + timedelta(days=9),
        light_hand=None, by=people.therapist,
    )  # fmt: skip
    pick_up = PickUp.objects.create(
        case=case, weekdays="14", place_words="Apoteket på torvet", owner=people.therapist,
        from_on=today - timedelta(days=20), made_at=now, by=people.therapist,
    )  # fmt: skip
    TreatmentRequest.objects.create(case=case, asked_on=today - timedelta(days=5), made_at=now, by=people.therapist)
    choose(people, who)
    add(people, who, "Hente nøgler")
    return appointment(people, who, 3), appointment(people, who, -3), pick_up


def test_farewell_names_what_is_open_and_stops_it(tea: Client, kanel: Citizen, people: Cast) -> None:
    ahead, passed, pick_up = with_everything_open(people, kanel)
    page = asked(tea, kanel)
    there = words(page)
    for named in ("bliver aflyst. Giv borgeren besked.", "Apoteket på torvet", "Pausen siden", "bad om behandling",
                  "Hente nøgler"):  # fmt: skip
        assert named in there
    yes(tea, kanel, page)
    for row in (ahead, passed, pick_up):
        row.refresh_from_db()
    assert (ahead.outcome, passed.outcome) == ("called_off", "")
    assert pick_up.until_on == timezone.localdate()
    pause = Pause.objects.get()
    assert (pause.ended_on, pause.ended_by) == (timezone.localdate(), people.therapist)
    assert TreatmentRequest.objects.filter(begun_on=None, withdrawn_at=None).count() == 1


def test_farewell_said_by_mistake_is_taken_back_and_all_goes_on(tea: Client, kanel: Citizen, people: Cast) -> None:
    ahead, _passed, pick_up = with_everything_open(people, kanel)
    yes(tea, kanel, asked(tea, kanel))
    answer = send_from(tea, tea.get(at("farewell", kanel)), at("farewell_undo", kanel))  # type: ignore[arg-type]
    assert answer.status_code == 302
    assert not Ending.objects.exists()
    assert not FollowUp.objects.waiting().exists()
    assert FollowUp.objects.count() == 2
    for row in (ahead, pick_up):
        row.refresh_from_db()
    assert (ahead.outcome, pick_up.until_on) == ("", None)
    assert Pause.objects.open().exists()
    assert [
        Event.objects.filter(action=action).count() for action in ("ending.say", "ending.take_back", "follow_up.drop")
    ] == [1, 1, 1]
    again = tea.post(at("farewell_undo", kanel))
    assert again.status_code == 409
    assert "Der er ikke noget at fortryde." in again.content.decode()


def test_farewell_taken_back_elsewhere_opens_the_course_alone(kanel: Citizen, people: Cast, tea: Client) -> None:
    ahead, _passed, _pick_up = with_everything_open(people, kanel)
    yes(tea, kanel, asked(tea, kanel))
    other = enter(Client(), people.therapist)
    assert other.post(at("farewell_undo", kanel)).status_code == 302
    ahead.refresh_from_db()
    assert ahead.outcome == "called_off"
    assert not Ending.objects.exists()


def test_farewell_is_not_taken_back_after_ten_minutes(tea: Client, kanel: Citizen, people: Cast) -> None:
    say(people, kanel)
    Ending.objects.update(made_at=timezone.now() - timedelta(minutes=11))
    assert "Fortryd" not in words(tea.get(at("farewell", kanel)))  # type: ignore[arg-type]
    late = tea.post(at("farewell_undo", kanel))
    assert late.status_code == 409
    assert "mere end ti minutter" in late.content.decode()
    assert Ending.objects.exists()


def test_farewell_said_again_after_it_was_taken_back_plans_the_looks_anew(kanel: Citizen, people: Cast) -> None:
    stopped = say(people, kanel, on=timezone.localdate() - timedelta(days=40))
    actions.take_back(case=kanel.cases.get(), stopped=stopped, by=people.therapist)
    say(people, kanel)
    waiting = FollowUp.objects.waiting()
    assert waiting.count() == FollowUp.objects.count() == 2
    assert all(one.due_on > timezone.localdate() for one in waiting)


def test_farewell_pressed_twice_is_one_and_the_second_is_told(tea: Client, kanel: Citizen) -> None:
    page = asked(tea, kanel)
    assert yes(tea, kanel, page).status_code == 302
    second = yes(tea, kanel, page)
    assert second.status_code == 409
    assert "Der er allerede sagt farvel for nu." in second.content.decode()
    assert Ending.objects.count() == Event.objects.filter(action="ending.say").count() == 1
    assert FollowUp.objects.count() == 2


@pytest.mark.parametrize("name", ["farewell", "farewell_undo"])
def test_farewell_to_somebody_beyond_reach_does_not_exist(people: Cast, kanel: Citizen, name: str) -> None:
    for user in (people.colleague, people.therapist_elsewhere, people.second_leader):
        client = enter(Client(), user)
        assert client.post(at(name, kanel), {**SAID, "on": timezone.localdate(), "ja": "1"}).status_code == 404
    assert not Ending.objects.exists()


def test_farewell_by_nobody_is_refused(people: Cast, kanel: Citizen) -> None:
    """A program has no account; one that is closed says no farewell either."""
    people.colleague.is_active = False
    for nobody in (Actor("system"), people.colleague, None):
        with pytest.raises(NotNow, match="Kun et menneske kan afslutte"):
            actions.say(case=kanel.cases.get(), farewell=farewell(), by=nobody)  # type: ignore[arg-type]
    assert not Ending.objects.exists()


def test_farewell_is_read_with_an_event_and_few_questions(
    tea: Client, kanel: Citizen, people: Cast, django_assert_max_num_queries: Any
) -> None:
    with_everything_open(people, kanel)
    for days in range(1, 30):
        appointment(people, kanel, days)
    page = tea.get(at("farewell", kanel))
    with django_assert_max_num_queries(15):
        tea.get(at("farewell", kanel))
    with django_assert_max_num_queries(17):  # with the two that mark the transaction of the test
        there = send_from(tea, page, at("farewell", kanel), **SAID)  # type: ignore[arg-type]
    assert words(there).count("bliver aflyst") == 30
    assert Event.objects.filter(action="ending.read", subject=kanel.key).count() == 3


MAKES = "create|bulk_create|get_or_create|update_or_create"
WRITES = re.compile(rf"\bEnding\(|\bEnding\.objects\.(?:\w+\(\)\.)?(?:{MAKES})\b")
# The invented people of the demo are past tense: nobody is let go by that.
SAYS = {"casework/actions/ending.py"}


def test_farewell_is_written_in_one_place_alone() -> None:
    """By name of the model and by name of the action: who calls it is a view that a person has pressed a button on."""
    files = [file for file in PACKAGE.rglob("*.py") if "migrations" not in file.parts]
    assert len(files) > 100
    texts = {file.relative_to(PACKAGE).as_posix(): file.read_text("utf-8") for file in files}
    made = {name for name, text in texts.items() if WRITES.search(text) and "class Ending(" not in text}
    assert {name for name in made if not name.startswith("config/demo")} == SAYS
    callers = {name for name, text in texts.items() if re.search(r"actions(?:\.| import )ending\b", text)}
    callers = {name for name in callers if not name.startswith("config/demo")}
    assert {name for name in callers if "import Farewell" not in texts[name]} <= {"casework/views/ending.py"}


def test_farewell_rules_of_who_and_when() -> None:
    cases = {(True, False): True, (True, True): False, (False, False): False, (False, True): False}
    assert {one: bool(rules.may_end(is_person=one[0], has_ended=one[1])) for one in cases} == cases
    undo = {(True, True): True, (True, False): False, (False, True): False, (False, False): False}
    assert {one: bool(rules.may_undo(has_ended=one[0], is_lately=one[1])) for one in undo} == undo
    assert [bool(rules.may_come_again(has_ended=ended)) for ended in (False, True)] == [False, True]


def test_farewell_rules_of_the_next_step_for_every_reason_and_target() -> None:
    for reason in Reason:
        for onward in Target:
            leads_nowhere = reason == Reason.NOT_TARGET_GROUP and onward == Target.STAY
            verdict = rules.may_go_on_to(reason=reason, onward=onward, words="Ringe sammen")
            assert bool(verdict) is not leads_nowhere, (reason, onward)
            assert not rules.may_go_on_to(reason=reason, onward=onward, words="12 -")
    assert set(rules.REASONS) == set(Reason)
    assert set(rules.TARGETS) == set(Target)


def test_farewell_first_day_is_of_the_first_course(people: Cast, kanel: Citizen) -> None:
    opened = open_case(reach_of(people.therapist), kanel.code)
    assert first_day(opened) == opened.case.found_on
    assert isinstance(first_day(opened), date)


def test_farewell_is_told_apart_in_two_voices(tea: Client, kanel: Citizen, people: Cast) -> None:
    say(people, kanel, own_words="<i>Jeg er træt</i>", our_words="Flyttet til Aarhus")
    page = shown(tea, at("farewell", kanel))
    assert "&lt;i&gt;Jeg er træt&lt;/i&gt;" in page
    assert page.index("Flyttet til Aarhus") < page.index("Borgerens egen grund")
