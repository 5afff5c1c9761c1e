"""The steering group reads how many we have not met; the administrator chooses a word. On a phone, and plain."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from fremskudt.partnership.models import AvoidedWord, OwnWord, Tip
from fremskudt.partnership.rules.unmet import quarter_of
from tests import cast
from tests.browser import screen
from tests.partnership.tip_field import area, tip


@pytest.fixture
def people(live_server: object, transactional_db: None) -> cast.Cast:
    return cast.assemble()


@pytest.fixture
def tips(people: cast.Cast) -> None:
    """Of the last quarter that is closed, in three areas, and none too new."""
    weeks = (timezone.localdate() - last_quarter()).days // 7 - 1
    for name, n in (("Havnen", 9), ("Vestbyen ved den gamle banegård", 5), ("Landet", 1)):
        for number in range(n):
            house = people.drop_in if number % 2 else people.jobcentre
            tip(people, organisation=house, weeks_ago=weeks, area=area(people, name), age="25_39")
    assert Tip.objects.count() == 15


def last_quarter() -> date:
    quarter = quarter_of(timezone.localdate() - timedelta(days=14)).before()
    return quarter.start


def look(page: Page) -> None:
    screen.axe(page)
    screen.no_sideways_scroll(page)
    screen.targets(page)


def read(page: Page) -> None:
    page.goto("/moerketal/")
    expect(page.get_by_text("mennesker, vi endnu ikke har mødt.")).to_be_visible()
    expect(page.locator("svg:visible")).to_have_count(1)
    page.locator("summary", has_text="Tabel").click()
    expect(page.get_by_role("row", name="Havnen")).to_be_visible()
    expect(page.get_by_role("row", name="Landet")).to_contain_text("skjult")
    page.get_by_role("link", name="Vis måneder").click()
    expect(page.get_by_text("Område og måned sammen giver for små tal. Vi viser kvartal.")).to_be_visible()
    page.get_by_text("Sådan regner vi").click()
    expect(page.get_by_text("Mennesker, som ingen har set, er ikke med.")).to_be_visible()


@pytest.mark.parametrize("width", ["page", "wide_page"])
def test_unmet_is_read_on_a_phone_and_at_a_desk(
    request: pytest.FixtureRequest, people: cast.Cast, tips: None, width: str
) -> None:
    page: Page = request.getfixturevalue(width)
    screen.sign_in(page, people.steering)
    read(page)
    look(page)
    assert page.title().startswith("Mørketal")


def choose(page: Page) -> None:
    page.goto("/ord/")
    page.get_by_label("Praj").fill("vink")
    page.get_by_role("button", name="Se det først").click()
    expect(page.get_by_text("giv os et vink.")).to_be_visible()
    assert not OwnWord.objects.exists()
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_text("Gemt.")).to_be_visible()
    page.get_by_label("Et ord, I vil undgå").fill("stofsnak")
    page.get_by_role("button", name="Undgå ordet").click()
    expect(page.get_by_text("Ordet er på listen.")).to_be_visible()
    page.get_by_label("Huskeord").fill("stofsnak")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.locator(".form-error")).to_contain_text("Ordet står på jeres undgå-liste.")


def test_words_are_chosen_on_a_phone(page: Page, people: cast.Cast) -> None:
    screen.sign_in(page, people.administrator)
    choose(page)
    look(page)
    page.goto("/ord/")
    page.get_by_text("Det undgår vi alle").click()
    look(page)
    page.get_by_role("button", name="Fjern").click()
    page.get_by_role("button", name="Fortryd").click()
    expect(page.get_by_text("Fortrudt. Ordene er, som de var.")).to_be_visible()
    assert AvoidedWord.objects.get().word == "stofsnak"


def test_unmet_and_words_work_without_javascript(plain_page: Page, people: cast.Cast, tips: None) -> None:
    screen.sign_in(plain_page, people.leader)
    read(plain_page)
    plain_page.context.clear_cookies()
    screen.sign_in(plain_page, people.administrator)
    choose(plain_page)
    assert OwnWord.objects.get().word == "vink"


def test_unmet_and_words_in_the_dark_and_by_keyboard(
    new_context: Callable[..., BrowserContext], people: cast.Cast, tips: None
) -> None:
    for user, address in ((people.steering, "/moerketal/"), (people.administrator, "/ord/")):
        page = new_context(color_scheme="dark").new_page()
        screen.sign_in(page, user)
        page.goto(address)
        screen.axe(page)
        stops = screen.tab_stops(page, most=40)
        assert [stop["what"] for stop in stops if not stop["ring"]] == [], address
    small = new_context(viewport={"width": 320, "height": 568}).new_page()
    screen.sign_in(small, people.steering)
    small.goto("/moerketal/")
    screen.text_size(small, 150)
    screen.no_sideways_scroll(small)
