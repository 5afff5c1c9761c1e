"""A role card agreed on a phone once there is a yes, and a note to oneself; each by what is visible alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from fremskudt.basics.codes import new_code
from fremskudt.casework.models import Citizen, RoleCard
from fremskudt.partnership.models import Sparring, SparringNote
from tests import cast
from tests.access.sparring_pages import sparring
from tests.browser import screen
from tests.casework import field
from tests.casework.consent_field import say


@pytest.fixture
def people(live_server: object, transactional_db: None) -> cast.Cast:
    return cast.assemble()


@pytest.fixture
def followed(people: cast.Cast) -> Citizen:
    return field.citizen(people, code=new_code(), followed_by=people.therapist)


def look(page: Page) -> None:
    page.wait_for_load_state()
    screen.axe(page)
    screen.no_sideways_scroll(page)
    if page.viewport_size and page.viewport_size["width"] < 768:
        screen.targets(page)


def the_role(page: Page, people: cast.Cast, followed: Citizen, look: Callable[[Page], None]) -> None:
    """Refused without a yes, kept with one, agreed again, ended."""
    page.goto(f"/borgere/{followed.code}/")
    page.get_by_role("link", name="Roller omkring mig").click()
    expect(page.get_by_text("Kun dig indtil videre. Hvem har borgeren selv tillid til?")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Ny rolle").click()
    look(page)
    page.get_by_label("Hvem?").select_option("Værestedet Kajen")
    page.get_by_label("Hvad er rollen?").fill("Følgesvend")
    page.get_by_label("Det gør vedkommende", exact=True).fill("Går med til aftaler om torsdagen")
    page.get_by_role("button", name="Gem rollen").click()
    said = "Værestedet Kajen må ikke få det at vide endnu. Spørg om et ja."
    expect(page.get_by_text(said).last).to_be_visible()
    expect(page.get_by_role("link", name="Spørg om et ja", exact=True)).to_be_visible()
    look(page)
    say(followed, people.drop_in, "appointments", by=people.therapist)  # asked for on another page, with its own test
    page.get_by_role("button", name="Gem rollen").click()
    expect(page.get_by_text("Rollen er aftalt.")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Aftal igen").click()
    page.get_by_label("Er opgaven lånt fra nogen?").select_option("bostøtte (støtte i hjemmet)")
    look(page)
    page.get_by_role("button", name="Aftal igen").click()
    expect(page.get_by_text("Lånt fra bostøtte (støtte i hjemmet).")).to_be_visible()
    page.locator("summary", has_text="Tidligere (1)").click()
    look(page)
    assert RoleCard.objects.standing().get().replaces is not None
    page.get_by_role("link", name="Slut rollen").click()
    look(page)
    page.get_by_role("button", name="Ja, slut rollen").click()
    expect(page.get_by_text("Rollen er sluttet.")).to_be_visible()
    assert not RoleCard.objects.standing().exists()


def test_role_card_on_a_phone(page: Page, people: cast.Cast, followed: Citizen) -> None:
    screen.sign_in(page, people.therapist)
    the_role(page, people, followed, look)


def test_role_card_without_javascript(plain_page: Page, people: cast.Cast, followed: Citizen) -> None:
    screen.sign_in(plain_page, people.therapist)
    the_role(plain_page, people, followed, lambda _page: None)


def the_note(page: Page, look: Callable[[Page], None]) -> None:
    """A name is stopped and stands in the field; mended, it is kept; taken away, it comes back."""
    page.goto("/sparring/")
    look(page)
    box = page.get_by_label("Skriv til dig selv")
    box.fill("Jeg tænker på Jens")
    page.get_by_role("button", name="Gem noten").click()
    expect(page.get_by_text("Det ligner et navn. Skriv et andet ord, så gemmer vi.").last).to_be_visible()
    expect(box).to_have_value("Jeg tænker på Jens")
    look(page)
    assert not SparringNote.objects.exists()
    box.fill("Jeg tænker på det hele tiden")
    page.get_by_role("button", name="Gem noten").click()
    expect(page.get_by_text("Gemt. Kun du kan læse den.")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Fjern").click()
    expect(page.get_by_text("Noten er fjernet.")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Fortryd").click()
    expect(page.get_by_text("Jeg tænker på det hele tiden")).to_be_visible()
    page.get_by_role("link", name="Jeg har brug for en snak i dag").click()
    look(page)


def test_peer_writes_a_note_to_oneself_on_a_phone(page: Page, people: cast.Cast) -> None:
    sparring(people, "Randers")
    screen.sign_in(page, people.peer)
    the_note(page, look)


def test_peer_writes_a_note_to_oneself_without_javascript(plain_page: Page, people: cast.Cast) -> None:
    screen.sign_in(plain_page, people.peer)
    the_note(plain_page, lambda _page: None)


@pytest.mark.parametrize("width", [390, 1100])
def test_leader_plans_a_date_that_a_volunteer_writes_on(
    new_context: Callable[..., object], people: cast.Cast, width: int
) -> None:
    page, other = (new_context(viewport={"width": width, "height": 844}).new_page() for _one in range(2))  # type: ignore[attr-defined]
    screen.sign_in(page, people.leader)
    page.goto("/sparring/")
    page.get_by_role("link", name="Aftal en dato").click()
    look(page)
    page.get_by_label("Supervision").check()
    page.get_by_label("Dag").fill("2099-01-01")
    page.get_by_label("Klokken").fill("13:30")
    page.get_by_label("Hvor?").fill("Havnegade 12")
    page.get_by_label("Værestedet Kajen").check()
    page.get_by_role("button", name="Gem datoen").click()
    expect(page.get_by_text("Vælg et tidspunkt, der ligger forude, og højst et år frem.").last).to_be_visible()
    look(page)
    page.get_by_label("Dag").fill(page.evaluate("new Date(Date.now() + 9 * 864e5).toISOString().slice(0, 10)"))
    page.get_by_role("button", name="Gem datoen").click()
    expect(page.get_by_text("Aftalt. Husene kan se den nu.")).to_be_visible()
    look(page)
    screen.sign_in(other, people.partner)
    other.goto(f"/sparring/{Sparring.objects.get().pk}/")
    other.get_by_label("Hvad lærte I?").fill("Vi talte om Kanel og om at vente")
    other.get_by_role("button", name="Gem noten").click()
    expect(other.get_by_text("»Kanel« kan være et dæknavn.").last).to_be_visible()
    other.get_by_label("Hvad lærte I?").fill("Vi øvede os i at vente")
    other.get_by_role("button", name="Gem noten").click()
    expect(other.get_by_text("Noten er gemt.")).to_be_visible()
    look(other)
    page.goto(f"/sparring/{Sparring.objects.get().pk}/")
    expect(page.get_by_text("Vi øvede os i at vente")).to_be_visible()
    page.get_by_role("link", name="Aflys").click()
    look(page)
    page.get_by_role("button", name="Ja, aflys").click()
    expect(page.get_by_text("Ingen dato. Bed om en.")).to_be_visible()
