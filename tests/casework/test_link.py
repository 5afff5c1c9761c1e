"""The citizen's own link: a secret that is kept nowhere, opened by a press, gone after a quarter of an hour."""

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access import links
from fremskudt.access.links import OWN_PAPERS
from fremskudt.access.models import Event, PersonalLink
from fremskudt.access.scrub import ScrubbedFormatter
from fremskudt.casework.actions import link as actions
from fremskudt.casework.models import Citizen, DoorOpening
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]

OWN_LOG, LEAVE = reverse("casework:own_log"), reverse("casework:leave")
TOLD = ("Kanel", "K7M4", "Tea", settings.SITE_NAME)


@pytest.fixture
def token(people: Cast, kanel: Citizen) -> str:
    return actions.give(citizen=kanel, purpose=OWN_PAPERS, by=people.therapist)[1]


def address(token: str) -> str:
    return reverse("casework:link_enter", args=[token])


def open_with(token: str, client: Client | None = None) -> Client:
    client = client or Client()
    assert client.post(address(token))["Location"] == reverse("surveys:own")
    return client


def plain(response: HttpResponse) -> bytes:
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", response.content)


def rows() -> dict[str, int]:
    """How many rows each table has."""
    counts = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608  own names
            counts[name] = cursor.fetchone()[0]
    return counts


def test_link_tokens_are_never_the_same() -> None:
    n = 100_000
    tokens = {links.new_token() for _ in range(n)}
    assert len(tokens) == n
    assert {len(one) for one in tokens} == {43}  # 32 bytes
    assert len({links.token_hash(one) for one in tokens}) == n


def test_link_is_shown_once_and_only_its_hash_is_kept(people: Cast, kanel: Citizen) -> None:
    client = enter(Client(), people.therapist)
    give = reverse("casework:link_give", args=[kanel.code])
    shown = client.post(give, {"act": "give"}).content.decode()
    found = re.search(r"http://testserver/b/([\w-]{43})/", shown)
    assert found
    assert "data:image/svg+xml;base64," in shown
    link = PersonalLink.objects.get()
    assert link.token_hash == links.token_hash(found[1])
    assert (link.subject, link.purpose, link.made_by) == (kanel.key, OWN_PAPERS, people.therapist)
    assert link.expires_at - link.made_at == timedelta(days=30)
    open_with(found[1])
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  the database's own names
            assert found[1] not in str(cursor.fetchall()), table
    assert not [one for one in Session.objects.all() if found[1] in str(one.get_decoded())]
    again = client.get(give).content.decode()
    assert found[1] not in again
    assert "Borgeren har et link. Tea gav det" in again


def test_link_sheet_names_nobody_and_nothing(people: Cast, kanel: Citizen) -> None:
    client = enter(Client(), people.therapist)
    sheet = client.post(reverse("casework:link_give", args=[kanel.code]), {"act": "give"}).content.decode()
    kept = re.sub(r'href="[^"]*"', "", sheet)
    assert not [told for told in TOLD if told in kept]


def test_link_a_new_one_ends_the_old_and_closing_ends_it_now(people: Cast, kanel: Citizen, token: str) -> None:
    client = enter(Client(), people.therapist)
    give = reverse("casework:link_give", args=[kanel.code])
    holder = open_with(token)
    assert holder.get(OWN_LOG).status_code == 200
    client.post(give, {"act": "give"})
    assert holder.get(OWN_LOG).status_code == 404
    assert client.post(give, {"act": "close"}).status_code == 302
    assert not PersonalLink.objects.filter(revoked_at=None).exists()
    client.post(give, {"act": "close"})
    told = Event.objects.filter(actor=people.therapist.key, action__startswith="link.")
    assert [event.action for event in told] == ["link.give", "link.give", "link.revoke"]
    assert client.post(give, {"act": "else"}).status_code == 422


def test_link_is_not_given_through_a_door(people: Cast, kanel: Citizen) -> None:
    now = timezone.now()
    DoorOpening.objects.create(
        citizen=kanel, user=people.colleague, reason="other", words="Noget helt andet", opened_at=now,
        closes_at=now + timedelta(minutes=60),
    )  # fmt: skip
    client, give = enter(Client(), people.colleague), reverse("casework:link_give", args=[kanel.code])
    reason = "Kun den, der følger borgeren, kan give et link."
    assert reason in client.get(give).content.decode()
    refused = client.post(give, {"act": "give"})
    assert refused.status_code == 409
    assert reason in refused.content.decode()
    assert not PersonalLink.objects.exists()


def test_link_looked_at_a_hundred_times_changes_nothing(token: str) -> None:
    client, before, held = Client(), rows(), PersonalLink.objects.values().get()
    bodies = {plain(client.get(address(token))) for _ in range(50)}
    for _ in range(50):
        client.head(address(token))
    assert len(bodies) == 1
    assert bodies == {plain(client.get(address("x" * 43)))}
    assert rows() == before
    assert PersonalLink.objects.values().get() == held
    page = bodies.pop().decode()
    assert not [told for told in (*TOLD, token) if told in page]
    assert len(re.findall("<button", page)) == 1
    assert open_with(token).get(OWN_LOG).status_code == 200


def test_link_pages_hand_the_address_on_to_nobody(token: str) -> None:
    client = Client()
    shown, opened = client.get(address(token)), client.post(address(token))
    # `no-referrer` would make the browser say that the form comes from nowhere, and the form would be refused.
    assert shown["Referrer-Policy"] == opened["Referrer-Policy"] == "strict-origin"
    assert shown["Cache-Control"] == "no-store"
    assert token not in opened["Location"]
    assert client.get(LEAVE)["Referrer-Policy"] == "no-referrer"


