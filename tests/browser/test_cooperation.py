"""A leader writes an agreement, a contact signs it on a phone and proposes something, the steering group confirms."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from fremskudt.partnership.models import Agreement
from tests import cast
from tests.access.agreement_pages import signed, term
from tests.browser import screen

SMALL = {"width": 360, "height": 740}


@pytest.fixture
def people(live_server: object, transactional_db: None) -> cast.Cast:
    return cast.assemble()


def look(page: Page) -> None:
    page.wait_for_load_state()
    screen.axe(page)
    screen.no_sideways_scroll(page)
    screen.targets(page)
    assert page.locator("main .button-primary:visible").count() <= 1


def patient(context: BrowserContext) -> Page:
    """The leader's first page of all is the heaviest of the site, and the machine may be busy."""
    context.set_default_navigation_timeout(60_000)
    return context.new_page()


def the_leader_writes(page: Page, people: cast.Cast, look: Callable[[Page], None]) -> None:
    screen.sign_in(page, people.leader)
    page.goto(reverse("partnership:partners"))
    look(page)
    page.get_by_role("link", name="Værestedet Kajen").click()
    look(page)
    page.get_by_role("link", name="Skriv aftale").click()
    page.get_by_label("Hvad er I enige om?").fill("Vi holder øje sammen.")
    page.get_by_label("Hvad venter I jer af partneren?").fill("Et praj, når I ser nogen.")
    page.get_by_role("button", name="Gem aftalen").click()
    expect(page.get_by_role("alert")).to_contain_text("Aftalen mangler en dato, hvor I ser på den igen.")
    look(page)
    page.get_by_label("Hvornår ser I på den igen?").fill("2027-06-01")
    page.get_by_role("button", name="Gem aftalen").click()
    page.get_by_role("link", name="Læs og skriv under").click()
    look(page)
    page.get_by_role("button", name="Skriv under for Randers").click()
    expect(page.get_by_text("Du har skrevet under for Randers.")).to_be_visible()
    look(page)


def the_contact_signs_and_proposes(page: Page, people: cast.Cast, look: Callable[[Page], None]) -> None:
    screen.sign_in(page, people.partner_contact)
    page.goto(reverse("partnership:cooperation"))
    look(page)
    page.get_by_role("link", name="Læs og skriv under").click()
    expect(page.get_by_text("Vi holder øje sammen.")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Skriv under for Værestedet Kajen").click()
    expect(page.get_by_text("Du har skrevet under for Værestedet Kajen.")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Foreslå noget").click()
    page.get_by_label("Hvad foreslår du?").fill("En gåtur med Jens Hansen")
    page.get_by_role("button", name="Send forslaget").click()
    expect(page.get_by_text("Det ligner et navn. Skriv et andet ord, så gemmer vi.").first).to_be_visible()
    look(page)
    page.get_by_label("Hvad foreslår du?").fill("En fælles gåtur")
    page.get_by_role("button", name="Send forslaget").click()
    expect(page.get_by_role("heading", name="En fælles gåtur")).to_be_visible()
    look(page)
    page.goto(reverse("partnership:mishap_new"))
    look(page)
    page.get_by_role("link", name="Luk hurtigt").click()


def the_leader_answers(page: Page, people: cast.Cast, look: Callable[[Page], None]) -> None:
    screen.sign_in(page, people.leader)
    page.goto(reverse("partnership:partners"))
    page.get_by_role("link", name="Værestedet Kajen").click()
    page.get_by_role("link", name="Svar på forslag").click()
    page.get_by_label("Ikke nu").check()
    page.get_by_role("button", name="Send svaret").click()
    expect(page.get_by_role("alert")).to_contain_text("Skriv grunden.")
    look(page)
    page.get_by_label("Vi prøver det").check()
    page.get_by_role("button", name="Send svaret").click()
    expect(page.get_by_text("Svaret er givet.")).to_be_visible()


def the_steering_group_confirms(page: Page, people: cast.Cast, look: Callable[[Page], None]) -> None:
    screen.sign_in(page, people.steering)
    page.goto(reverse("partnership:steering_agreements"))
    expect(page.get_by_text("En fælles gåtur")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Bekræft").click()
    expect(page.get_by_text("Stine bekræftede den")).to_be_visible()
    look(page)


WAY = (the_leader_writes, the_contact_signs_and_proposes, the_leader_answers, the_steering_group_confirms)


def test_cooperation_from_the_leaders_pen_to_the_steering_group(
    new_context: Callable[..., BrowserContext], people: cast.Cast
) -> None:
    for part in WAY:
        small = part is the_contact_signs_and_proposes
        part(patient(new_context(**({"viewport": SMALL} if small else {}))), people, look)
    assert Agreement.objects.get().steering_seen_by == people.steering


def test_cooperation_without_javascript(new_context: Callable[..., BrowserContext], people: cast.Cast) -> None:
    for part in WAY:
        part(patient(new_context(java_script_enabled=False)), people, lambda _page: None)
    assert Agreement.objects.get().steering_seen_by == people.steering


def test_dictionary_is_read_and_signed_in_large_text(page: Page, people: cast.Cast) -> None:
    signed(people.drop_in, people.leader, people.partner_contact)
    term(people, "Randers")
    page.set_viewport_size({"width": 320, "height": 568})
    screen.text_size(page, 150)
    screen.sign_in(page, people.partner_contact)
    for name in ("cooperation", "cooperation_print", "proposals", "mishap_new"):
        page.goto(reverse(f"partnership:{name}"))
        screen.no_sideways_scroll(page)
        screen.axe(page)
    page.goto(reverse("partnership:dictionary"))
    page.get_by_role("link", name="Læs og skriv under: forandring").click()
    screen.no_sideways_scroll(page)
    page.get_by_role("button", name="Skriv under").click()
    expect(page.get_by_text("Du har skrevet under på ordet.")).to_be_visible()
    screen.no_sideways_scroll(page)
    screen.axe(page)
