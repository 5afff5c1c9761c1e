"""How often something may be tried, and what the page says afterwards."""

import re
import time
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from allauth.account import app_settings as account
from allauth.core.internal.ratelimit import parse_rates
from allauth.mfa import app_settings as mfa
from django.conf import settings as site
from django.core.cache import cache
from django.test import Client

from fremskudt.access.login.limits import SHORTEST
from tests.access.logging_in import code_now, give_app, is_logged_in, log_in, type_code, type_password
from tests.cast import Cast

pytestmark = [pytest.mark.database, pytest.mark.django_db]
EMAIL = "tea@example.org"
WRONG = "en helt anden sætning"
NOON = datetime(2026, 3, 2, 12, 0, 20, tzinfo=ZoneInfo("Europe/Copenhagen"))


def test_limit_after_five_wrong_passwords_says_when_to_try_again(people: Cast) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        assert [type_password(Client(), EMAIL, WRONG).status_code for _ in range(5)] == [422] * 5
        clock.shift(timedelta(minutes=2))
        page = type_password(Client(), EMAIL)
        assert page.status_code == 429
        assert page["Retry-After"] == "180"
        assert "Vent 3 minutter, og prøv igen kl. 12.05." in page.content.decode()
        clock.shift(timedelta(minutes=3))
        assert type_password(Client(), EMAIL).status_code == 302


def test_limit_is_the_same_for_an_address_nobody_has(people: Cast) -> None:
    answers = [[type_password(Client(), email, WRONG) for _ in range(6)] for email in (EMAIL, "ingen@example.org")]
    known, unknown = ([answer.status_code for answer in some] for some in answers)
    assert known == unknown == [422] * 5 + [429]


def test_limit_for_one_leaves_another_alone(people: Cast) -> None:
    for _ in range(6):
        type_password(Client(), EMAIL, WRONG)
    assert type_password(Client(), "tom@example.org").status_code == 302


def test_limit_follows_the_person_to_other_addresses(people: Cast) -> None:
    answers = [type_password(Client(REMOTE_ADDR=f"192.0.2.{n}"), EMAIL, WRONG).status_code for n in range(6)]
    assert answers[-1] == 429


def test_limit_right_passwords_are_not_counted(people: Cast) -> None:
    assert [type_password(Client(), EMAIL).status_code for _ in range(8)] == [302] * 8


@pytest.mark.parametrize(
    ("proxies", "seen"), [(0, "{spoofed}"), (1, "{spoofed}, 198.51.100.7"), (1, "{spoofed}, vrøvl")]
)
def test_limit_by_address_is_not_fooled_by_a_made_up_header(
    people: Cast, settings: Any, proxies: int, seen: str
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    settings.ACCOUNT_RATE_LIMITS = {**site.ACCOUNT_RATE_LIMITS, "login_failed": "10/5m/ip"}
    answers = [
        type_password(
            Client(), f"nummer{n}@example.org", WRONG, HTTP_X_FORWARDED_FOR=seen.format(spoofed=f"203.0.113.{n}")
        ).status_code
        for n in range(50)
    ]
    assert answers == [422] * 10 + [429] * 40


def test_limit_too_few_addresses_in_the_header_is_no_error(people: Cast, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    assert type_password(Client(), EMAIL, WRONG, HTTP_X_FORWARDED_FOR="203.0.113.1").status_code == 422


def test_limit_of_codes_holds_across_sessions_and_a_right_one_clears_it(people: Cast) -> None:
    give_app(people.therapist)
    for round_ in range(2):
        for _ in range(4):
            one = Client()
            type_password(one, EMAIL)
            assert type_code(one, "000000").status_code == 422
        log_in(Client(), people.therapist, later=round_)
    for _ in range(5):
        one = Client()
        type_password(one, EMAIL)
        type_code(one, "000000")
    last = Client()
    type_password(last, EMAIL)
    assert type_code(last, code_now(later=-1)).status_code == 429
    assert not is_logged_in(last)


def test_limit_of_codes_is_thirty_a_day(people: Cast) -> None:
    give_app(people.therapist)
    with time_machine.travel(NOON, tick=False) as clock:
        for n in range(30):
            one = Client()
            type_password(one, EMAIL)
            assert type_code(one, "000000").status_code == 422, n
            clock.shift(timedelta(minutes=2))
        one = Client()
        type_password(one, EMAIL)
        page = type_code(one, code_now())
        assert page.status_code == 429
        assert int(page["Retry-After"]) == 23 * 3600


def test_limit_many_other_addresses_do_not_push_a_count_out(people: Cast) -> None:
    for _ in range(5):
        type_password(Client(), EMAIL, WRONG)
    for n in range(400):
        cache.set(f"noget-andet-{n}", [time.time()], 300)
    assert type_password(Client(), EMAIL).status_code == 429


def test_limit_counts_are_kept_where_all_workers_see_them() -> None:
    assert site.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"


def test_limit_page_tells_the_truth_for_the_librarys_own_limits() -> None:
    """They are answered without being told which limit it was, so each must be over within a minute."""
    used = {"login", "reauthenticate", "change_password", "reset_password", "reset_password_from_key"}
    rates = [account.RATE_LIMITS[name] for name in used] + list(mfa.RATE_LIMITS.values())
    assert {rate.duration for text in rates for rate in parse_rates(text)} == {SHORTEST}


def test_limit_on_asking_for_a_new_password(people: Cast) -> None:
    answers = [Client().post("/glemt/", {"email": EMAIL}).status_code for _ in range(4)]
    assert answers == [302] * 3 + [429]
    assert re.search(r"prøv igen kl\. \d\d\.\d\d", Client().post("/glemt/", {"email": EMAIL}).content.decode())
