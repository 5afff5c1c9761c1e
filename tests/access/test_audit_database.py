"""The database itself keeps the log as it was written, and where somebody goes round it, the chain tells."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F

from fremskudt.access import audit
from fremskudt.access.actor import Actor
from fremskudt.access.models import ChainHead, Event
from fremskudt.access.rules.chain import Break, Fault
from tests.flushing import unguarded

pytestmark = [pytest.mark.database, pytest.mark.django_db]

TEA = Actor("user:1", "therapist", "org:3")
N_LINES = 20


def write(n: int, action: str = "caseload.read") -> None:
    subjects = [f"citizen:K{number}" for number in range(n)]
    with transaction.atomic():
        audit.record_reads(by=TEA, action=action, subjects=subjects, purpose="care", fields="coded")


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture(autouse=True)
def _lines(db: None) -> None:
    write(N_LINES)


FORBIDDEN: list[Callable[[], object] | str] = [
    lambda: Event.objects.filter(number=3).update(actor="user:2"),
    lambda: Event.objects.get(number=3).save(),
    lambda: Event.objects.get(number=3).delete(),
    lambda: Event.objects.all().delete(),
    lambda: Event.objects.bulk_update([Event(number=3, subject="x")], ["subject"]),
    lambda: ChainHead.objects.all().delete(),
    lambda: ChainHead.objects.update(number=F("number") - 1),
    lambda: ChainHead.objects.update(mark="0" * 64),
    lambda: ChainHead.objects.create(pk=2, number=1, mark="x"),
    "UPDATE access_event SET subject = 'citizen:X' WHERE number = 3",
    "UPDATE access_event SET number = number + 100",
    "DELETE FROM access_event WHERE number = 20",
    "DELETE FROM access_event",
    "DELETE FROM access_chainhead",
    "UPDATE access_chainhead SET number = 0",
    "UPDATE access_chainhead SET number = 20",
    "UPDATE access_chainhead SET id = 7, number = 21",
]
LITE = [
    "INSERT OR REPLACE INTO access_event SELECT * FROM access_event WHERE number = 3",
    "UPDATE OR REPLACE access_event SET number = 4 WHERE number = 3",
    "INSERT OR REPLACE INTO access_chainhead (id, number, mark) VALUES (1, 0, 'x')",
]
POSTGRES = [
    "TRUNCATE access_event",
    "TRUNCATE access_chainhead, access_event CASCADE",
    "INSERT INTO access_event SELECT * FROM access_event WHERE number = 3"
    " ON CONFLICT (number) DO UPDATE SET subject = 'citizen:X'",
    "INSERT INTO access_chainhead (id, number, mark) VALUES (1, 0, 'x') ON CONFLICT (id) DO UPDATE SET number = 0",
]


def forbidden_here() -> Iterator[Callable[[], object] | str]:
    yield from FORBIDDEN
    yield from LITE if connection.vendor == "sqlite" else POSTGRES


def refused(act: Callable[[], object] | str) -> DatabaseError:
    """What the database says to the act; the act must not succeed."""
    try:
        with transaction.atomic():
            sql(act) if isinstance(act, str) else act()
    except DatabaseError as error:
        return error
    raise AssertionError(f"allowed: {act}")


def test_log_refuses_every_change_through_the_models_and_past_them() -> None:
    assert {type(refused(act)) for act in forbidden_here()} == {IntegrityError}
    assert audit.verify().number == N_LINES
    assert audit.verify().broken is None


def test_log_goes_on_after_what_was_refused() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.all().delete()
    write(2)
    assert (audit.verify().number, audit.verify().broken) == (N_LINES + 2, None)


def test_log_is_written_but_never_changed_by_a_role_that_does_not_own_it() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no roles")
    sql("CREATE ROLE site_of_test NOLOGIN")
    how_to = (Path(__file__).parents[2] / "docs" / "how-to" / "audit-log.md").read_text("utf-8")
    for line in how_to.split("```sql")[1].split("```")[0].strip().splitlines():
        sql(line.replace("fremskudt_site", "site_of_test"))
    sql("SET ROLE site_of_test")
    write(3)
    assert audit.verify().number == N_LINES + 3
    words = {
        str(refused(act)).splitlines()[0] for act in [*forbidden_here(), "DROP TRIGGER event_stays ON access_event"]
    }
    sql("RESET ROLE")
    assert words == {
        "permission denied for table access_event",
        "permission denied for table access_chainhead",
        "must be owner of relation access_event",
        "The log is append-only.",  # the head, which this role may move, but not back
        'new row for relation "access_chainhead" violates check constraint "one_chain_head"',
    }


def test_log_rights_to_change_it_are_taken_from_the_owner_too() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no roles")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT privilege_type FROM information_schema.role_table_grants"
            " WHERE table_name = 'access_event' AND grantee IN (CURRENT_USER, 'PUBLIC')"
        )
        rights = {right for (right,) in cursor.fetchall()}
    assert {"SELECT", "INSERT"} <= rights
    assert not rights & {"UPDATE", "DELETE", "TRUNCATE"}


def put_in() -> None:
    line = Event.objects.get(number=7)
    line.number, line.previous = N_LINES + 1, Event.objects.get(number=N_LINES).mark
    line.save(force_insert=True)


TAMPERED: list[tuple[Callable[[], object], Break]] = [
    (lambda: Event.objects.filter(number=7).update(subject="citizen:X"), Break(Fault.CHANGED, 7, 7)),
    (lambda: Event.objects.filter(number=7).update(at=datetime(2026, 1, 1, tzinfo=UTC)), Break(Fault.CHANGED, 7, 7)),
    (lambda: Event.objects.filter(number=7).delete(), Break(Fault.MISSING, 7, 7)),
    (lambda: Event.objects.filter(number__lt=4).delete(), Break(Fault.MISSING, 1, 3)),
    (lambda: Event.objects.filter(number__gt=15).delete(), Break(Fault.CUT, 16, 20)),
    (lambda: Event.objects.all().delete(), Break(Fault.CUT, 1, 20)),
    (put_in, Break(Fault.CHANGED, 21, 21)),
    (lambda: ChainHead.objects.all().delete(), Break(Fault.HEAD, 20, 20)),
    (lambda: ChainHead.objects.update(number=12, mark=Event.objects.get(number=12).mark), Break(Fault.HEAD, 20, 20)),
    (lambda: ChainHead.objects.update(mark="0" * 64), Break(Fault.REPLACED, 20, 20)),
]


@pytest.mark.parametrize("n", range(len(TAMPERED)))
def test_log_that_was_changed_past_the_triggers_is_found(n: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "BATCH", 3)
    act, broken = TAMPERED[n]
    assert audit.verify().broken is None
    with unguarded():
        act()
    assert audit.verify().broken == broken


def test_log_whose_end_and_head_are_cut_is_found_by_the_noted_head_alone() -> None:
    noted = audit.head()
    with unguarded():
        Event.objects.filter(number__gt=15).delete()
        ChainHead.objects.update(number=15, mark=Event.objects.get(number=15).mark)
    assert audit.verify().broken is None
    assert audit.verify([noted]).broken == Break(Fault.CUT, 16, 20)
    write(5, "citizen.read")
    assert audit.verify().broken is None
    assert audit.verify([noted]).broken == Break(Fault.REPLACED, 20, 20)


@pytest.mark.django_db(transaction=True)
def test_log_migrates_back_and_forth() -> None:
    call_command("migrate", "access", "0003", verbosity=0)
    try:
        Event.objects.filter(number=20).update(subject="citizen:X")
    finally:
        call_command("migrate", verbosity=0)
    assert audit.verify().broken == Break(Fault.CHANGED, 20, 20)
    with pytest.raises(IntegrityError):
        Event.objects.filter(number=20).update(subject="citizen:K19")
