"""A tip on a phone: four taps of somebody who is logged in, and by the code on a wall without account or JavaScript."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from fremskudt import ui
from fremskudt.partnership.models import PosterFace, Tip
from tests.browser import screen
from tests.cast import Cast, assemble, enter
from tests.partnership.tip_field import area, tip, wall_code

LIGHTEST = 15_000
SMALL = {"width": 320, "height": 568}


@pytest.fixture
def people(live_server: object, transactional_db: None) -> Cast:
    return assemble()


class Taps:
    """Presses what is seen, and counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.n = page, 0

    def on(self, words: str) -> None:
        self.n += 1
        within = self.page.locator("main")
        within.locator("a.button, button, label.choice").filter(has_text=re.compile(rf"^\s*{words}\s*$")).click()


def looked_at(page: Page, has_script: bool = True) -> None:
    """What is asked of every screen. Without JavaScript the page cannot be asked, and its twin with it is."""
    if not has_script:
        return
    screen.axe(page)
    screen.no_sideways_scroll(page)
    screen.targets(page)


def set_out(people: Cast) -> None:
    area(people)
    now = timezone.now()
    PosterFace.objects.create(user=people.therapist, first_name="Tea", phone="20 30 40 50", made_at=now)
    tip(people, memory_word="grøn termokande")


def test_tip_of_a_volunteer_takes_four_taps(page: Page, people: Cast) -> None:
    set_out(people)
    screen.sign_in(page, people.partner)
    page.goto("/set-og-hoert/")
    looked_at(page)
    taps = Taps(page)
    taps.on("Nyt praj")
    looked_at(page)
    taps.on("Set flere gange")
    taps.on("En del")
    taps.on("Send praj")
    expect(page.locator("h1")).to_have_text("Tak. Vi har det.")
    assert taps.n == 4
    looked_at(page)
    newest = Tip.objects.first()
    assert newest
    assert (newest.place, newest.worry, newest.age) == ("drop_in", "some", "")
    taps.on("Fortryd")
    expect(page.locator(".notice")).to_have_text("Prajet er taget tilbage.")
    assert Tip.objects.standing().count() == 1


@pytest.mark.parametrize("has_script", [False, True])
def test_tip_by_the_code_on_a_wall(new_context: Callable[..., BrowserContext], people: Cast, has_script: bool) -> None:
    set_out(people)
    page, code = new_context(java_script_enabled=has_script).new_page(), wall_code(people).code
    page.goto(f"/p/{code}/")
    looked_at(page, has_script)
    taps = Taps(page)
    page.get_by_label("Huskeord, som kun I kan se").fill("Jens Hansen")
    taps.on("Er meget alene")
    taps.on("Meget")
    taps.on("Send praj")
    said = page.locator("#memory_word .error")
    expect(said).to_have_text("Det ligner et navn. Skriv et andet ord, så gemmer vi.")
    expect(page.get_by_label("Huskeord, som kun I kan se")).to_have_value("Jens Hansen")
    expect(page.get_by_label("Er meget alene")).to_be_checked()
    looked_at(page, has_script)
    page.get_by_label("Huskeord, som kun I kan se").fill("blåt krus")
    taps.on("Send praj")
    receipt = page.locator(".receipt").inner_text()
    looked_at(page, has_script)
    assert not page.context.cookies()
    page.goto(f"/p/{code}/")
    taps.on("Se svar på et praj")
    looked_at(page, has_script)
    page.get_by_label("Skriv koden fra din kvittering").fill(receipt.lower())
    taps.on("Se svar")
    expect(page.locator("h1")).to_have_text("Det har vi gjort")
    looked_at(page, has_script)
    assert Tip.objects.get(source="wall").memory_word.words == "blåt krus"  # type: ignore[attr-defined]


def test_tip_code_that_leads_nowhere_says_what_to_do(new_context: Callable[..., BrowserContext], people: Cast) -> None:
    context = new_context()
    page = context.new_page()
    page.goto("/p/XXXX-9999/")
    expect(page.locator("h1")).to_have_text("Koden virker ikke her")
    looked_at(page)
    assert not context.cookies()


@pytest.mark.parametrize("percent", [100, 150])
def test_tip_pages_fit_a_small_phone_with_large_text(
    new_context: Callable[..., BrowserContext], people: Cast, percent: int
) -> None:
    set_out(people)
    page = new_context(viewport=SMALL).new_page()
    screen.sign_in(page, people.partner)
    screen.text_size(page, percent)
    signed_in = ("/set-og-hoert/", "/praj/nyt/", "/praj/nyt/fag/", "/praj/nyt/fag/?svar=nej", "/praj/nyt/tak/")
    for address in (*signed_in, f"/p/{wall_code(people).code}/", "/p/svar/"):
        page.goto(address)
        screen.no_sideways_scroll(page)
        screen.targets(page)


def test_tip_of_a_professional_asks_first(plain_page: Page, people: Cast) -> None:
    set_out(people)
    screen.sign_in(plain_page, people.professional)
    plain_page.goto("/praj/nyt/fag/")
    taps = Taps(plain_page)
    taps.on("Nej")
    for words in ("På gaden", "Har det skidt", "Meget", "Send praj"):
        taps.on(words)
    expect(plain_page.locator("h1")).to_have_text("Tak. Vi har det.")
    assert taps.n == 5
    assert Tip.objects.get(worry="much").asked == "no"


def test_card_is_typed_in(wide_page: Page, people: Cast) -> None:
    set_out(people)
    screen.sign_in(wide_page, people.therapist)
    wide_page.goto("/praj/kort/")
    looked_at(wide_page)
    wide_page.get_by_label("Fra hvilket hus?").select_option(label="Værestedet Kajen")
    wide_page.locator("label.choice", has_text="På gaden").click()
    wide_page.locator("label.choice", has_text="Er ny her").click()
    wide_page.locator("label.choice", has_text="Lidt").click()
    wide_page.get_by_label("Huskeord, som kun I kan se").fill("blåt krus")
    wide_page.get_by_role("button", name="Gem kortet").click()
    expect(wide_page.get_by_text("Kortet er gemt. Huset kan se det nu.")).to_be_visible()
    assert "blåt krus" not in wide_page.content()
    looked_at(wide_page)


def test_tip_first_load_weighs_little(people: Cast) -> None:
    """The page with both its sheets, as they travel; gzip of the answer itself, as the server gives it."""
    set_out(people)
    small, client = f"/p/{wall_code(people).code}/", enter(Client(), people.partner)
    sheets = sum(len(gzip.compress(sheet.encode())) for sheet in sheets_of_the_small_pages())
    for address in ("/set-og-hoert/", "/praj/nyt/", small):
        answer = client.get(address, headers={"Accept-Encoding": "gzip"})
        assert answer["Content-Encoding"] == "gzip"
        weight = len(answer.content) + sheets
        assert weight <= LIGHTEST, (address, weight)
        print(address, len(answer.content), sheets, weight)


def sheets_of_the_small_pages() -> list[str]:
    folder = Path(ui.__file__).parent / "static" / "ui" / "css"
    return [(folder / f"{name}.css").read_text(encoding="utf-8") for name in ("tokens", "small")]
