"""A real browser for every test in this folder: Debian's chromium, a phone's screen unless the test asks for another.

A test fails when the page writes an error to the console (a broken content rule is one) or asks any other host.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, Page

from fremskudt.ui import assets
from tests.browser.watch import Watch

PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1100, "height": 800}
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(os.path.dirname(__file__)):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session", autouse=True)
def _sheets() -> None:
    assets.copy()


@pytest.fixture(autouse=True)
def _nothing_counted_yet(request: pytest.FixtureRequest) -> None:
    """The table of counted tries is no model's, so a test that commits leaves it as it is."""
    if "live_server" in request.fixturenames:
        request.getfixturevalue("transactional_db")
        cache.clear()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("chromium is missing: apt-get install chromium")
    as_root = ["--no-sandbox"] if os.getuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": chromium, "args": QUIET + as_root}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], live_server: Any) -> dict[str, Any]:
    return {**browser_context_args, "base_url": live_server.url, "locale": "da-DK", "viewport": PHONE}


@pytest.fixture
def new_context(
    browser: Browser, browser_context_args: dict[str, Any], live_server: Any
) -> Iterator[Callable[..., BrowserContext]]:
    """Contexts that are watched and, at the end of the test, must have nothing to tell."""
    watched: list[Watch] = []

    def open_context(**wanted: Any) -> BrowserContext:
        context = browser.new_context(**{**browser_context_args, **wanted})
        context.set_default_timeout(10_000)
        watched.append(Watch(context, live_server.url))
        return context

    yield open_context
    faults = [fault for watch in watched for fault in watch.end()]
    assert not faults, "\n".join(faults)


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """A page on a phone."""
    return new_context().new_page()


@pytest.fixture
def wide_page(new_context: Callable[..., BrowserContext]) -> Page:
    """A page on a desk."""
    return new_context(viewport=WIDE).new_page()


@pytest.fixture
def plain_page(new_context: Callable[..., BrowserContext]) -> Page:
    """A page on a phone without JavaScript."""
    return new_context(java_script_enabled=False).new_page()
