"""The participant list: worked out from the ledgers, by code alone, and as a file under pseudonym after a week."""

import csv
import io
import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.access.reach import reach_of
from fremskudt.basics.codes import new_code
from fremskudt.casework.models import Case, Citizen, Contact, Ending, Pause, PhaseInterval, TreatmentPlan
from fremskudt.casework.rules.participant_list import (
    COLUMNS,
    USES,
    Course,
    Interval,
    Standing,
    Use,
    line,
    may_leave,
    month_before,
    moved_to,
    phase_on,
    standing_of,
)  # fmt: skip
from fremskudt.casework.selectors.participant_list import lines_for
from tests.casework import field
from tests.casework.proof import enter_and_confirm
from tests.casework.test_citizen import bar
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LIST, EXPORT = "/deltagere/", "/deltagere/hent/"
TODAY = timezone.localdate()
CODES = re.compile(r"[2-9C-X]{4}-[2-9C-X]{4}")


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def course(citizen: Citizen, found: int = 100, started: int | None = None, made: int = 100) -> Case:
    """The citizen's course, found, begun and written so many days ago."""
    Case.objects.filter(citizen=citizen).update(
        found_on=ago(found), started_on=None if started is None else ago(started),
        made_at=timezone.now() - timedelta(days=made),
    )  # fmt: skip
    return Case.objects.get(citizen=citizen)


def written(people: Cast, case: Case) -> dict[str, Any]:
    return {"case": case, "made_at": timezone.now(), "by": people.therapist}


def end(people: Cast, case: Case, *, days: int = 3, reason: int = 7, onward: str = "support", phase: int = 2) -> Ending:
    return Ending.objects.create(
        on=ago(days), reason=reason, phase=phase, onward=onward, onward_words="Ring til Karen", **written(people, case)
    )


def shown(response: Any) -> list[str]:
    """The codes of the cards, in their order."""
    return [head for head in re.findall(r"<h2>([^<]+)</h2>", response.content.decode()) if CODES.fullmatch(head)]


@pytest.fixture
def lea(client: Client, people: Cast) -> Client:
    return enter(client, people.leader)


def test_participants_card_tells_where_each_is(lea: Client, people: Cast) -> None:
    possible, active, paused, gone = (
        field.citizen(people, alias, new_code()) for alias in ("Kanel", "Havre", "Hylde", "Ugle")
    )
    course(possible, found=40)
    running = course(active, found=90, started=60)
    PhaseInterval.objects.create(phase=2, start_on=ago(50), **written(people, running))
    TreatmentPlan.objects.create(
        version=1, saved_at=timezone.now(), saved_by=people.therapist, in_force_on=ago(50), in_force_at=timezone.now(),
        in_force_by=people.therapist, **written(people, running),
    )  # fmt: skip
    Contact.objects.create(
        at=timezone.now() - timedelta(days=9), outcome="met", place="home", way="in_person", operation=uuid4(),
        **written(people, running),
    )  # fmt: skip
    Pause.objects.create(
        cause="rest", began_on=ago(5), look_again_on=TODAY + timedelta(days=9),
        **written(people, course(paused, started=80)),
    )  # fmt: skip
    end(people, course(gone, started=80))
    page = lea.get(LIST).content.decode()
    assert "3 forløb i dag." in page
    for words in (
        "mulig siden",
        "i gang siden",
        "2 Plan",
        "set for 9 dage siden",
        "ingen plan",
        "holder pause",
        "ser på det igen",
        "farvel for nu",
        "fraflytter kommunen · videre: bostøtte · kan komme igen",
    ):
        assert words in page, words
    for alias in ("Kanel", "Havre", "Hylde", "Ugle", "Ring til Karen"):
        assert alias not in page
    assert "Forskel fra sidste måned: +0 −1" in page
    found = {key: shown(lea.get(LIST, {"vis": key})) for key in Standing}
    assert found == {
        "possible": [possible.code],
        "active": [active.code],
        "pause": [paused.code],
        "farewell": [gone.code],
    }
    assert shown(lea.get(LIST, {"plan": "ja"})) == [active.code]
    assert set(shown(lea.get(LIST, {"plan": "nej"}))) == {possible.code, paused.code, gone.code}
    assert len(shown(lea.get(LIST, {"vis": "noget", "plan": "x", "side": "y"}))) == 4


