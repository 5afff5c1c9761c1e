"""The evaluator's way from files to a report, with what is visible on the pages, and every page looked over."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from fremskudt.access.models import User
from fremskudt.config import study as published_study
from fremskudt.surveys.models import Response
from tests import cast
from tests.browser import screen

DESK = ("study", "gallery", "extract", "plan", "report", "reproduction")
PAGES = [
    reverse("evaluation:study_list"),
    *(reverse(f"evaluation:{name}", args=[published_study.SLUG]) for name in DESK),
    reverse("evaluation:figure", args=[published_study.SLUG, "fig-4.15"]),
    reverse("evaluation:figure", args=[published_study.SLUG, "fig-4.35"]),
    reverse("surveys:wave_list", args=[published_study.SLUG]),
    reverse("surveys:delivery_list", args=[published_study.SLUG]),
    reverse("surveys:delivery_new", args=[published_study.SLUG]),
    reverse("surveys:instrument_list"),
    reverse("surveys:instrument", args=["progression"]),
]


def known_password(user: User) -> User:
    user.set_password(cast.PASSWORD)
    user.save()
    return user


@pytest.fixture
def evaluator(live_server: object, transactional_db: None, tmp_path: Path) -> User:
    """The evaluator of the published study, whose run is there already."""
    return known_password(published_study.build(tmp_path).made_by)


@pytest.fixture
def beginner(live_server: object, transactional_db: None) -> User:
    """The evaluator of the published study before anything was delivered."""
    user = known_password(published_study.people())
    published_study.study(user)
    return user


def test_evaluator_reads_figures_and_fetches_the_report_without_javascript(plain_page: Page, evaluator: User) -> None:
    screen.sign_in(plain_page, evaluator)
    plain_page.locator("a.row-link", has_text=published_study.TITLE).click()
    plain_page.get_by_role("link", name="Figurer").click()
    plain_page.get_by_role("link", name="Figur 4.15: Jeg har det godt med mig selv").click()
    expect(plain_page.get_by_role("img", name="Jeg har det godt med mig selv")).to_be_visible()
    expect(plain_page.get_by_text("χ²(6) = 1,5095; p = 0,959")).to_be_visible()
    with plain_page.expect_download() as table:
        plain_page.get_by_role("link", name="Tal som CSV").click()
    assert "41,6" in Path(table.value.path()).read_text("utf-8-sig")
    plain_page.get_by_role("link", name="Figurer").click()
    plain_page.get_by_role("link", name=published_study.TITLE).click()
    plain_page.get_by_role("link", name="Rapport").click()
    for name, start in (("PDF", b"%PDF-"), ("Word", b"PK"), ("HTML", b"<!doctype html>")):
        with plain_page.expect_download() as report:
            plain_page.get_by_role("link", name=name).first.click()
        assert Path(report.value.path()).read_bytes()[:15].lower().startswith(start.lower())


def test_evaluator_takes_in_the_four_files_and_gets_the_figures(page: Page, beginner: User, tmp_path: Path) -> None:
    published_study.demo().write_population(tmp_path)
    screen.sign_in(page, beginner)
    page.goto(reverse("surveys:delivery_list", args=[published_study.SLUG]))
    for kind, name in published_study.FILES.items():
        page.goto(reverse("surveys:delivery_new", args=[published_study.SLUG]))
        page.locator(f"input[name=kind][value={kind}]").check()
        page.locator("input[type=file]").set_input_files(tmp_path / name)
        page.get_by_role("button", name="Se, hvad der vil ske").click()
        screen.axe(page)
        screen.no_sideways_scroll(page)
        page.locator("button[value=take_in]").click()
        expect(page.get_by_role("heading", name="Kvittering")).to_be_visible()
    assert Response.objects.count() == 107 + 155 + 233
    page.goto(reverse("evaluation:study", args=[published_study.SLUG]))
    page.get_by_role("button", name="Dan udtræk og regn planen").click(timeout=90_000)
    expect(page.get_by_role("heading", name="Figurer", exact=True)).to_be_visible(timeout=90_000)


@pytest.mark.parametrize("width", [320, 390, 1100])
def test_evaluators_pages_are_accessible_and_fit(
    new_context: Callable[..., BrowserContext], evaluator: User, width: int
) -> None:
    page = new_context(viewport={"width": width, "height": 800}).new_page()
    screen.sign_in(page, evaluator)
    for address in PAGES:
        page.goto(address)
        screen.axe(page)
        screen.no_sideways_scroll(page)
        screen.targets(page)


def test_evaluators_pages_are_accessible_in_the_dark(
    new_context: Callable[..., BrowserContext], evaluator: User
) -> None:
    page = new_context(color_scheme="dark").new_page()
    screen.sign_in(page, evaluator)
    for address in PAGES:
        page.goto(address)
        screen.axe(page)


def test_evaluator_takes_in_a_file_without_javascript(plain_page: Page, beginner: User, tmp_path: Path) -> None:
    published_study.demo().write_population(tmp_path)
    screen.sign_in(plain_page, beginner)
    plain_page.goto(reverse("surveys:delivery_new", args=[published_study.SLUG]))
    plain_page.get_by_label("Deltagerliste").check()
    plain_page.locator("input[type=file]").set_input_files(tmp_path / published_study.FILES["participants"])
    plain_page.get_by_role("button", name="Se, hvad der vil ske").click()
    plain_page.get_by_role("button", name="Indlæs 187 nye rækker").click()
    expect(plain_page.get_by_role("heading", name="Kvittering")).to_be_visible()


def test_evaluators_pages_are_walked_by_keyboard_with_a_visible_focus(page: Page, evaluator: User) -> None:
    screen.sign_in(page, evaluator)
    for address in PAGES:
        page.goto(address)
        stops = screen.tab_stops(page, most=25)
        assert len(stops) >= 4, address
        assert [stop["what"] for stop in stops if not stop["ring"]] == [], address
