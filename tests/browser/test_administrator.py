"""A new administrator's way from the link to a municipality that is ready, by the handbook page alone.

What is pressed is found by its words on the page; the presses are counted.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from fremskudt.access.models import Invitation, Membership, MunicipalitySettings, Organisation, User
from fremskudt.access.roles import Role
from fremskudt.config.commands import begin
from tests import cast
from tests.browser import screen
from tests.browser.keys import give_keys
from tests.mailbox import Mailbox, open_mailbox

CENTRE, DROP_IN, SHELTER = "Centret i Odder", "Cafeen ved åen", "Herberget Pilen"
PEOPLE = [
    (CENTRE, "Projektleder", "Line"),
    (CENTRE, "Fremskudt behandler", "Tine"),
    (CENTRE, "Fremskudt behandler", "Tage"),
    (CENTRE, "Peer-medarbejder", "Per"),
    (DROP_IN, "Kontaktperson hos en partner", "Kaj"),
    (DROP_IN, "Frivillig eller medarbejder hos en partner", "Frida"),
    (SHELTER, "Kontaktperson hos en partner", "Hans"),
    (SHELTER, "Frivillig eller medarbejder hos en partner", "Hanne"),
]
LIMIT = 60  # presses for all of it, so that a page that grows a step is noticed


class Hand:
    """Presses and writes as a person does, and counts the presses."""

    def __init__(self, page: Page) -> None:
        self.page, self.presses = page, 0

    def press(self, words: str, kind: str = "button", **more: Any) -> None:
        self.presses += 1
        self.page.get_by_role(kind, name=words, **more).locator("visible=true").first.click()  # type: ignore[arg-type]

    def choose(self, words: str) -> None:
        self.presses += 1
        self.page.get_by_label(words, exact=True).check()

    def place(self, words: str) -> None:
        """A place of the menu, which lies in a fold on a phone."""
        if self.page.viewport_size and self.page.viewport_size["width"] < 768:
            self.presses += 1
            self.page.locator("summary", has_text="Menu").click()
        self.press(words, "link", exact=True)


def looked_at(page: Page) -> None:
    screen.axe(page)
    screen.targets(page)
    screen.no_sideways_scroll(page)


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    cache.clear()
    with open_mailbox(settings) as found:
        yield found


@pytest.fixture
def link(live_server: Any, transactional_db: None) -> str:
    """What `fremskudt begin` prints on a fresh site."""
    _town, token = begin.invite_first("Odder", "Ane", "ane@odder.example.org", again=False)
    return f"{live_server.url}/invitation/{token}/"


@pytest.mark.parametrize("width", [390, 1100])
def test_administrator_sets_up_a_municipality_from_nothing(
    new_context: Callable[..., BrowserContext], link: str, mailbox: Mailbox, width: int
) -> None:
    page = new_context(viewport={"width": width, "height": 800}).new_page()
    hand = Hand(page)
    log_in(hand, link)
    make_organisations(hand)
    invite_people(hand, mailbox)
    answer_questions(hand)
    print(f"\n{hand.presses} presses at {width} px")
    assert hand.presses <= LIMIT
    odder = Organisation.objects.get(name="Odder")
    assert sorted(odder.partners.values_list("kind", flat=True)) == ["drop_in", "drug_centre", "shelter"]
    assert Invitation.objects.filter(accepted_at=None).count() == len(PEOPLE) == 8
    saved = MunicipalitySettings.objects.get(municipality=odder)
    assert (saved.meets_at_home, saved.has_peer, saved.has_outreach_doctor) == (True, True, False)


def log_in(hand: Hand, link: str) -> None:
    page = hand.page
    give_keys(page)
    page.goto(link)
    page.get_by_label("Adgangskode", exact=True).fill(cast.PASSWORD)
    hand.press("Videre")
    hand.press("Lav en adgangsnøgle", "link")
    hand.press("Lav nøglen")
    hand.press("Jeg har gemt dem", "link")
    page.get_by_role("heading", name="Brugere").wait_for()


def make_organisations(hand: Hand) -> None:
    page = hand.page
    expect(page.get_by_role("heading", name="Sådan bliver kommunen klar")).to_be_visible()
    looked_at(page)
    hand.press("Opret rusmiddelcentret", "link")
    looked_at(page)
    page.get_by_label("Navn").fill(CENTRE)
    hand.press("Opret")
    looked_at(page)
    for kind, name in (("Værested", DROP_IN), ("Herberg", SHELTER)):
        hand.press("Opret en partner" if kind == "Værested" else "Ny organisation", "link")
        hand.presses += 1  # the list of kinds
        page.get_by_label("Hvad er det?").select_option(kind)
        page.get_by_label("Navn").fill(name)
        hand.press("Opret")
    looked_at(page)


def invite_people(hand: Hand, mailbox: Mailbox) -> None:
    page = hand.page
    hand.press("Invitér", "link", exact=True)
    for number, (place, role, name) in enumerate(PEOPLE):
        if number:
            hand.press("Invitér en til", "link")
        if not number:
            looked_at(page)
        hand.press(place, "link")
        if not number:
            looked_at(page)
        hand.choose(role)
        page.get_by_label("Navn").fill(name)
        page.get_by_label("E-mail").fill(f"{name}@odder.example.org")
        hand.press("Send invitationen")
        email = f"{name.lower()}@odder.example.org"
        expect(page.get_by_text(f"Vi har sendt linket til {email}.")).to_be_visible()
        shown = page.get_by_label("Link", exact=True).input_value()
        sent = mailbox.next()
        assert sent["To"] == email
        assert shown in sent.get_content()
    looked_at(page)
    hand.place("Brugere")
    expect(page.get_by_text("Inviteret som")).to_have_count(len(PEOPLE))
    looked_at(page)


def answer_questions(hand: Hand) -> None:
    page = hand.page
    hand.place("Kommunen")
    expect(page.get_by_text("Standard gælder.")).to_be_visible()
    looked_at(page)
    for question in ("Møder I borgeren hjemme?", "Har I en peer-medarbejder?", "Har I en læge, der kommer ud?"):
        hand.choose(question)
    hand.press("Gem")
    expect(page.get_by_role("status")).to_have_text("Gemt.")
    looked_at(page)
    page.get_by_role("button", name="Fortryd").click()  # the doctor was a mistake
    expect(page.get_by_label("Har I en peer-medarbejder?")).not_to_be_checked()
    for question in ("Møder I borgeren hjemme?", "Har I en peer-medarbejder?"):
        hand.choose(question)
    hand.press("Gem")
    expect(page.get_by_role("status")).to_have_text("Gemt.")


def test_administrator_invites_without_javascript(plain_page: Page, people: cast.Cast, mailbox: Mailbox) -> None:
    screen.sign_in(plain_page, people.administrator)
    hand = Hand(plain_page)
    plain_page.goto(reverse("access:people"))
    hand.press("Invitér", "link", exact=True)
    hand.press(people.drop_in.name, "link")
    hand.press("Send invitationen")
    plain_page.get_by_role("alert").get_by_role("link", name="Vælg en rolle.").click()
    hand.choose("Peer-medarbejder")
    plain_page.get_by_label("Navn").fill("Nora")
    plain_page.get_by_label("E-mail").fill("nora@example.org")
    hand.press("Send invitationen")
    assert plain_page.get_by_label("Link", exact=True).input_value() in mailbox.next().get_content()
    plain_page.reload()
    expect(plain_page.get_by_role("heading", name="Linket er vist")).to_be_visible()
    assert Invitation.objects.get().role == Role.PEER


@pytest.mark.parametrize("width", [390, 1100])
def test_administrator_shuts_somebody_out_and_lets_them_in_again(
    new_context: Callable[..., BrowserContext], people: cast.Cast, width: int
) -> None:
    page = new_context(viewport={"width": width, "height": 800}).new_page()
    screen.sign_in(page, people.administrator)
    hand = Hand(page)
    page.goto(reverse("access:people"))
    hand.press("Tea", "link")
    looked_at(page)
    hand.press("Luk adgang")
    expect(page.get_by_text("Personen kan ikke logge ind.")).to_be_visible()
    looked_at(page)
    assert not User.objects.get(pk=people.therapist.pk).is_active
    hand.press("Åbn igen")
    assert User.objects.get(pk=people.therapist.pk).is_active


def test_administrator_is_asked_before_a_role_of_great_reach_is_given(page: Page, people: cast.Cast) -> None:
    screen.sign_in(page, people.administrator)
    hand = Hand(page)
    page.goto(reverse("access:person", args=[people.leader.pk]))
    hand.press("Giv en rolle til", "link")
    looked_at(page)
    hand.press("Randers Kommune", "link")
    looked_at(page)
    hand.choose("Administrator")
    hand.press("Giv rollen")
    expect(page.get_by_role("heading", name="Giv Lea rollen Administrator?")).to_be_visible()
    looked_at(page)
    assert not Membership.objects.filter(user=people.leader, role=Role.ADMINISTRATOR).exists()
    hand.press("Ja, giv rollen")
    expect(page.get_by_text("Rollen er givet.")).to_be_visible()
    looked_at(page)
    page.goto(reverse("access:person", args=[people.administrator.pk]))
    expect(page.get_by_text("Du kan ikke give dig selv adgang.")).to_be_visible()
    looked_at(page)
