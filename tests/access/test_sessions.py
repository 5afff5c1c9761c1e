"""Where one is logged in: seen, ended, and dead at the next request."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from fremskudt.access.actions import device as device_actions
from fremskudt.access.actions import session as actions
from fremskudt.access.device_cookie import NAME
from fremskudt.access.lock import KEY
from fremskudt.access.models import Event, OpenSession
from tests.cast import enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]
MINE = "/mig/enheder/"
PHONE = {"user-agent": "Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Safari/537.36"}
DESK = {"user-agent": "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0"}


def browser(user, headers):
    """Somebody logged in, in a browser of their own that has been used."""
    client = enter(Client(headers=headers), user)
    assert client.get("/mig/").status_code == 200
    return client


def test_sessions_are_told_in_words_and_this_one_is_marked(people):
    phone, _desk = browser(people.therapist, PHONE), browser(people.therapist, DESK)
    browser(people.colleague, DESK)
    page = phone.get(MINE).content.decode()
    assert page.count("Chrome · Android") == 1
    assert page.count("<strong>Firefox · Windows</strong>") == 1
    assert page.count(">Denne<") == 1
    assert page.index(">Denne<") < page.index("Firefox") or page.index(">Denne<") > page.index("Chrome")
    assert "140" not in page


def test_session_that_is_ended_is_dead_at_its_next_request(people):
    phone, desk = browser(people.therapist, PHONE), browser(people.therapist, DESK)
    assert phone.post(MINE, {"what": "session", "pk": desk.session[KEY]}).url == MINE
    assert desk.get("/mig/").url.startswith("/log-ind/")
    assert "_auth_user_id" not in desk.session
    assert phone.get("/mig/").status_code == 200
    event = Event.objects.get(action="session.end")
    assert (event.actor, event.subject) == (people.therapist.key, people.therapist.key)


def test_all_others_are_ended_and_this_one_is_not(people):
    phone, *others = [browser(people.therapist, PHONE) for _ in range(3)]
    stranger = browser(people.colleague, DESK)
    assert "2 andre er logget ud." in phone.post(MINE, {"what": "others"}, follow=True).content.decode()
    assert [other.get("/mig/").status_code for other in others] == [302, 302]
    assert phone.get("/mig/").status_code == stranger.get("/mig/").status_code == 200


def test_somebody_elses_session_and_device_do_not_exist(people):
    mine, theirs = browser(people.therapist, PHONE), browser(people.colleague, DESK)
    device, _token = device_actions.know(user=people.colleague, label="x", by=people.colleague)
    wrong = [("session", theirs.session[KEY]), ("device", device.pk), ("session", "x"), ("device", ""), ("", "1")]
    for what, pk in [*wrong, ("session", "9" * 40)]:
        assert mine.post(MINE, {"what": what, "pk": pk}).status_code == 404
    assert theirs.get("/mig/").status_code == 200
    device.refresh_from_db()
    assert device.revoked_at is None


def test_end_all_reaches_every_browser_of_the_person(people):
    clients = [browser(people.therapist, PHONE) for _ in range(2)]
    fresh = enter(Client(), people.therapist)
    fresh.get("/tilgaengelighed/")
    assert actions.end_all(user=people.therapist, by=people.administrator) == 3
    assert [client.get("/mig/").status_code for client in [*clients, fresh]] == [302] * 3
    event = Event.objects.get(action="session.end")
    assert (event.actor, event.subject) == (people.administrator.key, people.therapist.key)


def test_session_is_known_before_its_first_page(people, client):
    """A log-in whose browser asks for nothing more can be ended all the same."""
    from tests.access.test_invitation import sent

    client.post(sent(people)[1], {"name": "Ny"})
    user = OpenSession.objects.get().user
    actions.end_all(user=user, by=people.administrator)
    assert client.get("/mig/").status_code == 302


def test_log_out_leaves_no_session_behind(people):
    phone = browser(people.therapist, PHONE)
    phone.post("/log-ud/")
    assert not OpenSession.objects.exists()
    assert not Session.objects.filter(expire_date__gt=timezone.now()).exclude(session_key=phone.session.session_key)


def test_closed_user_is_out_at_the_next_request(people):
    phone = browser(people.therapist, PHONE)
    people.therapist.is_active = False
    people.therapist.save()
    assert phone.get("/mig/").url.startswith("/log-ind/")


def test_device_is_shown_and_forgotten(people):
    phone = browser(people.partner, PHONE)
    device, token = device_actions.know(user=people.partner, label="Chrome · Android", by=people.partner)
    phone.cookies[NAME] = token
    assert "Kendte enheder" in phone.get(MINE).content.decode()
    assert phone.post(MINE, {"what": "device", "pk": device.pk}).url == MINE
    assert "Kendte enheder" not in phone.get(MINE).content.decode()


def test_sessions_cost_the_same_for_many(people, django_assert_max_num_queries):
    phone = browser(people.therapist, PHONE)
    now = timezone.now()
    OpenSession.objects.bulk_create(
        OpenSession(user=people.therapist, label="x", began_at=now, seen_at=now) for _ in range(40)
    )
    with django_assert_max_num_queries(9):
        phone.get(MINE)


def test_every_request_asks_one_row_and_writes_none(people, django_assert_max_num_queries):
    phone = browser(people.therapist, PHONE)
    with django_assert_max_num_queries(4) as asked:  # session, user, the row; memberships for the top of the page
        phone.get("/tilgaengelighed/")
    assert not [query for query in asked.captured_queries if not query["sql"].startswith("SELECT")]