def test_participants_logs_exactly_those_it_shows(lea: Client, people: Cast) -> None:
    for number in range(27):
        field.citizen(people, f"Kanel {number}", new_code())
    field.citizen(people, "Timian", new_code(), municipality="Vejle")
    bar(people, field.citizen(people, "Fyr", new_code()), people.leader)
    for side, size in (("1", 25), ("2", 2)):
        before = Event.objects.count()
        codes = shown(lea.get(LIST, {"side": side}))
        logged = Event.objects.filter(number__gt=before).order_by("number")
        assert [event.subject for event in logged] == [f"citizen:{code}" for code in codes]
        assert len(codes) == size
        assert {(event.action, event.purpose) for event in logged} == {("participants.read", "administration")}
    assert lea.get(LIST, {"side": "3"}).url == LIST


def test_participants_costs_the_same_with_one_as_with_many(lea: Client, people: Cast) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            assert lea.get(LIST).status_code == 200
        return len(found)

    course(field.citizen(people, "Kanel", new_code()), started=5)
    cost()
    one = cost()
    for number in range(30):
        end(people, course(field.citizen(people, f"Havre {number}", new_code()), started=50))
    assert cost() == one <= 15


def test_participants_of_merged_records_stand_under_the_kept_code(lea: Client, people: Cast) -> None:
    kept, other = field.citizen(people, "Kanel", new_code()), field.citizen(people, "Havre", new_code())
    Citizen.objects.filter(pk=other.pk).update(merged_into=kept)
    assert shown(lea.get(LIST)) == [kept.code, kept.code]


@pytest.mark.parametrize("who", ["therapist", "peer", "evaluator", "steering", "administrator", "dpo", "partner"])
def test_participants_is_the_leaders(client: Client, people: Cast, who: str) -> None:
    enter(client, getattr(people, who))
    assert client.get(LIST).status_code == client.get(EXPORT).status_code == client.post(EXPORT).status_code == 403


# the file


def rows(response: Any) -> list[dict[str, str]]:
    text = response.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def ready(people: Cast) -> Citizen:
    made = field.citizen(people, "Kanel", new_code())
    case = course(made, found=100, started=80)
    PhaseInterval.objects.create(phase=1, start_on=ago(100), end_on=ago(70), **written(people, case))
    PhaseInterval.objects.create(phase=2, start_on=ago(75), **written(people, case))
    end(people, case, reason=5, onward="ordinary", phase=3)
    return made


def test_export_is_the_columns_of_the_study_under_a_name_of_its_own(people: Cast) -> None:
    made = ready(people)
    lea = enter_and_confirm(Client(), people.leader)
    page = lea.get(EXPORT).content.decode()
    assert "1 borger kommer med" in page
    response = lea.post(EXPORT, {"use": "evaluation"})
    assert response.status_code == 200
    assert 'filename="deltagerliste.csv"' in response["Content-Disposition"]
    (row,) = rows(response)
    assert tuple(row) == COLUMNS
    name = row.pop("borger_id")
    assert re.fullmatch(r"[A-Z]{4}-[A-Z]{4}-[A-Z]{4}", name)
    assert made.code not in response.content.decode()
    assert row == {
        "kommune": "Randers", "status": "1", "identificeret": str(ago(100)), "start": str(ago(80)), "fase": "2",
        "slut": str(ago(3)), "slut_fase": "3", "slut_aarsag": "5", "overgaaet_til": "1",
    }  # fmt: skip
    assert rows(lea.post(EXPORT, {"use": "steering"}))[0]["borger_id"] == name
    told = Event.objects.filter(action="participants.export").order_by("number")
    assert [(event.subject, event.purpose) for event in told] == [
        ("participant_list:evaluation", "evaluation"), (made.key, "evaluation"),
        ("participant_list:steering", "administration"), (made.key, "administration"),
    ]  # fmt: skip


def test_export_asks_what_for_and_who_one_is(people: Cast) -> None:
    ready(people)
    assert enter(Client(), people.leader).get(EXPORT).url.startswith("/mig/bekraeft/")
    assert enter(Client(), people.leader).post(EXPORT, {"use": "evaluation"}).status_code == 302
    lea = enter_and_confirm(Client(), people.leader)
    for use in ("", "noget"):
        refused = lea.post(EXPORT, {"use": use})
        assert refused.status_code == 422
        assert "Vælg, hvad listen skal bruges til." in refused.content.decode()
    assert not Event.objects.filter(action="participants.export").exists()
    assert set(USES) == set(Use)


