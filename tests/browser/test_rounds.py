"""A leader runs a round from its opening until everybody is accounted for, with the therapist. On a phone and plain."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from fremskudt.casework.models import Case, Citizen, TakingPart
from fremskudt.surveys.actions import hold, no_answer
from fremskudt.surveys.models import TeamReminder, Wave
from fremskudt.surveys.rules.kinds import Mode
from tests import cast
from tests.browser import screen
from tests.casework.field import citizen
from tests.casework.test_alarm import told
from tests.mailbox import open_mailbox
from tests.surveys.asking_field import asked, days, give, give_all, study_with_wave


@pytest.fixture
def people(live_server: object, transactional_db: None) -> cast.Cast:
    return cast.assemble()


@pytest.fixture
def wave(people: cast.Cast) -> Wave:
    study_with_wave(people, number=4, opens=-70, closes=-12)
    study_with_wave(people, instrument="running", number=2)
    return study_with_wave(people, number=5)


def person(people: cast.Cast, wave: Wave, alias: str) -> Citizen:
    made = citizen(people, alias, followed_by=people.therapist)
    Case.objects.filter(citizen=made).update(found_on=days(-90), started_on=days(-50))
    at = timezone.now() - timedelta(days=45)
    TakingPart.objects.create(
        citizen=made, study=wave.study.slug, answer="yes", form="oral", witness="Vi var alene",
        words="Vil du være med?", said_at=at, made_at=at, by=people.therapist,
    )  # fmt: skip
    return made


def look(page: Page) -> None:
    screen.axe(page)
    screen.no_sideways_scroll(page)
    screen.targets(page)


def run(page: Page, people: cast.Cast, wave: Wave, settings: Any) -> None:
    """From the list of rounds to the page, the mail, what the therapist does, and nobody left."""
    anna, bo, carl, dora = (person(people, wave, name) for name in ("Anna", "Bo", "Carl", "Dora"))
    screen.sign_in(page, people.leader)
    page.goto("/runder/")
    look(page)
    page.get_by_role("link", name=re.compile("Progressionsskema, runde 5 4 kan svare")).click()
    expect(page.get_by_role("heading", name="Runde 5")).to_be_visible()
    expect(page.get_by_text("4 kan svare · 0 er spurgt")).to_be_visible()
    expect(page.get_by_text("I alt 4 personer")).to_be_visible()
    look(page)
    with open_mailbox(settings) as mailbox:
        page.get_by_role("button", name="Send ugens liste til teamet").click()
        expect(page.get_by_text("Sendt til 1 i teamet.")).to_be_visible()
        assert [to for to, _subject, _text in told(mailbox)] == ["tea@example.org"]
    expect(page.get_by_text("Listen er sendt i denne uge.").first).to_be_visible()
    assert TeamReminder.objects.count() == 1
    give_all(anna, wave, by=people.therapist, mode=Mode.PHONE, helped_by=people.therapist)
    give(bo, wave, {asked(bo, wave).bites[0].items[0]: 3}, by=people.therapist)
    hold.hold(asked=asked(carl, wave), instrument="", reason="ill", until_on=days(6), by=people.therapist)
    page.reload()
    expect(page.get_by_text("For 1 af 4 er der svar eller en grund. 3 mangler:")).to_be_visible()
    expect(page.locator(".rows .row-title")).to_have_text([bo.code, dora.code, carl.code])
    give_all(bo, wave, by=people.therapist)
    give_all(carl, wave, by=people.therapist, mode=Mode.PAPER)
    no_answer.tell(asked=asked(dora, wave), why="said_no", by=people.therapist)
    page.reload()
    expect(page.get_by_text("Ja. Der er svar eller en grund for alle 4.")).to_be_visible()
    page.get_by_text("Svarvej: telefon, papir, hjælp").click()
    look(page)
    page.get_by_role("link", name="Vis dem, der ikke har svaret").click()
    expect(page.locator(".rows .row-title")).to_have_text([dora.code])
    look(page)


def test_round_is_run_until_everybody_is_accounted_for(
    page: Page, people: cast.Cast, wave: Wave, settings: Any
) -> None:
    run(page, people, wave, settings)


def test_round_is_run_without_javascript(plain_page: Page, people: cast.Cast, wave: Wave, settings: Any) -> None:
    anna = person(people, wave, "Anna")
    screen.sign_in(plain_page, people.leader)
    plain_page.goto(f"/runder/{wave.pk}/")
    with open_mailbox(settings) as mailbox:
        plain_page.get_by_role("button", name="Send ugens liste til teamet").click()
        expect(plain_page.get_by_text("Sendt til 1 i teamet.")).to_be_visible()
        assert len(told(mailbox)) == 1
    expect(plain_page.get_by_text(anna.code)).to_be_visible()


def test_my_round_is_a_short_list_that_leads_to_the_questions(page: Page, people: cast.Cast, wave: Wave) -> None:
    for name in ("Anna", "Bo", "Carl"):
        person(people, wave, name)
    screen.sign_in(page, people.therapist)
    page.goto("/runder/mine/")
    expect(page.get_by_text("3 til i denne runde")).to_be_visible()
    look(page)
    page.get_by_role("link", name=re.compile("Anna")).click()
    expect(page).to_have_url(re.compile("/borgere/[^/]+/svar/"))


@pytest.mark.parametrize("width", ["page", "wide_page"])
def test_evaluator_reads_the_round_and_asks_the_leader(
    request: pytest.FixtureRequest, people: cast.Cast, wave: Wave, settings: Any, width: str
) -> None:
    page: Page = request.getfixturevalue(width)
    for number in range(9):
        who = person(people, wave, f"Alias {number}")
        if number < 5:
            give_all(who, wave, by=people.therapist)
    screen.sign_in(page, people.evaluator)
    page.goto(f"/evaluering/{wave.study.slug}/runder/")
    expect(page.get_by_role("row", name=re.compile("5 Randers 9 5")).first).to_be_visible()
    look(page)
    page.get_by_label("Runde", exact=True).select_option(label="Progressionsskema, runde 5")
    page.get_by_label("Kommune", exact=True).select_option(label="Randers")
    with open_mailbox(settings) as mailbox:
        page.get_by_role("button", name="Bed projektlederen se på det").click()
        expect(page.get_by_text("er bedt om at se på det")).to_be_visible()
        assert len(told(mailbox)) == 2


def test_round_in_the_dark_on_a_small_phone_and_on_paper(
    new_context: Callable[..., BrowserContext], people: cast.Cast, wave: Wave
) -> None:
    anna = person(people, wave, "Anna")
    page = new_context(color_scheme="dark", viewport={"width": 320, "height": 568}).new_page()
    screen.sign_in(page, people.leader)
    for address in ("/runder/", f"/runder/{wave.pk}/"):
        page.goto(address)
        screen.axe(page)
        screen.text_size(page, 150)
        screen.no_sideways_scroll(page)
        screen.text_size(page, 100)
        stops = screen.tab_stops(page, most=60)
        assert [stop["what"] for stop in stops if not stop["ring"]] == [], address
    page.emulate_media(media="print")
    expect(page.get_by_text(anna.code)).to_be_visible()
    expect(page.get_by_text("kan svare", exact=False)).to_be_hidden()
