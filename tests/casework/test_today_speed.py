"""»I dag« asks every ledger by an index: with 500,000 contacts it takes as long as with 500 (bench/caseload.py).

The plans are those of SQLite (EXPLAIN QUERY PLAN): SEARCH goes by an index, SCAN goes through a whole table.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.reach import reach_of
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Citizen
from fremskudt.casework.selectors import safety
from fremskudt.casework.selectors.followed import followed
from fremskudt.casework.selectors.prepared import SHORTEST, Marks, listed, marked_reach, n_towns, prepare, told_reach
from fremskudt.casework.selectors.today import list_courses, read_today
from tests.casework.contact_field import met
from tests.casework.field import citizen
from tests.cast import Cast, enter

pytestmark = pytest.mark.django_db  # the plans are asked of SQLite alone: PostgreSQL scans small tables anyhow

PAGE = reverse("casework:today")
# Small by their nature: the people of a town and who of them is out or on duty, and what stands open of requests.
MAY_BE_SCANNED = {"casework_visit", "casework_duty", "casework_urgentrequest", "access_user", "casework_barring"}


def asked(people: Cast) -> list[dict[str, Any]]:
    one = citizen(people, "Kanel", followed_by=people.therapist)
    met(one, people.therapist)
    client = enter(Client(), people.therapist)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(PAGE).status_code == 200
    return [query for query in queries if 'FROM "casework_' in query["sql"]]


def plan_of(query: dict[str, Any]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + query["sql"])
        return [row[3] for row in cursor.fetchall()]


def tables_of(query: dict[str, Any]) -> dict[str, str]:
    """Alias → table, as the query names them."""
    pairs = re.findall(r'(?:FROM|JOIN) "(\w+)"(?: (?:AS )?"?([A-Z]\w*)"?)?', query["sql"])
    return {alias if re.fullmatch(r"[A-Z]+\d+", alias or "") else table: table for table, alias in pairs}


def test_today_goes_through_no_ledger_from_end_to_end(people: Cast) -> None:
    queries = asked(people)
    assert len(queries) == 3  # whom the reader follows, their courses, all ledgers
    for query in queries:
        tables = tables_of(query)
        for step in plan_of(query):
            scanned = re.match(r"SCAN (\w+)", step)
            table = tables.get(scanned[1], scanned[1]) if scanned else ""
            assert not table.startswith("casework_") or table in MAY_BE_SCANNED, step


def test_today_looks_up_the_newest_contact_of_each_course_by_its_index(people: Cast) -> None:
    steps = plan_of(asked(people)[1])
    assert any("contact_newest_of_case (case_id=?)" in step for step in steps), steps
    assert not [step for step in steps if "SCAN casework_contact" in step]


# Of half a million contacts: rows, and rows for each value. None replaces another, so that column has one value: none.
STATISTICS = {
    "contact_newest_of_case": "500000 100 1",
    "contact_newest_of_writer": "500000 25000 36",
    "casework_contact_case_id%": "500000 100",
    "casework_contact_by_id%": "500000 25000",
    "sqlite_autoindex_casework_contact_1": "500000 500000",
    "sqlite_autoindex_casework_contact_2": "500000 25000 1",
}


@pytest.fixture
def analysed(people: Cast) -> Iterator[None]:
    """The database as SQLite knows it after ANALYZE of half a million contacts."""
    met(citizen(people, "Havre", followed_by=people.therapist), people.therapist)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        for index, stat in STATISTICS.items():
            cursor.execute("UPDATE sqlite_stat1 SET stat = %s WHERE idx LIKE %s", [stat, index])
        cursor.execute("ANALYZE sqlite_schema")  # read them
        yield
        cursor.execute("DELETE FROM sqlite_stat1")
        cursor.execute("ANALYZE sqlite_schema")


@pytest.mark.usefixtures("analysed")
def test_today_builds_no_index_for_itself_once_the_database_is_analysed(people: Cast) -> None:
    steps = [step for query in asked(people) for step in plan_of(query)]
    assert not [step for step in steps if "AUTOMATIC" in step]


@pytest.mark.database
def test_today_asks_the_same_as_the_querysets_it_was_prepared_from(people: Cast, time_machine: Any) -> None:
    """For other people and other hours than it was put together for; an opened door is no caseload at any of them."""
    everybody = (people.therapist, people.colleague, people.leader, people.therapist_elsewhere)
    citizens = [citizen(people, f"Dæknavn {number}", followed_by=user) for number, user in enumerate(everybody[:3])]
    now = timezone.now()
    citizens[0].door_openings.create(
        user=people.colleague, reason="danger", words="Fare", opened_at=now, closes_at=now + timedelta(hours=1)
    )
    for hours in (0, 2, 30):
        time_machine.move_to(now + timedelta(hours=hours), tick=False)
        for user in everybody:
            reach = reach_of(user)
            asked_for = {course.code for course in list_courses(reach).values()}
            assert asked_for == set(followed(reach).values_list("code", flat=True)), (user.name, hours)


@pytest.mark.database
def test_prepared_question_takes_the_clock_of_the_time_it_is_asked(people: Cast, time_machine: Any) -> None:
    one, now = citizen(people, "Kanel"), timezone.now()
    one.door_openings.create(
        user=people.therapist, reason="danger", words="Fare", opened_at=now, closes_at=now + timedelta(hours=1)
    )
    reach, towns = reach_of(people.therapist), (Permission.CASELOAD_READ, Permission.DOOR_OPEN)

    def visible(marks: Marks, *n: int) -> Any:
        marked = marked_reach(marks, dict(zip(towns, n, strict=True)))
        return Citizen.objects.visible_to(marked).order_by().values_list("code", "made_at")

    seen = []
    for hours in (0, 2):
        time_machine.move_to(now + timedelta(hours=hours), tick=False)
        seen.append(prepare(visible, *n_towns(reach, *towns)).ask(told_reach(reach, *towns)))
    assert seen == [[[one.code, one.made_at]], []]


@pytest.mark.database
def test_today_asks_postgresql_what_it_has_planned_before_whoever_asks(people: Cast) -> None:
    """Three questions, kept by the connection: the lists of others, shorter or longer, make no new ones."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite plans a question in less time than it takes to say")
    for number in range(SHORTEST + 2):
        citizen(people, f"Kanel {number}", followed_by=people.therapist)
    citizen(people, "Havre", followed_by=people.colleague)
    pages = [read_today(reach_of(user)) for user in (people.therapist, people.colleague)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT generic_plans + custom_plans FROM pg_prepared_statements")
        assert [row[0] for row in cursor.fetchall()] == [2, 2, 2]
    with CaptureQueriesContext(connection) as queries:  # with a log, Django binds: as many questions, the same answer
        logged = [read_today(reach_of(user)) for user in (people.therapist, people.colleague)]
    assert len([query for query in queries if 'FROM "casework_' in query["sql"]]) == 6
    assert [page.day for page in logged] == [page.day for page in pages]


@pytest.mark.database
def test_prepared_question_reads_two_lists_in_one_as_both(people: Cast) -> None:
    """A list of PostgreSQL stands for the marks of one list alone."""
    one, other, _third = (citizen(people, alias) for alias in ("Kanel", "Havre", "Byg"))

    def either(marks: Marks) -> Any:
        both = [*marks.numbers("these", 1), *marks.numbers("those", 1)]
        return Citizen.objects.filter(pk__in=both).order_by("pk").values_list("pk")

    told = {**listed("these", [one.pk], 1), **listed("those", [other.pk], 1)}
    assert prepare(either).ask(told) == [[one.pk], [other.pk]]


@pytest.mark.database
def test_today_minds_the_same_notices_as_every_other_page(people: Cast) -> None:
    """It asks for them together with all else; what holds is the same as in selectors/safety.py, merged ones too."""
    one, merged = (citizen(people, alias, followed_by=people.therapist) for alias in ("Kanel", "Havre"))
    type(one).objects.filter(pk=merged.pk).update(merged_into=one)
    now, today = timezone.now(), timezone.localdate()
    for who, kind, days in ((one, "go_two", 90), (merged, "dog", -14), (one, "police", -15), (merged, "other", 1)):
        who.safety_notices.create(
            kind=kind, words="Set", seen_by="Tom", seen_on=today - timedelta(days=100), made_at=now,
            review_on=today + timedelta(days=days), by=people.leader,
        )  # fmt: skip
    one.cases.get().appointments.create(at=now, place="home", owner=people.therapist, made_at=now, by=people.therapist)
    shown = read_today(reach_of(people.therapist)).notices
    wanted = safety.notices_in_force([one.pk], today)[one.pk]
    assert sorted(thing.words for thing in shown) == ["dog", "go_two", "other"]
    assert sorted(thing.words for thing in shown) == sorted(notice.kind for notice in wanted)
