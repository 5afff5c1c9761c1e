"""A relative writes from a card: a small phone, large text, no JavaScript. The team takes it and closes it."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from fremskudt.casework.models import CallRequest
from fremskudt.casework.selectors.call_request import opened
from fremskudt.partnership.models import PosterFace
from tests import cast
from tests.access.call_pages import card
from tests.access.safety_pages import area_in
from tests.browser import screen
from tests.browser.test_said_yes import look, press


@pytest.fixture
def people(live_server: object, transactional_db: None) -> cast.Cast:
    made = cast.assemble()
    area_in(made, "Randers", "Nordbyen")
    PosterFace.objects.create(
        user=made.therapist, first_name="Tea", phone="11 22 33 44", made_at=timezone.now()
    )  # fmt: skip
    return made


def test_write_to_us_by_a_relative_with_a_card(
    new_context: Callable[..., BrowserContext], page: Page, people: cast.Cast
) -> None:
    card(people)
    phone = new_context(java_script_enabled=False, viewport={"width": 360, "height": 640})
    theirs = phone.new_page()
    theirs.goto("/k/")
    theirs.get_by_label("Din kode").fill("cccc zzzz")  # the eye takes 2 for Z
    theirs.get_by_role("button", name="Videre").click()
    expect(theirs.get_by_role("heading", name="Skriv til os")).to_be_visible()
    press(theirs, "En, jeg holder af")
    theirs.get_by_label("Hvad vil du sige?").fill("Min bror har det skidt")
    theirs.get_by_role("button", name="Send").click()
    expect(theirs.get_by_text("Skriv et nummer, hvis vi skal ringe.").first).to_be_visible()
    expect(theirs.get_by_label("Hvad vil du sige?")).to_have_value("Min bror har det skidt")
    theirs.get_by_label("Dit nummer").fill("12 34 56 78")
    press(theirs, "Det haster i dag")
    theirs.get_by_role("button", name="Send").click()
    expect(theirs.get_by_role("heading", name="Tak. Vi læser det")).to_be_visible()
    expect(theirs.get_by_role("link", name="Ring 11 22 33 44")).to_be_visible()
    assert phone.cookies() == []

    screen.sign_in(page, people.therapist)
    page.goto("/ring-til/")
    row = page.get_by_role("link", name="Om en, de holder af")
    expect(row).to_contain_text("Haster i dag")
    expect(row).not_to_contain_text("bror")
    row.click()
    expect(page.get_by_text("Min bror har det skidt")).to_be_visible()
    page.get_by_role("button", name="Tag den").click()
    page.get_by_role("button", name="Vi talte sammen").click()
    expect(page.get_by_text("Ingen venter.")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Fortryd").click()
    expect(page.get_by_text("Den er åben igen.")).to_be_visible()
    one = CallRequest.objects.get()
    assert (one.outcome, one.who, opened(one).phone) == ("", "relative", "+4512345678")


@pytest.mark.parametrize(("width", "text"), [(320, 100), (360, 150), (360, 200), (1100, 100)])
def test_write_to_us_pages_fit_and_are_accessible(
    new_context: Callable[..., BrowserContext], people: cast.Cast, width: int, text: int
) -> None:
    code = card(people).code
    page = new_context(viewport={"width": width, "height": 700}).new_page()
    screen.text_size(page, text)
    for address in (f"/skriv/{code}/", "/k/"):
        page.goto(address)
        look(page)
    page.goto(f"/skriv/{code}/")
    page.get_by_role("button", name="Send").click()
    look(page)


def test_call_request_of_a_professional_without_javascript(plain_page: Page, people: cast.Cast) -> None:
    page = plain_page
    screen.sign_in(page, people.professional)
    page.goto("/praj/nyt/fag/ja/")
    screen.no_sideways_scroll(page)
    page.get_by_label("Hvornår er der sagt ja?").fill(f"{timezone.localdate()}")
    page.get_by_label("Fornavn").fill("Kim")
    page.get_by_role("textbox", name="Telefon").fill("12345678")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Tak. Vi ringer.")).to_be_visible()
    assert CallRequest.objects.get().by == people.professional
