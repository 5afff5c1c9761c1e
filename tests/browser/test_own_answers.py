"""A citizen answers on a small phone: by the code of a sheet, with and without JavaScript, and on another phone."""

import gzip
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from fremskudt.access.links import OWN_PAPERS
from fremskudt.casework.models import Appointment, Case, Citizen
from fremskudt.surveys.models import Answer, Given, Response, Wave
from tests import cast
from tests.browser import screen
from tests.casework import field
from tests.surveys import asking_field
from tests.surveys.own_field import enter_address, key, sheet

MOST = 15_000  # bytes of a first load, packed
SCRIPT = 2_048
Open = Callable[..., BrowserContext]


@pytest.fixture
def people(live_server: object, transactional_db: None) -> cast.Cast:
    return cast.assemble()


@pytest.fixture
def wave(people: cast.Cast) -> Wave:
    return asking_field.study_with_wave(people)


@pytest.fixture
def kanel(people: cast.Cast, wave: Wave) -> Citizen:
    made = field.citizen(people, "Kanel", "K7M4-Q2RX", followed_by=people.therapist)
    asking_field.says_yes(people, made, wave.study)
    return made


def look(page: Page, script: bool = True) -> None:
    """Axe itself is a script, and waits for ever where there is none."""
    if script:
        screen.axe(page)
    screen.no_sideways_scroll(page)
    screen.targets(page)


def choose(page: Page, words: str) -> None:
    page.locator("label.choice", has_text=re.compile(f"^\\s*{words}\\s*$")).click()


def go(page: Page, words: str = "Videre") -> None:
    page.get_by_role("button", name=words, exact=True).click()


def told(name: str) -> int | str | None:
    one = Answer.objects.get(variable=name)
    return one.value if one.missing is None else one.missing


