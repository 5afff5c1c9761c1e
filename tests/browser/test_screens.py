"""The pages that everyone meets: accessible in both languages and every light, whole on a phone, made for a thumb."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser import screen

pytestmark = pytest.mark.urls("tests.browser.addresses")

PAGES = ["/log-ind/", "/tilgaengelighed/", "/ui/", "/400/", "/403/", "/findes-ikke/", "/409/", "/422/", "/500/"]
PLAIN: dict[str, Any] = {"color_scheme": "light", "contrast": "no-preference", "forced_colors": "none"}
LIGHTS: list[dict[str, Any]] = [
    PLAIN,
    {**PLAIN, "color_scheme": "dark"},
    {**PLAIN, "contrast": "more"},
    {**PLAIN, "color_scheme": "dark", "contrast": "more"},
    {**PLAIN, "forced_colors": "active"},
]


@pytest.mark.parametrize("address", PAGES)
def test_screen_is_accessible_in_every_light(page: Page, address: str) -> None:
    page.goto(address)
    assert page.locator("html").get_attribute("lang") == "da"
    grounds = []
    for light in LIGHTS:
        page.emulate_media(**light)
        grounds.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        screen.axe(page)
    assert grounds[:4] == ["rgb(246, 245, 242)", "rgb(20, 24, 26)", "rgb(255, 255, 255)", "rgb(255, 255, 255)"]


@pytest.mark.parametrize("address", PAGES)
def test_screen_is_accessible_in_english(page: Page, address: str) -> None:
    page.goto("/tilgaengelighed/")
    screen.english(page)
    page.goto(address)
    assert page.locator("html").get_attribute("lang") == "en"
    screen.axe(page)
    screen.no_sideways_scroll(page)


@pytest.mark.parametrize("address", PAGES)
def test_screen_fits_every_width(page: Page, address: str) -> None:
    page.goto(address)
    for width in (320, 390, 768, 1100):
        page.set_viewport_size({"width": width, "height": 700})
        screen.no_sideways_scroll(page)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        screen.no_sideways_scroll(page)
        screen.targets(page)


@pytest.mark.parametrize("address", PAGES)
def test_screen_keeps_its_text_at_double_size(page: Page, address: str) -> None:
    screen.text_size(page, 200)
    page.goto(address)
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "32px"
    screen.no_sideways_scroll(page)
    page.evaluate("document.documentElement.style.fontFamily = 'DejaVu Sans, sans-serif'")  # wider than ours
    screen.no_sideways_scroll(page)


@pytest.mark.parametrize("address", PAGES)
def test_wide_screen_is_accessible(wide_page: Page, address: str) -> None:
    wide_page.goto(address)
    screen.axe(wide_page)
