"""The therapist gives the phone away: it is locked, the citizen's questions are open, and nothing else in any tab."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from fremskudt.access import links, lock
from fremskudt.access.matrix import TABLE
from fremskudt.access.models import Event, OpenSession, PersonalLink
from fremskudt.casework.models import Citizen
from fremskudt.surveys.models import Given, Invitation, Wave
from tests.casework.field import citizen
from tests.cast import PASSWORD, Cast, enter
from tests.surveys.asking_field import says_yes
from tests.surveys.questions_field import address, fields, met, taking_part

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LOCK, ANSWERS, BACK = "/laast/", "/mit/svar/", "/mit/svar/tilbage/"


@pytest.fixture(autouse=True)
def _no_tries_counted() -> None:
    cache.clear()


@pytest.fixture
def kanel(people: Cast) -> Citizen:
    made = citizen(people, "Kanel", "K7M4-Q2RX", followed_by=people.therapist)
    met(made, people.therapist)
    taking_part(people, made)
    return made


@pytest.fixture
def tea(people: Cast, kanel: Citizen) -> Client:
    """Tea's browser, on Kanel's page of questions."""
    client = enter(Client(), people.therapist)
    assert client.get(address(kanel)).status_code == 200
    return client


def hand(client: Client, who: Citizen) -> Any:
    response = client.post(address(who, "questions_hand_over"))
    assert (response.status_code, response.url) == (302, ANSWERS)
    return response


def another(people: Cast) -> Citizen:
    """Somebody else in the same round."""
    havre = citizen(people, "Havre", followed_by=people.therapist)
    says_yes(people, havre, Wave.objects.get().study)
    return havre


def unlock(client: Client, value: str = PASSWORD, **more: Any) -> Any:
    return client.post(LOCK, {"way": "password", "password": value}, **more)


def tab_of(client: Client) -> Client:
    """Another tab of the same browser."""
    other = Client()
    other.cookies = client.cookies
    return other


def addresses(kanel: Citizen) -> dict[str, str]:
    """Every address that names nothing but a citizen, or nothing at all."""
    found = {}
    for name in TABLE:
        for arguments in ({}, {"code": kanel.code}):
            try:
                found[name] = reverse(name, kwargs=arguments)
            except NoReverseMatch:
                continue
    return found


def test_phone_given_away_opens_the_questions_and_shows_no_secret(tea: Client, people: Cast, kanel: Citizen) -> None:
    response = hand(tea, kanel)
    link = PersonalLink.objects.get()
    assert (link.purpose, link.subject, link.made_by) == (links.ANSWER, kanel.key, people.therapist)
    assert link.expires_at - link.made_at <= timedelta(hours=2)
    assert "/s/" not in str(response.headers) + response.content.decode()
    html = tea.get(ANSWERS).content.decode()
    assert "Jeg føler mig støttet af andre mennesker" in html
    for telling in ("Kanel", kanel.code, "Tea", "Borgere", "Min side", "Log ud", "Randers"):
        assert telling not in html
    assert Invitation.objects.get().way == "phone_given"
    assert Event.objects.filter(action="session.lock").count() == 1


def test_what_is_answered_on_the_phone_is_the_citizens_alone(tea: Client, people: Cast, kanel: Citizen) -> None:
    hand(tea, kanel)
    html = tea.get(ANSWERS).content.decode()
    assert tea.post("/mit/svar/gem/", {**fields(html), "answer": "4", "act": "next"}).status_code == 302
    given = Given.objects.get()
    assert (given.mode, given.helped_by) == ("self", None)
    assert Event.objects.get(action="answer.give").actor == f"link:{PersonalLink.objects.get().pk}"


def test_no_other_page_can_be_reached_in_any_tab(tea: Client, people: Cast, kanel: Citizen) -> None:
    hand(tea, kanel)
    known = addresses(kanel)
    open_ones = {known[name] for name in (*lock.OPEN_WHEN_LOCKED, *lock.OPEN_WHEN_HANDED_OVER)}
    assert len(known) > 100
    for client in (tea, tab_of(tea)):
        for name, at in known.items():
            if at in open_ones:
                continue
            for asked in (client.get, client.post):
                response = asked(at)
                assert (response.status_code, response.headers.get("Location")) == (302, LOCK), name
    for at in ("/findes-ikke/", "/mit/svar", "/mit/svar/gem/x", "/mit/svar//", "/static/findes-ikke.css"):
        assert tea.get(at).headers.get("Location") in {LOCK, None}
    assert tea.get(ANSWERS).status_code == 200  # and the questions are still open


def test_locked_without_being_given_away_opens_no_question(tea: Client, kanel: Citizen) -> None:
    tea.post("/laast/nu/")
    assert tea.get(ANSWERS).url == LOCK
    assert tea.post(BACK).url == LOCK


def test_worker_comes_back_to_the_page_and_the_questions_close(tea: Client, kanel: Citizen) -> None:
    hand(tea, kanel)
    tea.get(ANSWERS)
    tea.get("/borgere/")  # the citizen tries another page: it is not where one comes back to
    tea.post("/laast/nu/", {"next": "/mig/"})
    assert unlock(tea).url == address(kanel)
    assert tea.get(address(kanel)).status_code == 200
    for client in (tea, tab_of(tea)):
        for at in (ANSWERS, "/mit/svar/tak/", "/mit/"):
            assert client.get(at).status_code == 404
        assert client.post("/mit/svar/gem/").status_code == 404
        assert client.post(BACK).status_code == 404
    assert PersonalLink.objects.get().revoked_at is not None
    left = {links.HANDED, links.SESSION, "own_answers", "kept_while_handed_over"} & set(tea.session.keys())
    assert not left


def test_worker_who_unlocks_in_another_tab_closes_the_questions_in_both(tea: Client, kanel: Citizen) -> None:
    hand(tea, kanel)
    assert unlock(tab_of(tea), headers={"X-In-Place": "1"}).status_code == 204
    assert tea.get(ANSWERS).status_code == 404


def test_wrong_password_opens_nothing_and_five_end_the_session(tea: Client, kanel: Citizen) -> None:
    hand(tea, kanel)
    for _ in range(4):
        assert unlock(tea, "forkert").status_code == 422
        assert tea.get("/borgere/").url == LOCK
    assert unlock(tea, "forkert").url == "/log-ind/"
    assert tea.get(ANSWERS).status_code == 404
    assert links.SESSION not in tea.session


def test_citizen_who_is_done_closes_the_questions_at_once(tea: Client, kanel: Citizen) -> None:
    hand(tea, kanel)
    assert tea.get(BACK).status_code == 405
    assert tea.post(BACK).url == LOCK
    assert tea.get(ANSWERS).url == LOCK
    assert PersonalLink.objects.get().revoked_at is not None
    assert unlock(tea).url == address(kanel)


def test_second_citizen_sees_nothing_of_the_first(tea: Client, people: Cast, kanel: Citizen) -> None:
    havre = another(people)
    hand(tea, kanel)
    first = tea.get(ANSWERS).content.decode()
    tea.post("/mit/svar/gem/", {**fields(first), "answer": "4", "act": "next"})
    tea.get(ANSWERS)
    unlock(tea)
    hand(tea, havre)
    html = tea.get(ANSWERS).content.decode()
    assert "1 af 2 i dag" in html
    assert "checked" not in html
    tea.post("/mit/svar/gem/", {**fields(html), "answer": "0", "act": "next"})
    # the first one's page, kept in the browser, hands in for nobody but whose key is open now
    tea.post("/mit/svar/gem/", {**fields(first), "answer": "2", "act": "next"})
    given = Given.objects.filter(response__answers__variable="inspire_supported").distinct()
    codes = {one.response.respondent.code for one in given}
    assert len(codes) == 2
    kanels = Given.objects.order_by("pk").first()
    assert kanels is not None
    assert kanels.response.givens.count() == 1


def test_answering_ends_after_a_quarter_of_an_hour_of_quiet(people: Cast, kanel: Citizen) -> None:
    start = timezone.localtime().replace(hour=10, minute=0) + timedelta(days=1)
    with time_machine.travel(start, tick=False) as clock:
        tea = enter(Client(), people.therapist)
        hand(tea, kanel)
        for minutes in (14, 28):
            clock.move_to(start + timedelta(minutes=minutes))
            response = tea.get(ANSWERS)
            assert response.status_code == 200
            assert response.headers["Refresh"] == f"901; url={LOCK}"
        clock.move_to(start + timedelta(minutes=28 + 15, seconds=1))
        assert tea.get(ANSWERS).url == LOCK
        assert tea.post("/mit/svar/gem/").url == LOCK
        assert unlock(tea).url == address(kanel)


def test_answering_ends_within_two_hours_however_busy(people: Cast, kanel: Citizen) -> None:
    start = timezone.localtime().replace(hour=9, minute=0) + timedelta(days=1)
    with time_machine.travel(start, tick=False) as clock:
        tea = enter(Client(), people.therapist)
        hand(tea, kanel)
        for minutes in range(10, 120, 10):
            clock.move_to(start + timedelta(minutes=minutes))
            assert tea.get(ANSWERS).status_code == 200
        clock.move_to(start + timedelta(minutes=121))
        assert tea.get(ANSWERS).url == LOCK


def test_late_answer_from_before_the_unlocking_opens_nothing(tea: Client, people: Cast, kanel: Citizen) -> None:
    """A request of the citizen's that was under way saves its session after the worker is back."""
    hand(tea, kanel)
    tea.get(ANSWERS)
    before = tea.session
    before["noget"] = 1
    unlock(tea)
    before.save()
    assert tea.get(ANSWERS).status_code == 404
    tea.post("/laast/nu/")
    assert tea.get(ANSWERS).url == LOCK
    unlock(tea)
    havre = another(people)
    hand(tea, havre)
    assert tea.get(ANSWERS).status_code == 200
    assert unlock(tea).url == address(havre)


