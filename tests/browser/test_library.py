"""The evaluator takes an instrument in; the administrator says that the municipality may use it. By what is visible."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from fremskudt.surveys.models import InstrumentCopy, LicenceYes
from tests import cast
from tests.browser import screen
from tests.instruments.foreign import fhir_files

SIZES: dict[str, ViewportSize] = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1100, "height": 800}}


@pytest.fixture
def people(live_server: object, transactional_db: None) -> cast.Cast:
    return cast.assemble()


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "god.json").write_text(json.dumps(fhir_files.nested_groups()))
    (tmp_path / "daarlig.json").write_text(json.dumps(fhir_files.unknown_expression()))
    return tmp_path


def look(page: Page) -> None:
    page.wait_for_load_state()
    size = page.viewport_size or SIZES["phone"]
    page.set_viewport_size({**size, "height": page.evaluate("document.documentElement.scrollHeight") + 100})
    screen.axe(page)
    screen.no_sideways_scroll(page)
    page.set_viewport_size(size)
    if size["width"] < 768:
        screen.targets(page)


def take_in(page: Page, files: Path, look: Callable[[Page], None]) -> None:
    """A file that is refused, one that is shown, and »Udgiv«."""
    look(page)
    page.get_by_role("link", name="Nyt skema").click()
    look(page)
    page.locator("input[type=file]").set_input_files(files / "daarlig.json")
    page.get_by_role("button", name="Forhåndsvis").click()
    expect(page.get_by_role("heading", name="Det kan ikke tages ind")).to_be_visible()
    look(page)
    page.locator("input[type=file]").set_input_files(files / "god.json")
    page.get_by_role("button", name="Forhåndsvis").click()
    expect(page.get_by_text("g2: gruppe i gruppe – blevet til en bid for sig")).to_be_visible()
    expect(page.get_by_text("Har du en nøgle?")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Udgiv").click()
    expect(page.get_by_text("Udgivet: bolig 1.0.0.")).to_be_visible()
    look(page)


def confirm(page: Page, look: Callable[[Page], None]) -> None:
    """»Slå til« in two presses, and »Slå fra« on a page of its own."""
    look(page)
    page.get_by_role("link", name="Slå til: Progressionsskema").click()
    look(page)
    page.get_by_role("button", name="Slå til").click()
    expect(page.get_by_role("link", name="Skriv, hvem der har givet lov")).to_be_visible()
    look(page)
    page.get_by_label("Hvem har givet lov, og hvor ligger det?").fill("Mail 3. maj, sag 26/1234")
    page.get_by_role("button", name="Slå til").click()
    expect(page.get_by_text("Skemaet er slået til.")).to_be_visible()
    expect(page.get_by_text("Mail 3. maj, sag 26/1234")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Slå fra: Progressionsskema").click()
    expect(page.get_by_text("Svar, der er givet, bliver stående.")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Slå fra").click()
    expect(page.get_by_text("Skemaet er slået fra.")).to_be_visible()


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_library_the_evaluator_takes_an_instrument_in(
    new_context: Callable[..., BrowserContext], people: cast.Cast, files: Path, size: ViewportSize
) -> None:
    page = new_context(viewport=size).new_page()
    screen.sign_in(page, people.evaluator)
    page.goto("/evaluering/skemaer/")
    take_in(page, files, look)
    copy = InstrumentCopy.objects.get()
    assert (copy.slug, copy.origin, copy.by) == ("bolig", "fhir", people.evaluator)
    with page.expect_download() as fetched:
        page.get_by_role("link", name="XLSForm (Excel)").click()
    assert fetched.value.suggested_filename == f"bolig-1.0.0-{copy.hash[:12]}.xlsx"


def test_library_the_evaluator_without_javascript(plain_page: Page, people: cast.Cast, files: Path) -> None:
    screen.sign_in(plain_page, people.evaluator)
    plain_page.goto("/evaluering/skemaer/")
    take_in(plain_page, files, lambda _page: None)
    assert InstrumentCopy.objects.count() == 1


def test_library_the_administrator_confirms_and_ends(
    new_context: Callable[..., BrowserContext], people: cast.Cast
) -> None:
    page = new_context(viewport=SIZES["phone"]).new_page()
    screen.sign_in(page, people.administrator)
    page.goto("/skemaer/bibliotek/")
    confirm(page, look)
    assert LicenceYes.objects.get().ended_at is not None


def test_library_the_administrator_without_javascript(plain_page: Page, people: cast.Cast) -> None:
    screen.sign_in(plain_page, people.administrator)
    plain_page.goto("/skemaer/bibliotek/")
    confirm(plain_page, lambda _page: None)
    assert LicenceYes.objects.count() == 1
