"""The screen locks when nobody uses it, shows nothing then, and opens for its owner alone."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from fremskudt.access.actions import session as actions
from fremskudt.access.lock import KEY
from fremskudt.access.models import Event, OpenSession
from fremskudt.access.strength import Strength
from tests.access.logging_in import code_now, give_app, give_recovery_codes
from tests.cast import PASSWORD, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LOCK, NOW = "/laast/", "/laast/nu/"
START = timezone.make_aware(timezone.datetime(2026, 11, 18, 9, 0))
FRAGMENT = {"HX-Request": "true", "HX-Current-URL": "http://testserver/mig/enheder/"}


@pytest.fixture(autouse=True)
def _no_tries_counted():
    cache.clear()


@pytest.fixture
def clock(time_machine):
    """Moved by hand: minutes after the start."""

    def to(minutes):
        time_machine.move_to(START + timedelta(minutes=minutes), tick=False)

    to(0)
    return to


@pytest.fixture
def desk(client, people, clock):
    """The therapist's browser, just used."""
    enter(client, people.therapist)
    assert client.get("/mig/").status_code == 200
    return client


def unlock(client, way="password", value=PASSWORD, **more):
    return client.post(LOCK, {"way": way, way: value}, **more)


def test_lock_comes_after_a_quarter_of_an_hour_without_use(desk, clock):
    clock(14.99)
    assert desk.get("/mig/").status_code == 200
    clock(14.99 + 15)
    answer = desk.get("/mig/")
    assert (answer.status_code, answer.url) == (302, LOCK)
    assert desk.get("/mig/enheder/").url == LOCK


def test_lock_holds_for_every_address_there_is_or_is_not(desk):
    desk.post(NOW)
    for address in ["/", "/mig/", "/borgere/", "/findes-ikke/", "/tilgaengelighed/", "/log-ind/", "/mig/sikkerhed/"]:
        assert desk.get(address).url == LOCK
        assert desk.post(address).url == LOCK
    assert desk.get("/ud/").headers.get("Location") != LOCK


def test_lock_is_not_put_off_by_parts_that_a_page_fetches_by_itself(desk, clock):
    for minute in range(1, 15):
        clock(minute)
        assert desk.get("/mig/", headers=FRAGMENT).status_code == 200
        assert desk.get("/mig/", headers={"Sec-Fetch-Dest": "empty"}).status_code == 200
    clock(15)
    answer = desk.get("/mig/", headers=FRAGMENT)
    assert (answer.status_code, answer.headers["HX-Redirect"], answer.content) == (200, LOCK, b"")
    assert "Location" not in answer.headers
    unlock(desk)
    assert unlock(desk).status_code == 302


def test_lock_is_put_off_by_what_a_person_does(desk, clock):
    for minute in (10, 20, 30):
        clock(minute)
        assert desk.post("/laast/i-brug/").status_code == 204
    clock(44)
    assert desk.get("/mig/", headers={"Sec-Fetch-Dest": "document"}).status_code == 200


def test_locked_screen_shows_nothing(desk, people):
    desk.post(NOW)
    page = desk.get(LOCK).content.decode()
    assert "Skærmen er låst" in page
    page = re.sub(r'value="\w{64}"', "", page)  # a random mark may spell anything
    for telling in [people.therapist.name, people.therapist.email, "Randers", "ehandler", "Borgere", "Min side"]:
        assert telling not in page


def test_lock_now_needs_a_press_and_leads_back_to_the_page(desk):
    assert desk.get(NOW).status_code == 405
    assert desk.get("/mig/").status_code == 200
    assert desk.post(NOW, {"next": "/mig/enheder/"}).url == LOCK
    assert unlock(desk).url == "/mig/enheder/"
    assert desk.get("/mig/enheder/").status_code == 200
    assert list(Event.objects.filter(action__startswith="session").values_list("action", flat=True)) == [
        "session.lock", "session.unlock"
    ]  # fmt: skip


@pytest.mark.parametrize("elsewhere", ["https://andet.example/", "//andet.example/x", "javascript:alert(1)", "\\\\x"])
def test_lock_leads_nowhere_else(desk, elsewhere):
    desk.post(NOW, {"next": elsewhere})
    assert unlock(desk).url == "/"


def test_lock_never_remembers_the_secret_of_a_link(desk):
    desk.post(NOW, {"next": "/invitation/" + "A" * 43 + "/"})
    assert "A" * 43 not in str(dict(desk.session))
    assert unlock(desk).url == "/"


def test_page_of_a_form_is_reached_again_when_its_post_met_the_lock(desk, clock):
    clock(20)
    answer = desk.post("/mig/", {"name": "Ny", "language": "da"}, headers={"Referer": "http://testserver/mig/"})
    assert answer.url == LOCK
    assert unlock(desk).url == "http://testserver/mig/"
    assert desk.get("/mig/").content.decode().count('value="Tea"') == 1