def scan(page: Page, code: str, script: bool) -> None:
    page.goto(f"/k/{code}/")
    expect(page.get_by_label("Din kode")).to_have_value(code)
    look(page, script)
    go(page)
    expect(page.get_by_role("heading", name="Til dig")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_own_answers_by_a_scanned_sheet_and_two_days_later_on_another_phone(
    new_context: Open, people: cast.Cast, kanel: Citizen, wave: Wave, script: bool
) -> None:
    """Scans, answers four, skips two, leaves; comes back and goes on where it was."""
    _sheet, code = sheet(people, kanel, wave)
    phone = new_context(java_script_enabled=script)
    page = phone.new_page()
    scan(page, code, script)
    look(page, script)
    page.get_by_role("link", name="Svar").click()
    expect(page.get_by_role("heading", name="Jeg føler mig støttet af andre mennesker")).to_be_visible()
    look(page, script)
    choose(page, "En hel del")
    if script:
        expect(page.get_by_text("Gemt", exact=True)).to_be_visible()
        assert told("inspire_supported") == 3
    go(page)
    expect(page.get_by_text("2 af 2 i dag")).to_be_visible()
    go(page, "Spring over")
    expect(page.get_by_role("heading", name="Tak. Det var det for i dag.")).to_be_visible()
    look(page, script)
    page.get_by_role("link", name="Tag lidt mere").click()
    choose(page, "Lidt")
    go(page)
    expect(page.get_by_text("2 af 3 i dag")).to_be_visible()
    go(page, "Spring over")
    expect(page.get_by_text("3 af 3 i dag")).to_be_visible()
    choose(page, "Slet ikke")
    go(page)
    page.get_by_role("link", name="Tag lidt mere").click()
    expect(page.get_by_text("1 af 4 i dag")).to_be_visible()
    look(page, script)
    choose(page, "7")
    go(page, "Tilbage")
    page.get_by_role("link", name="Svar").click()
    expect(page.get_by_text("2 af 4 i dag")).to_be_visible()
    go(page, "Stop her. Tag resten en anden dag.")
    expect(page.get_by_role("heading", name="Tak. Det var det for i dag.")).to_be_visible()
    page.get_by_role("link", name="Luk hurtigt").click()
    assert phone.cookies() == []

    other = new_context(java_script_enabled=script).new_page()
    other.goto("/k/")
    other.get_by_label("Din kode").fill(code.lower().replace("-", " "))
    go(other)
    other.get_by_role("link", name="Svar").click()
    expect(other.get_by_text("1 af 3 i dag")).to_be_visible()
    assert not other.locator("input:checked").count()
    choose(other, "10")
    go(other)
    assert [told(f"inspire_{name}") for name in ("supported", "hope", "self", "meaning", "control")] == [
        3, "skipped", 1, "skipped", 0
    ]  # fmt: skip
    expect(other.get_by_text("2 af 3 i dag")).to_be_visible()
    assert (told("tem_personal"), told("tem_relations")) == (7, 10)
    assert Response.objects.count() == 1
    assert Given.objects.count() == 7


def test_own_answer_when_the_connection_is_lost_is_sent_when_it_is_back(
    new_context: Open, people: cast.Cast, kanel: Citizen
) -> None:
    context = new_context()
    page = context.new_page()
    page.goto(enter_address(key(people, kanel)))
    go(page, "Åbn")
    page.get_by_role("link", name="Svar").click()
    choose(page, "Lidt")
    expect(page.get_by_text("Gemt", exact=True)).to_be_visible()
    assert told("inspire_supported") == 1
    expect(page.get_by_role("button", name="Læs højt")).to_be_hidden()  # no voice on this phone
    choose(page, "En hel del")
    choose(page, "I nogen grad")  # twice in a hurry: the later stands
    expect(page.get_by_text("Gemt", exact=True)).to_be_visible()
    go(page)
    expect(page.get_by_text("2 af 2 i dag")).to_be_visible()
    assert told("inspire_supported") == 2
    go(page, "Tilbage")
    expect(page.locator("input:checked")).to_have_value("2")
    go(page, "Spring over")
    expect(page.get_by_text("Sprunget over. Dit svar er slettet.")).to_be_visible()
    assert told("inspire_supported") == "skipped"


def test_own_answer_enter_on_the_keyboard_goes_on_and_never_skips(
    plain_page: Page, people: cast.Cast, kanel: Citizen
) -> None:
    page = plain_page
    page.goto(enter_address(key(people, kanel)))
    go(page, "Åbn")
    page.get_by_role("link", name="Svar").click()
    page.locator("input[type=radio]").nth(2).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 af 2 i dag")).to_be_visible()
    assert told("inspire_supported") == 2
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Videre").click()
    expect(page.get_by_text("Vælg et svar, eller spring over.")).to_be_visible()
    screen.no_sideways_scroll(page)


def test_own_page_with_a_link_that_sees(plain_page: Page, people: cast.Cast, kanel: Citizen) -> None:
    Appointment.objects.create(
        case=Case.objects.of(kanel).get(), at=timezone.now() + timedelta(days=2), place="home", owner=people.therapist,
        what_for="Vi ser på brevet sammen.", made_at=timezone.now(), by=people.therapist,
    )  # fmt: skip
    page = plain_page
    page.goto(enter_address(key(people, kanel, OWN_PAPERS), OWN_PAPERS))
    go(page, "Åbn")
    expect(page.get_by_text("Vi ser på brevet sammen.")).to_be_visible()
    go(page, "Det er fint")
    expect(page.get_by_text("Tak. Så ses vi.")).to_be_visible()
    page.get_by_role("link", name="Ikke nu").click()
    go(page, "1 uge")
    expect(page.get_by_text("Det er helt i orden. Du kan altid skrive igen.")).to_be_visible()
    page.get_by_role("link", name="Vil du svare på lidt?").click()
    page.get_by_text("Hvem kan se mit svar?").click()
    go(page, "Ja")
    expect(page.get_by_text("Tak. Din kontakt må se dine svar.")).to_be_visible()
    choose(page, "En hel del")
    go(page)
    expect(page.get_by_text("2 af 2 i dag")).to_be_visible()
    assert Response.objects.get().shared == "yes"
    page.goto("/mit/")
    page.get_by_role("link", name="Det, du har svaret").click()
    page.get_by_role("link", name="Jeg føler mig støttet").click()
    expect(page.locator("input:checked")).to_have_value("3")
    choose(page, "Lidt")
    go(page)
    assert told("inspire_supported") == 1


@pytest.mark.parametrize(("width", "text"), [(320, 100), (360, 150), (360, 200), (1100, 100)])
def test_own_pages_fit_and_are_accessible(
    new_context: Open, people: cast.Cast, kanel: Citizen, width: int, text: int
) -> None:
    Appointment.objects.create(
        case=Case.objects.of(kanel).get(), at=timezone.now() + timedelta(days=12), place="outdoors",
        owner=people.therapist, made_at=timezone.now(), by=people.therapist,
    )  # fmt: skip
    asking_field.give(kanel, Wave.objects.get(), dict.fromkeys(ASKED_BEFORE, 1), by=people.therapist)
    page = new_context(viewport={"width": width, "height": 700}, color_scheme="dark").new_page()
    screen.text_size(page, text)
    page.goto(enter_address(key(people, kanel, OWN_PAPERS), OWN_PAPERS))
    go(page, "Åbn")
    look(page)
    for address in ("/mit/svar/", "/mit/svar/tak/", "/mit/svar/mine/", "/mit/ikke-nu/", "/mit/svar/?ret=1.20"):
        page.goto(address)
        look(page)
    stops = screen.tab_stops(page)
    assert all(stop["ring"] for stop in stops)


ASKED_BEFORE = ("inspire_supported", "inspire_hope", "inspire_self", "inspire_meaning", "inspire_control", "alcohol")


def test_own_first_screens_are_light_and_the_script_small(people: cast.Cast, kanel: Citizen, wave: Wave) -> None:
    """Each page with all that it names, packed: what travels to a phone that has never been here."""
    _sheet, code = sheet(people, kanel, wave)
    client = Client()
    assert client.post("/k/", {"code": code}).status_code == 302
    weights = {}
    for address in (f"/k/{code}/", "/mit/", "/mit/svar/", "/mit/svar/tak/"):
        page = client.get(address).content
        files = [one.decode() for one in re.findall(rb'(?:href|src)="/static/([^"]+)"', page)]
        parts = [page, *(Path(str(finders.find(name))).read_bytes() for name in files)]
        weights[address] = (sum(len(gzip.compress(part)) for part in parts), 1 + len(files))
    print(weights)
    assert max(bytes for bytes, _n in weights.values()) <= MOST
    assert {n for _bytes, n in weights.values()} == {4, 5}  # two sheets and the ring, and the script where one answers
    script = Path(str(finders.find("ui/js/own.js")))
    assert script.stat().st_size <= SCRIPT
