"""A sheet is typed in by keyboard alone, one key an answer; by thumb on a phone; and without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from fremskudt.surveys.models import Answer, Correction, Sheet
from tests import cast
from tests.browser import screen
from tests.browser.test_tasks import look
from tests.surveys.sheet_field import WHOLE, one_sheet, printed

KEYS = {"10": "t"}


@pytest.fixture
def people(live_server: object, transactional_db: None) -> cast.Cast:
    return cast.assemble()


@pytest.fixture
def paper(people: cast.Cast) -> tuple[Sheet, str]:
    _who, _wave, sheet, code = one_sheet(people)
    return sheet, code


class Keyboard:
    """Counts what is pressed."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, keys: str) -> None:
        for key in [keys] if len(keys) > 1 and not keys.isdigit() else keys:
            self.page.keyboard.press(key)
            self.pressed += 1


def standing() -> dict[str, str]:
    """As it was typed: the code, s or u."""
    short = {"skipped": "s", "unreadable": "u"}
    told = Answer.objects.values_list("variable", "value", "missing")
    return {name: short.get(missing or "", missing) if missing else str(value) for name, value, missing in told}


def test_typing_whole_sheet_by_keyboard_takes_one_key_an_answer(
    wide_page: Page, people: cast.Cast, paper: tuple[Sheet, str]
) -> None:
    page, keyboard = wide_page, Keyboard(wide_page)
    screen.sign_in(page, people.therapist)
    page.goto("/tast/")
    page.get_by_label("Arkets kode").fill(paper[1].lower())
    page.keyboard.press("Enter")
    expect(page.locator(".typed-now")).to_have_count(1)
    look(page)
    rows = list(WHOLE)
    for at, (name, typed) in enumerate(WHOLE.items()):
        expect(page.locator(".typed-now")).to_have_attribute("data-item", name)
        keyboard.press(KEYS.get(typed, typed))
        if name == "units":
            keyboard.press("Enter")
        if at == 4:  # a slip: back, and pressed anew
            keyboard.press("Backspace")
            expect(page.locator(".typed-now")).to_have_attribute("data-item", rows[4])
            keyboard.press(typed)
    keyboard.press("n")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Arket er tastet.")).to_be_visible()
    assert standing() == WHOLE
    assert keyboard.pressed == len(WHOLE) + 1 + 2 + 2  # the contact; a second digit and its Enter; the slip
    look(page)


def test_typing_skips_what_the_answers_hide_and_enter_saves_what_is_there(
    wide_page: Page, people: cast.Cast, paper: tuple[Sheet, str]
) -> None:
    page = wide_page
    screen.sign_in(page, people.therapist)
    page.goto(f"/tast/{paper[0].pk}/")
    for name, typed in WHOLE.items():
        if name not in {"alcohol", "units", "heavy_days"}:
            page.keyboard.press(KEYS.get(typed, typed))
    page.keyboard.press("x")  # no such key: nothing happens
    page.keyboard.press("9")
    page.keyboard.press("0")
    expect(page.locator(".typed-off")).to_have_count(2)
    expect(page.locator(".typed-now legend")).to_have_text("Må din kontakt se svarene?")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Arket er tastet.")).to_be_visible()
    assert standing() == {**WHOLE, "alcohol": "0", "units": "not_shown", "heavy_days": "not_shown"}


def test_typing_keys_do_nothing_outside_the_form(wide_page: Page, people: cast.Cast, paper: tuple[Sheet, str]) -> None:
    page = wide_page
    screen.sign_in(page, people.therapist)
    page.goto(f"/tast/{paper[0].pk}/")
    page.locator("#main").focus()
    page.keyboard.press("3")
    expect(page.locator("form[data-typing] [data-item] :checked")).to_have_count(0)
    page.goto("/tast/")
    page.keyboard.press("3")
    page.keyboard.press("Backspace")
    expect(page.get_by_role("heading", name="Tast ark")).to_be_visible()


