"""Papers and agreements on a phone, by what is visible: a photo of a letter, days to fetch something, a visit."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from fremskudt.casework.models import Appointment, Citizen, Letter, PickUpDay
from tests import cast
from tests.browser import screen
from tests.casework import field, pictures

CODE = "K7M4-Q2RX"
PAPERS = f"/borgere/{CODE}/papirer/"


@pytest.fixture
def people(live_server: object, transactional_db: None) -> cast.Cast:
    return cast.assemble()


@pytest.fixture
def kanel(people: cast.Cast) -> Citizen:
    return field.citizen(people, "Kanel", CODE, followed_by=people.therapist)


def look(page: Page) -> None:
    screen.axe(page)
    screen.no_sideways_scroll(page)
    screen.targets(page)
    assert page.locator("main .button-primary").count() <= 1
    assert "kanel" not in (page.url + page.title()).lower()


def photo(side: int = 2400) -> bytes:
    return pictures.as_file(pictures.letter((side * 3 // 4, side)), exif=pictures.exif(6))


def keep_letter(page: Page) -> None:
    """Two taps and the photo: refused first, with what was typed kept, then kept."""
    page.goto(PAPERS)
    page.get_by_role("link", name="Tag billede af brev").click()
    page.get_by_label("Billede").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"<svg/>"})
    page.get_by_label("Hvad handler brevet om?").fill("Kommunen vil vide, hvor du bor")
    page.get_by_label("Frist").fill((timezone.localdate() + timedelta(days=9)).isoformat())
    page.get_by_role("button", name="Gem brevet").click()
    expect(page.get_by_role("alert")).to_contain_text("Billedet er i et format, vi ikke kan læse.")
    expect(page.get_by_label("Hvad handler brevet om?")).to_have_value("Kommunen vil vide, hvor du bor")
    page.get_by_label("Billede").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    page.get_by_role("button", name="Gem brevet").click()
    expect(page.get_by_text("Brevet er gemt.")).to_be_visible()
    page.get_by_role("link", name="Kommunen vil vide").click()
    picture = page.get_by_alt_text("Billede af brevet. Tryk for at se det stort.")
    expect(picture).to_be_visible()
    assert picture.evaluate("one => one.decode().then(() => [one.naturalWidth, one.naturalHeight])") == [1600, 1200]


def agree_and_note(page: Page) -> None:
    page.goto(PAPERS)
    page.get_by_role("link", name="Ny fast aftale").click()
    for day in ("Mandag", "Tirsdag", "Onsdag", "Torsdag", "Fredag", "Lørdag", "Søndag"):
        page.get_by_label(day).check()
    page.get_by_label("Hvor?").fill("Apoteket på torvet")
    page.get_by_label("Hvem hjælper?").fill("Naboen")
    page.get_by_role("button", name="Gem aftalen").click()
    page.get_by_role("button", name="Ikke hentet").click()
    expect(page.get_by_role("status").filter(has_text="Ikke hentet")).to_be_visible()


def plan(page: Page) -> None:
    page.goto(PAPERS)
    page.get_by_role("link", name="Ny aftale").click()
    page.get_by_label("Dag", exact=True).fill(timezone.localdate().isoformat())
    page.get_by_label("Klokken").fill("09:40")
    page.get_by_text("Hjemme", exact=True).click()
    page.get_by_label("Hvad handler det om?").fill("Et brev, der skal åbnes")
    page.get_by_role("button", name="Gem aftalen").click()
    expect(page.get_by_text("Aftalen er gemt.")).to_be_visible()


def test_therapist_keeps_papers_on_a_phone(page: Page, people: cast.Cast, kanel: Citizen) -> None:
    screen.sign_in(page, people.therapist)
    for address in (PAPERS, f"/borgere/{CODE}/breve/nyt/", f"/borgere/{CODE}/afhentning/ny/"):
        page.goto(address)
        look(page)
    keep_letter(page)
    look(page)
    page.get_by_role("link", name="Fjern billedet").click()
    look(page)
    page.get_by_role("link", name="Behold det").click()
    page.get_by_role("button", name="Brevet er færdigt").click()
    page.get_by_role("button", name="Fortryd").click()
    expect(page.get_by_text("Fortrudt. Det er som før.")).to_be_visible()
    agree_and_note(page)
    look(page)
    page.get_by_role("button", name="Fortryd").click()
    page.get_by_role("button", name="Hentet", exact=False).first.click()
    page.get_by_role("link", name="Afslut aftalen").click()
    look(page)
    plan(page)
    look(page)
    page.get_by_role("button", name="Vi sås ikke").click()
    look(page)
    page.goto(PAPERS)
    look(page)
    assert PickUpDay.objects.get().was_fetched
    assert Appointment.objects.get().outcome == "missed"


def test_therapist_keeps_papers_without_javascript(plain_page: Page, people: cast.Cast, kanel: Citizen) -> None:
    page = plain_page
    screen.sign_in(page, people.therapist)
    page.goto(PAPERS)
    page.get_by_role("link", name="Tag billede af brev").click()
    page.get_by_label("Billede").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    page.get_by_label("Hvad handler brevet om?").fill("Et brev fra udlejer")
    page.get_by_role("button", name="Gem brevet").click()
    expect(page.get_by_text("Brevet er gemt.")).to_be_visible()
    assert Letter.objects.get().picture
    agree_and_note(page)
    page.get_by_role("button", name="Fortryd").click()
    assert not PickUpDay.objects.exists()
    plan(page)
    page.get_by_role("button", name="Vi sås", exact=True).click()
    expect(page.get_by_role("button", name="Fortryd")).to_be_visible()


def test_papers_at_a_desk_and_in_the_dark(wide_page: Page, people: cast.Cast, kanel: Citizen) -> None:
    screen.sign_in(wide_page, people.therapist)
    keep_letter(wide_page)
    plan(wide_page)
    for scheme in ("light", "dark"):
        wide_page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for address in (PAPERS, f"/borgere/{CODE}/aftaler/ny/"):
            wide_page.goto(address)
            look(wide_page)
