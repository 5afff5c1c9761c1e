"""A municipality's own log-in, against an identity provider that runs beside the test."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.http import HttpResponse
from django.test import Client

from fremskudt.access.login.provider import Said
from fremskudt.access.models import User
from fremskudt.access.strength import KEY, Strength
from fremskudt.config import env
from tests.access.identity_provider import agree, identity_provider, know
from tests.access.logging_in import code_now, events, give_app, is_logged_in, log_in, type_code
from tests.access.two_workers import free_port
from tests.cast import Cast

pytestmark = [pytest.mark.database, pytest.mark.django_db]
EMAIL, START = "eva@example.org", "/log-ind/kommune/"
STRONG = "https://data.gov.dk/concept/core/nsis/Substantial"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with identity_provider(free_port()) as address:
        yield address


@pytest.fixture(autouse=True)
def connected(provider: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OIDC_CLIENT_ID", "aftaler")
    monkeypatch.setenv("OIDC_CLIENT_SECRET", "hemmelighed")
    settings.OIDC_ISSUER, settings.OIDC_NAME = provider, "Randers Kommune"
    settings.OIDC_STRONG_LEVELS = [STRONG]
    settings.SOCIALACCOUNT_PROVIDERS = env.openid_connect(provider, "Randers Kommune")


def begin(client: Client, **fields: str) -> str:
    """The provider's page that the press of the button leads to."""
    answer = client.post(START, fields)
    assert answer.status_code == 302
    return str(answer["Location"])


def come_back(client: Client, address: str) -> HttpResponse:
    assert address.startswith("http://testserver/log-ind/kommune/svar/")
    return client.get(address.removeprefix("http://testserver"))


def by_provider(client: Client, subject: str, **fields: str) -> HttpResponse:
    return come_back(client, agree(begin(client, **fields), subject))


def test_oidc_strong_log_in_of_a_user(client: Client, people: Cast, provider: str) -> None:
    know(provider, "S-1", email=EMAIL, email_verified=True, acr=STRONG, name="Eva Hemmelig")
    answer = by_provider(client, "S-1", next="/evaluering/")
    assert (answer.status_code, answer["Location"]) == (302, "/evaluering/")
    assert client.session[KEY] == Strength.STRONG
    assert client.get("/evaluering/").status_code == 200
    key = people.evaluator.key
    assert events("provider.add") == events("login.success") == [(key, key)]


def test_oidc_keeps_the_subject_and_nothing_else(client: Client, people: Cast, provider: str) -> None:
    know(provider, "S-1", email=EMAIL, email_verified=True, acr=STRONG, name="Eva Hemmelig")
    for _ in range(2):
        by_provider(client, "S-1")
        client.post("/log-ud/")
    kept = SocialAccount.objects.get()
    assert (kept.user, kept.uid, kept.provider, kept.extra_data) == (people.evaluator, "S-1", "kommune", {})
    assert not SocialToken.objects.exists()


def test_oidc_is_known_by_the_subject_when_the_address_has_changed(client: Client, people: Cast, provider: str) -> None:
    know(provider, "S-2", email=EMAIL, email_verified=True, acr=STRONG)
    by_provider(client, "S-2")
    client.post("/log-ud/")
    know(provider, "S-2", email="tea@example.org", email_verified=True, acr=STRONG)
    by_provider(client, "S-2")
    assert int(client.session["_auth_user_id"]) == people.evaluator.pk
    assert len(events("provider.add")) == 1


def test_oidc_address_that_went_to_another_subject_opens_nothing(client: Client, people: Cast, provider: str) -> None:
    know(provider, "S-3", email=EMAIL, email_verified=True, acr=STRONG)
    by_provider(client, "S-3")
    client.post("/log-ud/")
    know(provider, "S-4", email=EMAIL, email_verified=True, acr=STRONG)
    assert by_provider(client, "S-4").status_code == 403
    assert SocialAccount.objects.count() == 1


@pytest.mark.parametrize("acr", ["https://data.gov.dk/concept/core/nsis/Low", None, "", 1])
def test_oidc_weak_level_needs_ones_own_second_factor(client: Client, people: Cast, provider: str, acr: Any) -> None:
    know(provider, "S-5", email=EMAIL, email_verified=True, acr=acr)
    assert by_provider(client, "S-5")["Location"] == "/mig/to-trin/"
    assert client.session[KEY] == Strength.PASSWORD
    client.post("/log-ud/")
    give_app(people.evaluator)
    assert by_provider(client, "S-5")["Location"] == "/log-ind/to-trin/"
    assert not is_logged_in(client)
    type_code(client, code_now())
    assert client.session[KEY] == Strength.STRONG


@pytest.mark.parametrize("active", [True, False])
def test_oidc_earlier_strong_log_in_does_not_vouch_for_a_weak_one(
    client: Client, people: Cast, provider: str, active: bool
) -> None:
    User.objects.filter(pk=people.evaluator.pk).update(is_active=active)
    know(provider, "S-6", email=EMAIL, email_verified=True, acr=STRONG)
    by_provider(client, "S-6")
    User.objects.filter(pk=people.evaluator.pk).update(is_active=True)
    know(provider, "S-6", email=EMAIL, email_verified=True, acr="lav")
    by_provider(client, "S-6")
    assert client.session[KEY] == Strength.PASSWORD


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "ingen@example.org", "email_verified": True},
        {"email": EMAIL},
        {"email": EMAIL, "email_verified": False},
        {"email": EMAIL, "email_verified": "false"},
        {"email": EMAIL, "email_verified": "true"},
        {"email": "", "email_verified": True},
        {},
    ],
)
def test_oidc_stranger_gets_a_clear_page_and_no_account(
    client: Client, people: Cast, provider: str, claims: dict[str, Any]
) -> None:
    know(provider, "S-7", acr=STRONG, **claims)
    before = User.objects.count()
    answer = by_provider(client, "S-7")
    assert answer.status_code == 403
    assert "Du har ikke et login her." in answer.content.decode()
    assert (User.objects.count(), SocialAccount.objects.count()) == (before, 0)
    assert not is_logged_in(client)
    assert events("login.failed") == [("nobody", "user:unknown")]