def by_hand(page: Page, paper: tuple[Sheet, str], look: Callable[[Page], None]) -> None:
    """Found by its code, pressed row by row; a row passed over; typed again with a difference; corrected."""
    page.goto("/tast/")
    look(page)
    page.get_by_label("Arkets kode").fill("forkert")
    page.get_by_role("button", name="Find arket").click()
    expect(page.get_by_text("Koden kan ikke læses. Skriv den fra arket.").first).to_be_visible()
    page.get_by_label("Arkets kode").fill(paper[1])
    page.get_by_role("button", name="Find arket").click()
    press_all(page, {name: typed for name, typed in WHOLE.items() if name != "focus"})
    page.get_by_role("button", name="Gem arket").click()
    expect(page.get_by_text("Her mangler et tast.").first).to_be_visible()
    look(page)
    press_all(page, {"focus": WHOLE["focus"]})
    page.get_by_role("button", name="Gem arket").click()
    expect(page.get_by_text("Arket er tastet.")).to_be_visible()
    assert standing() == WHOLE
    page.goto(f"/tast/{paper[0].pk}/")
    look(page)
    page.get_by_role("link", name="Tast igen").click()
    press_all(page, {**WHOLE, "sleep": "4"})
    page.get_by_role("button", name="Gem arket").click()
    expect(page.get_by_role("heading", name="1 svar er forskelligt")).to_be_visible()
    look(page)
    page.get_by_label("Anden gang: Meget god").check()
    page.get_by_role("button", name="Gem valget").click()
    expect(page.get_by_text("Tastet to gange. 1 svar var forskelligt.")).to_be_visible()
    page.goto(f"/tast/{paper[0].pk}/")
    page.get_by_role("link", name="Ret", exact=True).click()
    look(page)
    press_all(page, {"eating": "1"})
    page.get_by_role("button", name="Ret: det var tastet forkert").click()
    expect(page.get_by_text("1 svar er rettet.")).to_be_visible()
    assert standing() == {**WHOLE, "sleep": "4", "eating": "1"}
    assert set(Correction.objects.values_list("variable", "why")) == {
        ("sleep", "second_typing"),
        ("eating", "mistyped"),
    }


def press_all(page: Page, typed: dict[str, str]) -> None:
    for name, value in typed.items():
        if name == "units":
            page.locator("#row-units input[type=text]").fill(value)
        else:
            page.locator(f"#row-{name} label:has(input[value='{value}'])").click()


def test_typing_by_thumb_on_a_phone(page: Page, people: cast.Cast, paper: tuple[Sheet, str]) -> None:
    screen.sign_in(page, people.therapist)
    by_hand(page, paper, look)


def test_typing_without_javascript(plain_page: Page, people: cast.Cast, paper: tuple[Sheet, str]) -> None:
    screen.sign_in(plain_page, people.therapist)
    by_hand(plain_page, paper, lambda _page: None)


def test_print_pages_on_a_phone(page: Page, people: cast.Cast) -> None:
    who, wave, _sheet, _code = one_sheet(people)
    printed(people, who, wave)
    screen.sign_in(page, people.therapist)
    page.goto(f"/borgere/{who.code}/ark/")
    look(page)
    with page.expect_download() as fetched:
        page.get_by_role("button", name="Hent ark").click()
    assert fetched.value.suggested_filename == "ark.pdf"
    assert Sheet.objects.count() == 3


def test_print_pack_on_a_desk(wide_page: Page, people: cast.Cast) -> None:
    _who, wave, _sheet, _code = one_sheet(people)
    screen.sign_in(wide_page, people.leader)
    wide_page.goto(f"/runder/{wave.pk}/ark/")
    look(wide_page)
    with wide_page.expect_download() as fetched:
        wide_page.get_by_role("button", name="Hent alle ark").click()
    assert fetched.value.suggested_filename == "ark.pdf"
