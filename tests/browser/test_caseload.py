"""A therapist makes, names, hides and finds a citizen with what is visible on the pages; a leader distributes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from fremskudt.access.models import Event
from fremskudt.basics.codes import new_code
from fremskudt.casework.actions import identity as identities
from fremskudt.casework.models import Citizen
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


def make(page: Page, alias: str) -> None:
    page.goto("/borgere/")
    page.get_by_role("link", name="Ny borger").click()
    look(page)
    page.get_by_label("Dæknavn").fill(alias)
    page.get_by_role("button", name="Søg").click()
    look(page)
    page.get_by_role("button", name=f"Opret {alias}").click()
    expect(page.get_by_role("heading", name=alias, exact=True)).to_be_visible()


def name(page: Page) -> None:
    page.get_by_role("link", name="Ret", exact=True).click()
    look(page)
    page.get_by_label("Navn").fill("Petra Prøve")
    page.get_by_label("Telefon").fill("20 30 40 50")
    page.get_by_label("CPR-nummer").fill("010190-1234")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_text("Oplysningerne er gemt.")).to_be_visible()
    expect(page.get_by_text("Petra")).to_have_count(0)


def the_way(page: Page) -> None:
    """Make a citizen, write a name, see it by a press, go back and it is gone, find her by first name."""
    make(page, "Kanel")
    look(page)
    name(page)
    page.get_by_role("button", name="Vis navn og telefon").click()
    expect(page.get_by_text("Petra Prøve")).to_be_visible()
    expect(page.get_by_text("010190-••••")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Vis hele CPR").click()
    expect(page.get_by_text("010190-1234")).to_be_visible()
    page.get_by_role("link", name="Skjul igen").click()
    expect(page.get_by_role("button", name="Vis navn og telefon")).to_be_visible()
    expect(page.get_by_text("Petra")).to_have_count(0)
    page.goto("/borgere/")
    look(page)
    page.get_by_label("Find en, du følger").fill("petra")
    page.get_by_role("button", name="Søg").click()
    look(page)
    assert "petra" not in (page.url + page.title()).lower()
    page.get_by_role("link", name="Kanel").click()
    expect(page.get_by_role("heading", name="Kanel", exact=True)).to_be_visible()


def test_therapist_makes_names_and_finds_a_citizen_on_a_phone(page: Page, people: cast.Cast) -> None:
    screen.sign_in(page, people.therapist)
    the_way(page)


def test_therapist_makes_names_and_finds_a_citizen_at_a_desk(wide_page: Page, people: cast.Cast) -> None:
    screen.sign_in(wide_page, people.therapist)
    the_way(wide_page)


def test_therapist_makes_names_and_finds_a_citizen_without_javascript(plain_page: Page, people: cast.Cast) -> None:
    screen.sign_in(plain_page, people.therapist)
    plain_page.goto("/borgere/")
    plain_page.get_by_role("link", name="Ny borger").click()
    proposed = plain_page.get_by_label("Dæknavn").input_value()
    plain_page.get_by_role("button", name="Søg").click()
    plain_page.get_by_role("button", name=f"Opret {proposed}").click()
    expect(plain_page.get_by_role("heading", name=proposed, exact=True)).to_be_visible()
    plain_page.get_by_role("link", name="Ret", exact=True).click()
    plain_page.get_by_label("Navn").fill("Petra Prøve")
    plain_page.get_by_role("button", name="Gem").click()
    plain_page.get_by_role("button", name="Vis navn og telefon").click()
    expect(plain_page.get_by_text("Petra Prøve")).to_be_visible()
    plain_page.goto("/borgere/")
    plain_page.get_by_label("Find en, du følger").fill("Petra")
    plain_page.get_by_role("button", name="Søg").click()
    expect(plain_page.get_by_role("link", name=proposed)).to_be_visible()


def test_name_is_gone_when_the_browser_goes_back(page: Page, people: cast.Cast) -> None:
    """The browser's own Back fetches the citizen's page anew, and Forward does not show the name of before."""
    citizen = field.citizen(people, code=new_code(), followed_by=people.therapist)
    identities.write(citizen=citizen, name="Petra Prøve", by=people.therapist)
    screen.sign_in(page, people.therapist)
    page.goto(f"/borgere/{citizen.code}/")
    page.get_by_role("button", name="Vis navn og telefon").click()
    expect(page.get_by_text("Petra Prøve")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name="Vis navn og telefon")).to_be_visible()
    expect(page.get_by_text("Petra")).to_have_count(0)
    assert Event.objects.filter(action="citizen.read").count() == 2


def test_leader_distributes_and_thinks_again(page: Page, people: cast.Cast) -> None:
    citizen = field.citizen(people, "Havre", code=new_code())
    screen.sign_in(page, people.leader)
    page.goto("/fordeling/")
    expect(page.get_by_role("heading", name="Ikke fordelt")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Havre").click()
    look(page)
    page.get_by_label("Ingen lige nu").uncheck()
    page.get_by_label("Tom").check()
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("status")).to_contain_text("Gemt.")
    expect(page.get_by_label("Tom")).to_be_checked()
    look(page)
    page.get_by_role("button", name="Fortryd").click()
    expect(page.get_by_label("Tom")).not_to_be_checked()
    assert not citizen.assignments.filter(ended_at=None).exists()


@pytest.mark.parametrize("width", [320, 1100])
def test_long_aliases_and_lists_fit(new_context: Callable[..., BrowserContext], people: cast.Cast, width: int) -> None:
    page = new_context(viewport={"width": width, "height": 800}).new_page()
    for number in range(26):
        field.citizen(people, "Æ" * (14 + number), code=new_code(), followed_by=people.therapist)
    screen.sign_in(page, people.therapist)
    page.goto("/borgere/")
    look(page)
    page.get_by_role("link", name="Vis flere").click()
    look(page)
    page.get_by_role("link", name="ÆÆÆ").first.click()
    look(page)
    assert Citizen.objects.count() == 26


def test_caseload_is_accessible_in_the_dark_and_by_keyboard(
    new_context: Callable[..., BrowserContext], people: cast.Cast
) -> None:
    page = new_context(color_scheme="dark").new_page()
    citizen = field.citizen(people, code=new_code(), followed_by=people.therapist)
    screen.sign_in(page, people.therapist)
    for address in ("/borgere/", f"/borgere/{citizen.code}/", f"/borgere/{citizen.code}/identitet/ret/"):
        page.goto(address)
        screen.axe(page)
        stops = screen.tab_stops(page, most=25)
        assert len(stops) >= 4, address
        assert [stop["what"] for stop in stops if not stop["ring"]] == [], address
