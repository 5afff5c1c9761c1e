"""A yes on a doorstep, counted in presses: asked, read aloud, answered, renewed, stopped; with and without script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from fremskudt.basics.codes import new_code
from fremskudt.casework.models import Citizen, ConsentEntry
from tests import cast
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
    """The whole page in view."""
    page.wait_for_load_state()
    screen.axe(page)
    screen.no_sideways_scroll(page)
    size = page.viewport_size
    if size and size["width"] < 768:
        screen.targets(page)


class Presses:
    """A thumb that counts."""

    def __init__(self) -> None:
        self.n = 0

    def on(self, one: Locator) -> None:
        self.n += 1
        one.click()


def row(page: Page, words: str) -> Locator:
    """A whole row of choices, which is what a thumb hits."""
    return page.locator("label.choice", has_text=words)


def test_consent_new_yes_is_three_presses_after_the_persons_page(
    page: Page, people: cast.Cast, followed: Citizen
) -> None:
    screen.sign_in(page, people.therapist)
    page.goto(f"/borgere/{followed.code}/")
    thumb = Presses()
    page.get_by_role("link", name="Spørg om et nyt ja").click()
    look(page)
    thumb.on(row(page, "Værestedet Kajen"))
    thumb.on(row(page, "hvornår vi ses"))
    expect(page.get_by_text("»Må Værestedet Kajen få at vide, hvornår vi ses – indtil")).to_be_visible()
    look(page)
    thumb.on(page.get_by_role("button", name="Ja", exact=True))
    expect(page.get_by_text("Gemt. Ja: Værestedet Kajen.")).to_be_visible()
    look(page)
    assert thumb.n == 3
    entry = ConsentEntry.objects.get()
    assert (entry.topics, entry.witness, entry.answer) == ("appointments", "I var alene", "yes")


def test_consent_new_yes_without_javascript_is_five_presses_in_all(
    plain_page: Page, people: cast.Cast, followed: Citizen
) -> None:
    page = plain_page
    screen.sign_in(page, people.therapist)
    page.goto(f"/borgere/{followed.code}/")
    thumb = Presses()
    thumb.on(page.get_by_role("link", name="Spørg om et nyt ja"))
    thumb.on(row(page, "Værestedet Kajen"))
    thumb.on(row(page, "hvornår vi ses"))
    thumb.on(page.get_by_role("button", name="Vis sætningen"))
    thumb.on(page.get_by_role("button", name="Ja", exact=True))
    expect(page.get_by_text("Gemt. Ja: Værestedet Kajen.")).to_be_visible()
    assert thumb.n == 5
    page.get_by_role("button", name="Træk tilbage").click()
    expect(page.get_by_text("Værestedet Kajen kan ikke længere se noget.")).to_be_visible()


def test_consent_is_asked_again_in_two_presses_and_stopped_in_one(
    page: Page, people: cast.Cast, followed: Citizen
) -> None:
    say(followed, people.drop_in, "appointments housing", by=people.therapist, days=6)
    screen.sign_in(page, people.therapist)
    page.goto(f"/borgere/{followed.code}/hvem-maa-vide/")
    look(page)
    thumb = Presses()
    thumb.on(page.get_by_role("link", name="Spørg igen"))
    look(page)
    thumb.on(page.get_by_role("button", name="Ja", exact=True))
    expect(page.get_by_text("Gemt. Ja: Værestedet Kajen.")).to_be_visible()
    assert thumb.n == 2
    page.get_by_role("link", name="Se det, de ser").click()
    look(page)
    page.go_back()
    stop = Presses()
    stop.on(page.get_by_role("button", name="Træk tilbage"))
    expect(page.get_by_text("Værestedet Kajen kan ikke længere se noget.")).to_be_visible()
    assert stop.n == 1
    page.locator("summary", has_text="Tidligere svar (2)").click()
    look(page)
    page.get_by_role("link", name="Udskriv til borgeren").click()
    look(page)


def test_consent_enter_in_a_field_answers_nothing(page: Page, people: cast.Cast, followed: Citizen) -> None:
    screen.sign_in(page, people.therapist)
    page.goto(f"/borgere/{followed.code}/hvem-maa-vide/spoerg/")
    row(page, "En anden: pårørende").click()
    row(page, "bolig").click()
    page.get_by_label("Hvem er det?").fill("min søster")
    page.get_by_label("Hvem er det?").press("Enter")
    expect(page.get_by_text("»Må min søster få noget at vide om din bolig")).to_be_visible()
    assert not ConsentEntry.objects.exists()
    look(page)


@pytest.mark.parametrize("width", [320, 1100])
def test_consent_pages_fit_with_long_words(
    new_context: Callable[..., BrowserContext], people: cast.Cast, followed: Citizen, width: int
) -> None:
    say(followed, "Ø" * 80, "appointments housing health substance_use", by=people.therapist, days=6)
    say(followed, people.jobcentre, "housing", by=people.therapist, answer="no")
    page = new_context(viewport={"width": width, "height": 800}).new_page()
    screen.sign_in(page, people.therapist)
    for address in ("", "spoerg/", "udskriv/"):
        page.goto(f"/borgere/{followed.code}/hvem-maa-vide/{address}")
        look(page)
    page.goto(f"/borgere/{followed.code}/hvem-maa-vide/")
    page.get_by_role("link", name="Spørg igen").click()
    look(page)
