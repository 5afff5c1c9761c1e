"""A study that computes its participant list has the same columns as one that imports it."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.access.reach import reach_of
from fremskudt.basics.codes import new_code
from fremskudt.casework.models import Case, Citizen, Ending, PhaseInterval
from fremskudt.casework.rules.participant_list import COLUMNS
from fremskudt.evaluation import extract
from fremskudt.surveys.actions import computed_list, delivery
from fremskudt.surveys.actions import study as studies
from fremskudt.surveys.models import Delivery, Respondent, Study
from fremskudt.surveys.rules.columns import LIST_COLUMNS
from fremskudt.surveys.rules.kinds import Kind
from fremskudt.surveys.rules.problem import BadFileError
from tests.casework import field
from tests.casework.proof import enter_and_confirm
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]
TODAY = timezone.localdate()
FIELDS = (
    "municipality__name", "status", "identified_on", "started_on", "phase", "ended_on", "end_phase", "end_reason",
    "moved_to",
)  # fmt: skip


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def make_study(people: Cast, slug: str, starts: int = 400) -> Study:
    return studies.create(
        slug=slug, title=slug, owner=people.institute, municipalities=people.municipalities.values(),
        starts_on=ago(starts), ends_on=TODAY + timedelta(days=400), waves={}, by=people.evaluator,
    )  # fmt: skip


def a_case(people: Cast, alias: str, found: int, started: int | None = None, town: str = "Randers") -> Case:
    made = field.citizen(people, alias, new_code(), municipality=town)
    Case.objects.filter(citizen=made).update(
        found_on=ago(found), started_on=None if started is None else ago(started),
        made_at=timezone.now() - timedelta(days=30),
    )  # fmt: skip
    return Case.objects.get(citizen=made)


def a_phase(people: Cast, case: Case, phase: int, start: int, end: int | None = None) -> None:
    PhaseInterval.objects.create(
        case=case, phase=phase, start_on=ago(start), end_on=None if end is None else ago(end),
        made_at=timezone.now(), by=people.therapist,
    )  # fmt: skip


def an_ending(people: Cast, case: Case, reason: int, onward: str) -> None:
    Ending.objects.create(
        case=case, on=ago(5), reason=reason, phase=3, onward=onward, onward_words="Ring til Karen",
        made_at=timezone.now(), by=people.therapist,
    )  # fmt: skip


@pytest.fixture
def courses(people: Cast) -> list[Case]:
    """A possible, one in two phases at once, one who moved on and one who moved away; and one in another town."""
    possible = a_case(people, "Kanel", 40)
    running = a_case(people, "Havre", 90, 60)
    a_phase(people, running, 1, 90)
    a_phase(people, running, 2, 60)
    on = a_case(people, "Hylde", 200, 190)
    a_phase(people, on, 3, 100)
    an_ending(people, on, 5, "community")
    away = a_case(people, "Ugle", 150, 140)
    an_ending(people, away, 7, "housing")
    return [possible, running, on, away, a_case(people, "Timian", 90, town="Vejle")]


def take_in(study: Study, people: Cast) -> delivery.Receipt:
    return computed_list.take_in(study=study, reach=reach_of(people.leader), by=people.leader)


def listed(study: Study) -> list[tuple[Any, ...]]:
    return sorted(Respondent.objects.filter(study=study).values_list(*FIELDS), key=str)


def extracted(study: Study, folder: Path) -> tuple[list[list[Any]], list[str]]:
    """The extract's tables without the names of people, which are another study's; and the columns of each."""
    extract.build(study, folder / study.slug)
    found, columns = [], []
    for name in ("respondents", "responses", "answers"):
        table = pq.read_table(folder / study.slug / f"{name}.parquet")
        columns += [f"{name}.{column}" for column in table.schema.names]
        apart = [column for column in table.schema.names if column not in {"pseudonym", "response"}]
        found.append(sorted(([row[column] for column in apart] for row in table.to_pylist()), key=str))
    return found, columns


def test_computed_list_and_an_imported_one_are_the_same_to_the_study(
    people: Cast, courses: list[Case], tmp_path: Path
) -> None:
    computed, imported = make_study(people, "regnet"), make_study(people, "indlaest")
    receipt = take_in(computed, people)
    assert (receipt.n_rows, receipt.n_new) == (4, 4)
    lea = enter_and_confirm(Client(), people.leader)
    file = lea.post(reverse("casework:participants_export"), {"use": "evaluation"}).content
    delivery.take_in(study=imported, kind=Kind.PARTICIPANTS, name="liste.csv", content=file, by=people.leader)
    assert len(listed(computed)) == 4
    assert listed(computed) == listed(imported)
    assert listed(computed) == sorted(
        [
            ("Randers", 2, ago(40), None, 9, None, None, None, None),
            ("Randers", 1, ago(90), ago(60), 2, None, None, None, None),
            ("Randers", 1, ago(200), ago(190), 3, ago(5), 3, 5, 4),
            ("Randers", 1, ago(150), ago(140), 9, ago(5), 3, 7, None),
        ],
        key=str,
    )
    assert extracted(computed, tmp_path) == extracted(imported, tmp_path)


def test_computed_list_columns_are_those_of_the_import() -> None:
    assert COLUMNS == LIST_COLUMNS


def test_computed_list_exported_again_after_import_is_the_same_file(people: Cast, courses: list[Case]) -> None:
    lea = enter_and_confirm(Client(), people.leader)
    first, again = (
        lea.post(reverse("casework:participants_export"), {"use": "evaluation"}).content.decode("utf-8-sig")
        for _time in range(2)
    )
    assert first == again
    study = make_study(people, "indlaest")
    delivery.take_in(study=study, kind=Kind.PARTICIPANTS, name="a.csv", content=first.encode(), by=people.leader)
    receipt = delivery.take_in(
        study=study, kind=Kind.PARTICIPANTS, name="b.csv", content=again.encode(), by=people.leader
    )
    assert (receipt.n_new, receipt.n_unchanged) == (0, 4)
    rows = list(csv.reader(io.StringIO(first), delimiter=";"))
    stored = {
        person.code: [
            "" if value is None else str(value)
            for value in (person.code, person.municipality.name, person.status, person.identified_on, person.started_on,
                          person.phase, person.ended_on, person.end_phase, person.end_reason, person.moved_to)
        ]
        for person in Respondent.objects.filter(study=study)
    }  # fmt: skip
    assert stored == {row[0]: row for row in rows[1:]}


def test_computed_list_follows_the_courses_and_writes_nothing_when_nothing_changed(
    people: Cast, courses: list[Case]
) -> None:
    study = make_study(people, "regnet")
    first = take_in(study, people)
    again = take_in(study, people)
    assert again.delivery is None
    assert Delivery.objects.count() == 1
    an_ending(people, courses[0], 6, "other")
    late = take_in(study, people)
    assert (late.n_rows, late.n_new) == (1, 1)
    assert late.delivery != first.delivery
    assert Respondent.objects.filter(study=study).count() == 4
    assert Respondent.objects.get(delivery=late.delivery).end_reason == 6
    codes = {f"citizen:{case.citizen.code}" for case in courses[:4]}
    told = Event.objects.filter(action="participants.export", purpose="evaluation")
    assert {event.subject for event in told} == codes


def test_computed_list_names_people_otherwise_in_each_study_and_never_by_their_code(
    people: Cast, courses: list[Case]
) -> None:
    one, other = make_study(people, "en"), make_study(people, "to")
    take_in(one, people)
    take_in(other, people)
    codes = [set(Respondent.objects.filter(study=each).values_list("code", flat=True)) for each in (one, other)]
    assert not codes[0] & codes[1]
    assert not (codes[0] | codes[1]) & set(Citizen.objects.values_list("code", flat=True))
    assert all(not any(sign.isdigit() for sign in code) for code in codes[0] | codes[1])


def test_computed_list_waits_a_week_and_keeps_to_the_time_of_the_study(people: Cast, courses: list[Case]) -> None:
    Case.objects.filter(pk=courses[0].pk).update(made_at=timezone.now() - timedelta(days=6))
    study = make_study(people, "regnet", starts=160)
    assert take_in(study, people).n_new == 2
    assert not Respondent.objects.filter(study=study, identified_on__lt=study.starts_on).exists()


def test_computed_list_is_held_against_a_list_that_came_in_a_file(people: Cast, courses: list[Case]) -> None:
    study = make_study(people, "regnet")
    take_in(study, people)
    Delivery.objects.update(name="liste.csv")
    an_ending(people, courses[0], 6, "other")
    with pytest.raises(BadFileError):
        take_in(study, people)
    page = enter(Client(), people.leader).post(reverse("surveys:computed_list", args=["regnet"]))
    assert page.status_code == 422
    assert "findes allerede" in page.content.decode()


def test_computed_list_is_fetched_by_the_leader_alone(client: Client, people: Cast, courses: list[Case]) -> None:
    study = make_study(people, "regnet")
    address, deliveries = (reverse(f"surveys:{name}", args=["regnet"]) for name in ("computed_list", "delivery_list"))
    enter(client, people.leader)
    assert f'href="{address}"' in client.get(deliveries).content.decode()
    page = client.get(address).content.decode()
    assert "4 borgere er med. Nyt eller ændret siden sidst: 4." in page
    assert "uden for undersøgelsens tid" not in page
    assert client.post(address).url.startswith(deliveries)
    assert "Intet er ændret" in client.post(address, follow=True).content.decode()
    assert Respondent.objects.filter(study=study).count() == 4
    enter(client, people.evaluator)
    assert address not in client.get(deliveries).content.decode()
    assert client.get(address).status_code == client.post(address).status_code == 403
    enter(client, people.leader_elsewhere)
    assert "1 borger er med." in client.get(address).content.decode()
