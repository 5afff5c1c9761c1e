"""What is asked of every screen: no axe violation, no sideways scroll, targets a thumb can hit, a visible focus."""

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Error, Page

from fremskudt.access.models import User
from fremskudt.access.strength import Strength
from tests import cast

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LEAST = 44

# Everything pressed by a thumb. A round or a tick is pressed by its whole row; a link inside a sentence is no target.
TARGETS = """() => {
  const pressed = 'button, summary, select, textarea, input:not([type=hidden]), nav a, footer a, header a, a.button, '
    + 'a.row-link, .error-summary a, .ledger a';
  return [...document.querySelectorAll(pressed)].map(one => {
    const box = one.matches('[type=radio], [type=checkbox]') ? one.closest('label') : one;
    return [box, box.getBoundingClientRect()];
  }).filter(([one, box]) => box.width && box.bottom > 0)
    .filter(([one, box]) => box.width < LEAST - 0.1 || box.height < LEAST - 0.1)
    .map(([one, box]) => `${Math.round(box.width)} x ${Math.round(box.height)}: ${one.outerHTML.slice(0, 120)}`);
}""".replace("LEAST", str(LEAST))

# axe takes what lies beneath the bar of a phone just now for a small target. It is scrolled clear of the bar when it
# gets the focus (test_contact.py), so the bar stands at the end of the page while axe looks.
BAR = "where => document.querySelectorAll('.phone-bar').forEach(bar => { bar.style.position = where; })"

FOCUS = """() => {
  const one = document.activeElement, look = getComputedStyle(one), box = one.getBoundingClientRect();
  const shown = (each, on) => on.outlineStyle !== 'none' && parseFloat(on.outlineWidth) >= 2
    && on.outlineColor !== 'rgba(0, 0, 0, 0)';
  const row = one.closest('label');
  return {
    what: one.outerHTML.slice(0, 100), ring: shown(one, look) || (row !== null && shown(row, getComputedStyle(row))),
    top: box.top + scrollY, seen: box.bottom > 0 && box.width > 0, body: one === document.body,
  };
}"""


@cache
def axe_source() -> str:
    return AXE.read_text(encoding="utf-8")


def axe(page: Page) -> None:
    """No violation of WCAG 2.2 AA nor of axe's best practice."""
    try:
        found = axe_found(page)
    except Error:  # a press had sent the page on its way, and it left while axe looked: look at what it became
        page.wait_for_load_state()
        found = axe_found(page)
    told = [
        f"{rule['id']}: {rule['help']}\n    {node['html'][:160]}\n    {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
    assert found["passes"], "axe looked at nothing"
    assert not told, f"{page.url}\n" + "\n".join(told)


def axe_found(page: Page) -> dict[str, list[dict[str, Any]]]:
    page.wait_for_load_state()
    page.evaluate(axe_source())
    page.evaluate(BAR, "static")
    found: dict[str, list[dict[str, Any]]] = page.evaluate(
        "tags => axe.run({runOnly: {type: 'tag', values: tags}})", AXE_TAGS
    )
    page.evaluate(BAR, "")
    return found


def no_sideways_scroll(page: Page) -> None:
    page.evaluate("document.fonts.ready.then(() => true)")
    wide, screen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= screen, f"{page.url} is {wide} wide on a screen of {screen}"


def targets(page: Page) -> None:
    """Everything that is pressed is at least 44 x 44."""
    small = page.evaluate(TARGETS)
    assert not small, f"{page.url}\n" + "\n".join(small)


def text_size(page: Page, percent: int) -> None:
    """The reader's own text size, as set in the browser."""
    size = 16 * percent // 100
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})


def tab_stops(page: Page, most: int = 60) -> list[dict[str, object]]:
    """Where the focus goes by Tab from the top of the page until it has left it."""
    stops = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop["body"]:
            break
        stops.append(stop)
    return stops


def english(page: Page) -> None:
    """Press the language switch, in the menu on a phone."""
    if page.viewport_size and page.viewport_size["width"] < 768:
        page.locator("summary", has_text="Menu").click()
    page.locator("button[name=language]:visible").click()


def sign_in(page: Page, user: User, strength: Strength = Strength.STRONG) -> None:
    """Log in without the pages of log-in, which have tests of their own (test_login.py), and land on the front page."""
    session = cast.enter(Client(), user, strength).session
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key), "domain": "localhost", "path": "/"}]
    )
    page.goto("/")
