"""The therapist fills in a form in the car; the leader looks at the week, writes hours and prints one page."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from fremskudt.basics.codes import new_code
from fremskudt.casework.models import Case, Citizen, WorkHours
from fremskudt.surveys.actions import study as studies
from fremskudt.surveys.actions.study import Opening
from fremskudt.surveys.models import Answer
from tests import cast
from tests.browser import screen
from tests.casework import field
from tests.surveys.asking_field import says_yes


@pytest.fixture
def people(live_server: object, transactional_db: None) -> cast.Cast:
    return cast.assemble()


@pytest.fixture
def followed(people: cast.Cast) -> Citizen:
    """Somebody who takes part, in a study whose waves are open."""
    made = field.citizen(people, code=new_code(), followed_by=people.therapist)
    today, day = timezone.localdate(), timedelta(days=1)
    Case.objects.filter(citizen=made).update(found_on=today - 300 * day, started_on=today - 20 * day)
    opening = [Opening(1, today - 90 * day, today + 90 * day)]
    study = studies.create(
        slug="aaben", title="Åben", owner=people.institute, municipalities=[made.municipality], by=people.evaluator,
        starts_on=today - 300 * day, ends_on=today + 300 * day, waves={"start": opening, "running": opening},
    )  # fmt: skip
    says_yes(people, made, study)
    return made


def look(page: Page) -> None:
    screen.axe(page)
    screen.no_sideways_scroll(page)
    screen.targets(page)


def fill_in(page: Page) -> None:
    """The running form from the list to the end, a bite at a time; one of them is skipped."""
    page.goto("/skemaer/")
    look(page)
    page.get_by_role("link", name="Kontaktskema løbende").click()
    look(page)
    page.get_by_label("Fase 2: Fremskudt behandling").check()
    page.get_by_label("Eget hjem").check()
    page.get_by_role("button", name="Videre").click()
    expect(page.get_by_role("heading", name="Borgerens parathed")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Spring over").click()
    expect(page.get_by_role("heading", name="Kontakten")).to_be_visible()
    page.goto("/skemaer/")
    expect(page.get_by_text("Begyndt")).to_be_visible()
    page.get_by_role("link", name="Kontaktskema løbende").click()
    expect(page.get_by_role("heading", name="Kontakten")).to_be_visible()
    page.get_by_role("button", name="Videre").click()
    page.get_by_role("group", name="behandlingsplan").get_by_label("Ja").check()
    page.get_by_label("Ingen af dem").check()
    page.get_by_role("button", name="Videre").click()
    expect(page.get_by_role("status")).to_contain_text("Gemt. Skemaet er udfyldt.")
    assert not Answer.objects.filter(missing="not_asked").exists()
    page.get_by_role("link", name="Kontaktskema løbende").click()
    look(page)
    expect(page.get_by_text("Fase 2: Fremskudt behandling")).to_be_visible()


def test_therapist_fills_in_a_form_on_a_phone(page: Page, people: cast.Cast, followed: Citizen) -> None:
    screen.sign_in(page, people.therapist)
    fill_in(page)
    assert followed.alias not in page.url + page.title()


def test_therapist_fills_in_a_form_at_a_desk(wide_page: Page, people: cast.Cast, followed: Citizen) -> None:
    screen.sign_in(wide_page, people.therapist)
    fill_in(wide_page)


def write_hours(page: Page) -> None:
    page.goto("/tal/")
    page.get_by_role("link", name="Skriv timer").click()
    page.get_by_label("Hvad var det?").select_option(label="Møder")
    page.get_by_label("Timer", exact=True).fill("2")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("status")).to_contain_text("Gemt.")


def test_forms_and_hours_work_without_javascript(plain_page: Page, people: cast.Cast, followed: Citizen) -> None:
    screen.sign_in(plain_page, people.therapist)
    plain_page.goto("/skemaer/")
    plain_page.get_by_role("link", name="Kontaktskema start").click()
    plain_page.get_by_label("Kvinde").check()
    plain_page.get_by_label("Alder").fill("47")
    plain_page.get_by_role("button", name="Videre").click()
    expect(plain_page.get_by_text("2 af 4 i dag")).to_be_visible()
    assert Answer.objects.get(variable="age").value == 47
    write_hours(plain_page)
    assert WorkHours.objects.get().minutes == 120


@pytest.mark.parametrize("width", ["page", "wide_page"])
def test_leader_sees_the_week_writes_hours_and_prints_one_page(
    request: pytest.FixtureRequest, people: cast.Cast, followed: Citizen, width: str
) -> None:
    page: Page = request.getfixturevalue(width)
    Case.objects.update(made_at=timezone.now() - timedelta(days=300))
    screen.sign_in(page, people.leader)
    page.goto("/overblik/")
    look(page)
    page.get_by_role("link", name="1 er ikke set i sin rytme.").click()
    look(page)
    expect(page.get_by_text(followed.code)).to_be_visible()
    expect(page.get_by_text(followed.alias)).to_have_count(0)
    write_hours(page)
    look(page)
    page.get_by_role("button", name="Fjern").click()
    expect(page.get_by_role("status")).to_contain_text("Linjen er fjernet.")
    page.goto("/styregruppe/")
    look(page)
    page.get_by_label("Kvartal").select_option(index=0)
    page.get_by_role("button", name="Vis").click()
    expect(page.get_by_role("heading", name="Borgernes egne mål")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Vis")).to_be_hidden()
    expect(page.get_by_role("heading", name="Vej ind")).to_be_visible()


def test_numbers_are_accessible_in_the_dark_and_by_keyboard(
    new_context: Callable[..., BrowserContext], people: cast.Cast, followed: Citizen
) -> None:
    page = new_context(color_scheme="dark").new_page()
    screen.sign_in(page, people.leader)
    for address in ("/overblik/", "/tal/", "/styregruppe/"):
        page.goto(address)
        screen.axe(page)
        stops = screen.tab_stops(page, most=30)
        assert [stop["what"] for stop in stops if not stop["ring"]] == [], address
