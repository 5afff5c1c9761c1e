"""»Hvordan går det?« on a phone: two taps to the first question, asked together, and the phone given away and back."""

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from fremskudt.casework.models import Citizen
from fremskudt.surveys.models import Answer, Given
from tests.browser import screen
from tests.casework.field import citizen
from tests.cast import PASSWORD, Cast
from tests.surveys.questions_field import met, taking_part

FIRST = "Jeg føler mig støttet af andre mennesker"


@pytest.fixture(autouse=True)
def _no_tries_counted(db: None) -> None:
    cache.clear()


@pytest.fixture
def kanel(people: Cast) -> Citizen:
    made = citizen(people, "Kanel", "K7M4-Q2RX", followed_by=people.therapist)
    met(made, people.therapist)
    taking_part(people, made)
    return made


@pytest.fixture
def on_citizen(page: Page, people: Cast, kanel: Citizen) -> Page:
    """Tea has Kanel's page open."""
    screen.sign_in(page, people.therapist)
    page.goto(f"/borgere/{kanel.code}/")
    return page


def looks_right(page: Page) -> None:
    screen.axe(page)
    screen.targets(page)
    screen.no_sideways_scroll(page)


def unlock(page: Page) -> None:
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Lås op", exact=True).click()


def test_two_taps_to_the_first_question_and_three_are_a_day(on_citizen: Page) -> None:
    page = on_citizen
    page.get_by_role("link", name="Hvordan går det?").click()
    looks_right(page)
    page.get_by_role("link", name="Spørg sammen").click()
    expect(page.get_by_text(FIRST)).to_be_visible()
    looks_right(page)
    page.get_by_role("button", name="Videre").click()
    expect(page.get_by_text("Vælg et svar, eller spring over.").first).to_be_visible()
    looks_right(page)
    page.get_by_text("En hel del").click()
    page.get_by_role("button", name="Videre").click()
    expect(page.get_by_text("2 af 3 i dag")).to_be_visible()
    assert Answer.objects.get(variable="inspire_supported").value == 3
    page.get_by_role("button", name="Spring over").click()
    expect(page.get_by_text("3 af 3 i dag")).to_be_visible()
    page.get_by_text("Slet ikke").click()
    page.get_by_role("button", name="Videre").click()
    expect(page.get_by_role("status")).to_have_text("Tak. Det var det for i dag. Svarene er gemt.")
    assert set(Given.objects.values_list("mode", flat=True)) == {"assisted"}


def test_phone_is_given_away_and_back_with_the_password(on_citizen: Page, kanel: Citizen) -> None:
    page = on_citizen
    other = page.context.new_page()
    other.goto("/borgere/")
    page.get_by_role("link", name="Hvordan går det?").click()
    page.get_by_role("button", name="Giv telefonen").click()
    expect(page.get_by_text(FIRST)).to_be_visible()
    looks_right(page)
    page.go_back()
    expect(page.get_by_role("heading", name="Skærmen er låst")).to_be_visible()
    page.goto("/borgere/")
    expect(page.get_by_role("heading", name="Skærmen er låst")).to_be_visible()
    other.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # the other tab comes to the front
    expect(other.get_by_role("heading", name="Skærmen er låst")).to_be_visible()
    expect(other.get_by_text("Kanel")).to_have_count(0)
    page.goto("/mit/svar/")
    page.get_by_text("En hel del").click()
    page.get_by_role("button", name="Videre").click()
    expect(page.get_by_text("2 af 2 i dag")).to_be_visible()
    page.get_by_text("Giv telefonen tilbage").click()
    unlock(page)
    expect(page).to_have_url(f"/borgere/{kanel.code}/svar/")
    assert "En hel del" not in page.content()
    assert Given.objects.get().mode == "self"
    response = page.goto("/mit/svar/")
    assert response is not None
    assert response.status == 404


def test_asking_and_waiting_without_javascript(plain_page: Page, people: Cast, kanel: Citizen) -> None:
    page = plain_page
    screen.sign_in(page, people.therapist)
    page.goto(f"/borgere/{kanel.code}/svar/")
    page.get_by_role("link", name="Spørg sammen").click()
    page.get_by_role("button", name="Spring over").click()
    page.get_by_role("link", name="Stop her").click()
    page.get_by_role("link", name="Vent med spørgsmål").click()
    page.get_by_text("Syg eller indlagt").click()
    page.get_by_role("button", name="Vent", exact=True).click()
    expect(page.get_by_text("Spørgsmålene venter til")).to_be_visible()
    page.get_by_role("button", name="Spørg igen nu").click()
    page.get_by_role("button", name="Giv telefonen").click()
    page.get_by_role("button", name="Spring over").click()
    page.get_by_text("Giv telefonen tilbage").click()
    unlock(page)
    expect(page).to_have_url(f"/borgere/{kanel.code}/svar/")


def test_every_page_of_asking_looks_right(on_citizen: Page, kanel: Citizen) -> None:
    page = on_citizen
    for where in ("svar/", "svar/sammen/", "svar/link/", "svar/vent/", "svar/intet/"):
        page.goto(f"/borgere/{kanel.code}/{where}")
        looks_right(page)
    page.get_by_role("button", name="Død").click()
    expect(page.get_by_role("button", name="Ja, stop spørgsmålene")).to_be_visible()
    looks_right(page)
    page.goto(f"/borgere/{kanel.code}/svar/link/")
    page.get_by_role("button", name="Vis link og kode").click()
    expect(page.get_by_role("img", name="Kode til telefonens kamera")).to_be_visible()
    looks_right(page)
