"""Choosing, changing and forgetting a password."""

import re
import time
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings as site
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.test import Client

from fremskudt.access import mail
from fremskudt.access.models import User
from tests.access.logging_in import body, code_now, events, give_app, is_logged_in, log_in, type_code, type_password
from tests.cast import PASSWORD, Cast

pytestmark = [pytest.mark.database, pytest.mark.django_db]
EMAIL, CHANGE, FORGOTTEN = "tea@example.org", "/mig/adgangskode/", "/glemt/"
NEW = "tre kander og en spand"


def change(client: Client, new: str, old: str = PASSWORD) -> Any:
    return client.post(CHANGE, {"oldpassword": old, "password1": new})


def mailed_link(mailoutbox: list[Any]) -> str:
    mail.LATER.submit(lambda: None).result()  # what was to be sent later is sent
    found = re.search(r"http://testserver(\S+)", mailoutbox[-1].body)
    assert found
    return found[1]


def ask_for_link(mailoutbox: list[Any], email: str = EMAIL) -> str:
    assert Client().post(FORGOTTEN, {"email": email})["Location"] == "/glemt/sendt/"
    return mailed_link(mailoutbox)


def test_password_change_ends_the_other_sessions(client: Client, people: Cast) -> None:
    give_app(people.therapist)
    log_in(client, people.therapist)
    other = log_in(Client(), people.therapist, later=1)
    assert change(client, NEW).status_code == 302
    assert is_logged_in(client)
    assert not is_logged_in(other)
    assert events("password.change") == [(people.therapist.key, people.therapist.key)]
    people.therapist.refresh_from_db()
    assert people.therapist.check_password(NEW)


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("kort nok", "12"),
        ("1q2w3e4r5t6y", "almindelig"),
        ("tea@example.org", "minder"),
        ("x" * 129, "højst"),
        ("", "Skriv en ny adgangskode."),
    ],
)
def test_password_that_is_too_weak_or_long_is_refused(client: Client, people: Cast, new: str, said: str) -> None:
    give_app(people.therapist)
    log_in(client, people.therapist)
    answer = change(client, new)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    people.therapist.refresh_from_db()
    assert people.therapist.check_password(PASSWORD)


def test_password_change_needs_the_old_one(client: Client, people: Cast) -> None:
    give_app(people.therapist)
    log_in(client, people.therapist)
    assert change(client, NEW, old="en helt anden sætning").status_code == 422


def test_password_list_of_common_ones_is_long() -> None:
    """Those of at least twelve signs are few: the length alone keeps nearly all common ones out."""
    common = CommonPasswordValidator().passwords
    assert len(common) >= 3000
    assert "1q2w3e4r5t6y" in common


def test_password_new_one_by_mail_keeps_the_second_step(people: Cast, mailoutbox: list[Any]) -> None:
    give_app(people.therapist)
    link, client = ask_for_link(mailoutbox), Client()
    message = mailoutbox[-1]
    assert (message.subject, message.to) == ("Dit login", [EMAIL])
    hidden = client.get(link)["Location"]
    assert link.rstrip("/").rpartition("-")[2] not in hidden
    assert client.get(hidden).status_code == 200
    assert client.post(hidden, {"password1": "kort"}).status_code == 422
    assert client.post(hidden, {"password1": NEW})["Location"] == "/glemt/faerdig/"
    assert not is_logged_in(client)
    assert type_password(client, EMAIL, NEW)["Location"] == "/log-ind/to-trin/"
    assert type_code(client, code_now()).status_code == 302
    assert events("password.change") == [(people.therapist.key, people.therapist.key)]


def test_password_link_works_once_and_for_an_hour(people: Cast, mailoutbox: list[Any]) -> None:
    with time_machine.travel(time.time(), tick=False) as clock:
        link, late = ask_for_link(mailoutbox), ask_for_link(mailoutbox)
        client = Client()
        client.post(client.get(link)["Location"], {"password1": NEW})
        assert "Linket gælder ikke længere." in Client().get(link).content.decode()
        assert "Linket gælder ikke længere." in Client().get(late).content.decode()
        fresh = ask_for_link(mailoutbox)
        clock.shift(timedelta(minutes=61))
        assert "Linket gælder ikke længere." in Client().get(fresh).content.decode()


def test_password_link_is_only_for_its_own_user(people: Cast, mailoutbox: list[Any]) -> None:
    token = ask_for_link(mailoutbox).rstrip("/").split("/")[-1].partition("-")[2]
    other = ask_for_link(mailoutbox, "tom@example.org").rstrip("/").split("/")[-1].partition("-")[0]
    assert "Linket gælder ikke længere." in Client().get(f"/glemt/ny/{other}-{token}/").content.decode()


@pytest.mark.parametrize("email", ["ingen@example.org", "closed"])
def test_password_asking_for_an_unknown_address_looks_the_same(people: Cast, mailoutbox: list[Any], email: str) -> None:
    if email == "closed":
        User.objects.filter(pk=people.colleague.pk).update(is_active=False)
        email = "tom@example.org"
    ask_for_link(mailoutbox)
    known, unknown = (Client().post(FORGOTTEN, {"email": one}, follow=True) for one in (EMAIL, email))
    mail.LATER.submit(lambda: None).result()
    assert known.redirect_chain == unknown.redirect_chain
    assert body(known) == body(unknown)
    assert [message.to for message in mailoutbox] == [[EMAIL], [EMAIL]]


def test_password_new_one_clears_the_wrong_tries(people: Cast, mailoutbox: list[Any]) -> None:
    for _ in range(5):
        type_password(Client(), EMAIL, "en helt anden sætning")
    assert type_password(Client(), EMAIL).status_code == 429
    client = Client()
    client.post(client.get(ask_for_link(mailoutbox))["Location"], {"password1": NEW})
    assert type_password(Client(), EMAIL, NEW).status_code == 302


def test_password_page_says_whom_to_ask_where_no_mails_are_sent(people: Cast, settings: Any, mailoutbox: Any) -> None:
    settings.MAIL_IS_ON, settings.CONTACT = False, "hjaelp@example.org"
    for answer in (Client().get(FORGOTTEN), Client().post(FORGOTTEN, {"email": EMAIL})):
        assert "Spørg din administrator" in answer.content.decode()
        assert "hjaelp@example.org" in answer.content.decode()
    assert mailoutbox == []


def test_password_is_hashed_slowly_outside_the_tests() -> None:
    from fremskudt.config import settings as written

    assert written.PASSWORD_HASHERS == ["django.contrib.auth.hashers.ScryptPasswordHasher"]
    assert site.PASSWORD_RESET_TIMEOUT == 3600
