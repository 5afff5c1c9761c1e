"""The eyes of the browser tests see: each of them fails on a page that is wrong."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import screen
from tests.browser.watch import Watch

pytestmark = pytest.mark.urls("tests.browser.addresses")


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (lambda page: page.set_content("<img src='http://127.0.0.1:9/x'>"), "console: "),
        (lambda page: page.evaluate("document.body.innerHTML = '<p style=\"color: red\">x</p>'"), "console: "),
        (lambda page: page.evaluate("console.error('oh')"), "console: oh"),
        (lambda page: page.evaluate("fetch('/403/').then(() => 0)"), "console: Failed to load resource"),
        (lambda page: page.evaluate("setTimeout(() => { throw Error('oh') })"), "script error"),
    ],
)
def test_watch_tells_what_a_page_must_not_do(
    browser: Browser, live_server: Any, act: Callable[[Page], None], told: str
) -> None:
    context = browser.new_context(base_url=live_server.url)
    watch = Watch(context, live_server.url)
    page = context.new_page()
    page.goto("/tilgaengelighed/")
    act(page)
    page.wait_for_timeout(200)
    assert any(fault.startswith(told) for fault in watch.end())


def test_watch_tells_of_another_host_where_no_rule_of_content_stops_it(browser: Browser, live_server: Any) -> None:
    context = browser.new_context()
    watch = Watch(context, live_server.url)
    context.new_page().set_content("<img src='http://127.0.0.1:9/x'>")
    assert "asked another host: http://127.0.0.1:9/x" in watch.end()


def test_watch_has_nothing_to_tell_of_a_page_that_says_no(browser: Browser, live_server: Any) -> None:
    context = browser.new_context(base_url=live_server.url)
    watch = Watch(context, live_server.url)
    context.new_page().goto("/403/")
    assert watch.end() == []


@pytest.mark.parametrize(
    ("look", "markup"),
    [
        (screen.axe, "<main><h1>x</h1><img src='data:,'></main>"),
        (screen.no_sideways_scroll, "<pre>" + "x" * 400 + "</pre>"),
        (screen.targets, "<button>x</button>"),
    ],
)
def test_eye_sees_what_is_wrong(page: Page, look: Callable[[Page], None], markup: str) -> None:
    page.set_content(f"<!doctype html><html lang='da'><title>x</title>{markup}")
    with pytest.raises(AssertionError):
        look(page)
