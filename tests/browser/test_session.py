"""Logging in and out, by hand and by keyboard, with and without JavaScript."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser import screen
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.urls("tests.browser.addresses")


def test_log_in_and_out_on_a_phone(page: Page, people: Cast) -> None:
    screen.sign_in(page, people.evaluator)
    page.get_by_text("Menu").click()
    expect(page.get_by_text("Eva", exact=True).locator("visible=true")).to_be_visible()
    screen.axe(page)
    screen.targets(page)
    screen.no_sideways_scroll(page)
    page.locator("button:visible", has_text="Log ud").click()
    expect(page.get_by_role("heading", name="Log ind")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("Eva", exact=True)).to_have_count(0)


def test_log_in_and_out_without_javascript(plain_page: Page, people: Cast) -> None:
    screen.sign_in(plain_page, people.evaluator)
    plain_page.get_by_text("Menu").click()
    plain_page.locator("button:visible", has_text="Log ud").click()
    expect(plain_page.get_by_role("heading", name="Log ind")).to_be_visible()
    screen.english(plain_page)
    expect(plain_page.get_by_role("heading", name="Log in", exact=True)).to_be_visible()


def test_wide_screen_has_its_places_in_the_open(wide_page: Page, people: Cast) -> None:
    screen.sign_in(wide_page, people.evaluator)
    expect(wide_page.get_by_role("navigation", name="Steder").get_by_role("link", name="Skemaer")).to_be_visible()
    expect(wide_page.get_by_text("Menu")).to_be_hidden()
    screen.axe(wide_page)
    screen.targets(wide_page)


@pytest.mark.parametrize("email", ["eva@example.org", "ingen@example.org"])
def test_wrong_password_and_unknown_person_get_the_same_words(page: Page, people: Cast, email: str) -> None:
    page.goto("/log-ind/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Adgangskode").fill("en anden sætning")
    page.get_by_role("button", name="Log ind", exact=True).click()
    summary = page.get_by_role("alert")
    expect(summary).to_have_text(re.compile(r"^\s*E-mail og adgangskode passer ikke sammen. Prøv igen.\s*$"))
    expect(summary).to_be_focused()
    expect(page.get_by_label("E-mail")).to_have_value(email)
    expect(page.get_by_label("Adgangskode")).to_have_value("")
    screen.axe(page)


def test_what_is_missing_is_linked_to_its_field(page: Page) -> None:
    page.goto("/log-ind/")
    page.get_by_label("E-mail").fill("eva")
    page.get_by_role("button", name="Log ind", exact=True).click()
    page.get_by_role("alert").get_by_role("link", name="Skriv din adgangskode.").click()
    expect(page.get_by_label("Adgangskode")).to_be_focused()
    expect(page.get_by_label("E-mail")).to_have_accessible_description("Skriv en hel e-mail, fx navn@kommune.dk.")
    screen.axe(page)


def test_log_in_by_keyboard_alone(page: Page, people: Cast) -> None:
    page.goto("/log-ind/")
    expect(page.get_by_label("E-mail")).to_be_focused()
    page.keyboard.type(people.evaluator.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("form[action='/log-ud/']").first.wait_for(state="attached")


def test_skip_link_is_first_and_lands_in_the_page(page: Page) -> None:
    page.goto("/tilgaengelighed/")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Gå til indholdet")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("width", [390, 1100])
def test_focus_goes_down_the_page_and_is_seen(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/tilgaengelighed/")
    stops = screen.tab_stops(page)
    assert len(stops) >= 4
    assert [stop["what"] for stop in stops if not stop["ring"]] == []
    tops = [stop["top"] for stop in stops[1:]]
    assert all(later >= earlier - 8 for earlier, later in pairwise(tops)), stops


def test_answer_is_given_by_keyboard(page: Page) -> None:
    page.goto("/ui/")
    first = page.locator("#sleep-0")
    first.focus()
    expect(first).not_to_be_checked()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#sleep-1")).to_be_checked()
    assert page.evaluate(screen.FOCUS)["ring"]
