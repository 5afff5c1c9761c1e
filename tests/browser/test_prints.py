"""What the citizen gets in the hand, as paper: few sheets, their words, no menu, and nobody's alias in the file."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from fremskudt.casework.models import (
    Appointment,
    Case,
    ChannelActor,
    ChannelIn,
    Citizen,
    Contact,
    Ending,
    Goal,
    GoalNote,
    Letter,
    PhaseInterval,
    SmallStep,
    StoryCard,
    Transition,
    TreatmentPlan,
)
from fremskudt.casework.rules.channel import ACTORS, FOUND_BY, FOUND_WHERE
from fremskudt.casework.rules.contact import STEPS
from fremskudt.casework.rules.ending import REASONS, TARGETS
from fremskudt.casework.rules.own_sheet import Part
from fremskudt.casework.rules.period import closed_quarters
from fremskudt.casework.rules.phase import PHASES
from fremskudt.casework.rules.plan import PROGRESS
from tests import cast
from tests.browser import screen
from tests.casework import field

# What is pressed or only for the screen: it is read off the page itself, so that a new button is looked for too.
FOR_THE_SCREEN = """() => [...document.querySelectorAll(
  'nav a, header a, footer a, main a, summary, button, label, .skip, .skip-link, .screen-only, .screen-part *'
)].map(one => one.textContent)"""
EVERY_PART = "&".join(["print=1", *(f"part={part}" for part in Part)])
ALIAS = "Kanelsnegl"
HOPE, GOAL, STORY = "Jeg vil gerne sove om natten", "Stå op før kl. 10", "Jeg er vokset op ved vandet."


@dataclass(frozen=True)
class Print:
    """The page's name and what comes after the address; how many sheets it may take; what stands and does not stand."""

    name: str
    sheets: int
    words: tuple[str, ...]
    asked: str = ""
    no_words: tuple[str, ...] = ()


PRINTS = {
    "plan": Print("plan_print", 2, ("Min plan", HOPE, GOAL), no_words=("Besøg hver uge", "Afdækning")),
    "plan with its professional part": Print("plan_print", 3, (HOPE, GOAL, "Besøg hver uge"), "fagligt=1"),
    "story": Print("story_print", 1, ("Min historie kort", STORY)),
    "own sheet": Print("own_sheet", 1, ("Mit ark", "Vi ser på brevet", "Svar på brevet", "ring 112"), EVERY_PART),
    "who has looked": Print("citizen_log_print", 1, ("Hvem har set mine papirer?", "Tea fra teamet")),
    "card": Print("come_back_card", 1, ("Kom bare tilbage", "Du skal ikke begynde forfra.", "K7M4-Q2RX")),
}


@pytest.fixture
def people(live_server: object, transactional_db: None) -> cast.Cast:
    return cast.assemble()


@pytest.fixture
def kanel(people: cast.Cast) -> Citizen:
    """A course with something to print on every sheet, and long texts where a person may write them."""
    made = field.citizen(people, ALIAS, "K7M4-Q2RX", followed_by=people.therapist)
    case, tea, now, today = made.cases.get(), people.therapist, timezone.now(), timezone.localdate()
    entry = {"case": case, "by": tea, "made_at": now}
    plan = TreatmentPlan.objects.create(
        version=1, hopes=HOPE, wishes="Et sted at bo", dreams="En hund", findings="Sover dårligt",
        effort="Besøg hver uge", follow_up="Om tre måneder", responsible="Tea", review_on=today + timedelta(days=60),
        saved_at=now, saved_by=tea, in_force_on=today, in_force_at=now, in_force_by=tea, **entry,
    )  # fmt: skip
    for order in range(3):
        Goal.objects.create(plan=plan, thread=uuid4(), order=order, words=GOAL, how="Tea ringer", who="Tea og mor")
    StoryCard.objects.create(
        version=1, words=f"{STORY} " * 20, approved_on=today, approved_how="Læst højt hjemme", **entry
    )
    soon = {"owner": tea, **entry}
    Appointment.objects.create(at=now + timedelta(days=2), place="home", what_for="Vi ser på brevet", **soon)
    Letter.objects.create(line="Svar på brevet", deadline_on=today + timedelta(days=5), **soon)
    return made


def pressed(page: Page) -> set[str]:
    """The words of what is pressed, without their spaces; short ones stand in other words too."""
    return {bare for words in page.evaluate(FOR_THE_SCREEN) if len(bare := squeezed(words)) > 5}


def squeezed(words: str) -> str:
    """Without spaces: a PDF puts them where it likes."""
    return "".join(words.split())


