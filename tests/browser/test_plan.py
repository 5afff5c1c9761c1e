"""A plan from an empty page to in force on a phone, by what is visible alone; and the same without JavaScript."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Locator, Page, expect

from fremskudt.basics.codes import new_code
from fremskudt.casework.models import Citizen, PhaseInterval, TreatmentPlan
from tests import cast
from tests.browser import screen
from tests.casework import field

AHEAD = f"{timezone.localdate() + timedelta(days=60):%Y-%m-%d}"


@pytest.fixture
def people(live_server: object, transactional_db: None) -> cast.Cast:
    return cast.assemble()


@pytest.fixture
def followed(people: cast.Cast) -> Citizen:
    return field.citizen(people, code=new_code(), followed_by=people.therapist)


def look(page: Page) -> None:
    """With the whole page in view: axe takes what the phone's bar happens to cover for too small."""
    page.wait_for_load_state()
    size = page.viewport_size or {"width": 390, "height": 844}
    page.set_viewport_size({**size, "height": page.evaluate("document.documentElement.scrollHeight") + 100})
    screen.axe(page)
    screen.no_sideways_scroll(page)
    page.set_viewport_size(size)
    if size["width"] < 768:  # the menu of a desk has a test of its own
        screen.targets(page)


def goal(page: Page, number: int) -> Locator:
    return page.get_by_role("group", name=f"Mål {number}", exact=True)