def test_logging_out_ends_the_answering(tea: Client, kanel: Citizen) -> None:
    hand(tea, kanel)
    assert tea.get("/ud/").status_code in {200, 302}
    assert not OpenSession.objects.exists() or "_auth_user_id" not in tea.session
    assert tea.get(ANSWERS).status_code == 404


def test_phone_pressed_twice_is_handed_over_once(tea: Client, kanel: Citizen) -> None:
    hand(tea, kanel)
    assert tea.post(address(kanel, "questions_hand_over")).url == LOCK
    assert PersonalLink.objects.count() == 1
    assert tea.get(ANSWERS).status_code == 200


def test_giving_the_phone_back_is_for_a_phone_that_was_given(people: Cast, kanel: Citizen, client: Client) -> None:
    """On one's own phone there is nothing to give back."""
    from fremskudt.surveys.actions.answer_link import give_link

    link, _token = give_link(citizen=kanel, by=people.therapist)
    session = client.session
    links.enter(session, link)
    session.save()
    assert client.post(BACK).status_code == 404
    assert client.get(ANSWERS).status_code == 200


def test_phone_is_not_given_where_nothing_is_asked(people: Cast) -> None:
    havre = citizen(people, "Havre", followed_by=people.therapist)
    client = enter(Client(), people.therapist)
    response = client.post(address(havre, "questions_hand_over"))
    assert response.status_code == 409
    assert client.get("/mig/").status_code == 200  # nothing was locked
    assert not Wave.objects.exists()
