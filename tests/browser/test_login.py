"""Logging in on a phone: with an app, with a passkey, with a recovery code, and setting them up."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as site
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect

from fremskudt.access.models import User
from fremskudt.config import env
from tests.access.identity_provider import identity_provider, know
from tests.access.logging_in import code_now, give_app, give_recovery_codes
from tests.access.two_workers import free_port
from tests.browser import screen
from tests.cast import PASSWORD, Cast

WRONG_CODE = "Koden passer ikke, eller den er brugt."


def look_over(page: Page) -> None:
    screen.axe(page)
    screen.targets(page)
    screen.no_sideways_scroll(page)


def type_password(page: Page, user: User) -> None:
    page.goto("/log-ind/")
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind", exact=True).click()


def type_code(page: Page, code: str, button: str = "Videre") -> None:
    page.get_by_label("Kode").fill(code)
    page.get_by_role("button", name=button, exact=True).click()


def log_out(page: Page) -> None:
    page.goto("/mig/sikkerhed/")
    page.locator("summary", has_text="Menu").click()
    page.locator("button:visible", has_text="Log ud").click()
    expect(page.get_by_role("heading", name="Log ind")).to_be_visible()


def in_now(page: Page) -> None:
    expect(page).not_to_have_url(re.compile("/log-ind/"))
    page.goto("/evaluering/")
    expect(page).to_have_url("/evaluering/")


def authenticator(page: Page, *, verifies: bool = True) -> tuple[CDPSession, str]:
    """A phone that keeps passkeys, and whose owner agrees at once."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": verifies, "automaticPresenceSimulation": True,
    }  # fmt: skip
    return session, session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def make_key(page: Page, name: str = "Min telefon") -> None:
    page.goto("/mig/sikkerhed/noegler/ny/")
    look_over(page)
    page.get_by_label("Kald den").fill(name)
    page.get_by_role("button", name="Lav nøglen").click()
    expect(page.get_by_role("heading", name="Dine reservekoder")).to_be_visible()


def test_password_and_app_on_a_phone(page: Page, people: Cast) -> None:
    give_app(people.evaluator)
    page.goto("/log-ind/")
    look_over(page)
    type_password(page, people.evaluator)
    expect(page.get_by_label("Kode")).to_be_focused()
    look_over(page)
    type_code(page, "000000")
    expect(page.get_by_role("alert")).to_contain_text(WRONG_CODE)
    look_over(page)
    type_code(page, code_now())
    in_now(page)


def test_second_factor_is_set_up_at_the_first_log_in(page: Page, people: Cast) -> None:
    type_password(page, people.evaluator)
    expect(page.get_by_role("heading", name="Der skal to trin til")).to_be_visible()
    look_over(page)
    page.get_by_role("link", name="Sæt appen op").click()
    look_over(page)
    expect(page.get_by_role("img", name="Billede til appen")).to_be_visible()
    assert page.evaluate("document.querySelector('main img').naturalWidth") > 0
    secret = page.locator("dd code").inner_text().replace(" ", "")
    type_code(page, "000000", "Gem")
    expect(page.get_by_role("alert")).to_contain_text(WRONG_CODE)
    assert page.locator("dd code").inner_text().replace(" ", "") == secret
    type_code(page, code_now(secret), "Gem")
    expect(page.get_by_role("heading", name="Dine reservekoder")).to_be_visible()
    expect(page.locator("ol code")).to_have_count(10)
    look_over(page)
    page.emulate_media(media="print")
    expect(page.locator("ol code").first).to_be_visible()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Jeg har gemt dem").click()
    in_now(page)


def test_passkey_is_made_and_logs_in_by_itself(page: Page, people: Cast) -> None:
    authenticator(page)
    type_password(page, people.evaluator)
    page.get_by_role("link", name="Lav en adgangsnøgle").click()
    make_key(page)
    in_now(page)
    log_out(page)
    look_over(page)
    page.get_by_role("button", name="Log ind med adgangsnøgle").click()
    page.wait_for_url("/evaluering/")
    in_now(page)


def test_passkey_is_the_second_step_after_the_password(page: Page, people: Cast) -> None:
    authenticator(page)
    type_password(page, people.evaluator)
    make_key(page)
    log_out(page)
    type_password(page, people.evaluator)
    look_over(page)
    expect(page.locator("main .button-primary")).to_have_count(1)
    page.get_by_role("button", name="Brug adgangsnøgle").click()
    in_now(page)


def test_passkey_of_a_phone_that_does_not_know_its_owner_is_refused(page: Page, people: Cast) -> None:
    session, key = authenticator(page)
    type_password(page, people.evaluator)
    make_key(page)
    log_out(page)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    page.get_by_role("button", name="Log ind med adgangsnøgle").click()
    expect(page.get_by_text("Nøglen blev ikke brugt.")).to_be_visible()
    look_over(page)


def test_passkey_is_renamed_and_removed(page: Page, people: Cast) -> None:
    authenticator(page)
    type_password(page, people.evaluator)
    make_key(page)
    page.goto("/mig/sikkerhed/")
    look_over(page)
    page.get_by_role("link", name="Adgangsnøgler").click()
    look_over(page)
    page.get_by_role("link", name="Min telefon").click()
    look_over(page)
    page.get_by_label("Navn").fill("Arbejdstelefon")
    page.get_by_role("button", name="Gem").click()
    page.get_by_role("link", name="Arbejdstelefon").click()
    page.get_by_role("link", name="Fjern nøglen").click()
    look_over(page)
    page.get_by_role("button", name="Fjern nøglen").click()
    expect(page.get_by_text("Adgangsnøglen er fjernet.")).to_be_visible()
    look_over(page)
    page.goto("/evaluering/")
    expect(page.get_by_role("heading", name="Der skal to trin til")).to_be_visible()
    assert not Authenticator.objects.exists()


