"""One is searched for before one is made, two are merged and made two again, and the leader's list: on a phone."""

import pytest
from playwright.sync_api import Page, expect

from fremskudt.basics.codes import new_code
from fremskudt.casework.actions import identity as identities
from fremskudt.casework.models import Citizen, NotSame
from tests import cast
from tests.browser import screen
from tests.casework import field


@pytest.fixture
def people(live_server: object, transactional_db: None) -> cast.Cast:
    return cast.assemble()


def look(page: Page) -> None:
    screen.axe(page)
    screen.no_sideways_scroll(page)
    screen.targets(page)


def known(people: cast.Cast, alias: str, name: str = "") -> Citizen:
    citizen = field.citizen(people, alias, code=new_code(), followed_by=people.therapist)
    if name:
        identities.write(citizen=citizen, name=name, by=people.therapist)
    return citizen


def search_and_make(page: Page) -> None:
    """Two who look alike are shown; it is another, so a new one is made."""
    page.goto("/borgere/")
    page.get_by_role("link", name="Ny borger").click()
    expect(page.get_by_text("Søg først, så ingen bliver oprettet to gange.")).to_be_visible()
    page.get_by_label("Dæknavn").fill("Lantærne")
    page.get_by_label("Fornavn").fill("Kristian")
    page.get_by_label("Fødselsår").fill("1970")
    page.get_by_role("button", name="Søg").click()
    expect(page.get_by_text("To ligner hinanden. Se dem, før du går videre.")).to_be_visible()
    expect(page.get_by_text("Navnene lyder ens")).to_be_visible()
    assert "kristian" not in (page.url + page.content()).lower()


def merge_and_undo(page: Page) -> None:
    page.goto("/borgere/")
    page.get_by_role("link", name="Er to den samme?").click()
    page.get_by_role("link", name="Lanterne og Laterne").click()
    expect(page.get_by_text("Lanterne og Laterne bliver én.")).to_be_visible()


def test_therapist_searches_first_then_makes_one_on_a_phone(page: Page, people: cast.Cast) -> None:
    known(people, "Lanterne")
    known(people, "Havre", "Christian Prøve")
    screen.sign_in(page, people.therapist)
    page.goto("/borgere/ny/")
    look(page)
    search_and_make(page)
    look(page)
    page.get_by_role("button", name="Det er en anden. Opret Lantærne").click()
    expect(page.get_by_role("heading", name="Lantærne", exact=True)).to_be_visible()
    assert Citizen.objects.get(alias="Lantærne").birth_year == 1970
    assert NotSame.objects.count() == 2


def test_therapist_searches_first_and_finds_who_it_was_without_javascript(plain_page: Page, people: cast.Cast) -> None:
    known(people, "Lanterne")
    known(people, "Havre", "Christian Prøve")
    screen.sign_in(plain_page, people.therapist)
    search_and_make(plain_page)
    plain_page.get_by_role("link", name="Havre").click()
    expect(plain_page.get_by_role("heading", name="Havre", exact=True)).to_be_visible()
    assert Citizen.objects.count() == 2


@pytest.mark.parametrize("kind", ["page", "plain_page"])
def test_therapist_merges_two_and_makes_them_two_again(
    request: pytest.FixtureRequest, people: cast.Cast, kind: str
) -> None:
    page: Page = request.getfixturevalue(kind)
    kept, other = known(people, "Lanterne"), known(people, "Laterne")
    screen.sign_in(page, people.therapist)
    merge_and_undo(page)
    if kind == "page":
        look(page)
    page.get_by_label(f"Lanterne ({kept.code})").check()
    page.get_by_role("button", name="Læg dem sammen").click()
    expect(page.get_by_role("heading", name="Lanterne", exact=True)).to_be_visible()
    page.goto(f"/borgere/{other.code}/")
    assert page.url.endswith(f"/borgere/{kept.code}/")
    page.goto("/borgere/dubletter/")
    if kind == "page":
        look(page)
    page.get_by_role("link", name="Lanterne og Laterne").click()
    if kind == "page":
        look(page)
    page.get_by_role("button", name="Skil dem ad").click()
    expect(page.get_by_text("Lanterne og Laterne er to igen.")).to_be_visible()
    expect(page.get_by_role("link", name="Lanterne og Laterne")).to_have_count(0)
    page.goto("/borgere/")
    expect(page.get_by_role("link", name="Laterne", exact=False).first).to_be_visible()
    if kind == "page":
        look(page)


@pytest.mark.parametrize("kind", ["page", "wide_page"])
def test_leader_reads_and_fetches_the_participant_list(
    request: pytest.FixtureRequest, people: cast.Cast, kind: str
) -> None:
    page: Page = request.getfixturevalue(kind)
    known(people, "Lanterne")
    screen.sign_in(page, people.leader)
    page.goto("/deltagere/")
    look(page)
    expect(page.get_by_text("Lanterne")).to_have_count(0)
    page.get_by_label("Vis").select_option("possible")
    page.get_by_role("button", name="Vis", exact=True).click()
    expect(page.get_by_text("mulig siden")).to_be_visible()
    look(page)