def test_lock_opens_with_the_app_and_a_code_counts_once(desk, people, clock):
    give_app(people.therapist)
    desk.post(NOW)
    page = desk.get(LOCK).content.decode()
    assert "Lås op med koden" in page
    code = code_now()
    assert unlock(desk, "code", code).status_code == 302
    desk.post(NOW)
    assert unlock(desk, "code", code).status_code == 422


def test_lock_opens_with_a_recovery_code(desk, people):
    give_app(people.therapist)
    codes = give_recovery_codes(people.therapist)
    desk.post(NOW)
    assert unlock(desk, "code", codes[0]).status_code == 302


def test_lock_offers_only_the_ways_the_person_has(desk, people):
    desk.post(NOW)
    page = desk.get(LOCK).content.decode()
    assert ('data-unlock="password"' in page, 'data-unlock="code"' in page) == (True, False)
    for way in ("code", "passkey", "", "leave2"):
        assert unlock(desk, way, "123456").status_code == 422
    assert desk.get("/mig/").url == LOCK


def test_session_ends_at_the_fifth_wrong_try(desk, people):
    desk.post(NOW)
    for left in (4, 3, 2, 1):
        answer = unlock(desk, value="forkert")
        assert answer.status_code == 422
        assert f"Du har {left} forsøg endnu." in answer.content.decode()
    assert unlock(desk, value="forkert").url == "/log-ind/"
    assert "_auth_user_id" not in desk.session
    assert not OpenSession.objects.filter(user=people.therapist).exists()
    assert Event.objects.filter(action="login.failed", subject=people.therapist.key).count() == 5
    assert Event.objects.filter(action="session.end").count() == 1


def test_right_try_after_wrong_ones_starts_the_count_anew(desk):
    for _ in range(3):
        desk.post(NOW)
        for _wrong in range(4):
            unlock(desk, value="forkert")
        assert unlock(desk).status_code == 302


def test_tries_at_the_same_moment_are_counted_one_by_one(desk):
    desk.post(NOW)
    session = OpenSession.objects.get(pk=desk.session[KEY])
    assert [actions.take_try(session=session) for _ in range(7)] == [True] * 5 + [False] * 2
    assert unlock(desk).url == "/log-ind/"
    assert desk.get("/mig/").url.startswith("/log-ind/")


def test_one_window_locks_them_all_and_another_browser_stays_open(desk, people):
    elsewhere = enter(Client(), people.therapist)
    elsewhere.get("/mig/")
    second_window = Client()
    second_window.cookies = desk.cookies
    desk.post(NOW)
    assert second_window.get("/mig/").url == LOCK
    assert elsewhere.get("/mig/").status_code == 200


def test_late_answer_of_a_request_from_before_does_not_open_the_lock(desk):
    """A page that was asked for before the lock saves its session after it; the lock is not kept there."""
    before = desk.session
    desk.post(NOW)
    before["noget"] = 1
    before.save()
    assert desk.get("/mig/").url == LOCK


def test_link_users_get_a_new_link_instead(client, people, clock):
    people.partner.set_unusable_password()
    people.partner.save()
    enter(client, people.partner, Strength.LINK)
    client.get("/mig/")
    clock(16)
    assert client.get("/mig/").url == LOCK
    page = client.get(LOCK).content.decode()
    assert "Log ud og få et nyt link" in page
    assert "data-unlock" not in page
    assert client.post(LOCK, {"way": "leave"}).url == "/log-ind/link/"
    assert "_auth_user_id" not in client.session
    assert client.get("/mig/").url.startswith("/log-ind/")


def test_locked_screen_lets_one_log_out(desk):
    desk.post(NOW)
    assert desk.post("/log-ud/").status_code == 302
    assert "_auth_user_id" not in desk.session


def test_lock_page_of_an_open_session_leads_on(desk):
    assert desk.get(LOCK).url == "/"
    assert desk.get(LOCK, headers={"X-In-Place": "1"}).status_code == 204


def test_lock_opened_in_place_answers_without_a_page(desk):
    desk.post(NOW)
    assert unlock(desk, headers={"X-In-Place": "1"}).status_code == 204
    assert desk.get("/mig/").status_code == 200


def test_log_in_lasts_ten_hours_however_busy(desk, clock):
    for minute in range(10, 600, 10):
        clock(minute)
        assert desk.get("/mig/").status_code == 200
    clock(600)
    assert desk.get("/mig/").url.startswith("/log-ind/")


def test_lock_script_waits_as_long_as_the_server(desk):
    from fremskudt.access.models.login import IDLE

    assert f'data-idle="{int(IDLE.total_seconds())}"' in desk.get("/mig/").content.decode()


def test_public_pages_ask_the_lock_nothing(client):
    with connection.execute_wrapper(lambda *_all: pytest.fail("asked the database")):
        assert client.get("/tilgaengelighed/").status_code == 200


def test_lock_needs_the_forms_own_token(people):
    client = enter(Client(enforce_csrf_checks=True), people.therapist)
    for address in (LOCK, NOW, "/laast/i-brug/", "/mig/", "/mig/enheder/"):
        assert client.post(address, {}).status_code == 403