def the_way(page: Page, followed: Citizen, look: Callable[[Page], None]) -> None:
    """An empty page, one wish, two goals, saved, refused without a day, mended, put in force, printed."""
    page.goto(f"/borgere/{followed.code}/plan/")
    look(page)
    page.get_by_role("link", name="Skriv planen").click()
    look(page)
    page.get_by_label("Det håber jeg på").fill("Jeg vil gerne sove om natten")
    goal(page, 1).get_by_label("Med borgerens ord").fill("Stå op før kl. 10")
    goal(page, 1).get_by_label("Sådan gør vi").fill("Tea ringer hver tirsdag")
    page.get_by_role("button", name="Tilføj mål").click()
    expect(page.get_by_label("Det håber jeg på")).to_have_value("Jeg vil gerne sove om natten")
    look(page)
    goal(page, 2).get_by_label("Med borgerens ord").fill("Ud at gå med hunden")
    page.get_by_role("button", name="Gem kladde").click()
    expect(page.get_by_text("Kladden er gemt.")).to_be_visible()
    expect(page.get_by_text("Gemt lige nu")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Sæt planen i kraft").click()
    expect(page.get_by_text("Skriv, hvornår I ser på planen igen.")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Skriv videre").click()
    page.get_by_label("Vi ser på planen igen").fill(AHEAD)
    page.locator("summary", has_text="Fagligt").click()
    page.get_by_label("Indsats").fill("Besøg hver uge")
    look(page)
    page.get_by_role("button", name="Gem kladde").click()
    page.get_by_role("link", name="Sæt planen i kraft").click()
    look(page)
    page.get_by_role("button", name="Sæt planen i kraft").click()
    expect(page.get_by_text("Planen er i kraft.")).to_be_visible()
    look(page)
    assert TreatmentPlan.objects.get(in_force_at__isnull=False).goals.count() == 2
    assert PhaseInterval.objects.get().phase == 2
    page.get_by_role("link", name="Udskriv til borgeren").click()
    expect(page.get_by_role("heading", name="Min plan")).to_be_visible()
    expect(page.get_by_text("Besøg hver uge")).to_have_count(0)
    look(page)


def moved(page: Page, followed: Citizen, look: Callable[[Page], None]) -> None:
    """What has moved of a goal, taken back, and said again."""
    for again in (True, False):
        page.goto(f"/borgere/{followed.code}/plan/")
        page.get_by_role("link", name="Siden sidst Stå op").click()
        look(page)
        page.get_by_label("Noget rykker sig").check()
        page.get_by_label("Borgerens egne ord").fill("Jeg sov to nætter")
        page.get_by_role("button", name="Gem").click()
        expect(page.get_by_text("Jeg sov to nætter")).to_be_visible()
        look(page)
        if again:
            page.get_by_role("button", name="Fortryd").click()
            expect(page.get_by_text("Jeg sov to nætter")).to_have_count(0)


def test_plan_from_an_empty_page_to_in_force_on_a_phone(page: Page, people: cast.Cast, followed: Citizen) -> None:
    screen.sign_in(page, people.therapist)
    the_way(page, followed, look)
    moved(page, followed, look)


def test_plan_from_an_empty_page_to_in_force_without_javascript(
    plain_page: Page, people: cast.Cast, followed: Citizen
) -> None:
    screen.sign_in(plain_page, people.therapist)
    the_way(plain_page, followed, lambda _page: None)
    moved(plain_page, followed, lambda _page: None)


def test_plan_enter_in_a_field_saves_and_adds_no_goal(page: Page, people: cast.Cast, followed: Citizen) -> None:
    screen.sign_in(page, people.therapist)
    page.goto(f"/borgere/{followed.code}/plan/skriv/")
    goal(page, 1).get_by_label("Med borgerens ord").fill("Stå op")
    goal(page, 1).get_by_label("Hvem").press("Enter")
    expect(page.get_by_text("Kladden er gemt.")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1100])
def test_plan_of_two_who_wrote_at_once_is_chosen_side_by_side(
    new_context: Callable[..., BrowserContext], people: cast.Cast, followed: Citizen, width: int
) -> None:
    followed.assignments.create(user=people.colleague, began_at=timezone.now(), by=people.leader)
    tea, tom = (new_context(viewport={"width": width, "height": 844}).new_page() for _one in range(2))
    for page, user in ((tea, people.therapist), (tom, people.colleague)):
        screen.sign_in(page, user)
        page.goto(f"/borgere/{followed.code}/plan/skriv/")
        page.get_by_label("Det håber jeg på").fill(f"Skrevet af {user.name}. " + "Langtordudenmellemrum" * 8)
        goal(page, 1).get_by_label("Med borgerens ord").fill(f"Mål fra {user.name}")
    tea.get_by_role("button", name="Gem kladde").click()
    expect(tea.get_by_text("Kladden er gemt.")).to_be_visible()
    tom.get_by_role("button", name="Gem kladde").click()
    expect(tom.get_by_role("heading", name="En kollega skrev imens. Her er begge tekster.")).to_be_visible()
    look(tom)
    tom.get_by_role("button", name="Gem kladde").click()
    expect(tom.get_by_text("Vælg, hvad der skal stå.").first).to_be_visible()
    look(tom)
    tom.get_by_label("Begge, efter hinanden").first.check()
    tom.get_by_role("group", name="Det skal stå").nth(1).get_by_label("Behold målet").check()
    tom.get_by_role("group", name="Det skal stå").nth(2).get_by_label("Behold målet").check()
    tom.get_by_role("button", name="Gem kladde").click()
    for said in ("Skrevet af Tea.", "Skrevet af Tom.", "Mål fra Tea", "Mål fra Tom"):
        expect(tom.get_by_text(said).first).to_be_visible()


def test_story_and_own_sheet_on_a_phone(page: Page, people: cast.Cast, followed: Citizen) -> None:
    screen.sign_in(page, people.therapist)
    page.goto(f"/borgere/{followed.code}/historie/")
    look(page)
    page.get_by_role("link", name="Skriv sammen").click()
    look(page)
    page.get_by_label("Min historie kort").fill("Jeg er vokset op ved vandet.")
    page.get_by_role("button", name="Gem").click()
    look(page)
    page.get_by_role("link", name="Borgeren siger ja").click()
    page.get_by_label("Hvordan?").fill("Læst højt hjemme")
    look(page)
    page.get_by_role("button", name="Borgeren sagde ja").click()
    look(page)
    page.get_by_role("link", name="Udskriv til borgeren").click()
    look(page)
    page.goto(f"/borgere/{followed.code}/mit-ark/")
    look(page)
    page.get_by_label("Mine papirer").uncheck()
    page.get_by_role("button", name="Print mit ark").click()
    expect(page.get_by_role("heading", name="Det næste")).to_be_visible()
    expect(page.get_by_role("heading", name="Mine papirer")).to_have_count(0)
    look(page)


@pytest.mark.parametrize("width", [320, 1100])
def test_plan_pages_fit_with_long_words(
    new_context: Callable[..., BrowserContext], people: cast.Cast, followed: Citizen, width: int
) -> None:
    page = new_context(viewport={"width": width, "height": 800}).new_page()
    screen.sign_in(page, people.therapist)
    page.goto(f"/borgere/{followed.code}/plan/skriv/")
    page.get_by_label("Det håber jeg på").fill("Æ" * 300)
    goal(page, 1).get_by_label("Med borgerens ord").fill("Ø" * 300)
    page.get_by_label("Vi ser på planen igen").fill(AHEAD)
    look(page)
    page.get_by_role("button", name="Gem kladde").click()
    look(page)
    page.get_by_role("link", name="Sæt planen i kraft").click()
    look(page)
    page.get_by_role("button", name="Sæt planen i kraft").click()
    page.get_by_role("link", name="Udskriv med den faglige del").click()
    look(page)
