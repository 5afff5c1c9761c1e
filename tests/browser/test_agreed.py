"""»Aftalt med os« for a volunteer on a small phone and for the jobcentre at a desk, by what is visible alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from fremskudt.access.strength import Strength
from fremskudt.basics.codes import new_code
from fremskudt.casework.models import Citizen
from tests import cast
from tests.browser import screen
from tests.casework import agreed_field, field
from tests.casework.consent_field import say

SMALL, DESK = {"width": 360, "height": 740}, {"width": 1100, "height": 800}


@pytest.fixture
def people(live_server: object, transactional_db: None) -> cast.Cast:
    return cast.assemble()


@pytest.fixture
def kanel(people: cast.Cast) -> Citizen:
    """Somebody who has said yes to the drop-in centre and to the jobcentre, and somebody who has to neither."""
    kanel = field.citizen(people, "Kanel", new_code(), followed_by=people.therapist)
    case = agreed_field.fill(kanel, people, people.partner, people.drop_in)
    topic, owner = "housing", people.professional
    agreed_field.task(case, owner, people.jobcentre, "Skrive til boligselskabet", topic, by=people.therapist)
    for house in (people.drop_in, people.jobcentre):
        say(kanel, house, by=people.therapist)
    field.citizen(people, "Havre", new_code(), followed_by=people.therapist)
    return kanel


def look(page: Page) -> None:
    page.wait_for_load_state()
    size = page.viewport_size or SMALL
    page.set_viewport_size({**size, "height": page.evaluate("document.documentElement.scrollHeight") + 100})
    screen.axe(page)
    screen.no_sideways_scroll(page)
    page.set_viewport_size(size)
    if size["width"] < 768:
        screen.targets(page)


def the_way(page: Page, look: Callable[[Page], None]) -> None:
    """From the front page to one person, a receipt, the paper, back, a search, and out."""
    expect(page.get_by_role("heading", name="Aftalt med os", level=1)).to_be_visible()
    expect(page.get_by_text("Havre")).to_have_count(0)
    look(page)
    page.get_by_role("list").get_by_role("link", name="Kanel").first.click()
    expect(page.get_by_role("heading", name="Hvornår vi ses")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Kvittér").click()
    expect(page.get_by_text("Tak. Teamet kan se, at du har læst det.")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Udskriv").click()
    expect(page.get_by_role("heading", name="Kanel")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Tilbage").click()
    page.locator(".crumbs").get_by_role("link").last.click()
    page.get_by_label("Find en, der har sagt ja").fill("kan")
    page.get_by_role("button", name="Søg").click()
    expect(page.get_by_role("heading", name="Søgning")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Luk hurtigt").click()
    page.goto("/aftalt/")
    expect(page.get_by_text("Kanel")).to_have_count(0)


def test_agreed_volunteer_on_a_small_phone(
    new_context: Callable[..., BrowserContext], people: cast.Cast, kanel: Citizen
) -> None:
    page = new_context(viewport=SMALL).new_page()
    screen.sign_in(page, people.partner, Strength.LINK)
    page.get_by_role("link", name="Aftalt med os").click()
    expect(page.get_by_text("Log ind med to trin for at se mere.")).to_be_visible()
    assert page.locator(".calm").evaluate("one => getComputedStyle(one).fontSize") == "18px"
    the_way(page, look)


def test_agreed_jobcentre_at_a_desk(
    new_context: Callable[..., BrowserContext], people: cast.Cast, kanel: Citizen
) -> None:
    page = new_context(viewport=DESK).new_page()
    screen.sign_in(page, people.professional)
    page.get_by_role("link", name="Aftalt med os").click()
    expect(page.get_by_text("Skrive til boligselskabet").first).to_be_visible()
    page.get_by_role("link", name="Hent som fil").click()
    look(page)
    with page.expect_download() as fetched:
        page.get_by_role("button", name="Hent som fil").click()
    assert fetched.value.suggested_filename == "aftaler.csv"
    page.get_by_role("link", name="Nej, gå tilbage").click()
    the_way(page, look)


def test_agreed_without_javascript(plain_page: Page, people: cast.Cast, kanel: Citizen) -> None:
    screen.sign_in(plain_page, people.professional)
    plain_page.get_by_role("link", name="Aftalt med os").click()
    the_way(plain_page, lambda _page: None)
