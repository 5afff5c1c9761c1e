"""What somebody wrote who asks to be rung: sealed, opened in its own row alone, and let go of in time."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access import cipher
from fremskudt.access.actor import SYSTEM
from fremskudt.access.cipher import SealBrokenError
from fremskudt.access.models import Event
from fremskudt.access.reach import reach_of
from fremskudt.casework.actions import call_request as actions
from fremskudt.casework.models import CallRequest
from fremskudt.casework.rules import call_request as rules
from fremskudt.casework.selectors import call_request as selectors
from fremskudt.casework.selectors.rotation import count_calls_by_version
from tests.casework.call_field import STEMS, WORDS, call, close, of, tells
from tests.casework.field import citizen
from tests.casework.pages import shown
from tests.cast import Cast

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LIST, PROFESSIONAL = reverse("casework:calls"), reverse("casework:call_professional")
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
ZONE = timezone.get_default_timezone()


# sealed, and let go of


def test_call_request_texts_stand_nowhere_in_the_open(people: Cast, tea: Client, caplog: Any) -> None:
    one = call(people, is_urgent=True)
    row = CallRequest.objects.values().get()
    stored = b" ".join(bytes(row[name]) for name in selectors.SEALED)
    assert not [stem for stem in STEMS if stem.encode() in stored]
    assert not tells(str({name: value for name, value in row.items() if name not in selectors.SEALED}))
    shown(tea, LIST)
    shown(tea, of(one))
    close(tea, one, outcome="talked")
    assert not tells(caplog.text)
    assert not mail.outbox
    assert not tells(repr(selectors.opened(one)))
    for event in Event.objects.values_list("subject", "fields", "action"):
        assert not tells(" ".join(event))


@pytest.mark.skipif("sqlite" not in settings.DATABASES["default"]["ENGINE"], reason="reads the database's own file")
@pytest.mark.django_db(transaction=True)
def test_call_request_texts_are_not_in_the_bytes_of_the_database() -> None:
    from tests.cast import assemble

    call(assemble())
    folder = Path(connection.settings_dict["NAME"])
    held = b"".join(file.read_bytes() for file in folder.parent.glob(f"{folder.name}*"))
    assert b"casework_callrequest" in held
    assert not [stem for stem in STEMS if stem.encode() in held]


def test_call_request_sealed_text_opens_in_its_own_row_alone(people: Cast) -> None:
    one, other = call(people), call(people, words="Noget andet")
    CallRequest.objects.filter(pk=other.pk).update(words=one.words)
    other.refresh_from_db()
    with pytest.raises(SealBrokenError):
        selectors.opened(other)
    CallRequest.objects.filter(pk=one.pk).update(name=one.words)
    one.refresh_from_db()
    with pytest.raises(SealBrokenError):
        selectors.opened(one)


def test_call_request_is_emptied_when_its_time_is_over_and_once(people: Cast, tea: Client) -> None:
    now = timezone.now()
    closed, unanswered, fresh = (call(people) for _ in range(3))
    close(tea, closed, outcome="talked")
    CallRequest.objects.filter(pk=closed.pk).update(closed_at=now - rules.CLOSED_KEPT)
    CallRequest.objects.filter(pk=unanswered.pk).update(made_at=now - rules.UNANSWERED_KEPT)
    assert actions.empty_expired(now) == 2
    assert actions.empty_expired(now) == 0
    for one in (closed, unanswered):
        one.refresh_from_db()
        assert [one.name, one.phone, one.words, one.wrapped_key, one.key_version] == [None] * 5
        assert one.emptied_at == now
        page = shown(tea, of(one))
        assert "slettet efter fristen" in page
        assert not tells(page)
    fresh.refresh_from_db()
    assert selectors.opened(fresh).words == WORDS
    events = Event.objects.filter(action="call_request.empty").values_list("actor", "subject")
    assert sorted(events) == sorted((SYSTEM.key, f"call:{one.code}") for one in (closed, unanswered))
    assert [row.code for row in selectors.read_calls(reach_of(people.therapist), 1).rows] == [fresh.code]


def test_call_request_that_was_opened_again_meanwhile_is_not_emptied(people: Cast) -> None:
    one = call(people)
    CallRequest.objects.filter(pk=one.pk).update(closed_at=timezone.now() - rules.CLOSED_KEPT)
    one.refresh_from_db()
    CallRequest.objects.filter(pk=one.pk).update(closed_at=None)
    assert not actions._empty(one, timezone.now())
    one.refresh_from_db()
    assert selectors.opened(one).words == WORDS


def test_call_request_same_page_sent_again_is_one(people: Cast) -> None:
    operation = uuid4()
    assert call(people, operation=operation) == call(people, operation=operation, words="Andet")
    assert selectors.opened(CallRequest.objects.get()).words == WORDS
    assert Event.objects.filter(action="call_request.ask").count() == 1


def test_call_request_key_is_one_of_the_rows_own_and_counted(people: Cast) -> None:
    one, other = call(people), call(people)
    assert selectors.call_key(one) != selectors.call_key(other)
    assert count_calls_by_version() == {one.key_version: 2}
    wrapped = cipher.Wrapped(one.key_version or 0, bytes(one.wrapped_key or b""))
    with pytest.raises(SealBrokenError):
        cipher.unwrap(wrapped, selectors.key_owner(other))


@pytest.mark.parametrize("address", ["list", "detail"])
def test_call_request_pages_ask_as_much_with_many_as_with_one(people: Cast, tea: Client, address: str) -> None:
    first, counted = call(people), []
    shown(tea, LIST)  # the first page of a log-in notes the session
    for n in range(12):
        if n:
            call(people, citizen=citizen(people, f"Alias{chr(97 + n)}", followed_by=people.therapist))
        if n in {1, 11}:
            with CaptureQueriesContext(connection) as asked:
                shown(tea, LIST if address == "list" else of(first))
            counted.append(len(asked))
    assert counted[0] == counted[1] <= 15
