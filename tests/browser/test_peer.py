"""A peer on a small phone with large text, by what is visible: met in two taps, gone in one, the card, the leader."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from fremskudt.basics.codes import new_code
from fremskudt.casework.models import Citizen, PeerContact
from fremskudt.partnership.models import BoundaryCard
from tests import cast
from tests.browser import screen
from tests.casework import field
from tests.casework.consent_field import say

SMALL = {"width": 360, "height": 740}


@pytest.fixture
def people(live_server: object, transactional_db: None) -> cast.Cast:
    return cast.assemble()


@pytest.fixture
def kanel(people: cast.Cast) -> Citizen:
    """Somebody who has said yes to Pia, and somebody who has to nobody."""
    kanel = field.citizen(people, "Kanel", new_code(), followed_by=people.therapist)
    say(kanel, people.centre, "appointments agreements", by=people.therapist, user=people.peer)
    field.citizen(people, "Havre", new_code(), followed_by=people.therapist)
    return kanel


def look(page: Page) -> None:
    page.wait_for_load_state()
    screen.axe(page)
    screen.no_sideways_scroll(page)
    screen.targets(page)
    assert page.locator("main .button-primary").count() <= 1
    assert "kanel" not in (page.url + page.title()).lower()


def the_day(page: Page, look: Callable[[Page], None]) -> None:
    """»Vi sås« by two taps, undone, again; the team is asked to come; the card is written; gone in one tap."""
    page.goto("/peer/")
    expect(page.get_by_role("heading", name="Kanel")).to_be_visible()
    expect(page.get_by_text("Havre")).to_have_count(0)
    look(page)
    for _time in range(2):
        page.get_by_role("link", name="Vi sås: Kanel").click()  # one
        look(page)
        page.get_by_role("button", name="Ude", exact=True).click()  # two
        expect(page.get_by_text("Gemt:")).to_be_visible()
        look(page)
        if not _time:
            page.get_by_role("button", name="Fortryd").click()
            expect(page.get_by_text("Fortrudt.")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Bed om hjælp").click()
    look(page)
    page.get_by_text("Personen har sagt ja", exact=True).click()
    page.get_by_role("button", name="Bed teamet komme").click()
    expect(page.get_by_text("Vi ringer dig op.")).to_be_visible()
    look(page)
    page.goto("/peer/kort/")
    look(page)
    page.get_by_role("link", name="Skriv mit kort").click()
    page.get_by_label("Det gør jeg", exact=True).fill("Jeg sidder med i køkkenet.")
    page.get_by_role("button", name="Gem, og skriv under").click()
    expect(page.get_by_text("Skriv én ting, du ikke skal.").first).to_be_visible()
    look(page)
    page.get_by_label("Det gør jeg ikke", exact=True).fill("Jeg bærer ikke beskeder.")
    page.get_by_role("button", name="Gem, og skriv under").click()
    expect(page.get_by_text("Kortet mangler din leders ja.")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Udskriv").click()
    expect(page.get_by_role("heading", name="Det gør jeg ikke")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Tilbage").click()
    page.get_by_role("button", name="Jeg går nu").click()
    expect(page.get_by_role("heading", name="Tak for i dag")).to_be_visible()
    look(page)


def test_peer_day_on_a_small_phone_and_the_leaders_yes(
    new_context: Callable[..., BrowserContext], people: cast.Cast, kanel: Citizen
) -> None:
    page = new_context(viewport=SMALL).new_page()
    screen.text_size(page, 150)
    screen.sign_in(page, people.peer)
    the_day(page, look)
    assert PeerContact.objects.filter(undone_at=None, place="outdoors").count() == 1
    desk = new_context(viewport={"width": 1100, "height": 800}).new_page()
    screen.sign_in(desk, people.leader)
    desk.goto("/peerkort/")
    screen.axe(desk)
    desk.get_by_role("link", name="Pia").click()
    expect(desk.get_by_text("Jeg bærer ikke beskeder.")).to_be_visible()
    screen.axe(desk)
    desk.get_by_role("button", name="Sig ja til kortet").click()
    expect(desk.get_by_text("Du har sagt ja til kortet.")).to_be_visible()
    assert BoundaryCard.objects.get().leader == people.leader
    page.goto("/peer/kort/")
    expect(page.get_by_text("Lea sagde ja")).to_be_visible()


def test_peer_day_without_javascript(plain_page: Page, people: cast.Cast, kanel: Citizen) -> None:
    screen.sign_in(plain_page, people.peer)
    the_day(plain_page, lambda _page: None)


def test_peer_meets_nobody_when_the_yes_is_gone(page: Page, people: cast.Cast, kanel: Citizen) -> None:
    screen.sign_in(page, people.peer)
    page.goto("/peer/")
    page.get_by_role("link", name="Vi sås: Kanel").click()
    say(kanel, people.centre, "appointments agreements", by=people.therapist, user=people.peer, answer="no")
    page.get_by_role("button", name="Hjemme", exact=True).click()
    expect(page.get_by_role("heading", name="Du har ikke en aftale med den person.")).to_be_visible()
    assert not PeerContact.objects.exists()


def test_cards_on_a_small_phone_and_on_paper(new_context: Callable[..., BrowserContext], people: cast.Cast) -> None:
    page = new_context(viewport=SMALL).new_page()
    screen.text_size(page, 150)
    screen.sign_in(page, people.peer)
    page.goto("/samtalekort/")
    expect(page.get_by_role("heading", name="Spørg: Vil du have, at jeg bliver?")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Udskriv").click()
    look(page)
    expect(page.get_by_role("link", name="Tilbage")).to_be_visible()


def test_peer_pages_at_320_px_with_text_twice_as_large(
    new_context: Callable[..., BrowserContext], people: cast.Cast, kanel: Citizen
) -> None:
    Citizen.objects.filter(pk=kanel.pk).update(alias="Speciallægepraksisfordelingsnøglen")
    page = new_context(viewport={"width": 320, "height": 568}).new_page()
    screen.text_size(page, 200)
    screen.sign_in(page, people.peer)
    for address in (
        "/peer/", f"/peer/{kanel.code}/vi-saas/", "/peer/hjaelp/", "/peer/gaaet/", "/peer/kort/ret/", "/samtalekort/",
    ):  # fmt: skip
        page.goto(address)
        screen.no_sideways_scroll(page)
