"""Setting up and removing a second factor: how strong the session is afterwards, what is asked first, what is kept."""

import json
import time
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client

from fremskudt.access import cipher
from fremskudt.access.adapters import binding_of
from fremskudt.access.models import UsedCode, User
from fremskudt.access.strength import KEY, Strength
from tests.access.logging_in import (
    SECRET,
    asked_by,
    code_now,
    events,
    give_app,
    give_recovery_codes,
    log_in,
    type_code,
    type_password,
)
from tests.cast import PASSWORD, Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]
APP, CODES = "/mig/sikkerhed/app/", "/mig/sikkerhed/koder/"
Type = Authenticator.Type


def give_key(user: User) -> Authenticator:
    """A passkey in name; the browser tests use real ones."""
    return Authenticator.objects.create(user=user, type=Type.WEBAUTHN, data={"name": "Nøgle 1", "credential": {}})


def shown_secret(client: Client) -> str:
    page = client.get(APP)
    assert page.status_code == 200
    return str(page.context["form"].secret)


def set_app_up(client: Client) -> str:
    secret = shown_secret(client)
    answer = client.post(APP, {"code": code_now(secret)})
    assert (answer.status_code, answer["Location"]) == (302, CODES)
    return secret


def test_factor_set_up_makes_the_session_strong_at_once(client: Client, people: Cast) -> None:
    type_password(client, "eva@example.org")
    assert client.session[KEY] == Strength.PASSWORD
    assert client.get("/evaluering/")["Location"] == "/mig/to-trin/"
    set_app_up(client)
    assert client.session[KEY] == Strength.STRONG
    assert client.get("/evaluering/").status_code == 200
    assert events("factor.add") == [(people.evaluator.key, people.evaluator.key)]


def test_factor_first_code_is_spent_by_setting_up(client: Client, people: Cast) -> None:
    type_password(client, "eva@example.org")
    secret = shown_secret(client)
    code = code_now(secret)
    client.post(APP, {"code": code})
    other = Client()
    type_password(other, "eva@example.org")
    assert type_code(other, code).status_code == 422
    assert type_code(other, code_now(secret, later=1)).status_code == 302


def test_factor_wrong_first_code_keeps_the_secret_on_the_page(client: Client, people: Cast) -> None:
    type_password(client, "eva@example.org")
    secret = shown_secret(client)
    answer = client.post(APP, {"code": "000000"})
    assert answer.status_code == 422
    assert answer.context["form"].secret == secret
    assert " ".join(secret[n : n + 4] for n in range(0, len(secret), 4)) in answer.content.decode()
    assert client.session[KEY] == Strength.PASSWORD


def test_factor_secrets_are_sealed_where_they_are_kept(client: Client, people: Cast) -> None:
    type_password(client, "eva@example.org")
    secret = shown_secret(client)
    waiting = str([session.get_decoded() for session in Session.objects.all()])
    assert secret not in waiting
    assert "sealed:" in waiting
    client.post(APP, {"code": code_now(secret)})
    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert kept.count("sealed:") == 2
    assert "sealed:" not in str([session.get_decoded() for session in Session.objects.all()])


def test_factor_secret_opens_for_its_owner_only(people: Cast) -> None:
    give_app(people.therapist)
    sealed = Authenticator.objects.get().data["secret"]
    assert cipher.open_text(sealed, binding_of(people.therapist)) == SECRET
    with pytest.raises(cipher.SealBrokenError):
        cipher.open_text(sealed, binding_of(people.colleague))


def test_factor_last_one_removed_makes_the_session_weaker_at_once(client: Client, people: Cast) -> None:
    give_app(people.evaluator)
    give_recovery_codes(people.evaluator)
    log_in(client, people.evaluator)
    assert client.get("/evaluering/").status_code == 200
    assert client.post("/mig/sikkerhed/app/fjern/").status_code == 302
    assert client.session[KEY] == Strength.PASSWORD
    assert client.get("/evaluering/")["Location"] == "/mig/to-trin/"
    assert not Authenticator.objects.exists()
    assert events("factor.remove") == [(people.evaluator.key, people.evaluator.key)]


def test_factor_one_of_two_removed_leaves_the_session_strong(client: Client, people: Cast) -> None:
    give_app(people.evaluator)
    give_key(people.evaluator)
    log_in(client, people.evaluator)
    client.post("/mig/sikkerhed/app/fjern/")
    assert client.session[KEY] == Strength.STRONG


def test_factor_set_up_in_a_session_from_a_mailed_link_stays_light(client: Client, people: Cast) -> None:
    people.partner.set_unusable_password()
    people.partner.save()
    enter(client, people.partner, Strength.LINK)
    set_app_up(client)
    assert client.session[KEY] == Strength.LINK


