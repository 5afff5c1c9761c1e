"""One course on a phone, from the first attempt to »Kom igen«, by what is visible and by the links that lead there."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from fremskudt.casework.models import Case, Citizen, Contact, Ending, FollowUp, GoalNote, Pause, PhaseInterval
from tests import cast
from tests.browser import screen

AHEAD = f"{timezone.localdate() + timedelta(days=60):%Y-%m-%d}"


@pytest.fixture
def people(live_server: object, transactional_db: None) -> cast.Cast:
    return cast.assemble()


def begin(page: Page) -> None:
    """Searched for first, then made; sought without luck, then met."""
    page.get_by_role("navigation").get_by_role("link", name="Borgere").last.click()
    page.get_by_role("link", name="Ny borger").click()
    page.get_by_label("Dæknavn").fill("Kanel")
    page.get_by_role("button", name="Søg").click()
    page.get_by_role("button", name="Opret Kanel").click()
    page.get_by_role("link", name="Jeg prøvede").click()
    page.get_by_role("button", name="Ikke hjemme").click()
    page.get_by_role("link", name="Færdig").click()
    page.goto(f"/borgere/{Citizen.objects.get().code}/")
    page.get_by_role("link", name="Vi sås").click()
    page.get_by_role("button", name=re.compile("Hjemme")).click()
    expect(page.get_by_role("status")).to_contain_text("hjemme")


def write_plan(page: Page, own: str) -> None:
    page.goto(own)
    page.get_by_role("link", name=re.compile("^Plan")).click()
    page.get_by_role("link", name="Skriv planen").click()
    page.get_by_label("Det håber jeg på").fill("Jeg vil gerne sove om natten")
    page.get_by_role("group", name="Mål 1", exact=True).get_by_label("Med borgerens ord").fill("Stå op før kl. 10")
    page.get_by_label("Vi ser på planen igen").fill(AHEAD)
    page.get_by_role("button", name="Gem kladde").click()
    page.get_by_role("link", name="Sæt planen i kraft").click()
    page.get_by_role("button", name="Sæt planen i kraft").click()
    expect(page.get_by_text("Planen er i kraft.")).to_be_visible()


def pause_and_go_on(page: Page, own: str) -> None:
    page.goto(own)
    page.get_by_role("link", name=re.compile("^Holder pause")).click()
    page.get_by_role("button", name="Vil have ro").click()
    expect(page.get_by_text("Pausen er gemt.")).to_be_visible()
    page.get_by_role("button", name="Slut pausen").click()
    expect(page.get_by_text("Pausen er slut.")).to_be_visible()


def a_rough_time(page: Page, own: str) -> None:
    """A relapse ends nothing: it is said in plain words beside the citizen's own."""
    page.goto(own)
    page.get_by_role("link", name=re.compile("^Plan")).click()
    page.get_by_role("link", name="Siden sidst Stå op").click()
    page.get_by_label("Det gik skidt i en periode").check()
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_text("Det gik skidt i en periode")).to_be_visible()


def go_on_to_something(page: Page, own: str) -> None:
    page.goto(own)
    page.get_by_role("link", name=re.compile("^Overgang")).click()
    page.get_by_role("link", name="Vælg sammen").click()
    page.get_by_label("Bostøtte", exact=True).check()
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_text("Valgt sammen: Bostøtte")).to_be_visible()


def farewell(page: Page, own: str) -> None:
    page.goto(own)
    page.get_by_role("link", name=re.compile("^Farvel for nu")).click()
    page.get_by_label("Overgang til anden behandling").check()
    page.get_by_role("group", name="Hvor i forløbet er vi?").get_by_label("3 Overgang").check()
    page.get_by_role("group", name="Hvor går vejen hen?").get_by_label("Bostøtte").check()
    page.get_by_label("Næste skridt").fill("Bo kommer på fredag")
    page.get_by_role("button", name="Videre").click()
    page.get_by_role("button", name="Sig farvel for nu").click()
    expect(page.get_by_text("Der er sagt farvel for nu.")).to_be_visible()


def come_again(page: Page, own: str) -> None:
    page.goto(own)
    expect(page.get_by_text("Farvel for nu").first).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Kom igen").first.click()
    page.get_by_role("button", name="Kom igen").click()
    expect(page.get_by_text("Velkommen igen. Historie og plan er taget med.")).to_be_visible()


def test_story_from_the_first_attempt_to_come_again(page: Page, people: cast.Cast) -> None:
    screen.sign_in(page, people.therapist)
    begin(page)
    own = f"/borgere/{Citizen.objects.get().code}/"
    write_plan(page, own)
    assert {each.phase for each in PhaseInterval.objects.standing()} >= {2}
    pause_and_go_on(page, own)
    a_rough_time(page, own)
    assert not Ending.objects.exists()
    go_on_to_something(page, own)
    farewell(page, own)
    come_again(page, own)
    assert [case.number for case in Case.objects.order_by("number")] == [1, 2]
    assert not FollowUp.objects.waiting().exists()
    assert (Contact.objects.count(), Pause.objects.count(), GoalNote.objects.count()) == (2, 1, 1)
    page.goto(f"{own}tidslinje/")
    for said in ("Vi sås", "Ikke hjemme", "Det gik skidt i en periode", "Farvel for nu"):
        expect(page.get_by_text(said, exact=False).first).to_be_visible()
    screen.axe(page)
    screen.no_sideways_scroll(page)
