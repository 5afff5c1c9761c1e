"""A task done and undone, the board walked, a partner's own task: on a phone, and the main acts without JavaScript."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from fremskudt.basics.codes import new_code
from fremskudt.casework.models import BoardEntry, BoardLook, Citizen, Task
from fremskudt.casework.rules.board import next_look
from tests import cast
from tests.browser import screen
from tests.casework import field
from tests.casework.consent_field import say
from tests.casework.task_field import give

AHEAD = f"{next_look(timezone.localdate())}"


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
    screen.targets(page)


def a_promise(page: Page, followed: Citizen, look: Callable[[Page], None]) -> None:
    """Written on the citizen's page, done in one press, and undone."""
    page.goto(f"/borgere/{followed.code}/")
    page.get_by_role("link", name="Ny opgave").click()
    look(page)
    page.get_by_label("Hvad skal gøres?").fill("Ringe om boligen")
    page.get_by_role("button", name="Gem opgaven").click()  # a day is missing
    expect(page.get_by_text("En opgave skal have én person og en dato.").first).to_be_visible()
    look(page)
    page.get_by_label("Hvornår?").fill(AHEAD)
    page.get_by_role("button", name="Gem opgaven").click()
    expect(page.get_by_text("Opgaven er gemt.")).to_be_visible()
    page.goto("/opgaver/")
    look(page)
    page.get_by_role("button", name="Gjort").click()
    expect(page.get_by_text("Gjort: Ringe om boligen")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Fortryd").click()
    expect(page.get_by_text("Fortrudt. Opgaven venter igen.")).to_be_visible()
    assert Task.objects.get().done_at is None
    page.get_by_role("button", name="Gjort").click()
    expect(page.get_by_text("Intet venter på dig.")).to_be_visible()


def the_walk(page: Page, followed: Citizen, look: Callable[[Page], None]) -> None:
    """On the board from the citizen's page, gone past, taken off, and back on."""
    page.goto(f"/borgere/{followed.code}/")
    page.get_by_role("link", name="Ekstra opmærksomhed").click()
    look(page)
    page.get_by_label("Hvorfor lige nu?").fill("Lejemålet er i fare")
    page.get_by_role("button", name="Sæt på tavlen").click()
    expect(page.get_by_text("Borgeren står på tavlen.")).to_be_visible()
    page.goto("/tavle/")
    look(page)
    page.get_by_role("link", name="Gennemgå tavlen").click()
    look(page)
    page.get_by_role("button", name="Bliver på tavlen").click()
    expect(page.get_by_text("Sidst gennemgået i dag.")).to_be_visible()
    page.get_by_role("link", name="Kanel").click()
    page.get_by_role("link", name="Ekstra opmærksomhed").click()
    look(page)
    page.get_by_role("button", name="Af tavlen").click()
    expect(page.get_by_text("Kanel er taget af tavlen.")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Fortryd").click()
    expect(page.get_by_text("Fortrudt. Rækken står på tavlen igen.")).to_be_visible()
    assert BoardEntry.objects.get().off_at is None
    assert list(BoardLook.objects.values_list("outcome", flat=True)) == ["stays"]


def test_tasks_done_and_the_board_walked_on_a_phone(page: Page, people: cast.Cast, followed: Citizen) -> None:
    screen.sign_in(page, people.therapist)
    a_promise(page, followed, look)
    the_walk(page, followed, look)


def test_tasks_done_and_the_board_walked_without_javascript(
    plain_page: Page, people: cast.Cast, followed: Citizen
) -> None:
    screen.sign_in(plain_page, people.therapist)
    a_promise(plain_page, followed, lambda _page: None)
    the_walk(plain_page, followed, lambda _page: None)


def test_tasks_a_partner_does_their_own(page: Page, people: cast.Cast, followed: Citizen) -> None:
    say(followed, people.drop_in, "agreements", by=people.therapist)
    give(people, followed, people.partner, people.drop_in, words="Drikke kaffe torsdag")
    screen.sign_in(page, people.partner)
    page.goto("/opgaver/")
    look(page)
    page.get_by_role("link", name="Giv videre").click()
    look(page)
    page.goto("/opgaver/")
    page.get_by_role("button", name="Gjort").click()
    expect(page.get_by_text("Gjort: Drikke kaffe torsdag")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Ny opgave til mig selv").click()
    look(page)
    page.get_by_label("Hvad skal gøres?").fill("Købe kaffe")
    page.get_by_label("Hvornår?").fill(AHEAD)
    page.get_by_role("button", name="Gem opgaven").click()
    expect(page.get_by_text("Opgaven er gemt.")).to_be_visible()
    page.get_by_role("link", name="Hent mine opgaver").click()
    look(page)
