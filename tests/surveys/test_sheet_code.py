"""The code of a paper sheet, typed or scanned: repaired, opened by a press, limited, and told to nobody."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.cipher import blind_index
from fremskudt.access.models import Event, PersonalLink
from fremskudt.casework.models import Citizen
from fremskudt.casework.rules.typed_code import MISTAKEN
from fremskudt.surveys.models import Wave
from tests.casework.field import citizen
from tests.cast import Cast, enter
from tests.surveys import asking_field
from tests.surveys.own_field import (
    HOME,
    TYPE,
    form_of,
    key,
    sheet,
    words,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NOT_NOW, STOP, WRITE, REPLY = (reverse(f"surveys:own_{name}") for name in ("not_now", "stop", "write", "reply"))
OTHERS = re.compile(r"SAVEPOINT|django_session|access_event|access_chainhead")  # the session's, and the log's
DOORS = ("Svar", "Skriv", "Ikke nu", "Stop al deling")


@pytest.fixture(autouse=True)
def _nothing_counted_yet(db: None) -> None:
    cache.clear()


@pytest.fixture
def wave(people: Cast) -> Wave:
    return asking_field.study_with_wave(people)


@pytest.fixture
def kanel(people: Cast, wave: Wave) -> Citizen:
    made = citizen(people, "Kanel", "K7M4-Q2RX", followed_by=people.therapist)
    asking_field.says_yes(people, made, wave.study)
    return made


def test_type_code_that_was_scanned_stands_there_and_is_opened_by_a_press(
    people: Cast, kanel: Citizen, wave: Wave
) -> None:
    _sheet, code = sheet(people, kanel, wave)
    address = reverse("casework:scanned_code", args=[code])
    client = Client()
    with CaptureQueriesContext(connection) as asked:
        for _again in range(20):
            page = client.get(address)
            client.head(address)
    assert not asked.captured_queries
    assert not client.cookies
    assert f'value="{code}"' in page.content.decode()
    assert not Event.objects.exists()
    unknown = client.get(reverse("casework:scanned_code", args=["CCCC-2222"])).content.decode()
    assert page.content.decode() == unknown.replace("CCCC-2222", code)
    told = form_of(page, TYPE)  # type: ignore[arg-type]
    answered = client.post(TYPE, told)
    assert answered.headers["Location"] == HOME
    assert answered.headers["Referrer-Policy"] == "strict-origin"
    assert client.session.get_expiry_age() <= 15 * 60
    event = Event.objects.get(action="link.open")
    assert (event.subject, event.actor) == (f"sheet:{_sheet.pk}", f"link:{_sheet.link_id}")
    assert code not in str(PersonalLink.objects.values())


def test_type_code_of_a_sheet_repairs_what_the_eye_mistakes(people: Cast, kanel: Citizen, wave: Wave) -> None:
    made, code = sheet(people, kanel, wave)
    PersonalLink.objects.filter(pk=made.link_id).update(token_hash=blind_index("sheet", 0, "D7J2-58VQ"))
    for typed in ("d7j2 58vq", "071Z-SBUO", "O I L 2 5 8 Y 0", " d712.sb-vq "):
        assert Client().post(TYPE, {"code": typed}).headers.get("Location") == HOME, typed
    assert code
    assert set("0O1ILZSBUY") <= set(MISTAKEN)


def test_type_code_of_a_sheet_that_is_over_is_as_one_that_never_was(people: Cast, kanel: Citizen, wave: Wave) -> None:
    now = timezone.now()
    codes = [sheet(people, kanel, wave, **more)[1] for more in ({"expires_at": now}, {"revoked_at": now})]
    wrong_kind = key(people, kanel)
    pages = [Client().post(TYPE, {"code": code}) for code in (*codes, "CCCC-2222", wrong_kind[:8])]
    assert {page.status_code for page in pages} == {422}
    bodies = {re.sub(rb'value="[^"]*"', b"", page.content) for page in pages}
    assert len(bodies) == 1
    assert "Koden passer ikke. Se, om to tegn er byttet om." in words(pages[0])  # type: ignore[arg-type]


def test_type_code_guessing_has_an_end(people: Cast, kanel: Citizen, wave: Wave) -> None:
    _sheet, code = sheet(people, kanel, wave)
    got = [Client().post(TYPE, {"code": f"CCCC-22{at:02}".replace("0", "3").replace("1", "4")}) for at in range(12)]
    assert [one.status_code for one in got] == [422] * 10 + [429] * 2
    other = Client(REMOTE_ADDR="10.0.0.9")
    assert other.post(TYPE, {"code": code}).headers["Location"] == HOME  # nobody else waits for them


def test_type_code_from_another_site_opens_no_sheet(people: Cast, kanel: Citizen, wave: Wave) -> None:
    _sheet, code = sheet(people, kanel, wave)
    worker = enter(Client(), people.therapist)
    for origin in ("https://evil.example", "null"):
        page = worker.post(TYPE, {"code": code}, headers={"Origin": origin})
        assert page.status_code == 403
        assert f'value="{code}"' in page.content.decode()
    assert worker.get(reverse("casework:caseload")).status_code == 200  # still logged in
    assert worker.post(TYPE, {"code": code}, headers={"Origin": "http://testserver"}).headers["Location"] == HOME
    assert worker.get(reverse("casework:caseload")).status_code == 302