def test_export_waits_seven_days_with_a_new_course_and_keeps_to_the_town(people: Cast) -> None:
    early, late = field.citizen(people, "Kanel", new_code()), field.citizen(people, "Havre", new_code())
    course(early, made=7)
    course(late, made=6)
    course(field.citizen(people, "Timian", new_code(), municipality="Vejle"))
    bar(people, field.citizen(people, "Fyr", new_code()), people.leader)
    found = lines_for(reach_of(people.leader))
    assert found.subjects == [early.key]
    assert found.n_waiting == 1
    assert not lines_for(reach_of(people.therapist)).lines
    assert lines_for(reach_of(people.leader), since=ago(99)).n_outside == 2


def test_export_of_somebody_with_two_courses_and_a_merged_record_is_one_line(people: Cast) -> None:
    kept, other = field.citizen(people, "Kanel", new_code()), field.citizen(people, "Havre", new_code())
    end(people, course(kept, found=300, started=290), days=200)
    course(other, found=50)
    Citizen.objects.filter(pk=other.pk).update(merged_into=kept)
    (found,) = lines_for(reach_of(people.leader)).lines
    assert (found.identified_on, found.started_on, found.ended_on, found.status) == (ago(300), ago(290), None, 1)


# the rules


def test_list_phase_is_the_period_begun_last_of_those_that_hold() -> None:
    one, two = Interval(1, date(2026, 1, 1), date(2026, 3, 1), 1), Interval(2, date(2026, 2, 1), None, 2)
    again, unclear = Interval(1, date(2026, 5, 1), None, 3), Interval(9, date(2026, 5, 1), None, 4)
    cases = {
        (date(2025, 12, 31), (one, two)): 9, (date(2026, 1, 1), (one, two)): 1, (date(2026, 2, 1), (one, two)): 2,
        (date(2026, 3, 1), (one,)): 1, (date(2026, 3, 2), (one,)): 9, (date(2026, 6, 1), (two, again)): 1,
        (date(2026, 6, 1), (two, again, unclear)): 9, (date(2026, 6, 1), ()): 9,
    }  # fmt: skip
    assert {case: phase_on(case[1], case[0]) for case in cases} == cases


def test_list_moved_to_is_told_of_a_transition_alone() -> None:
    targets = {"ordinary": 1, "support": 2, "psychiatry": 3, "community": 4, "housing": 5, "work": 6, "other": 7}
    assert {onward: moved_to(5, onward) for onward in targets} == targets
    assert moved_to(5, "stay") is None
    assert [moved_to(reason, "ordinary") for reason in (1, 2, 3, 4, 6, 7, 8, None)] == [None] * 8


def test_list_line_of_one_who_is_only_possible_and_of_one_who_ended() -> None:
    today = date(2026, 11, 22)
    fresh = line([Course(date(2026, 11, 1))], borger_id="A", municipality="Randers", today=today)
    assert fresh.cells == ["A", "Randers", "2", "2026-11-01", "", "9", "", "", "", ""]
    ended = Course(
        date(2026, 1, 1), date(2026, 2, 1), intervals=[Interval(1, date(2026, 1, 1), date(2026, 5, 1))],
        ended_on=date(2026, 5, 1), end_phase=1, end_reason=7, onward="housing",
    )  # fmt: skip
    told = line([ended], borger_id="A", municipality="Randers", today=today)
    assert told.cells == ["A", "Randers", "1", "2026-01-01", "2026-02-01", "1", "2026-05-01", "1", "7", ""]


def test_list_standing_and_embargo() -> None:
    found, now = date(2026, 1, 1), timezone.now()
    assert standing_of(Course(found), is_paused=False) is Standing.POSSIBLE
    assert standing_of(Course(found, found), is_paused=False) is Standing.ACTIVE
    assert standing_of(Course(found, found), is_paused=True) is Standing.PAUSE
    assert standing_of(Course(found, ended_on=found), is_paused=True) is Standing.FAREWELL
    week = timedelta(days=7)
    waits = {None: False, now - week: True, now - week + timedelta(seconds=1): False}
    assert {at: may_leave(Course(found, made_at=at), now) for at in waits} == waits
    days = {date(2026, 3, 31): date(2026, 2, 28), date(2026, 1, 5): date(2025, 12, 5)}
    assert {day: month_before(day) for day in days} == days
