"""»Mine praj« for a volunteer on a small phone with large text, and without JavaScript, by what is visible alone."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from fremskudt.access.strength import Strength
from fremskudt.casework.actions import consent
from fremskudt.casework.models import Citizen
from fremskudt.partnership.actions import tip_step
from fremskudt.partnership.models import HouseSum, Tip
from tests import cast
from tests.browser import screen
from tests.casework.field import citizen
from tests.casework.own_tips_field import may_know, said_yes
from tests.partnership.tip_field import tip

SMALL = {"width": 360, "height": 740}
IN_CONTACT = "Har sagt ja til, at du ved det: Vi er i kontakt. Tak."


@pytest.fixture
def people(live_server: object, transactional_db: None) -> cast.Cast:
    return cast.assemble()


@pytest.fixture
def mug(people: cast.Cast) -> Tip:
    """A tip of two weeks ago that the team looks for; another that nobody has begun on; and the month's number."""
    made = tip(people, memory_word="blåt krus", place="shelter", weeks_ago=2)
    tip(people, memory_word="grøn termokande")
    for kind in ("looking", "not_found"):
        tip_step.step(tip=made, kind=kind, by=people.therapist)
    first = timezone.localdate().replace(day=1)
    HouseSum.objects.create(organisation=people.drop_in, month_on=first, n_at_least=3, made_at=timezone.now())
    return made


@pytest.fixture
def kanel(people: cast.Cast) -> Citizen:
    return citizen(people, "Kanel", followed_by=people.therapist)


def card(page: Page, word: str):  # type: ignore[no-untyped-def]
    return page.locator("li.card").filter(has=page.get_by_role("heading", name=word))


def the_way(page: Page, people: cast.Cast, kanel: Citizen, mug: Tip, look: Callable[[Page], None]) -> None:
    """Answered; seen again; why not more; a no and its undoing; the yes and its end; one taken away; no mails."""
    page.get_by_role("link", name="Mine praj").click()
    expect(page.get_by_text("Mindst 3 er blevet til kontakt.")).to_be_visible()
    expect(card(page, "blåt krus").get_by_text("og fandt ikke personen")).to_be_visible()
    expect(card(page, "blåt krus").get_by_role("button", name="Fjern")).to_have_count(0)
    look(page)
    card(page, "blåt krus").get_by_role("button", name="Set igen").click()
    expect(page.get_by_role("status")).to_have_text("Det er skrevet. Tak, fordi du holder øje.")
    page.get_by_text("Hvorfor står der ikke mere?").click()
    expect(page.get_by_text("Vi må kun fortælle mere, når personen selv har sagt ja.")).to_be_visible()
    card(page, "blåt krus").get_by_text("Har I spurgt personen?").click()
    look(page)
    card(page, "blåt krus").get_by_role("button", name="Personen sagde måske").click()
    expect(card(page, "blåt krus").get_by_text("Sagde måske i uge")).to_be_visible()
    card(page, "blåt krus").get_by_role("button", name="Fortryd »sagde måske«").click()
    expect(card(page, "blåt krus").get_by_text("Sagde måske i uge")).to_have_count(0)
    said_yes(mug, kanel, people)
    page.reload()
    expect(page.get_by_text(IN_CONTACT)).to_have_count(0)
    entry = may_know(kanel, people.drop_in, people)
    page.reload()
    expect(card(page, "blåt krus").get_by_text(IN_CONTACT)).to_be_visible()
    look(page)
    consent.withdraw(entry=entry, by=people.therapist)
    page.reload()
    expect(page.get_by_text(IN_CONTACT)).to_have_count(0)
    expect(card(page, "blåt krus").get_by_text("Vi kigger")).to_be_visible()
    card(page, "grøn termokande").get_by_role("button", name="Fjern").click()
    expect(page.get_by_role("heading", name="Vil du fjerne prajet?")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Ja, fjern det").click()
    expect(card(page, "grøn termokande")).to_have_count(0)
    page.get_by_role("button", name="Nej tak til mails").click()
    expect(page.get_by_text("Vi skriver ikke til dig.", exact=True)).to_be_visible()
    page.get_by_role("link", name="Luk hurtigt").click()
    page.goto("/praj/mine/")
    expect(page.get_by_text("blåt krus")).to_have_count(0)


def look(page: Page) -> None:
    page.wait_for_load_state()
    screen.axe(page)
    screen.no_sideways_scroll(page)
    screen.targets(page)


@pytest.mark.parametrize("percent", [100, 150])
def test_own_tips_volunteer_on_a_small_phone_with_large_text(
    new_context: Callable[..., BrowserContext], people: cast.Cast, kanel: Citizen, mug: Tip, percent: int
) -> None:
    page = new_context(viewport=SMALL).new_page()
    screen.text_size(page, percent)
    screen.sign_in(page, people.partner, Strength.LINK)
    the_way(page, people, kanel, mug, look)


def test_own_tips_without_javascript(plain_page: Page, people: cast.Cast, kanel: Citizen, mug: Tip) -> None:
    screen.sign_in(plain_page, people.partner)
    the_way(plain_page, people, kanel, mug, lambda _page: None)


def test_own_tips_of_the_longest_words_at_the_smallest_width(
    new_context: Callable[..., BrowserContext], people: cast.Cast
) -> None:
    tip(people, memory_word="x" * 40)
    tip(people, memory_word="æøå ø" * 8, weeks_ago=9)
    page = new_context(viewport={"width": 320, "height": 568}).new_page()
    screen.text_size(page, 200)
    screen.sign_in(page, people.partner)
    page.goto("/praj/mine/")
    expect(page.get_by_text("● Afsluttet")).to_be_visible()
    screen.no_sideways_scroll(page)
    screen.targets(page)


def test_own_tips_with_nothing_yet(page: Page, people: cast.Cast) -> None:
    screen.sign_in(page, people.professional)
    page.goto("/praj/mine/")
    expect(page.get_by_text("Du har ikke givet praj endnu.")).to_be_visible()
    look(page)