def test_factor_changes_ask_who_is_there_when_the_log_in_is_not_fresh(client: Client, people: Cast) -> None:
    with time_machine.travel(time.time(), tick=False) as clock:
        type_password(client, "eva@example.org")
        clock.shift(timedelta(minutes=6))
        assert client.get(APP)["Location"] == "/mig/bekraeft/?next=%2Fmig%2Fsikkerhed%2Fapp%2F"
        assert client.post("/mig/bekraeft/", {"password": "forkert adgangskode"}).status_code == 422
        assert client.get(APP).status_code == 302
        answer = client.post("/mig/bekraeft/", {"password": PASSWORD, "next": APP})
        assert answer["Location"] == APP
        assert client.get(APP).status_code == 200


def test_factor_holder_confirms_with_the_factor_and_not_with_the_password(client: Client, people: Cast) -> None:
    give_app(people.evaluator)
    with time_machine.travel(time.time(), tick=False) as clock:
        log_in(client, people.evaluator)
        clock.shift(timedelta(minutes=6))
        removal = "/mig/sikkerhed/app/fjern/"
        assert client.get(removal)["Location"].startswith("/mig/bekraeft/kode/?next=")
        assert client.post("/mig/bekraeft/", {"password": PASSWORD, "next": removal})["Location"].startswith(
            "/mig/bekraeft/kode/"
        )
        assert client.post(removal)["Location"].startswith("/mig/bekraeft/kode/")
        assert Authenticator.objects.exists()
        assert client.post("/mig/bekraeft/kode/", {"code": "000000"}).status_code == 422
        # What was asked for before is carried out now.
        answer = client.post("/mig/bekraeft/kode/", {"code": code_now(later=1), "next": removal})
        assert answer["Location"] == "/mig/sikkerhed/"
        assert not Authenticator.objects.exists()


def test_factor_code_that_logged_in_does_not_confirm_as_well(client: Client, people: Cast) -> None:
    give_app(people.evaluator)
    code = code_now()
    type_password(client, "eva@example.org")
    type_code(client, code)
    assert client.post("/mig/bekraeft/kode/", {"code": code}).status_code == 422


def test_factor_of_another_does_not_exist(client: Client, people: Cast) -> None:
    give_app(people.evaluator)
    key = give_key(people.therapist)
    log_in(client, people.evaluator)
    for way in ("ret", "fjern"):
        address = f"/mig/sikkerhed/noegler/{key.pk}/{way}/"
        assert (client.get(address).status_code, client.post(address, {"name": "min"}).status_code) == (404, 404)
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_factor_recovery_codes_are_shown_once(client: Client, people: Cast) -> None:
    type_password(client, "eva@example.org")
    set_app_up(client)
    first, second = client.get(CODES), client.get(CODES)
    codes = first.context["unused_codes"]
    assert len(codes) == len(set(codes)) == 10
    assert codes[0] in first.content.decode()
    assert not [code for code in codes if code in second.content.decode()]
    client.post("/mig/sikkerhed/koder/nye/")
    assert not set(codes) & set(client.get(CODES).context["unused_codes"])
    assert len(events("factor.add")) == 2


@pytest.mark.parametrize("said", ["{}", "[]", "null", "1", '"x"', '{"response": {"userHandle": "MQ"}}', "vrøvl", ""])
def test_factor_nonsense_instead_of_a_passkey_is_refused(client: Client, people: Cast, said: str) -> None:
    give_app(people.evaluator)
    client.get("/log-ind/noegle/", headers={"accept": "application/json"})
    assert client.post("/log-ind/noegle/", {"credential": said})["Location"] == "/log-ind/"
    type_password(client, "eva@example.org")
    assert client.post("/log-ind/to-trin/", {"credential": said}).status_code in {302, 422}
    assert "_auth_user_id" not in client.session


def test_factor_used_codes_are_rows_and_old_ones_go(people: Cast) -> None:
    from fremskudt.access.login.codes import KEPT, accept_app_code

    with time_machine.travel(time.time(), tick=False) as clock, asked_by(people.therapist):
        assert accept_app_code(people.therapist, SECRET, code_now())
        assert not accept_app_code(people.therapist, SECRET, code_now())
        clock.shift(timedelta(seconds=30 * (KEPT + 2)))
        assert accept_app_code(people.therapist, SECRET, code_now())
        assert UsedCode.objects.count() == 1


@pytest.mark.parametrize("later", [-2, -1, 0, 1, 2])
def test_factor_code_may_be_half_a_minute_off(client: Client, people: Cast, later: int) -> None:
    give_app(people.therapist)
    with time_machine.travel(1_800_000_010, tick=False):
        type_password(client, "tea@example.org")
        assert type_code(client, code_now(later=later)).status_code == (302 if abs(later) <= 1 else 422)


def test_factor_pages_are_few_queries(client: Client, people: Cast, django_assert_max_num_queries: Any) -> None:
    give_app(people.evaluator)
    for _ in range(12):
        give_key(people.evaluator)
    log_in(client, people.evaluator)
    for address in ("/mig/sikkerhed/", "/mig/sikkerhed/noegler/", "/mig/sikkerhed/koder/nye/", "/mig/adgangskode/"):
        with django_assert_max_num_queries(15):
            assert client.get(address).status_code == 200