def test_link_that_does_not_hold_gets_one_answer(people: Cast, kanel: Citizen, token: str) -> None:
    expired, revoked = (links.new_token() for _ in range(2))
    now = timezone.now()
    given = {"subject": kanel.key, "made_at": now, "made_by": people.therapist}
    for secret, more in (
        (expired, {"purpose": OWN_PAPERS, "expires_at": now}),
        (revoked, {"purpose": OWN_PAPERS, "expires_at": now + timedelta(days=1), "revoked_at": now}),
        ("wrong-purpose", {"purpose": "answers", "expires_at": now + timedelta(days=1)}),
    ):
        PersonalLink.objects.create(token_hash=links.token_hash(secret), **given, **more)
    answers = [Client().post(address(one)) for one in ("unknown", expired, revoked, "wrong-purpose")]
    answers.append(Client().get(OWN_LOG))
    assert len({(answer.status_code, answer.content) for answer in answers}) == 1
    assert answers[0].status_code == 404
    assert not Event.objects.filter(action="link.open").exists()


def test_link_holds_to_the_second(people: Cast, kanel: Citizen, token: str) -> None:
    ends = PersonalLink.objects.get().expires_at
    for seconds, status in ((-1, 302), (0, 404), (1, 404)):
        with time_machine.travel(ends + timedelta(seconds=seconds), tick=False):
            assert Client().post(address(token)).status_code == status


def test_link_session_lasts_a_quarter_of_an_hour_from_each_use(token: str) -> None:
    begun = timezone.now()
    with time_machine.travel(begun, tick=False) as clock:
        client = open_with(token)
        for minutes in (14, 28, 42):
            clock.move_to(begun + timedelta(minutes=minutes))
            assert client.get(OWN_LOG).status_code == 200
        clock.move_to(begun + timedelta(minutes=42 + 15, seconds=-1))
        assert client.get(OWN_LOG).status_code == 200
        clock.move_to(begun + timedelta(minutes=42 + 30, seconds=0))
        assert client.get(OWN_LOG).status_code == 404


def test_link_ends_its_open_sessions_when_it_is_revoked(token: str) -> None:
    client = open_with(token)
    PersonalLink.objects.update(revoked_at=timezone.now())
    assert client.get(OWN_LOG).status_code == 404


def test_link_opens_a_session_of_its_own_and_ends_the_workers(people: Cast, token: str) -> None:
    client = enter(Client(), people.therapist)
    before = client.session.session_key
    open_with(token, client)
    assert client.session.session_key != before
    assert SESSION_KEY not in client.session
    assert not Session.objects.filter(session_key=before).exists()
    assert client.get(reverse("casework:caseload"))["Location"].startswith(reverse("access:login"))
    assert client.session.get_expiry_age() <= 15 * 60


def test_link_session_is_no_link_session_once_somebody_logs_in(people: Cast, token: str) -> None:
    client = open_with(token)
    enter(client, people.therapist)
    assert client.get(OWN_LOG).status_code == 404


def test_link_fixation_does_not_work(token: str) -> None:
    client = open_with(token)
    first = client.session.session_key
    open_with(token, client)
    assert client.session.session_key != first


def test_link_guessing_is_stopped_for_the_one_who_guesses(token: str) -> None:
    guess = [Client().post(address(f"guess{number}"), REMOTE_ADDR="192.0.2.1").status_code for number in range(12)]
    assert guess == [404] * 10 + [429] * 2
    stopped = Client().post(address(token), REMOTE_ADDR="192.0.2.1")
    assert stopped.status_code == 429
    assert Client().post(address(token), REMOTE_ADDR="192.0.2.2").status_code == 302
    assert Event.objects.filter(action="link.guessing", subject="link:unknown").count() == 1
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        assert Client().post(address(token), REMOTE_ADDR="192.0.2.1").status_code == 302


def test_link_that_holds_is_no_guess(token: str) -> None:
    for _ in range(12):
        assert Client().post(address(token), REMOTE_ADDR="192.0.2.1").status_code == 302


def test_link_stands_in_no_log_line(token: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    PersonalLink.objects.update(revoked_at=timezone.now())
    assert Client().post(address(token)).status_code == 404
    assert Client(enforce_csrf_checks=True).post(address(token)).status_code == 403
    assert settings.LOGGING["formatters"]["plain"]["()"] == f"{ScrubbedFormatter.__module__}.ScrubbedFormatter"
    lines = [ScrubbedFormatter().format(record) for record in caplog.records]
    assert any("/b/" in line for line in lines)
    assert not [line for line in lines if token in line]


@pytest.mark.parametrize("who", ["holder", "worker", "nobody"])
def test_leave_ends_the_session_and_asks_the_browser_to_forget(people: Cast, token: str, who: str) -> None:
    client = open_with(token) if who == "holder" else Client()
    if who == "worker":
        enter(client, people.therapist)
    key = client.session.session_key
    left = client.get(LEAVE)
    assert (left.status_code, left["Clear-Site-Data"]) == (200, '"cache", "storage"')
    assert not Session.objects.filter(session_key=key).exists()
    assert client.get(OWN_LOG).status_code == 404
    assert not [told for told in TOLD if told in left.content.decode()]


def test_leave_goes_where_the_municipality_has_chosen(settings: Any, token: str) -> None:
    settings.EXIT_TO = "https://www.dmi.dk/"
    left = open_with(token).get(LEAVE)
    assert (left.status_code, left["Location"]) == (302, "https://www.dmi.dk/")
    assert left["Clear-Site-Data"] == '"cache", "storage"'
