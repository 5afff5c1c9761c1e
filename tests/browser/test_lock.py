"""The locked screen: what was on it is gone, what was typed is kept, and its owner is back in a moment."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db.models import F
from playwright.sync_api import BrowserContext, Page, expect

from fremskudt.access.models import OpenSession
from tests.browser import screen
from tests.browser.keys import give_keys
from tests.cast import PASSWORD, Cast

DRAFT = "Tea, som jeg var i gang med at rette"
QUARTER = 15 * 60 * 1000 + 1000


@pytest.fixture(autouse=True)
def _no_tries_counted(db: None) -> None:
    cache.clear()


@pytest.fixture
def writing(page: Page, people: Cast) -> Page:
    """The therapist has begun to change something, and has not sent it."""
    page.clock.install()
    screen.sign_in(page, people.therapist)
    page.goto("/mig/")
    page.get_by_label("Navn").fill(DRAFT)
    return page


def time_goes(page: Page) -> None:
    """A quarter of an hour in which nobody uses the site, for the server and for the page."""
    OpenSession.objects.update(seen_at=F("seen_at") - timedelta(minutes=15))
    page.clock.fast_forward(QUARTER)


def is_locked(page: Page) -> None:
    expect(page.get_by_role("heading", name="Skærmen er låst")).to_be_visible()
    expect(page).to_have_title("Skærmen er låst · Aftaler")
    assert "Centret i Randers" not in page.content()
    expect(page.get_by_text("Tea")).to_have_count(0)


def unlock(page: Page, password: str = PASSWORD) -> None:
    page.get_by_label("Adgangskode").fill(password)
    page.get_by_role("button", name="Lås op", exact=True).click()


def test_page_locks_by_itself_and_gives_back_what_was_typed(writing: Page) -> None:
    time_goes(writing)
    is_locked(writing)
    screen.axe(writing)
    screen.targets(writing)
    screen.no_sideways_scroll(writing)
    unlock(writing, "forkert")
    expect(writing.get_by_text("Adgangskoden passer ikke. Prøv igen.").first).to_be_visible()
    screen.axe(writing)
    unlock(writing)
    expect(writing.get_by_label("Navn")).to_have_value(DRAFT)
    expect(writing.get_by_label("Navn")).to_be_focused()
    expect(writing).to_have_title("Min side · Aftaler")
    writing.get_by_role("button", name="Gem").click()
    expect(writing.get_by_role("status")).to_have_text("Gemt.")


def test_lock_at_once_from_the_menu(writing: Page) -> None:
    writing.get_by_text("Menu").click()
    screen.axe(writing)
    screen.targets(writing)
    screen.no_sideways_scroll(writing)
    writing.locator("button:visible", has_text="Lås nu").click()
    is_locked(writing)
    unlock(writing)
    expect(writing.get_by_label("Navn")).to_have_value(DRAFT)


def test_page_that_is_in_use_does_not_lock(writing: Page) -> None:
    OpenSession.objects.update(seen_at=F("seen_at") - timedelta(minutes=14))
    writing.clock.fast_forward(14 * 60 * 1000)
    with writing.expect_response("**/laast/i-brug/") as told:
        writing.get_by_label("Navn").press("End")
    assert told.value.status == 204
    assert OpenSession.objects.get().seen_at > OpenSession.objects.get().began_at - timedelta(minutes=1)
    writing.clock.fast_forward(14 * 60 * 1000)
    expect(writing.get_by_label("Navn")).to_have_value(DRAFT)


def test_page_stays_while_another_window_is_in_use(writing: Page) -> None:
    with writing.expect_response("**/laast/") as asked:
        writing.clock.fast_forward(QUARTER)
    assert asked.value.status == 204
    expect(writing.get_by_label("Navn")).to_have_value(DRAFT)
    OpenSession.objects.update(seen_at=F("seen_at") - timedelta(minutes=15))
    writing.clock.fast_forward(61_000)
    is_locked(writing)


def test_locked_page_is_not_shown_to_the_one_who_goes_back_or_reloads(writing: Page) -> None:
    time_goes(writing)
    is_locked(writing)
    writing.reload()
    is_locked(writing)
    writing.go_back()
    is_locked(writing)
    writing.goto("/borgere/")
    is_locked(writing)
    unlock(writing)
    expect(writing).to_have_url("/borgere/")


def test_page_of_a_session_that_was_ended_elsewhere_leaves_the_screen(writing: Page) -> None:
    OpenSession.objects.all().delete()
    writing.clock.fast_forward(QUARTER)
    expect(writing.get_by_role("heading", name="Log ind")).to_be_visible()


def test_session_is_over_after_five_wrong_tries(writing: Page) -> None:
    time_goes(writing)
    for left in (4, 3, 2, 1):
        unlock(writing, "forkert")
        expect(writing.get_by_text(f"Du har {left} forsøg endnu.")).to_be_visible()
    unlock(writing, "forkert")
    expect(writing.get_by_role("heading", name="Log ind")).to_be_visible()


def test_lock_without_javascript(plain_page: Page, people: Cast) -> None:
    screen.sign_in(plain_page, people.therapist)
    plain_page.goto("/mig/enheder/")
    plain_page.get_by_text("Menu").click()
    plain_page.locator("button:visible", has_text="Lås nu").click()
    is_locked(plain_page)
    plain_page.go_back()
    is_locked(plain_page)
    unlock(plain_page)
    expect(plain_page).to_have_url("/mig/enheder/")


def test_form_that_met_the_lock_without_javascript_is_there_again(plain_page: Page, people: Cast) -> None:
    screen.sign_in(plain_page, people.therapist)
    plain_page.goto("/mig/")
    plain_page.get_by_label("Navn").fill(DRAFT)
    OpenSession.objects.update(seen_at=F("seen_at") - timedelta(minutes=15))
    plain_page.get_by_role("button", name="Gem").click()
    is_locked(plain_page)
    unlock(plain_page)
    expect(plain_page).to_have_url("/mig/")
    expect(plain_page.get_by_label("Navn")).to_be_visible()


@pytest.mark.parametrize("in_place", [True, False])
def test_lock_opens_with_a_passkey(page: Page, people: Cast, in_place: bool) -> None:
    page.clock.install()
    give_keys(page)
    page.goto("/log-ind/")
    page.get_by_label("E-mail").fill(people.therapist.email)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind", exact=True).click()
    page.get_by_role("link", name="Lav en adgangsnøgle").click()
    page.get_by_role("button", name="Lav nøglen").click()
    page.wait_for_url("**/mig/sikkerhed/koder/")
    page.goto("/mig/")
    page.get_by_label("Navn").fill(DRAFT)
    time_goes(page)
    is_locked(page)
    if not in_place:
        page.reload()
    page.get_by_role("button", name="Lås op med adgangsnøgle").click()
    expect(page.get_by_label("Navn")).to_have_value(DRAFT if in_place else "Tea")


def test_phone_of_a_volunteer_gets_a_new_link(new_context: Callable[..., BrowserContext], people: Cast) -> None:
    from fremskudt.access.strength import Strength

    people.partner.set_unusable_password()
    people.partner.save()
    page = new_context().new_page()
    screen.sign_in(page, people.partner, Strength.LINK)
    OpenSession.objects.update(seen_at=F("seen_at") - timedelta(minutes=15))
    page.goto("/mig/")
    expect(page.get_by_role("heading", name="Skærmen er låst")).to_be_visible()
    screen.axe(page)
    screen.targets(page)
    page.get_by_role("button", name="Log ud og få et nyt link").click()
    expect(page.get_by_role("heading", name="Få et link på mail")).to_be_visible()
