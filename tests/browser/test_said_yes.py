"""A therapist finds the tip on the list, hears a yes, and lands on the new citizen; and the same without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from fremskudt.casework.models import ChannelIn, SaidYes
from tests import cast
from tests.browser import screen
from tests.casework.call_field import call
from tests.partnership.tip_field import area, tip


@pytest.fixture
def people(live_server: object, transactional_db: None) -> cast.Cast:
    return cast.assemble()


def look(page: Page) -> None:
    """The whole page in view."""
    page.wait_for_load_state()
    screen.axe(page)
    screen.no_sideways_scroll(page)
    size = page.viewport_size
    if size and size["width"] < 768:
        screen.targets(page)


def press(page: Page, words: str) -> None:
    """A whole row of choices, which is what a thumb hits."""
    page.locator("label.choice", has_text=words).click()


def say_yes(page: Page) -> None:
    """What has to be said, and what was answered about the house; everything else stands there already."""
    press(page, "Ja: Vi må skrive om dig")
    page.get_by_role("group", name="Må huset få det at vide?").get_by_text("Ja", exact=True).click()


def test_said_yes_from_the_list_to_the_new_citizen(page: Page, people: cast.Cast) -> None:
    one = tip(people, area=area(people), place="shelter")
    screen.sign_in(page, people.therapist)
    page.goto(f"/praj/{one.code}/ja/")
    expect(page.get_by_text("Må Værestedet Kajen få at vide, at vi er i kontakt?")).to_be_visible()
    assert page.title() == "Har personen sagt ja?" or page.title().startswith("Har personen sagt ja?")
    look(page)
    page.get_by_role("button", name="Begynd forløb").click()
    expect(page.get_by_text("Uden et ja bliver prajet på listen. Det er helt i orden.").first).to_be_visible()
    look(page)
    say_yes(page)
    press(page, "Personen vil have en med")
    page.get_by_label("Hvem følger med?").fill("Bo fra værestedet")
    page.get_by_label("Dæknavn").fill("Fyrtårn")
    page.get_by_role("button", name="Begynd forløb").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Fyrtårn")
    expect(page.get_by_text("Forløbet er begyndt.")).to_be_visible()
    kept = SaidYes.objects.get()
    assert kept.feedback is not None
    assert ChannelIn.objects.get().companion == "Bo fra værestedet"
    page.goto(f"/borgere/{kept.citizen.code}/tidslinje/")
    expect(page.get_by_text("Det begyndte med et praj.")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1100])
def test_said_yes_without_javascript_on_any_width(plain_page: Page, people: cast.Cast, width: int) -> None:
    page, one = plain_page, tip(people)
    page.set_viewport_size({"width": width, "height": 800})
    screen.sign_in(page, people.therapist)
    page.goto(f"/praj/{one.code}/ja/")
    screen.no_sideways_scroll(page)
    say_yes(page)
    page.get_by_role("button", name="Begynd forløb").click()
    expect(page.get_by_text("Forløbet er begyndt.")).to_be_visible()
    assert SaidYes.objects.get().tip == one


def test_call_request_is_taken_and_becomes_a_course(page: Page, people: cast.Cast) -> None:
    call(people, is_urgent=True)
    screen.sign_in(page, people.therapist)
    page.goto("/ring-til/")
    look(page)
    page.get_by_role("link", name="Om sig selv").click()
    look(page)
    page.get_by_role("button", name="Tag den").click()
    expect(page.get_by_role("link", name="Ring 99 88 77 66")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Begynd forløb").click()
    look(page)
    press(page, "Ja: Vi må skrive om dig")
    page.get_by_label("Dæknavn").fill("Fyrtårn")
    page.get_by_role("button", name="Begynd forløb").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Fyrtårn")
    page.goto("/ring-til/")
    expect(page.get_by_text("Ingen venter.")).to_be_visible()
