"""Three citizens in a row planned on a phone, told by mail; the jobcentre then sees »Kort møde« and the time."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from fremskudt.basics.codes import new_code
from fremskudt.casework.models import Citizen, Meeting
from tests import cast
from tests.browser import screen
from tests.browser.test_plan import look
from tests.casework import field
from tests.casework.consent_field import say
from tests.mailbox import Mailbox, open_mailbox

ALIASES = ("Havre", "Kanel", "Timian")


@pytest.fixture
def people(live_server: object, transactional_db: None) -> cast.Cast:
    return cast.assemble()


@pytest.fixture
def three(people: cast.Cast) -> list[Citizen]:
    made = [field.citizen(people, alias, code=new_code(), followed_by=people.therapist) for alias in ALIASES]
    for one in made:
        say(one, people.jobcentre, "appointments housing", by=people.therapist)
    return made


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    with open_mailbox(settings) as found:
        yield found


def the_way(page: Page, look: Callable[[Page], None]) -> None:
    """From the empty list: three ticked, one actor, one press; then the order, a wish, and word of the time."""
    page.goto("/moeder/")
    look(page)
    page.get_by_role("link", name="Planlæg møde").click()
    look(page)
    for alias in ALIASES:
        page.get_by_label(alias, exact=True).check()
    page.get_by_label("Jens, Jobcentret i Randers").check()
    page.get_by_role("button", name="Planlæg mødet").click()
    expect(page.get_by_text("Mødet er planlagt.")).to_be_visible()
    look(page)
    page.get_by_role("button", name=re.compile("Før.*Timian")).click()
    page.locator("summary", has_text="Borgerens ønske").first.click()
    page.get_by_label("Med borgerens ord").first.fill("Jeg vil ikke fortælle det forfra")
    look(page)
    page.get_by_role("button", name="Gem ønsket").first.click()
    expect(page.get_by_text("»Jeg vil ikke fortælle det forfra«")).to_be_visible()
    page.get_by_role("link", name="Send besked om tiden").click()
    look(page)
    page.get_by_role("button", name="Send besked").click()
    expect(page.get_by_text("1 har fået besked.")).to_be_visible()
    look(page)


def seen_by_the_jobcentre(page: Page, look: Callable[[Page], None]) -> None:
    page.goto("/moeder/")
    look(page)
    expect(page.get_by_text("Kort møde", exact=True)).to_be_visible()
    shown = page.locator("main").inner_text()
    for word in (*ALIASES, "bolig", "forfra", "Tea"):
        assert word not in shown
    page.get_by_role("button", name="Jeg kommer", exact=True).click()
    expect(page.get_by_text("Kommer", exact=True)).to_be_visible()
    look(page)


def called_off(page: Page, look: Callable[[Page], None]) -> None:
    page.goto(f"/moeder/{Meeting.objects.get().pk}/hvem/")
    page.get_by_role("link", name="Aflys mødet").click()
    look(page)
    page.get_by_role("button", name="Ja, aflys mødet").click()
    expect(page.get_by_text("Mødet er aflyst.")).to_be_visible()


@pytest.mark.parametrize("with_script", [True, False])
def test_meetings_are_planned_on_a_phone_and_seen_as_a_time(
    new_context: Callable[..., Any], people: cast.Cast, three: list[Citizen], mailbox: Mailbox, with_script: bool
) -> None:
    tea, jens = (new_context(java_script_enabled=with_script).new_page() for _one in range(2))
    see = look if with_script else lambda _page: None
    screen.sign_in(tea, people.therapist)
    screen.sign_in(jens, people.professional)
    the_way(tea, see)
    mail = mailbox.next()
    assert (mail["subject"], str(mail["to"])) == ("Kort møde", "jens@example.org")
    assert not any(alias in mail.as_string() for alias in ALIASES)
    seen_by_the_jobcentre(jens, see)
    called_off(tea, see)
    assert "aflyst" in mailbox.next().get_body().get_content()  # type: ignore[union-attr]


def test_network_meeting_is_planned_with_the_citizen_on_a_phone(
    page: Page, people: cast.Cast, three: list[Citizen]
) -> None:
    screen.sign_in(page, people.therapist)
    page.goto(f"/borgere/{three[0].code}/moederytme/")
    look(page)
    page.get_by_label("Hver 14. dag").check()
    page.get_by_role("button", name="Gem rytmen").click()
    expect(page.get_by_text("Planlagt hver 14. dag.")).to_be_visible()
    page.get_by_role("link", name="Planlæg netværksmøde").click()
    look(page)
    page.get_by_role("button", name="Læs højt").click()
    expect(page.get_by_text("Skriv borgerens punkt først.").first).to_be_visible()
    page.get_by_label("Borgerens punkter").fill("Jeg vil bo et sted med ro")
    page.get_by_label("Jens, Jobcentret i Randers").check()
    page.get_by_label("Andre, med borgerens ord").fill("mor")
    page.get_by_label("bolig", exact=True).check()
    page.get_by_role("textbox", name="Sted").fill("Hos mor")
    look(page)
    page.get_by_role("button", name="Læs højt").click()
    expect(page.get_by_role("heading", name="Læs højt")).to_be_visible()
    look(page)
    page.get_by_label("Hvem hørte det?").fill("Vi var alene")
    page.get_by_role("button", name="Ja", exact=True).click()
    expect(page.get_by_text("Mødet er planlagt.")).to_be_visible()
    expect(page.get_by_text("Jeg vil bo et sted med ro").first).to_be_visible()
    look(page)