def test_recovery_code_when_the_phone_is_gone(page: Page, people: Cast) -> None:
    give_app(people.evaluator)
    codes = give_recovery_codes(people.evaluator)
    type_password(page, people.evaluator)
    type_code(page, codes[3])
    in_now(page)


def test_password_and_app_by_keyboard_alone(page: Page, people: Cast) -> None:
    give_app(people.evaluator)
    page.goto("/log-ind/")
    page.keyboard.type(people.evaluator.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Kode")).to_be_focused()
    page.keyboard.type(code_now())
    page.keyboard.press("Enter")
    in_now(page)


def test_log_in_focus_goes_down_the_page_and_is_seen(page: Page) -> None:
    page.goto("/log-ind/")
    page.evaluate("document.activeElement.blur()")
    stops = screen.tab_stops(page)
    assert len(stops) >= 6
    assert [stop["what"] for stop in stops if not stop["ring"]] == []


def test_password_and_app_without_javascript(plain_page: Page, people: Cast) -> None:
    give_app(people.evaluator)
    type_password(plain_page, people.evaluator)
    type_code(plain_page, code_now())
    in_now(plain_page)
    plain_page.goto("/mig/sikkerhed/noegler/ny/")
    expect(plain_page.get_by_text("Adgangsnøgler kræver JavaScript og en nyere browser.")).to_be_visible()
    expect(plain_page.get_by_role("button", name="Lav nøglen")).to_be_hidden()
    expect(plain_page.get_by_role("link", name="Sæt appen op")).to_be_visible()


def test_pages_about_log_in_are_in_order(page: Page, people: Cast) -> None:
    give_app(people.evaluator)
    give_recovery_codes(people.evaluator)
    for address in ("/glemt/", "/glemt/sendt/", "/glemt/faerdig/", "/glemt/ny/1-x/", "/log-ind/lukket/"):
        page.goto(address)
        look_over(page)
    type_password(page, people.evaluator)
    type_code(page, code_now())
    mine = ("sikkerhed/", "sikkerhed/noegler/", "sikkerhed/koder/nye/", "sikkerhed/koder/", "sikkerhed/app/fjern/")
    for address in (*mine, "adgangskode/", "bekraeft/kode/", "to-trin/"):
        page.goto(f"/mig/{address}")
        expect(page).to_have_url(f"/mig/{address}")
        look_over(page)


def test_too_many_tries_are_told_when_to_try_again(page: Page, people: Cast) -> None:
    for _ in range(6):
        page.goto("/log-ind/")
        page.get_by_label("E-mail").fill(people.evaluator.email)
        page.get_by_label("Adgangskode").fill("en helt anden sætning")
        page.get_by_role("button", name="Log ind", exact=True).click()
    expect(page.get_by_text("Vent 5 minutter, og prøv igen kl.")).to_be_visible()
    look_over(page)


@pytest.fixture
def provider(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with identity_provider(free_port()) as address:
        monkeypatch.setenv("OIDC_CLIENT_ID", "aftaler")
        monkeypatch.setenv("OIDC_CLIENT_SECRET", "hemmelighed")
        settings.OIDC_ISSUER, settings.OIDC_NAME, settings.OIDC_STRONG_LEVELS = address, "Randers Kommune", ["høj"]
        settings.SOCIALACCOUNT_PROVIDERS = env.openid_connect(address, "Randers Kommune")
        rules = site.CONTENT_SECURITY_POLICY["DIRECTIVES"]
        settings.CONTENT_SECURITY_POLICY = {
            "DIRECTIVES": {**rules, "form-action": [*rules["form-action"], *env.origin(address)]}
        }
        yield address


def test_municipal_log_in_all_the_way_round(
    browser: Browser, browser_context_args: dict[str, Any], provider: str, people: Cast
) -> None:
    know(provider, "S-1", email=people.evaluator.email, email_verified=True, acr="høj")
    context = browser.new_context(**browser_context_args)  # not watched: it does ask another host
    page = context.new_page()
    page.goto("/log-ind/?next=/evaluering/")
    look_over(page)
    page.get_by_role("button", name="Log ind med Randers Kommune").click()
    page.wait_for_url(f"{provider}/**")
    page.locator("input[name=sub]").fill("S-1")
    page.locator("form button, form input[type=submit]").first.click()
    page.wait_for_url("/evaluering/")
    context.close()


def test_municipal_log_in_of_a_stranger_ends_on_a_clear_page(
    browser: Browser, browser_context_args: dict[str, Any], provider: str, people: Cast
) -> None:
    know(provider, "S-2", email="ingen@example.org", email_verified=True, acr="høj")
    context = browser.new_context(**browser_context_args)
    page = context.new_page()
    page.goto("/log-ind/")
    page.get_by_role("button", name="Log ind med Randers Kommune").click()
    page.locator("input[name=sub]").fill("S-2")
    page.locator("form button, form input[type=submit]").first.click()
    expect(page.get_by_role("heading", name="Du har ikke et login her.")).to_be_visible()
    look_over(page)
    context.close()


def test_form_may_not_lead_to_a_provider_that_is_not_set_up(new_context: Callable[..., BrowserContext]) -> None:
    page = new_context().new_page()
    answer = page.goto("/log-ind/")
    assert answer is not None
    assert "form-action 'self';" in answer.headers["content-security-policy"] + ";"
