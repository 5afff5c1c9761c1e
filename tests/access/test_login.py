"""Getting in with password and second factor, and what keeps others out."""

import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher
from django.template.loader import get_template
from django.test import Client
from django.urls import NoReverseMatch, reverse

from fremskudt.access import urls_login
from fremskudt.access.login.passwords import LONGEST
from fremskudt.access.models import Event
from fremskudt.access.strength import KEY, Strength
from tests.access.logging_in import (
    body,
    code_now,
    events,
    give_app,
    give_recovery_codes,
    is_logged_in,
    log_in,
    type_code,
    type_password,
)
from tests.cast import PASSWORD, Cast

pytestmark = [pytest.mark.database, pytest.mark.django_db]
EMAIL = "tea@example.org"


def test_login_with_password_and_app_is_strong(client: Client, people: Cast) -> None:
    give_app(people.therapist)
    first = type_password(client, EMAIL)
    assert (first.status_code, first["Location"]) == (302, "/log-ind/to-trin/")
    assert not is_logged_in(client)
    second = type_code(client, code_now())
    assert (second.status_code, second["Location"]) == (302, "/")
    assert client.session[KEY] == Strength.STRONG
    assert events("login.success") == [(people.therapist.key, people.therapist.key)]


def test_login_with_password_alone_leads_to_the_second_step(client: Client, people: Cast) -> None:
    answer = type_password(client, "eva@example.org")
    assert (answer.status_code, answer["Location"]) == (302, "/mig/to-trin/")
    assert client.session[KEY] == Strength.PASSWORD
    assert client.get("/evaluering/")["Location"] == "/mig/to-trin/"
    assert "Sæt appen op" in client.get("/mig/to-trin/").content.decode()


def test_login_with_a_recovery_code_is_strong_and_spends_it(client: Client, people: Cast) -> None:
    give_app(people.therapist)
    codes = give_recovery_codes(people.therapist)
    type_password(client, EMAIL)
    assert type_code(client, f"{codes[0][:4]} {codes[0][4:]}").status_code == 302
    assert client.session[KEY] == Strength.STRONG
    other = Client()
    type_password(other, EMAIL)
    assert type_code(other, codes[0]).status_code == 422
    assert type_code(other, codes[1]).status_code == 302


def test_login_code_counts_once(client: Client, people: Cast) -> None:
    give_app(people.therapist)
    code = code_now()
    log_in(client, people.therapist)
    other = Client()
    type_password(other, EMAIL)
    again = type_code(other, code)
    assert again.status_code == 422
    assert "Koden passer ikke, eller den er brugt." in again.content.decode()
    assert not is_logged_in(other)


