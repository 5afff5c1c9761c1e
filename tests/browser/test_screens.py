"""The pages that everyone meets, in both languages and every light: accessible, whole on a phone, within reach of a thumb."""

import pytest
from playwright.sync_api import Page

from tests.browser import screen

pytestmark = pytest.mark.urls("tests.browser.addresses")

PAGES = ["/log-ind/", "/tilgaengelighed/", "/ui/", "/400/", "/403/", "/findes-ikke/", "/409/", "/422/", "/500/"]
LIGHTS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "contrast": {"contrast": "more"},
    "forced": {"forced_colors": "active"},
}


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("light", LIGHTS)
def test_screen_is_accessible(page: Page, address: str, light: str) -> None:
    page.emulate_media(**LIGHTS[light])
    page.goto(address)
    assert page.locator("html").get_attribute("lang") == "da"
    screen.axe(page)


@pytest.mark.parametrize("address", [each for each in PAGES if each not in {"/400/", "/500/"}])
def test_screen_is_accessible_in_english(page: Page, address: str) -> None:
    page.goto(address)
    screen.english(page)
    assert page.locator("html").get_attribute("lang") == "en"
    screen.axe(page)
    screen.no_sideways_scroll(page)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("width", [320, 390, 768, 1100])
def test_screen_fits_its_width(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(address)
    screen.no_sideways_scroll(page)
    for menu in page.locator("details:visible").all():
        menu.evaluate("one => one.open = true")
    screen.no_sideways_scroll(page)
    screen.targets(page)


@pytest.mark.parametrize("address", PAGES)
def test_screen_keeps_its_text_at_double_size(page: Page, address: str) -> None:
    screen.text_size(page, 200)
    page.goto(address)
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "32px"
    screen.no_sideways_scroll(page)


@pytest.mark.parametrize("address", PAGES)
def test_wide_screen_is_accessible(wide_page: Page, address: str) -> None:
    wide_page.goto(address)
    screen.axe(wide_page)
