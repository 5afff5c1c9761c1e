"""A6 on a phone and at a desk, and the page where somebody is asked whether we may write."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from fremskudt.casework.models import Citizen, MessageAgreement
from tests import cast
from tests.browser import screen
from tests.browser.test_visibility import look
from tests.casework.field import citizen


@pytest.fixture
def people(live_server: object, transactional_db: None, settings: Any) -> cast.Cast:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return cast.assemble()


@pytest.fixture
def kanel(people: cast.Cast) -> Citizen:
    return citizen(people, followed_by=people.therapist)


def see_the_messages(page: Page, people: cast.Cast) -> None:
    """What they say, what a locked phone shows, and one to oneself."""
    screen.sign_in(page, people.administrator)
    page.goto("/beskeder/")
    expect(page.get_by_text("Du har en ny besked.")).to_have_count(4)
    expect(page.get_by_text("Hilsen Tea").first).to_be_visible()
    look(page)
    page.get_by_text("Se ordene").click()
    look(page)
    page.locator("button[value=questions]").click()
    expect(page.get_by_text("Prøven er sendt til din egen mail.")).to_be_visible()
    look(page)


def test_messages_on_a_phone(page: Page, people: cast.Cast) -> None:
    see_the_messages(page, people)


def test_messages_at_a_desk(wide_page: Page, people: cast.Cast) -> None:
    see_the_messages(wide_page, people)


def test_messages_without_script(plain_page: Page, people: cast.Cast) -> None:
    screen.sign_in(plain_page, people.administrator)
    plain_page.goto("/beskeder/")
    plain_page.locator("button[value=stopped]").click()
    expect(plain_page.get_by_text("Prøven er sendt til din egen mail.")).to_be_visible()


def ask(page: Page, people: cast.Cast, kanel: Citizen) -> None:
    screen.sign_in(page, people.therapist)
    page.goto(f"/borgere/{kanel.code}/sms/")
    page.get_by_label("Hvem hørte det?").fill("")
    page.get_by_role("button", name="Ja", exact=True).click()
    expect(page.get_by_text("Skriv, hvem der hørte det").first).to_be_visible()
    page.get_by_label("Hvem hørte det?").fill("Tom var med")
    page.get_by_role("button", name="Ja", exact=True).click()
    expect(page.get_by_text("Svaret er gemt.")).to_be_visible()
    expect(page.get_by_text("Har sagt ja til sms")).to_be_visible()


def test_message_agreement_on_a_phone(page: Page, people: cast.Cast, kanel: Citizen) -> None:
    ask(page, people, kanel)
    look(page)
    page.get_by_role("button", name="Nej, ikke mere").click()
    expect(page.get_by_text("Har sagt nej til sms")).to_be_visible()
    look(page)
    assert [one.answer for one in MessageAgreement.objects.order_by("pk")] == ["yes", "no"]


def test_message_agreement_without_script(plain_page: Page, people: cast.Cast, kanel: Citizen) -> None:
    ask(plain_page, people, kanel)
