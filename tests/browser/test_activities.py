"""»Fællesskaber« on a small phone with large text, by what is visible: put something up, count who came, undo."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from fremskudt.access.strength import Strength
from fremskudt.basics.codes import new_code
from fremskudt.casework.models import ActivityOffer
from fremskudt.partnership.models import ActivityCount
from tests import cast
from tests.access.activity_pages import activity
from tests.browser import screen
from tests.casework import field

SMALL = {"width": 360, "height": 740}


@pytest.fixture
def people(live_server: object, transactional_db: None) -> cast.Cast:
    return cast.assemble()


def look(page: Page) -> None:
    page.wait_for_load_state()
    screen.axe(page)
    screen.no_sideways_scroll(page)
    screen.targets(page)
    assert page.locator("main .button-primary").count() <= 1


def the_way(page: Page, look: Callable[[Page], None]) -> None:
    """From an empty programme to something on it, a wrong word, and a number that is taken back."""
    page.goto("/faellesskaber/")
    expect(page.get_by_text("Intet på programmet. Kaffe kl. 10 tæller også.")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Nyt", exact=True).click()
    look(page)
    page.get_by_label("Hvad er det?").fill("Suppe med Jens")
    page.get_by_label("Hvornår?").fill("Hver onsdag kl. 18")
    page.get_by_role("button", name="Sæt på programmet").click()
    expect(page.get_by_text("Det ligner et navn. Skriv et andet ord, så gemmer vi.").first).to_be_visible()
    look(page)
    page.get_by_label("Hvad er det?").fill("Suppe til alle")
    page.get_by_role("button", name="Sæt på programmet").click()
    expect(page.get_by_role("heading", name="Suppe til alle")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Tæl: Suppe til alle").click()  # one tap, and two more
    look(page)
    page.get_by_role("group", name="Hvor mange kom?").get_by_text("9", exact=True).click()
    page.get_by_role("button", name="Gem tallet").click()
    expect(page.get_by_text("9 kom").first).to_be_visible()
    look(page)
    page.get_by_role("button", name="Fortryd").click()
    expect(page.get_by_text("Fortrudt. Tallet er væk.")).to_be_visible()
    page.get_by_role("link", name="Ret: Suppe til alle").click()
    look(page)
    page.get_by_role("link", name="Tag af programmet").click()
    look(page)
    page.get_by_role("button", name="Ja, tag det af").click()
    expect(page.get_by_text("Intet på programmet. Kaffe kl. 10 tæller også.")).to_be_visible()


def test_activities_of_a_volunteer_with_large_text(
    new_context: Callable[..., BrowserContext], people: cast.Cast
) -> None:
    page = new_context(viewport=SMALL).new_page()
    screen.text_size(page, 150)
    screen.sign_in(page, people.partner, Strength.LINK)
    the_way(page, look)
    assert ActivityCount.objects.get().taken_back_at is not None


def test_activities_without_javascript(plain_page: Page, people: cast.Cast) -> None:
    screen.sign_in(plain_page, people.partner, Strength.LINK)
    the_way(plain_page, lambda _page: None)


def test_activities_at_320_px_with_text_twice_as_large(
    new_context: Callable[..., BrowserContext], people: cast.Cast
) -> None:
    one = activity(people, people.drop_in, title="Selvhjælpsgruppefællesspisning")
    page = new_context(viewport={"width": 320, "height": 568}).new_page()
    screen.text_size(page, 200)
    screen.sign_in(page, people.partner, Strength.LINK)
    for address in ("", "ny/", f"{one.pk}/", f"{one.pk}/slut/", f"{one.pk}/taelling/"):
        page.goto(f"/faellesskaber/{address}")
        screen.no_sideways_scroll(page)


def test_activities_by_keyboard_alone(page: Page, people: cast.Cast) -> None:
    activity(people, people.drop_in)
    screen.sign_in(page, people.partner, Strength.LINK)
    page.goto("/faellesskaber/")
    stops = screen.tab_stops(page)
    assert len(stops) > 5
    assert all(stop["ring"] and stop["seen"] for stop in stops), stops
    tops = [stop["top"] for stop in stops[1:]]  # the first leads past the top
    assert tops == sorted(tops)


def test_activity_offer_is_joined_by_a_therapist_on_a_phone(page: Page, people: cast.Cast) -> None:
    activity(people, people.drop_in)
    kanel = field.citizen(people, "Kanel", new_code(), followed_by=people.therapist)
    screen.sign_in(page, people.therapist)
    page.goto(f"/borgere/{kanel.code}/roller/")
    page.get_by_role("link", name="Fællesskaber").click()
    look_at_staff(page)
    page.get_by_label("Hvad har I talt om?").select_option(index=1)
    page.get_by_role("button", name="Tilbudt").click()
    expect(page.get_by_role("heading", name="Har hørt om")).to_be_visible()
    look_at_staff(page)
    page.get_by_role("button", name=re.compile("Er med.*Fællesspisning")).click()
    expect(page.get_by_role("heading", name="Er med i")).to_be_visible()
    page.get_by_role("button", name="Fortryd").click()
    expect(page.get_by_role("heading", name="Har hørt om")).to_be_visible()
    assert ActivityOffer.objects.get().joined_on is None
    page.set_viewport_size({"width": 1100, "height": 800})
    look_at_staff(page)


def look_at_staff(page: Page) -> None:
    page.wait_for_load_state()
    screen.axe(page)
    screen.no_sideways_scroll(page)
    assert "kanel" not in (page.url + page.title()).lower()
