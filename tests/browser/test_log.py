"""The leader's month: draw, judge, ask, undo, sign; and the data protection officer's search and reading."""

import csv
import re
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from fremskudt.access.models import LogCheck
from fremskudt.access.rules.sample import month_before
from tests import cast
from tests.access.look_ups import COPENHAGEN, codes, look_up
from tests.browser import screen


@pytest.fixture
def people(live_server: object, transactional_db: None) -> cast.Cast:
    """The cast; Tea looked at two people last month, Tom opened a door to a third."""
    people = cast.assemble()
    day = month_before(timezone.localdate()) + timedelta(days=13)
    look_up(people.therapist, codes(2), at=datetime.combine(day, time(9, 40), COPENHAGEN))
    at = datetime.combine(day, time(22, 5), COPENHAGEN)
    look_up(people.colleague, ["T7M4-Q2RX"], purpose="door", at=at)
    return people


def look(page: Page) -> None:
    screen.axe(page)
    screen.targets(page)
    screen.no_sideways_scroll(page)
    assert page.locator("main .button-primary").count() == 1


def draw_and_sign(page: Page, leader: cast.User) -> None:
    screen.sign_in(page, leader)
    page.goto("/opslag/")
    look(page)
    page.get_by_role("button", name="Træk månedens stikprøve").click()
    expect(page.get_by_role("heading", name="3 mangler")).to_be_visible()
    look(page)
    page.get_by_role("button", name=re.compile("I orden.*K000-XXXX")).click()
    expect(page.get_by_role("status")).to_have_text("Linjen er i orden.")
    expect(page.get_by_text("Tom så sagen · T7M4-Q2RX")).to_be_visible()
    expect(page.get_by_text("Formål: Lukket dør")).to_be_visible()
    asked = page.locator("li", has_text="T7M4-Q2RX")
    asked.locator("summary").click()
    asked.get_by_role("button", name="Skriv spørgsmålet ned").click()
    expect(page.get_by_role("alert")).to_be_focused()
    look(page)
    page.get_by_role("link", name="Skriv, hvad du spørger om.").click()
    page.keyboard.type("Hvorfor åbnede du døren kl. 22?")
    page.get_by_role("button", name="Skriv spørgsmålet ned").locator("visible=true").click()
    expect(page.get_by_role("heading", name="1 mangler")).to_be_visible()
    expect(page.get_by_role("button", name="Underskriv")).to_have_attribute("aria-disabled", "true")
    page.get_by_role("button", name=re.compile("I orden.*K001-XXXX")).click()
    page.locator("summary", has_text="3 gennemgået").click()
    expect(page.get_by_text("Lea har spurgt: »Hvorfor åbnede du døren kl. 22?«")).to_be_visible()
    page.get_by_role("button", name=re.compile("Fortryd.*K001-XXXX")).click()
    page.get_by_role("button", name=re.compile("I orden.*K001-XXXX")).click()
    look(page)
    page.get_by_role("button", name="Underskriv").click()
    expect(page.get_by_text("Underskrevet af Lea")).to_be_visible()
    screen.axe(page)
    check = LogCheck.objects.get()
    assert check.signed_by == leader
    assert sorted(check.lines.values_list("verdict", flat=True)) == ["asked", "fine", "fine"]


def test_leader_draws_judges_asks_and_signs_on_a_phone(page: Page, people: cast.Cast) -> None:
    draw_and_sign(page, people.leader)


def test_leader_draws_judges_asks_and_signs_on_a_desk(wide_page: Page, people: cast.Cast) -> None:
    draw_and_sign(wide_page, people.leader)


def test_leader_draws_judges_asks_and_signs_without_javascript(plain_page: Page, people: cast.Cast) -> None:
    screen.sign_in(plain_page, people.leader)
    plain_page.goto("/opslag/")
    plain_page.get_by_role("button", name="Træk månedens stikprøve").click()
    for _ in range(2):
        plain_page.get_by_role("button", name="I orden").first.click()
    plain_page.locator("summary", has_text="Spørg om grund").click()
    plain_page.get_by_label("Hvad spørger du om?").fill("Hvorfor?")
    plain_page.get_by_role("button", name="Skriv spørgsmålet ned").click()
    plain_page.get_by_role("button", name="Underskriv").click()
    expect(plain_page.get_by_text("Underskrevet af Lea")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1100])
def test_officer_searches_the_log_and_fetches_a_file(page: Page, people: cast.Cast, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    screen.sign_in(page, people.dpo)
    page.goto("/opslag/log/")
    look(page)
    page.get_by_label("Borgerens kode").fill("k000-xxxx")
    page.get_by_label("Hvad er gjort").select_option(label="Opslag om en borger")
    page.get_by_role("button", name="Søg").click()
    expect(page.get_by_role("heading", name="1 linje")).to_be_visible()
    expect(page.get_by_text("Tea så sagen · K000-XXXX")).to_be_visible()
    assert page.url.endswith("/opslag/log/")
    look(page)
    with page.expect_download() as file:
        page.get_by_role("button", name="Hent (CSV)").click()
    rows = list(csv.reader(Path(file.value.path()).read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert [row[4] for row in rows[1:]] == ["K000-XXXX"]
    page.locator("summary", has_text="Ret søgningen").click()
    page.get_by_label("Borgerens kode").fill("")
    page.get_by_role("button", name="Søg").click()
    expect(page.get_by_role("heading", name="3 linjer")).to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 1100])
def test_officer_reads_the_record_and_who_may_what(page: Page, people: cast.Cast, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    screen.sign_in(page, people.dpo)
    page.goto("/fortegnelse/")
    look(page)
    with page.expect_download() as file:
        page.get_by_role("link", name="Hent (CSV)").click()
    assert "casework.Identity.cpr" in Path(file.value.path()).read_text("utf-8-sig")
    page.get_by_role("link", name="Hvem må hvad?").click()
    expect(page.get_by_role("columnheader", name="Databeskyttelsesrådgiver")).to_be_attached()
    searching = page.get_by_role("region", name="Søge i loggen").or_(page.locator("section", has_text="Søge i loggen"))
    searching.locator("summary").first.click()
    expect(page.get_by_text("/opslag/log/", exact=True)).to_be_visible()
    for address in ("/fortegnelse/hvem-maa-hvad/", "/fortegnelse/data/"):
        page.goto(address)
        screen.axe(page)
        screen.targets(page)
        screen.no_sideways_scroll(page)
    expect(page.get_by_text("surveys.Answer", exact=True)).to_be_visible()


def test_pages_are_accessible_in_english_and_in_the_dark(page: Page, people: cast.Cast) -> None:
    screen.sign_in(page, people.dpo)
    page.emulate_media(color_scheme="dark")
    page.goto("/opslag/")
    screen.english(page)
    for address in ("/opslag/", "/opslag/log/", "/fortegnelse/", "/fortegnelse/hvem-maa-hvad/", "/fortegnelse/data/"):
        page.goto(address)
        screen.axe(page)
        screen.no_sideways_scroll(page)