def test_login_code_of_one_is_no_code_of_another(client: Client, people: Cast) -> None:
    give_app(people.therapist)
    give_app(people.colleague, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    type_password(client, "tom@example.org")
    assert type_code(client, code_now()).status_code == 422
    assert events("login.failed") == [("nobody", people.colleague.key)]


def test_login_second_step_without_the_first_leads_back(client: Client, people: Cast) -> None:
    give_app(people.therapist)
    for answer in (client.get("/log-ind/to-trin/"), type_code(client, code_now())):
        assert (answer.status_code, answer["Location"]) == (302, "/log-ind/")


def test_login_half_done_can_be_dropped(client: Client, people: Cast) -> None:
    give_app(people.therapist)
    type_password(client, EMAIL)
    client.post("/log-ud/")
    assert client.get("/log-ind/").status_code == 200
    assert type_code(client, code_now())["Location"] == "/log-ind/"


def test_login_gives_the_session_a_new_key(client: Client, people: Cast) -> None:
    give_app(people.therapist)
    client.get("/log-ind/")
    type_password(client, EMAIL)
    planted = client.session.session_key
    type_code(client, code_now())
    assert client.session.session_key != planted
    thief = Client()
    thief.cookies["session"] = planted
    assert not is_logged_in(thief)


def test_login_goes_only_to_addresses_of_the_site(client: Client, people: Cast) -> None:
    give_app(people.therapist)
    client.post("/log-ind/", {"login": EMAIL, "password": PASSWORD, "next": "https://andre.example.org/"})
    assert type_code(client, code_now())["Location"] == "/"


@pytest.mark.parametrize("where", ["known", "closed"])
def test_login_wrong_and_unknown_get_the_same_answer(people: Cast, where: str) -> None:
    if where == "closed":
        people.therapist.is_active = False
        people.therapist.save()
    known = type_password(Client(), EMAIL, PASSWORD if where == "closed" else "en helt anden sætning")
    unknown = type_password(Client(), "ingen@example.org", "en helt anden sætning")
    assert known.status_code == unknown.status_code == 422
    assert body(known) == body(unknown)
    assert events("login.failed") == [("nobody", people.therapist.key), ("nobody", "user:unknown")]


class CountingHasher(MD5PasswordHasher):
    n = 0

    def encode(self, password: str, salt: str) -> str:
        CountingHasher.n += 1
        return super().encode(password, salt)


def hashes_of(email: str, password: str) -> int:
    before = CountingHasher.n
    assert type_password(Client(), email, password).status_code == 422
    return CountingHasher.n - before


def test_login_unknown_person_costs_as_much_work(people: Cast, settings: Any) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    people.therapist.set_password(PASSWORD)
    people.therapist.save()
    known = hashes_of(EMAIL, "en helt anden sætning")
    assert known == hashes_of("ingen@example.org", "en helt anden sætning") == 1


def test_login_long_password_is_refused_before_it_is_hashed(people: Cast, settings: Any) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    assert hashes_of(EMAIL, "x" * (LONGEST + 1)) == 0


def test_login_log_never_holds_what_was_typed(client: Client, people: Cast) -> None:
    type_password(client, "hemmelig@example.org", "noget der blev tastet")
    type_password(client, EMAIL, "noget der blev tastet")
    give_app(people.therapist)
    type_password(client, EMAIL)
    type_code(client, "271828")
    kept = str(list(Event.objects.values_list()))
    assert Event.objects.count() == 3
    assert not [typed for typed in ("hemmelig", "tastet", "271828", EMAIL) if typed in kept]


def test_login_closed_user_is_out_at_the_next_request(client: Client, people: Cast) -> None:
    give_app(people.therapist)
    log_in(client, people.therapist)
    assert is_logged_in(client)
    people.therapist.is_active = False
    people.therapist.save()
    assert client.get("/mig/sikkerhed/")["Location"].startswith("/log-ind/")
    people.therapist.is_active = True
    people.therapist.save()
    assert not is_logged_in(client)


def test_login_lasts_ten_hours_however_busy(client: Client, people: Cast) -> None:
    give_app(people.therapist)
    start = time.time()
    with time_machine.travel(start, tick=False) as clock:
        log_in(client, people.therapist)
        for n in range(64):
            clock.shift(timedelta(minutes=9))
            assert is_logged_in(client)
            session = client.session
            session["something"] = n  # each write puts the library's own end off
            session.save()
        clock.move_to(start + 10 * 3600 - 1, tick=False)
        assert "_auth_user_id" in client.session
        clock.shift(timedelta(seconds=1))
        assert client.get("/mig/sikkerhed/")["Location"].startswith("/log-ind/")
        assert "_auth_user_id" not in client.session


def test_logout_ends_the_session_and_is_in_the_log(client: Client, people: Cast) -> None:
    give_app(people.therapist)
    log_in(client, people.therapist)
    kept = client.cookies["session"].value
    answer = client.post("/log-ud/")
    assert (answer.status_code, answer["Location"]) == (302, "/log-ind/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    again = Client()
    again.cookies["session"] = kept
    assert not is_logged_in(again)
    assert events("logout") == [(people.therapist.key, people.therapist.key)]
    assert client.get("/log-ud/").status_code == 405


@pytest.mark.parametrize(
    "name",
    [
        "account_signup", "account_email", "account_set_password", "account_request_login_code", "mfa_trust",
        "mfa_download_recovery_codes", "mfa_signup_webauthn", "socialaccount_connections", "socialaccount_signup",
    ],
)  # fmt: skip
def test_login_has_no_other_door(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_login_shows_none_of_the_librarys_own_pages() -> None:
    shown = {
        str(pattern.name): pattern.callback.view_class.template_name
        for pattern in urls_login.urlpatterns
        if getattr(getattr(pattern.callback, "view_class", None), "template_name", None)
    }
    assert len(shown) == 20
    found = {name: Path(get_template(template).origin.name) for name, template in shown.items()}
    assert [name for name, file in found.items() if "fremskudt" not in file.parts] == []
