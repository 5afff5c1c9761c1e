"""A campaign planned, a code made and printed, a reminder set up, a face for the poster: phone, desk, and no script."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from fremskudt.partnership.models import Batch, PosterFace, Reminder
from fremskudt.partnership.rules.reminder import is_workday
from tests import cast
from tests.access.visibility_pages import photo
from tests.browser import screen

Look = Callable[[Page], None]


@pytest.fixture
def people(live_server: object, transactional_db: None) -> cast.Cast:
    return cast.assemble()


@pytest.fixture
def portrait(tmp_path: Path) -> Path:
    (tmp_path / "mig.jpg").write_bytes(photo())
    return tmp_path / "mig.jpg"


def look(page: Page) -> None:
    """With the whole page in view: axe takes what the phone's bar happens to cover for too small."""
    page.wait_for_load_state()
    size = page.viewport_size or {"width": 390, "height": 844}
    page.set_viewport_size({**size, "height": page.evaluate("document.documentElement.scrollHeight") + 100})
    screen.axe(page)
    screen.no_sideways_scroll(page)
    page.set_viewport_size(size)
    screen.targets(page)


def a_campaign(page: Page, look: Look) -> None:
    """Planned for yesterday, so that it can be counted; with a code that is printed."""
    page.goto("/synlighed/")
    look(page)
    page.get_by_role("link", name="Planlæg noget").click()
    look(page)
    page.get_by_label("Lightere").check()
    page.get_by_label("Hvornår?").fill(f"{timezone.localdate() - timedelta(days=1)}")
    page.get_by_label("Hvor mange regner I med?").fill("200")
    page.get_by_role("button", name="Gem planen").click()  # a name is missing
    expect(page.get_by_text("Giv det et navn, så I kan kende det igen.").first).to_be_visible()
    look(page)
    page.get_by_label("Hvad kalder vi det?").fill("Lightere i november")
    page.get_by_role("button", name="Gem planen").click()
    expect(page.get_by_text("Planlagt.")).to_be_visible()
    look(page)
    page.get_by_label("Hvor mange blev delt ud?").fill("180")
    page.get_by_role("button", name="Gem tallet").click()
    expect(page.get_by_text("180 delt ud af 200")).to_be_visible()
    page.get_by_role("link", name="Lav en kode").click()
    look(page)
    page.get_by_role("button", name="Lav koden").click()
    expect(page.get_by_text("Koden er lavet.")).to_be_visible()
    look(page)
    fetched(page, "Hent ark (PDF)", f"kode-{Batch.objects.get().code.lower()}.pdf")


def fetched(page: Page, label: str, name: str) -> None:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=label).click()
    assert waiting.value.suggested_filename == name
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF-")


def the_rest_of_it(page: Page, look: Look) -> None:
    """Called off and back, and its code closed."""
    page.get_by_role("button", name="Aflys").click()
    expect(page.get_by_text("Det er aflyst.")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Fortryd").click()
    expect(page.get_by_text("Fortrudt. Det er som før.")).to_be_visible()
    page.get_by_role("link", name="Luk koden").click()
    look(page)
    page.get_by_role("button", name="Ja, luk koden").click()
    expect(page.get_by_text("Koden er lukket. Tag papiret ned.")).to_be_visible()
    assert Batch.objects.get().closed_at is not None


def a_reminder(page: Page, look: Look) -> None:
    """Written, looked at, mended, begun and stopped."""
    day = timezone.localdate() + timedelta(days=1)
    while not is_workday(day):
        day += timedelta(days=1)
    page.goto("/synlighed/paamindelser/")
    look(page)
    page.get_by_role("link", name="Send påmindelse").click()
    page.get_by_label("Værestedet Kajen").check()
    page.get_by_label("Første gang").fill(f"{day}")
    look(page)
    page.get_by_role("button", name="Se, hvordan den bliver").click()
    expect(page.get_by_text("Den går til 2 personer")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Ret", exact=True).click()
    page.get_by_label("Hvad står der i mailen?").fill("Kender du Jens?")
    page.get_by_role("button", name="Se, hvordan den bliver").click()
    expect(page.get_by_text("Mailen nævner en borger. Fjern det, før den sendes.").first).to_be_visible()
    look(page)
    page.get_by_label("Hvad står der i mailen?").fill("Kender du en, vi kunne møde?")
    page.get_by_role("button", name="Se, hvordan den bliver").click()
    page.get_by_role("button", name="Ja, sæt i gang").click()
    expect(page.get_by_text("Sat i gang.")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Stop").click()
    look(page)
    page.get_by_role("button", name="Ja, stop den").click()
    expect(page.get_by_text("Stoppet. Der går ikke flere ud.")).to_be_visible()
    assert Reminder.objects.get().stopped_at is not None


def a_face(page: Page, portrait: Path, look: Look) -> None:
    page.goto("/plakat/")
    look(page)
    page.get_by_role("link", name="Mit ansigt").click()
    page.get_by_label("Telefon på arbejdet").fill("12345678")
    page.get_by_label("Billede").set_input_files(portrait)
    look(page)
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_text("Gemt. Det kommer med på den næste plakat.")).to_be_visible()
    look(page)
    page.goto("/plakat/")
    expect(page.get_by_alt_text("Billede af Lea")).to_be_visible()
    look(page)
    fetched(page, "Hent A4 (PDF)", "plakat-a4.pdf")
    page.goto("/mit-ansigt/fjern/")
    look(page)
    page.get_by_role("button", name="Ja, tag mig af").click()
    assert not PosterFace.objects.exists()


def test_visibility_planned_and_printed_on_a_phone(page: Page, people: cast.Cast, portrait: Path) -> None:
    screen.sign_in(page, people.leader)
    a_campaign(page, look)
    the_rest_of_it(page, look)
    a_reminder(page, look)
    a_face(page, portrait, look)


def test_visibility_planned_and_printed_on_a_desk(wide_page: Page, people: cast.Cast, portrait: Path) -> None:
    screen.sign_in(wide_page, people.leader)
    a_campaign(wide_page, look)
    a_reminder(wide_page, look)
    a_face(wide_page, portrait, look)


def test_visibility_planned_and_printed_without_javascript(plain_page: Page, people: cast.Cast, portrait: Path) -> None:
    screen.sign_in(plain_page, people.leader)
    a_campaign(plain_page, lambda _page: None)
    the_rest_of_it(plain_page, lambda _page: None)
    a_reminder(plain_page, lambda _page: None)
    a_face(plain_page, portrait, lambda _page: None)
