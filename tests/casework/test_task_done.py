"""A task done in one press, undone, handed on as a new row; one about nobody; and the file of one's own."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event, User
from fremskudt.access.roles import Role
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.actions import task as actions
from fremskudt.casework.models import (
    Citizen,
    ConsentEnd,
    ConsentEntry,
    Task,
)  # fmt: skip
from fremskudt.casework.rules import task as rules
from tests.casework.consent_field import say
from tests.casework.pages import fill, form_at, send_from, shown, words
from tests.casework.task_field import give, row
from tests.cast import Cast, enter, person

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PAGE, DONE, UNDO, ON, FILE, OWN = (
    reverse(f"casework:{name}")
    for name in ("tasks", "task_done", "task_undo", "task_hand_on", "tasks_file", "task_own")
)


def withdraw(entry: ConsentEntry, by: User) -> None:
    ConsentEnd.objects.create(entry=entry, why="withdrawn", at=timezone.now(), by=by)


def page(user: User) -> str:
    return words(enter(Client(), user).get(PAGE))  # type: ignore[arg-type]


def events(action: str) -> list[Event]:
    return list(Event.objects.filter(action=action).order_by("number"))


# done, undone, handed on


def test_task_is_done_in_one_press_and_undone(tea: Client, kanel: Citizen, people: Cast) -> None:
    task = give(people, kanel, people.therapist, people.centre)
    opened = tea.get(PAGE)
    for _press in range(2):
        assert send_from(tea, opened, DONE).status_code == 302  # type: ignore[arg-type]
    task.refresh_from_db()
    assert task.done_by == people.therapist
    assert len(events("task.done")) == 1
    there = tea.get(PAGE)
    assert "Gjort: Ringe om boligen" in words(there)  # type: ignore[arg-type]
    assert "Gjort i dag" in words(there)  # type: ignore[arg-type]
    assert tea.post(f"{UNDO}?opgave={task.pk}").status_code == 302
    task.refresh_from_db()
    assert (task.done_at, task.done_by) == (None, None)
    assert len(events("task.undo")) == 1
    assert tea.post(UNDO, {"task": task.pk}).status_code == 302  # again: nothing to undo, nothing happens
    assert len(events("task.undo")) == 1


def test_task_undo_ends_after_ten_minutes(tea: Client, kanel: Citizen, people: Cast, time_machine: Any) -> None:
    now = timezone.now().replace(hour=9)
    time_machine.move_to(now, tick=False)
    task = give(people, kanel, people.therapist, people.centre)
    actions.done(task=task, by=people.therapist)
    time_machine.move_to(now + timedelta(minutes=11), tick=False)
    client = enter(Client(), people.therapist)
    assert "Fortryd" not in shown(client, PAGE)
    assert client.post(UNDO, {"task": task.pk}).status_code == 409


def test_task_undo_is_for_who_pressed(kanel: Citizen, people: Cast, tom_follows: None) -> None:
    task = give(people, kanel, people.therapist, people.centre)
    actions.done(task=task, by=people.therapist)
    answer = enter(Client(), people.colleague).post(UNDO, {"task": task.pk})
    assert answer.status_code == 409


@pytest.mark.parametrize("told", [{}, {"task": ""}, {"task": "x"}, {"task": "-1"}, {"task": "9" * 40}])
def test_task_press_without_a_task_is_told_so(tea: Client, told: dict[str, str]) -> None:
    for press in (DONE, UNDO, ON):
        assert tea.post(press, told).status_code == 409


def test_task_of_another_does_not_exist(kanel: Citizen, people: Cast) -> None:
    about = give(people, kanel, people.therapist, people.centre)
    own = row(people, None, people.therapist, people.centre)
    for user in (people.colleague, people.partner, people.therapist_elsewhere):
        client = enter(Client(), user)
        for task in (about, own):
            for press in (DONE, UNDO, ON):
                answer = client.post(press, {"task": task.pk})
                missing = client.post(press, {"task": 987654321})
                assert (answer.status_code, answer.content) == (404, missing.content)


def test_task_is_handed_on_as_a_new_row_that_points_back(
    tea: Client, kanel: Citizen, people: Cast, tom_follows: None
) -> None:
    task = give(people, kanel, people.colleague, people.centre)
    opened = tea.get(f"{ON}?opgave={task.pk}")
    told = {"owner": f"{people.therapist.pk}-{people.centre.pk}"}
    for _press in range(2):
        assert send_from(tea, opened, ON, **told).status_code == 302  # type: ignore[arg-type]
    new = Task.objects.get(handed_from=task)
    assert (new.owner, new.words, new.topic, new.on) == (people.therapist, task.words, task.topic, task.on)
    assert len(events("task.hand_on")) == 1
    tom = enter(Client(), people.colleague)
    assert "Opgaven er flyttet til en anden. Ringe om boligen Kanel" in words(tom.get(PAGE))  # type: ignore[arg-type]
    answer = tom.post(DONE, {"task": task.pk})
    assert answer.status_code == 409
    assert "Opgaven er flyttet til en anden." in words(answer)  # type: ignore[arg-type]
    assert tom.post(UNDO, {"task": task.pk}).status_code == 409


def test_task_is_handed_on_to_those_alone_who_may_know(kanel: Citizen, people: Cast) -> None:
    yes = say(kanel, people.jobcentre, "agreements", by=people.therapist)
    colleague = person("Julie", people.jobcentre, Role.PROFESSIONAL)
    task = give(people, kanel, people.professional, people.jobcentre)
    jens = enter(Client(), people.professional)
    opened = jens.get(f"{ON}?opgave={task.pk}")
    offered = opened.content.decode()
    assert "Julie · Jobcentret i Randers" in offered
    assert "Tea ·" not in offered  # who follows is no business of a partner's
    assert "Palle ·" not in offered
    withdraw(yes, people.therapist)
    told = {"owner": f"{colleague.pk}-{people.jobcentre.pk}"}
    assert send_from(jens, opened, ON, **told).status_code == 404  # type: ignore[arg-type]
    with pytest.raises(NotNow, match="Julie må ikke"):
        actions.hand_on(
            task=task, owner=colleague, organisation=people.jobcentre, on=task.on, operation=uuid4(),
            by=people.professional,
        )  # fmt: skip
    assert Task.objects.count() == 1


def test_task_two_who_hand_it_on_at_once_make_one(kanel: Citizen, people: Cast, lea_follows: None) -> None:
    task = give(people, kanel, people.therapist, people.centre)
    told = {"task": task, "organisation": people.municipalities["Randers"], "on": task.on, "owner": people.leader}
    actions.hand_on(**told, operation=uuid4(), by=people.therapist)
    with pytest.raises(NotNow, match=rules.MOVED):
        actions.hand_on(**told, operation=uuid4(), by=people.leader)
    with pytest.raises(NotNow, match=rules.MOVED):
        actions.done(task=task, by=people.therapist)


# about nobody, and the file


def test_task_of_ones_own_names_nobody(people: Cast) -> None:
    for user in (people.partner, people.peer, people.therapist, people.leader):
        client = enter(Client(), user)
        assert fill(client, OWN, words="Købe kaffe", on=f"{timezone.localdate()}").status_code == 302
        assert "Købe kaffe skrevet selv · i dag" in page(user)
        told = fill(client, OWN, words="Ring til 12 34 56 78", on=f"{timezone.localdate()}")
        assert told.status_code == 422
        assert form_at(told, OWN)["words"] == ["Ring til 12 34 56 78"]
    assert Task.objects.filter(case=None, topic="").count() == 4
    assert {event.subject for event in events("task.add")} == {
        user.key for user in (people.partner, people.peer, people.therapist, people.leader)
    }


def test_task_file_has_ones_own_and_says_no_formula(kanel: Citizen, people: Cast) -> None:
    say(kanel, people.jobcentre, "agreements", by=people.therapist)
    give(people, kanel, people.professional, people.jobcentre, words="=HYPERLINK(1)")
    jens = enter(Client(), people.professional)
    assert "står i loggen" in shown(jens, FILE)
    answer = jens.post(FILE)
    text = answer.content.decode()
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "'=HYPERLINK(1);Kanel;skrevet selv" in text
    assert [event.subject for event in events("tasks.export")] == [kanel.key]
    assert "HYPERLINK" not in enter(Client(), people.partner).post(FILE).content.decode()


def test_task_file_asks_for_a_yes_that_covers_an_export(kanel: Citizen, people: Cast) -> None:
    """With the yes gone the file has nothing of it, though the row still names its owner."""
    row(people, kanel, people.professional, people.jobcentre, words="Sende brevet")
    assert "Sende brevet" not in enter(Client(), people.professional).post(FILE).content.decode()
    assert not events("tasks.export")