def test_oidc_address_counts_unproved_where_the_municipality_made_it(
    client: Client, people: Cast, provider: str, settings: Any
) -> None:
    settings.OIDC_TRUST_EMAIL = True
    know(provider, "S-8", email="EVA@example.org", acr=STRONG)
    assert by_provider(client, "S-8").status_code == 302
    assert is_logged_in(client)


def test_oidc_closed_user_is_told_and_stays_out(client: Client, people: Cast, provider: str) -> None:
    User.objects.filter(pk=people.evaluator.pk).update(is_active=False)
    know(provider, "S-9", email=EMAIL, email_verified=True, acr=STRONG)
    assert by_provider(client, "S-9")["Location"] == "/log-ind/lukket/"
    assert "Dit login er lukket." in client.get("/log-ind/lukket/").content.decode()
    assert not is_logged_in(client)
    assert events("login.failed") == [("nobody", people.evaluator.key)]


def test_oidc_answer_must_be_to_a_question_of_this_browser(client: Client, people: Cast, provider: str) -> None:
    know(provider, "S-10", email=EMAIL, email_verified=True, acr=STRONG)
    answer = agree(begin(client), "S-10")
    tampered = answer.replace("state=", "state=x")
    for one, address in ((client, tampered), (Client(), answer), (client, answer.partition("&state")[0])):
        refused = come_back(one, address)
        assert refused.status_code == 401
        assert "Du er ikke logget ind." in refused.content.decode()
        assert not is_logged_in(one)
    assert come_back(client, answer).status_code == 302
    client.post("/log-ud/")
    assert come_back(client, answer).status_code == 401


@pytest.mark.parametrize("wrong", [{"token_aud": "en-anden"}, {"token_iss": "http://127.0.0.1:1"}])
def test_oidc_token_for_another_or_from_another_is_refused(
    client: Client, people: Cast, provider: str, wrong: dict[str, str]
) -> None:
    know(provider, "S-11", email=EMAIL, email_verified=True, acr=STRONG, **wrong)
    assert by_provider(client, "S-11").status_code == 401
    assert not is_logged_in(client)


def test_oidc_asks_with_proof_of_the_browser_that_asked(client: Client, people: Cast) -> None:
    asked = parse_qs(urlsplit(begin(client)).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["code_challenge"][0]) == 43
    assert asked["response_type"] == ["code"]
    assert asked["redirect_uri"] == ["http://testserver/log-ind/kommune/svar/"]


def test_oidc_cannot_be_tied_to_the_one_who_is_logged_in(client: Client, people: Cast, provider: str) -> None:
    give_app(people.evaluator)
    log_in(client, people.evaluator)
    know(provider, "S-12", email=EMAIL, email_verified=True, acr=STRONG)
    address = client.post(f"{START}?process=connect", {"process": "connect"})["Location"]
    assert come_back(client, agree(address, "S-12")).status_code == 403
    assert not SocialAccount.objects.exists()


def test_oidc_somebody_who_turns_back_is_at_the_log_in_again(client: Client, people: Cast) -> None:
    state = parse_qs(urlsplit(begin(client)).query)["state"][0]
    answer = client.get(f"/log-ind/kommune/svar/?error=access_denied&state={state}")
    assert (answer.status_code, answer["Location"]) == (302, "/log-ind/")


def test_oidc_provider_that_is_gone_is_told(client: Client, people: Cast, settings: Any) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = env.openid_connect(f"http://127.0.0.1:{free_port()}", "Randers Kommune")
    answer = client.post(START)
    assert answer.status_code == 502
    assert "Det lykkedes ikke at logge ind." in answer.content.decode()


def test_oidc_button_is_there_only_where_it_is_set_up(client: Client, people: Cast, settings: Any) -> None:
    assert "Log ind med Randers Kommune" in client.get("/log-ind/").content.decode()
    assert client.get(START).status_code == 405
    settings.OIDC_ISSUER, settings.SOCIALACCOUNT_PROVIDERS = "", env.openid_connect("", "")
    assert "Randers Kommune" not in client.get("/log-ind/").content.decode()
    assert client.post(START).status_code == 404


def test_oidc_two_subjects_in_one_answer_are_none() -> None:
    assert Said.read({"userinfo": {"sub": "a"}, "id_token": {"sub": "a"}}).fits("a")
    assert not Said.read({"userinfo": {"sub": "a"}, "id_token": {"sub": "b"}}).fits("a")
    assert not Said.read({}).fits("a")


def test_oidc_the_signed_token_counts_before_the_page_about_the_person(settings: Any) -> None:
    assert not Said.read({"userinfo": {"acr": STRONG}, "id_token": {"acr": "lav"}}).strong
    assert Said.read({"userinfo": {}, "id_token": {"acr": ["lav", STRONG]}}).strong
