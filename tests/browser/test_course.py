"""A citizen's page and the course on a phone: agree a rhythm, start the days, write a period, read it all."""

import pytest
from playwright.sync_api import Page, expect

from fremskudt.basics.codes import new_code
from fremskudt.casework.actions import identity as identities
from fremskudt.casework.models import Citizen, ContactAgreement, PhaseInterval, TreatmentRequest
from tests import cast
from tests.browser import screen
from tests.casework import field
from tests.casework.test_citizen_page import fill


@pytest.fixture
def people(live_server: object, transactional_db: None) -> cast.Cast:
    return cast.assemble()


@pytest.fixture
def followed(people: cast.Cast) -> Citizen:
    made = field.citizen(people, "Kanel", code=new_code(), followed_by=people.therapist)
    identities.write(citizen=made, name="Petra Prøve", phone="20 30 40 50", by=people.therapist)
    return made


def look(page: Page) -> None:
    page.wait_for_load_state()
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")  # the bar covers nothing there
    screen.axe(page)
    screen.no_sideways_scroll(page)
    screen.targets(page)


def agree(page: Page) -> None:
    page.get_by_role("link", name="Aftal rytme").click()
    look(page)
    page.get_by_role("group", name="Hvor tit?").get_by_text("Hver uge").click()
    page.get_by_label("Pas på, når vi ringer eller skriver").fill("Ring ikke om formiddagen")
    page.get_by_label("Med borgerens egne ord").fill("Skriv bare til mig")
    page.get_by_text("En uge", exact=True).click()
    page.get_by_role("button", name="Gem aftalen").click()
    expect(page.get_by_text("Aftalen er gemt.")).to_be_visible()
    expect(page.get_by_text("»Skriv bare til mig«")).to_be_visible()
    expect(page.get_by_text("Borgeren vil være i fred til")).to_be_visible()


def ask(page: Page) -> None:
    page.get_by_role("link", name="Har bedt om behandling").click()
    look(page)
    page.get_by_role("button", name="Start fristen på 14 dage").click()
    expect(page.get_by_text("I dag starter fristen på 14 dage.")).to_be_visible()
    page.get_by_role("link", name="14 dage fra henvendelse").click()
    look(page)
    page.get_by_label("Hvornår blev en samtale med læge tilbudt?").fill(
        page.evaluate("new Date().toISOString().slice(0, 10)")
    )
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_text("Tilbudt")).to_be_visible()


def write_period(page: Page) -> None:
    page.get_by_role("link", name="Ret perioder").click()
    look(page)
    page.get_by_role("link", name="Tilføj periode").click()
    look(page)
    page.get_by_text("1 Opsporing og kontakt").click()
    page.get_by_label("Fra").fill("2026-01-05")
    page.get_by_role("button", name="Gem").click()
    look(page)
    page.get_by_role("link", name="Ret 1 Opsporing og kontakt").click()
    look(page)
    page.get_by_label("Til").fill("2026-02-01")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_text("Det gamle står under »Rettet«.")).to_be_visible()


def the_way(page: Page, followed: Citizen) -> None:
    page.goto(f"/borgere/{followed.code}/")
    look(page)
    agree(page)
    ask(page)
    write_period(page)
    page.goto(f"/borgere/{followed.code}/")
    page.get_by_role("link", name="Tidslinje").click()
    look(page)
    expect(page.get_by_text("Har bedt om behandling. Fristen på 14 dage begynder.")).to_be_visible()
    page.get_by_role("link", name="Perioder").click()
    expect(page.get_by_text("Periode: 1 Opsporing og kontakt, til 1. februar 2026.", exact=True)).to_be_visible()
    expect(page.get_by_text("Har bedt om behandling")).to_have_count(0)
    assert ContactAgreement.objects.get().every_days == 7
    assert TreatmentRequest.objects.get().doctor_offered_on is not None
    assert PhaseInterval.objects.standing().count() == 1


def test_course_on_a_phone(page: Page, people: cast.Cast, followed: Citizen) -> None:
    screen.sign_in(page, people.therapist)
    the_way(page, followed)


def test_course_at_a_desk(wide_page: Page, people: cast.Cast, followed: Citizen) -> None:
    screen.sign_in(wide_page, people.therapist)
    the_way(wide_page, followed)


def test_course_without_javascript(plain_page: Page, people: cast.Cast, followed: Citizen) -> None:
    screen.sign_in(plain_page, people.therapist)
    plain_page.goto(f"/borgere/{followed.code}/")
    plain_page.get_by_role("link", name="Aftal rytme").click()
    plain_page.get_by_role("group", name="Hvor tit?").get_by_text("Hver uge").click()
    plain_page.get_by_role("button", name="Gem aftalen").click()
    plain_page.get_by_role("link", name="Har bedt om behandling").click()
    plain_page.get_by_role("button", name="Start fristen på 14 dage").click()
    expect(plain_page.get_by_text("I dag starter fristen på 14 dage.")).to_be_visible()
    plain_page.get_by_role("link", name="Ret perioder").click()
    plain_page.get_by_role("link", name="Tilføj periode").click()
    plain_page.get_by_text("Uafklaret", exact=True).click()
    plain_page.get_by_label("Fra").fill("2026-01-05")
    plain_page.get_by_role("button", name="Gem").click()
    expect(plain_page.get_by_role("link", name="Ret Uafklaret")).to_be_visible()


def test_call_shows_what_to_mind_and_the_number_by_a_press(page: Page, people: cast.Cast, followed: Citizen) -> None:
    fill(people, followed)
    screen.sign_in(page, people.therapist)
    page.goto(f"/borgere/{followed.code}/")
    look(page)
    page.get_by_role("link", name="Ring eller skriv").click()
    look(page)
    expect(page.get_by_text("Ring ikke om formiddagen")).to_be_visible()
    page.get_by_role("button", name="Vis nummeret").click()
    expect(page.get_by_text("20 30 40 50")).to_be_visible()
    look(page)
    assert "2030" not in page.url
    assert page.get_by_role("link", name="Ring", exact=True).get_attribute("href") == "tel:+4520304050"


def test_course_pages_are_accessible_in_the_dark(new_context, people: cast.Cast, followed: Citizen) -> None:  # type: ignore[no-untyped-def]
    page = new_context(color_scheme="dark").new_page()
    fill(people, followed)
    screen.sign_in(page, people.therapist)
    for path in ("", "tidslinje/", "perioder/", "rytme/", "vej-ind/", "frist/"):
        page.goto(f"/borgere/{followed.code}/{path}")
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        screen.axe(page)
