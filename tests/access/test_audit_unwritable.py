"""When the log cannot be written, nothing is shown and nothing is changed: 503, on both databases."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from fremskudt.access import audit
from fremskudt.access.middleware import AuditMiddleware
from fremskudt.access.models import Event, Organisation
from tests.access.broken_log import broken_key, lost_head, lost_table, read_only, refused_lines
from tests.cast import Cast

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.access.audit_pages"),
]

WORDS = "Vi kan ikke vise eller gemme det lige nu."


BROKEN = [refused_lines, lost_table, lost_head, read_only, broken_key]


@pytest.fixture
def client(people: Cast) -> Client:
    """Somebody who has been here before, so that the log has lines."""
    client = Client()
    assert client.get("/look/").status_code == 200
    return client


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize(("method", "address"), [("GET", "/look/"), ("POST", "/act/")])
def test_audit_unwritable_is_503_and_leaves_no_trace(
    client: Client, broken: Callable[[], AbstractContextManager[None]], method: str, address: str
) -> None:
    before = Event.objects.count(), Organisation.objects.count()
    with broken():
        answer = client.generic(method, address)
    page = answer.content.decode()
    assert answer.status_code == 503
    assert WORDS in page
    assert "Brug papirarket, og prøv igen senere." in page
    assert int(answer.headers["Retry-After"]) >= 60
    assert "no-store" in answer.headers["Cache-Control"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert not [word for word in ("example.org", "Nyt institut", "Traceback", "access_", "full") if word in page]
    assert (Event.objects.count(), Organisation.objects.count()) == before
    assert client.generic(method, address).status_code == 200  # and all is well as soon as it can be written again
    assert audit.verify().broken is None


@pytest.mark.parametrize("broken", [refused_lines, lost_table, lost_head, broken_key])
def test_audit_unwritable_undoes_the_act_even_of_a_page_that_goes_on(
    client: Client, broken: Callable[[], AbstractContextManager[None]]
) -> None:
    with broken():
        client.post("/forget/")
    assert not Organisation.objects.filter(name="Nyt institut").exists()


def test_audit_unwritable_is_told_to_the_one_who_runs_the_site_without_the_data(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with refused_lines(), caplog.at_level(logging.ERROR, "fremskudt.access.middleware"):
        client.get("/look/")
    assert [record.name for record in caplog.records if record.name.startswith("fremskudt")] == [
        "fremskudt.access.middleware"
    ]
    assert "example.org" not in caplog.text


def test_audit_page_of_503_is_in_the_readers_language_and_needs_nothing(client: Client) -> None:
    with lost_table():
        page = client.get("/look/", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="en">' in page
    assert "<script" not in page


def test_audit_other_errors_are_not_taken_for_this_one() -> None:
    middleware = AuditMiddleware(lambda request: None)  # type: ignore[arg-type,return-value]
    assert middleware.process_exception(None, ValueError("x")) is None  # type: ignore[arg-type]