def printed(page: Page) -> tuple[pypdf.PdfReader, str]:
    """The page as chromium prints it, with the size that the page asks for, and its text without spaces."""
    reader = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    return reader, squeezed("".join(sheet.extract_text() for sheet in reader.pages))


def check(page: Page, wanted: Print) -> None:
    reader, text = printed(page)
    for words in wanted.words:
        assert squeezed(words) in text, (words, text)
    for words in wanted.no_words:
        assert squeezed(words) not in text, (words, text)
    assert ALIAS.lower() not in text.lower()
    rest = text
    for words in (page.locator("h1").inner_text(), *wanted.words):
        rest = rest.replace(squeezed(words), "")
    assert not {words for words in pressed(page) if words in rest}
    assert len(reader.pages) <= wanted.sheets, f"{len(reader.pages)} sheets"
    assert all(squeezed(sheet.extract_text()) for sheet in reader.pages), "an empty sheet"
    told = f"{reader.metadata} {reader.xmp_metadata.stream.get_data() if reader.xmp_metadata else ''} {page.title()}"
    for secret in (ALIAS, "Tea", "behandling"):
        assert secret.lower() not in told.lower(), told


@pytest.mark.parametrize("name", PRINTS)
def test_print_is_the_citizens_words_and_no_menu(page: Page, people: cast.Cast, kanel: Citizen, name: str) -> None:
    wanted = PRINTS[name]
    screen.sign_in(page, people.therapist)
    page.goto(f"{reverse(f'casework:{wanted.name}', args=[kanel.code])}?{wanted.asked}")
    expect(page.locator("main")).to_be_visible()
    assert pressed(page), "the page has something to leave out"
    check(page, wanted)


def test_print_of_a_personal_link_is_one_sheet_with_its_code(page: Page, people: cast.Cast, kanel: Citizen) -> None:
    screen.sign_in(page, people.therapist)
    page.goto(reverse("casework:link_give", args=[kanel.code]))
    page.get_by_role("button", name="Giv personligt link").click()
    expect(page.get_by_role("img", name="Kode til telefonens kamera")).to_be_visible()
    check(page, Print("link_give", 1, ("Dit eget link", "/b/", "Pas på papiret.")))


def test_print_of_the_card_is_as_small_as_a_card(page: Page, people: cast.Cast, kanel: Citizen) -> None:
    screen.sign_in(page, people.therapist)
    page.goto(reverse("casework:come_back_card", args=[kanel.code]))
    reader, _text = printed(page)
    width, height = (float(side) / 72 * 25.4 for side in reader.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (74, 105)


def busy_quarter(people: cast.Cast) -> None:
    """A closed quarter in which there was something of every kind that the page can tell of."""
    today = timezone.localdate()
    on = closed_quarters(today - timedelta(days=400), today)[0].start + timedelta(days=9)
    at = timezone.make_aware(datetime.combine(on, time(12)))
    for number in range(36):
        case = field.citizen(people, f"Alias {number}").cases.get()
        Case.objects.filter(pk=case.pk).update(found_on=on, started_on=on, made_at=at)
        told = {"case": case, "made_at": at, "by": people.therapist}
        channel = ChannelIn.objects.create(
            found_where=kind(FOUND_WHERE, number), found_by=kind(FOUND_BY, number), **told
        )
        ChannelActor.objects.create(channel=channel, actor=kind(ACTORS, number))
        Contact.objects.create(at=at, outcome="met", place="home", way="in_person", operation=uuid4(), **told)
        SmallStep.objects.create(on=on, kind=kind(STEPS, number), **told)
        GoalNote.objects.create(thread=uuid4(), on=on, progress=kind(PROGRESS, number), **told)
        PhaseInterval.objects.create(phase=kind(PHASES, number), start_on=on, **told)
        Transition.objects.create(target=kind(TARGETS, number), chosen_on=on, **told)
        Ending.objects.create(
            on=on, reason=kind(REASONS, number), phase=1, onward=kind(TARGETS, number), onward_words="Videre", **told
        )


def kind(names: Mapping[Any, str], number: int) -> Any:
    return list(names)[number % len(names)]


def test_print_of_the_quarter_is_one_sheet_without_its_form(page: Page, people: cast.Cast) -> None:
    busy_quarter(people)
    screen.sign_in(page, people.steering)
    page.goto(reverse("casework:steering"))
    expect(page.get_by_role("heading", name="Borgernes egne mål")).to_be_visible()
    check(page, Print("steering", 1, ("Borgernes egne mål", "Vej ind", "Hvad det krævede", "Fik en plan")))
