"""What has moved of a goal: five plain answers, the citizen's own sentence, and ten minutes to think again."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.casework.models import Citizen, Goal, GoalNote
from fremskudt.casework.rules.plan import PROGRESS, Progress, may_note
from tests.casework.plan_pages import at, fields, put_in_force, write
from tests.casework.test_plan import FULL, end
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def thread(tea: Client, kanel: Citizen) -> UUID:
    write(tea, kanel, **FULL)
    put_in_force(tea, kanel)
    return Goal.objects.get().thread


def told(tea: Client, kanel: Citizen, thread: UUID) -> dict[str, str]:
    address = at("goal_note", kanel, thread=thread)
    return fields(tea.get(address), address)  # type: ignore[arg-type]


def test_goal_note_says_in_plain_words_what_moved_beside_the_citizens_own(
    tea: Client, kanel: Citizen, thread: UUID
) -> None:
    address = at("goal_note", kanel, thread=thread)
    shown = tea.get(address).content.decode()
    assert all(words in shown for words in PROGRESS.values())
    assert "checked" not in shown
    sent = {**told(tea, kanel, thread), "progress": "moving", "own_words": "Jeg sov to nætter 🌙"}
    assert tea.post(address, sent).status_code == 302
    plan = tea.get(at("plan", kanel)).content.decode()
    for words in ("Siden sidst", "Noget rykker sig", "Jeg sov to nætter 🌙", "skrevet af Tea"):
        assert words in plan
    assert "%" not in plan.split("<main")[1].split("</main>")[0]


def test_goal_note_follows_the_goal_into_the_next_version(tea: Client, kanel: Citizen, thread: UUID) -> None:
    address = at("goal_note", kanel, thread=thread)
    tea.post(address, {**told(tea, kanel, thread), "progress": "hard"})
    write(tea, kanel, goal_0_words="Stå op før kl. 11")
    put_in_force(tea, kanel)
    shown = tea.get(at("plan", kanel)).content.decode()
    assert "Stå op før kl. 11" in shown
    assert "Det gik skidt i en periode" in shown


def test_goal_note_pressed_twice_is_one_and_can_be_taken_back(tea: Client, kanel: Citizen, thread: UUID) -> None:
    address, undo = (at(name, kanel, thread=thread) for name in ("goal_note", "goal_note_undo"))
    sent = {**told(tea, kanel, thread), "progress": "same", "own_words": "Som før"}
    assert [tea.post(address, sent).status_code for _press in range(2)] == [302, 302]
    assert GoalNote.objects.count() == Event.objects.filter(action="goal_note.write").count() == 1
    assert undo in tea.get(at("plan", kanel)).content.decode()
    assert tea.post(undo).status_code == 302
    assert not GoalNote.objects.exists()
    assert Event.objects.filter(action="goal_note.undo", subject=kanel.key).count() == 1
    assert tea.post(undo).status_code == 409
    assert undo not in tea.get(at("plan", kanel)).content.decode()


def test_goal_note_stays_after_ten_minutes_and_for_others(
    tea: Client, kanel: Citizen, thread: UUID, people: Cast
) -> None:
    tea.post(at("goal_note", kanel, thread=thread), {**told(tea, kanel, thread), "progress": "same"})
    undo = at("goal_note_undo", kanel, thread=thread)
    kanel.assignments.create(user=people.colleague, began_at=timezone.now(), by=people.leader)
    assert enter(Client(), people.colleague).post(undo).status_code == 409
    GoalNote.objects.update(made_at=timezone.now() - timedelta(minutes=10, seconds=1))
    assert undo not in tea.get(at("plan", kanel)).content.decode()
    refused = tea.post(undo)
    assert refused.status_code == 409
    assert "Det kan ikke fortrydes mere." in refused.content.decode()
    assert GoalNote.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"progress": ""}, "Vælg det, der passer bedst."),
        ({"progress": "60"}, "Vælg det, der passer bedst."),
        ({"own_words": "x" * 10000}, "10.000 tegn, og der er plads til 300"),
        ({"on": "2999-01-01"}, "ude i fremtiden"),
        ({"on": "1800-01-01"}, "for langt tilbage"),
    ],
)
def test_goal_note_form_says_what_is_wrong(
    tea: Client, kanel: Citizen, thread: UUID, wrong: dict[str, str], said: str
) -> None:
    address = at("goal_note", kanel, thread=thread)
    sent = {**told(tea, kanel, thread), "progress": "moving", **wrong}
    response = tea.post(address, sent)
    assert response.status_code == 422
    assert said in response.content.decode()
    kept = fields(response, address)  # type: ignore[arg-type]
    assert (kept["own_words"], kept["on"]) == (sent["own_words"], sent["on"])
    assert not GoalNote.objects.exists()


def test_goal_note_is_refused_for_a_goal_that_is_gone_and_after_farewell(
    tea: Client, kanel: Citizen, thread: UUID, people: Cast
) -> None:
    sent = {**told(tea, kanel, thread), "progress": "moving"}
    for strange in (uuid4(), thread):
        if strange == thread:
            end(kanel, people)
        address = at("goal_note", kanel, thread=strange)
        for response in (tea.get(address), tea.post(address, sent)):
            assert response.status_code == 409
    assert "/plan/maal/" not in tea.get(at("plan", kanel)).content.decode()
    assert not GoalNote.objects.exists()


def test_goal_note_does_not_exist_for_others(kanel: Citizen, thread: UUID, people: Cast) -> None:
    for user in (people.colleague, people.leader, people.therapist_elsewhere):
        client = enter(Client(), user)
        for name in ("goal_note", "goal_note_undo"):
            assert client.post(at(name, kanel, thread=thread), {"progress": "same"}).status_code == 404


def test_goal_note_rule_and_words_cover_every_answer() -> None:
    assert set(PROGRESS) == set(Progress)
    table = {(True, False): True, (True, True): False, (False, False): False, (False, True): False}
    assert {case: bool(may_note(is_in_plan=case[0], has_ended=case[1])) for case in table} == table
