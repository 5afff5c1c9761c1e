"""A short meeting in two browsers, the one who holds it on a phone and the jobcentre at a desk: three in a row.

By what is visible alone; and the same without JavaScript.
"""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from fremskudt.casework.models import Meeting, MeetingLine, Task
from tests import cast
from tests.browser import screen
from tests.browser.conftest import WIDE
from tests.casework import field
from tests.casework.consent_field import say
from tests.casework.meeting_field import meeting_about

AHEAD = f"{timezone.localdate() + timedelta(days=7):%Y-%m-%d}"


@pytest.fixture
def people(live_server: object, transactional_db: None) -> cast.Cast:
    return cast.assemble()


@pytest.fixture
def meeting(people: cast.Cast) -> Meeting:
    three = [field.citizen(people, alias, followed_by=people.therapist) for alias in ("Havre", "Byg", "Rug")]
    for who in three:
        say(who, people.jobcentre, "appointments agreements housing", by=people.therapist, days=6)
    return meeting_about(people, three, [(people.professional, people.jobcentre)], runs=False)


def look(page: Page) -> None:
    page.wait_for_load_state()
    screen.axe(page)
    screen.no_sideways_scroll(page)
    if page.viewport_size and page.viewport_size["width"] < 768:
        screen.targets(page)


def walk(tea: Page, jens: Page, meeting: Meeting, look: Callable[[Page], None]) -> None:
    """From »Start 15 minutter« to the words for the citizen."""
    for page in (tea, jens):
        page.goto(f"/moede/{meeting.pk}/")
        look(page)
    tea.get_by_role("button", name="Start 15 minutter").click()
    expect(tea.get_by_role("heading", name="1 af 3: Havre")).to_be_visible()
    expect(tea.get_by_text("Samtykke, Jobcentret i Randers")).to_be_visible()
    look(tea)
    jens.get_by_role("link", name="Hent siden igen").click()
    expect(jens.get_by_role("heading", name="1 af 3: Havre")).to_be_visible()
    expect(jens.get_by_text("Samtykke")).to_have_count(0)
    look(jens)
    jens.get_by_label("Ny linje: Status").fill("Har fået et brev om en bolig")
    jens.get_by_role("button", name="Gem").click()
    expect(jens.get_by_text("Gemt: Har fået et brev om en bolig")).to_be_visible()
    look(jens)
    tea.locator("summary", has_text="Ny aftale").click()
    tea.get_by_label("Hvad?").fill("Ring om bolig")
    tea.get_by_role("button", name="Gem aftalen").click()
    expect(tea.get_by_text("En aftale skal have én person og en dato.").first).to_be_visible()
    look(tea)
    tea.get_by_label("Hvornår?").fill(AHEAD)
    tea.get_by_label("Hvem gør det?").select_option(label="Jens")
    tea.get_by_role("button", name="Gem aftalen").click()
    expect(tea.get_by_text("Ring om bolig · Jens")).to_be_visible()
    expect(tea.get_by_text("Har fået et brev om en bolig").first).to_be_visible()
    look(tea)
    tea.get_by_label("Ny linje: Opmærksomhed").fill("Hund i gården")
    tea.get_by_role("button", name="Næste borger").click()
    expect(tea.get_by_role("heading", name="2 af 3: Byg")).to_be_visible()
    tea.get_by_role("button", name="Næste borger").click()
    expect(tea.get_by_role("heading", name="3 af 3: Rug")).to_be_visible()
    expect(tea.get_by_role("button", name="Næste borger")).to_have_count(0)
    jens.get_by_role("link", name="Hent siden igen").click()
    expect(jens.get_by_role("heading", name="3 af 3: Rug")).to_be_visible()
    tea.get_by_role("button", name="Slut mødet").click()
    expect(tea.get_by_text("Mødet er slut.")).to_be_visible()
    look(tea)
    jens.get_by_role("link", name="Hent siden igen").click()
    expect(jens.get_by_text("Mødet er slut.")).to_be_visible()
    expect(jens.get_by_text("Hund i gården")).to_be_visible()
    look(jens)
    tea.get_by_role("link", name=re.compile("Til borgeren bagefter.*Havre")).click()
    expect(tea.get_by_label("Det får borgeren at vide")).to_have_value(re.compile("Ring om bolig. Det gør Jens senest"))
    look(tea)
    tea.get_by_role("button", name="Læst højt").click()
    expect(tea.get_by_text("Givet", exact=False).first).to_be_visible()
    look(tea)
    tea.get_by_role("link", name="Udskriv").click()
    expect(tea.get_by_role("heading", name="Det har vi talt om")).to_be_visible()
    look(tea)
    assert (MeetingLine.objects.count(), Task.objects.count()) == (2, 1)


def test_meeting_of_three_in_a_row_in_two_browsers(
    new_context: Callable[..., BrowserContext], people: cast.Cast, meeting: Meeting
) -> None:
    tea, jens = new_context().new_page(), new_context(viewport=WIDE).new_page()
    screen.sign_in(tea, people.therapist)
    screen.sign_in(jens, people.professional)
    walk(tea, jens, meeting, look)


def test_meeting_of_three_in_a_row_without_javascript(
    new_context: Callable[..., BrowserContext], people: cast.Cast, meeting: Meeting
) -> None:
    tea, jens = (new_context(java_script_enabled=False).new_page() for _one in range(2))
    screen.sign_in(tea, people.therapist)
    screen.sign_in(jens, people.professional)
    walk(tea, jens, meeting, lambda _page: None)


def test_meeting_time_is_counted_and_said_once(page: Page, people: cast.Cast, meeting: Meeting) -> None:
    Meeting.objects.update(began_at=timezone.now())
    screen.sign_in(page, people.therapist)
    page.clock.install()
    page.goto(f"/moede/{meeting.pk}/")
    left, said, over = (page.locator(one) for one in (".timer-left", ".timer [role=status]", "[data-timer-over]"))
    expect(left).to_contain_text("14.5")
    expect(said).to_be_empty()
    expect(over).to_be_hidden()
    page.clock.run_for(5 * 60_000)
    expect(left).to_contain_text("9.5")
    expect(said).to_be_empty()
    page.clock.run_for(5 * 60_000)
    expect(said).to_have_text("5 minutter igen.")
    page.clock.run_for(4 * 60_000)
    expect(said).to_have_text("1 minut igen.")
    page.clock.run_for(2 * 60_000)
    expect(left).to_have_text("0.00 igen")
    expect(said).to_contain_text("Tiden er gået.")
    expect(over).to_be_visible()
