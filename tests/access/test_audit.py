"""An act and its event stand or fall together, and an event holds what happened whatever the values look like."""

import re
import threading
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from fremskudt.access import audit
from fremskudt.access.actor import Actor
from fremskudt.access.models import ChainHead, Event
from fremskudt.access.rules.chain import Line
from tests.cast import Cast
from tests.flushing import unguarded

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ACT = {"action": "study.create", "subject": "study:a", "purpose": "evaluation"}
LOOK = {"action": "caseload.read", "purpose": "care", "fields": "coded"}
TEA = Actor("user:1", "therapist", "org:3")


def codes(n: int) -> list[str]:
    return [f"citizen:K{number:03}" for number in range(n)]


def write(**values: str) -> Event:
    with transaction.atomic():
        audit.record(**{"by": TEA, **ACT, **values})  # type: ignore[arg-type]
    return Event.objects.latest("number")


def test_audit_event_says_who_in_which_role_did_what(people: Cast) -> None:
    before = datetime.now(UTC)
    with transaction.atomic():
        audit.record(by=people.evaluator, **ACT)
    event = Event.objects.get()
    assert (event.actor, event.role) == (f"user:{people.evaluator.pk}", "evaluator")
    assert event.unit == f"org:{people.institute.pk}"
    assert (event.action, event.subject, event.purpose) == tuple(ACT.values())
    assert before <= event.at <= datetime.now(UTC)


def test_audit_event_goes_when_the_act_is_undone(people: Cast) -> None:
    with transaction.atomic():
        audit.record(by=people.evaluator, **ACT)
        transaction.set_rollback(True)
    assert not Event.objects.exists()
    assert audit.head() == (0, "0" * 64)


@pytest.mark.django_db(transaction=True)
def test_audit_refuses_an_act_without_a_transaction(people: Cast) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        audit.record(by=people.evaluator, **ACT)
    assert not Event.objects.exists()


def test_audit_columns_are_the_lines_of_the_chain() -> None:
    assert Line._fields == tuple(field.name for field in Event._meta.concrete_fields)


@pytest.mark.parametrize("n", [1, 25, 500])
def test_audit_reads_take_three_queries_however_many_are_shown(
    n: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    write()
    with transaction.atomic(), django_assert_num_queries(3):
        audit.record_reads(by=TEA, subjects=codes(n), **LOOK)
    assert Event.objects.count() == 1 + n
    assert audit.verify().broken is None
    assert ChainHead.objects.get().number == 1 + n


def test_audit_of_a_page_that_shows_nobody_writes_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with transaction.atomic(), django_assert_num_queries(0):
        audit.record_reads(by=TEA, subjects=[], **LOOK)


@pytest.mark.parametrize(
    "wrong",
    [
        {"action": ""}, {"action": "Så borgeren"}, {"action": "a." + "b" * 60}, {"action": "a.b\n"}, {"purpose": ""},
        {"purpose": "curiosity"}, {"subject": ""},
    ],
)  # fmt: skip
def test_audit_refuses_what_only_a_programmer_can_have_got_wrong(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"event|Purpose"):
        write(**wrong)
    assert not Event.objects.exists()


def test_audit_long_values_are_cut_alike_and_stay_apart() -> None:
    first, again, other = (write(subject=f"run:1 {'å' * 200}{end}") for end in "aab")
    assert len(first.subject) == 120
    assert first.subject == again.subject != other.subject
    assert first.subject.startswith("run:1 ååå")
    assert audit.verify().broken is None


def test_audit_of_someone_with_many_roles_and_places_is_written() -> None:
    many = Actor("user:1", ",".join(["project_leader"] * 30), ",".join(f"org:{n}" for n in range(300)))
    with transaction.atomic():
        audit.record(by=many, **ACT)
    assert audit.verify() == audit.Checked(1, Event.objects.get().mark)


PAYLOADS = [
    '\r\n7 2026-01-01 user:1 identity.read"]}\x00',
    "\x1b[2J\x1b[1;31mALT SLETTET\x1b[0m",
    '","subject":"citizen:A","mark":"' + "0" * 64,
    "\u202egnihtemos\u2028\u2029\u0085\x7f\x9b31m",
    "\ud800\udfff",
    "\x00",
    "\r\n".join(["citizen:A", "citizen:B"]) * 300,
]


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("repeat", [1, 4096])
def test_audit_no_value_makes_a_line_of_its_own(payload: str, repeat: int) -> None:
    text = (payload * repeat)[: max(repeat, len(payload))]
    for column in ("subject", "fields", "request"):
        event = write(**{column: text})
        kept = getattr(event, column)
        assert kept.isprintable()
        assert len(kept.splitlines()) == 1
    with transaction.atomic():
        audit.record(by=Actor(f"user:1{text}", text, text), **ACT)
    assert (Event.objects.count(), audit.verify().number, audit.verify().broken) == (4, 4, None)


@pytest.mark.urls("tests.access.audit_pages")
def test_audit_events_of_one_page_share_a_number_that_no_other_page_has(client: Client, people: Cast) -> None:
    client.get("/look/", headers={"x-request-id": "f" * 32})
    client.get("/look/")
    numbers = list(Event.objects.values_list("request", flat=True))
    pages = set(numbers)
    assert len(numbers) > len(pages) == 2
    assert all(re.fullmatch(r"[0-9a-f]{32}", number) and number != "f" * 32 for number in pages)
    assert write().request == ""


@pytest.mark.urls("tests.access.audit_pages")
def test_audit_number_of_a_request_stays_in_its_thread(client: Client, people: Cast) -> None:
    seen: list[str] = []
    token = audit.REQUEST.set("a" * 32)
    thread = threading.Thread(target=lambda: seen.append(audit.REQUEST.get()))
    thread.start()
    thread.join()
    assert seen == [""]
    client.get("/look/")
    assert audit.REQUEST.get() == "a" * 32
    audit.REQUEST.reset(token)


@pytest.mark.django_db(transaction=True)
def test_audit_writes_nothing_when_the_head_is_gone_but_lines_are_not() -> None:
    write()
    with transaction.atomic(), unguarded():
        ChainHead.objects.all().delete()
    with pytest.raises(audit.AuditUnwritableError):
        write()
    assert Event.objects.count() == 1
