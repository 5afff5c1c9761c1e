"""The fourteen days: started by one act and by nothing else, shown for as long as they run, and explained when late."""

from datetime import date, timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.actions import case as cases
from fremskudt.casework.actions import phase as phases
from fremskudt.casework.actions import treatment_request as actions
from fremskudt.casework.actions.phase import Stretch
from fremskudt.casework.actions.treatment_request import Progress
from fremskudt.casework.models import Case, Citizen, Ending, TreatmentRequest
from fremskudt.casework.rules import treatment_request as rules
from tests.casework.field import citizen
from tests.cast import Cast, assemble, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]
ASKED = date(2026, 11, 4)


def day(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days=days)


def asking(kanel: Citizen) -> str:
    return reverse("casework:treatment_request", args=[kanel.code])


def closing(kanel: Citizen) -> str:
    return reverse("casework:treatment_request_close", args=[kanel.code])


def ask(people: Cast, kanel: Citizen, days: int = 0) -> TreatmentRequest:
    return actions.ask(case=kanel.cases.get(), asked_on=day(days), by=people.therapist)


def end(case: Case) -> None:
    words: dict[str, Any] = {"reason": 6, "phase": 1, "onward": "other", "onward_words": "Kan ringe"}
    Ending.objects.create(case=case, on=day(), made_at=timezone.now(), by=case.by, **words)


# the rules


def test_rule_the_days_are_fourteen_whole_ones() -> None:
    assert rules.due_day(ASKED) == date(2026, 11, 18)
    assert [rules.days_left(ASKED, ASKED + timedelta(days=days)) for days in (0, 5, 14, 15)] == [14, 9, 0, -1]


@pytest.mark.parametrize(
    ("begun", "today", "late"),
    [(None, 14, False), (None, 15, True), (14, 40, False), (15, 40, True), (0, 400, False)],
)
def test_rule_what_took_longer(begun: int | None, today: int, late: bool) -> None:
    begun_on = None if begun is None else ASKED + timedelta(days=begun)
    assert rules.is_exceeded(ASKED, begun_on, ASKED + timedelta(days=today)) is late


@pytest.mark.parametrize("running", [True, False])
def test_rule_the_days_start_once_and_are_closed_while_they_run(running: bool) -> None:
    assert bool(rules.may_ask(is_running=running)) is not running
    assert bool(rules.may_close(is_running=running)) is running


# what a person does


def test_asking_starts_the_days_and_says_so(tea: Client, kanel: Citizen) -> None:
    assert "Start fristen på 14 dage" in tea.get(asking(kanel)).content.decode()
    answer = tea.post(asking(kanel), {"asked_on": day().isoformat()}, follow=True)
    shown = answer.content.decode()
    assert "I dag starter fristen på 14 dage." in shown
    assert "14 dage igen" in shown
    assert TreatmentRequest.objects.get().asked_on == day()
    assert Event.objects.filter(action="treatment_request.ask", subject=kanel.key).count() == 1


def test_asking_on_an_earlier_day_says_from_when(tea: Client, kanel: Citizen) -> None:
    shown = tea.post(asking(kanel), {"asked_on": day(-4).isoformat()}, follow=True).content.decode()
    assert "Fristen på 14 dage løber fra" in shown
    assert "10 dage igen" in shown


def test_asking_twice_is_refused_with_the_day_it_runs_from(tea: Client, people: Cast, kanel: Citizen) -> None:
    asked_on = ask(people, kanel, -3).asked_on
    months = [
        "januar",
        "februar",
        "marts",
        "april",
        "maj",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "december",
    ]
    words = f"Fristen løber allerede fra {asked_on.day}. {months[asked_on.month - 1]} {asked_on.year}."
    assert words in tea.get(asking(kanel)).content.decode()
    answer = tea.post(asking(kanel), {"asked_on": day().isoformat()})
    assert answer.status_code == 409
    assert words in answer.content.decode()
    assert TreatmentRequest.objects.count() == 1


@pytest.mark.parametrize("written", ["", "i går", "2126-01-01", "1850-01-01"])
def test_asking_on_no_day_is_told(tea: Client, kanel: Citizen, written: str) -> None:
    assert tea.post(asking(kanel), {"asked_on": written}).status_code == 422
    assert not TreatmentRequest.objects.exists()


def test_nothing_else_starts_the_days(tea: Client, people: Cast, kanel: Citizen) -> None:
    """Not a yes to take part, not a plan, not a period, and not looking at any page."""
    case = kanel.cases.get()
    cases.start(case=case, on=day(), by=people.therapist)
    phases.set_by_plan(case=case, on=day(), by=people.therapist)
    phases.add(case=case, stretch=Stretch(1, day()), by=people.therapist)
    for name in ("citizen", "timeline", "treatment_request", "contact_agreement", "channel"):
        assert tea.get(reverse(f"casework:{name}", args=[kanel.code])).status_code == 200
    assert not TreatmentRequest.objects.exists()


def test_the_act_is_the_only_writer_of_a_request() -> None:
    """Save the invented people of the demo, who have asked already."""
    room = Path(actions.__file__).parents[1]
    makes = ("TreatmentRequest.objects.create", "TreatmentRequest.objects.bulk_create", "= TreatmentRequest(")
    files = [file for file in room.rglob("*.py") if any(one in file.read_text("utf-8") for one in makes)]
    assert [file.name for file in files if not file.name.startswith("demo")] == ["treatment_request.py"]


def test_progress_is_written_by_what_the_page_asks(tea: Client, people: Cast, kanel: Citizen) -> None:
    ask(people, kanel, -5)
    page = tea.get(closing(kanel)).content.decode()
    for name in ("doctor_offered_on", "begun_on", "late_reason", "withdraw"):
        assert f'name="{name}"' in page
    sent = {"doctor_offered_on": day(-2).isoformat(), "begun_on": "", "late_reason": ""}
    assert tea.post(closing(kanel), sent).status_code == 302
    shown = tea.get(reverse("casework:citizen", args=[kanel.code])).content.decode()
    assert "Tilbudt" in shown
    assert "9 dage igen" in shown


def test_the_days_are_over_when_treatment_begins_and_may_start_again(tea: Client, people: Cast, kanel: Citizen) -> None:
    ask(people, kanel, -5)
    tea.post(closing(kanel), {"doctor_offered_on": "", "begun_on": day().isoformat(), "late_reason": ""})
    shown = tea.get(reverse("casework:citizen", args=[kanel.code])).content.decode()
    assert "Ingen frist løber lige nu." in shown
    assert tea.get(closing(kanel)).status_code == 409
    assert tea.post(asking(kanel), {"asked_on": day().isoformat()}).status_code == 302


def test_beginning_late_needs_a_reason_in_words(tea: Client, people: Cast, kanel: Citizen) -> None:
    ask(people, kanel, -20)
    sent = {"doctor_offered_on": "", "begun_on": day().isoformat(), "late_reason": ""}
    answer = tea.post(closing(kanel), sent)
    assert answer.status_code == 422
    assert "Der gik mere end 14 dage. Skriv hvorfor." in answer.content.decode()
    assert tea.post(closing(kanel), {**sent, "late_reason": "Ville vente til efter jul"}).status_code == 302
    assert TreatmentRequest.objects.get().late_reason == "Ville vente til efter jul"


@pytest.mark.parametrize("name", ["doctor_offered_on", "begun_on"])
@pytest.mark.parametrize("days", [-6, 1])
def test_a_day_before_the_asking_or_ahead_is_told(
    tea: Client, people: Cast, kanel: Citizen, name: str, days: int
) -> None:
    ask(people, kanel, -5)
    answer = tea.post(closing(kanel), {name: day(days).isoformat()})
    assert answer.status_code == 422
    assert day(days).isoformat() in answer.content.decode()


def test_who_does_not_want_it_after_all_stops_the_days(tea: Client, people: Cast, kanel: Citizen) -> None:
    ask(people, kanel)
    assert tea.post(closing(kanel), {"withdraw": "yes"}).status_code == 302
    assert TreatmentRequest.objects.get().withdrawn_at is not None
    assert tea.post(closing(kanel), {"withdraw": "yes"}).status_code == 409
    assert Event.objects.filter(action="treatment_request.withdraw").count() == 1


def test_an_ended_course_starts_no_days_but_they_can_be_closed(tea: Client, people: Cast, kanel: Citizen) -> None:
    ask(people, kanel)
    end(kanel.cases.get())
    actions.withdraw(case=kanel.cases.get(), by=people.therapist)
    answer = tea.post(asking(kanel), {"asked_on": day().isoformat()})
    assert answer.status_code == 409
    assert "Forløbet er sagt farvel til." in answer.content.decode()


def test_requests_are_of_those_who_follow(people: Cast, kanel: Citizen) -> None:
    for user in (people.colleague, people.therapist_elsewhere, people.leader):
        client = enter(Client(), user)
        assert client.post(asking(kanel), {"asked_on": day().isoformat()}).status_code == 404
        assert client.post(closing(kanel), {"withdraw": "yes"}).status_code == 404
    assert not TreatmentRequest.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_the_same_moment_start_the_days_once() -> None:
    people = assemble()
    case = citizen(people, followed_by=people.therapist).cases.get()
    gate, refused = Barrier(2), list[str]()

    def press() -> None:
        gate.wait()
        try:
            actions.ask(case=case, asked_on=day(), by=people.therapist)
        except NotNow as error:
            refused.append(error.reason)
        finally:
            connection.close()

    pressing = [Thread(target=press) for _one in range(2)]
    for one in pressing:
        one.start()
    for one in pressing:
        one.join()
    assert TreatmentRequest.objects.count() == 1
    assert len(refused) == 1
    assert "Fristen løber allerede fra" in refused[0]


def test_note_of_days_that_do_not_run_is_refused(people: Cast, kanel: Citizen) -> None:
    with pytest.raises(NotNow, match="Ingen frist løber"):
        actions.note(case=kanel.cases.get(), progress=Progress(), by=people.therapist)
