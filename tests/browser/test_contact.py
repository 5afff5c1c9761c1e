"""A therapist on a phone: »I dag«, a contact in two taps, more of it, an attempt, a request for help, the bar below."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from fremskudt.basics.codes import new_code
from fremskudt.casework.models import Appointment, Citizen, Contact, ContactAgreement, Letter, UrgentRequest
from tests import cast
from tests.browser import screen
from tests.casework import contact_field, field

HIDDEN = """() => {
  const one = document.activeElement, bar = document.querySelector('.phone-bar');
  if (!bar || bar.contains(one) || one === document.body) return '';
  const box = one.getBoundingClientRect(), over = bar.getBoundingClientRect();
  return box.bottom > over.top + 0.5 && box.top < over.bottom && getComputedStyle(bar).position === 'sticky'
    ? one.outerHTML.slice(0, 120) : '';
}"""


@pytest.fixture
def people(live_server: object, transactional_db: None) -> cast.Cast:
    return cast.assemble()


@pytest.fixture
def kanel(people: cast.Cast) -> Citizen:
    """Somebody to see today, and three whom nobody has seen for long."""
    now = timezone.now()
    citizens = [
        field.citizen(people, alias, new_code(), followed_by=people.therapist)
        for alias in ("Kanel", "Fyrtårn", "Havre", "Timian")
    ]
    for number, one in enumerate(citizens):
        contact_field.found(one, 60)
        contact_field.met(one, people.therapist, contact_field.days_ago(9 + 10 * number), place="outdoors")
    kanel = citizens[0]
    made = {"case": contact_field.case_of(kanel), "made_at": now, "by": people.therapist}
    ContactAgreement.objects.create(every_days=14, safe_contact="Ring ikke om formiddagen", **made)
    late = min(
        now + timedelta(hours=1), timezone.make_aware(datetime.combine(timezone.localdate(), datetime.max.time()))
    )
    Appointment.objects.create(
        at=late, place="home", what_for="Et brev, der skal åbnes", owner=people.therapist, **made
    )
    Letter.objects.create(line="Boligen", deadline_on=timezone.localdate(), owner=people.therapist, **made)
    UrgentRequest.objects.create(
        municipality=kanel.municipality, area="Havnen", words="Fryser", asked_at=now, made_at=now, by=people.leader
    )
    return kanel


def look(page: Page) -> None:
    screen.axe(page)
    screen.no_sideways_scroll(page)
    screen.targets(page)


def two_taps(page: Page) -> None:
    """From »I dag«: one tap, one page, one tap. The second saves and is answered with what was saved."""
    row = page.locator("li.person-row", has_text="Fyrtårn")
    row.get_by_role("link", name="Vi sås").click()
    page.get_by_role("button", name="Ude (som sidst)").click()


def test_contact_is_logged_in_two_taps_with_one_page_between(page: Page, people: cast.Cast, kanel: Citizen) -> None:
    screen.sign_in(page, people.therapist)
    expect(page).to_have_url("/idag/")
    look(page)
    pages: list[str] = []
    page.on("framenavigated", lambda frame: pages.append(frame.url))
    two_taps(page)
    expect(page.get_by_role("status")).to_contain_text("ude, ca. 30 min.")
    assert len(pages) == 2, pages  # the tiles, and what was saved
    assert Contact.objects.filter(case__citizen__alias="Fyrtårn").count() == 2
    look(page)
    page.get_by_role("link", name="Færdig").click()
    expect(page.locator("li.person-row", has_text="Fyrtårn")).to_have_count(0)


def test_contact_is_logged_undone_and_filled_in_without_javascript(
    plain_page: Page, people: cast.Cast, kanel: Citizen
) -> None:
    page = plain_page
    screen.sign_in(page, people.therapist)
    two_taps(page)
    page.get_by_role("button", name="Fortryd").click()
    expect(page.get_by_text("Fortrudt. Kontakten er væk.")).to_be_visible()
    two_taps(page)
    page.get_by_label("45", exact=True).check()
    page.get_by_label("Første kaffe").check()
    page.get_by_label("Note").fill("Vi drak kaffe på bænken.")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_text("Gemt.", exact=True)).to_be_visible()
    contact = Contact.objects.standing().latest("made_at")
    assert (contact.minutes, contact.note, contact.small_steps.count()) == (45, "Vi drak kaffe på bænken.", 1)


def test_contact_more_is_written_and_what_is_wrong_is_told(page: Page, people: cast.Cast, kanel: Citizen) -> None:
    screen.sign_in(page, people.therapist)
    card = page.locator(".next-thing")
    expect(card).to_contain_text("Et brev, der skal åbnes")
    card.get_by_role("link", name="Jeg prøvede").click()
    expect(page.get_by_text("Ring ikke om formiddagen")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Ikke hjemme").click()
    for fold in page.locator("main details summary").all():
        fold.click()
    look(page)
    page.get_by_label("Kilometer").fill("12")
    page.get_by_label("Brev", exact=True).check()
    page.get_by_label("Brev, minutter").fill("15")
    page.get_by_label("Note").fill("a" * 4001)
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Noten er på 4001 tegn.")
    look(page)
    page.get_by_label("Note").fill("Kort")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page).to_have_url("/idag/")
    contact = Contact.objects.standing().latest("made_at")
    assert (contact.outcome, contact.kilometres, contact.note) == ("not_home", 12, "Kort")


def test_log_from_the_bar_is_three_taps(page: Page, people: cast.Cast, kanel: Citizen) -> None:
    screen.sign_in(page, people.therapist)
    page.locator(".phone-bar").get_by_role("link", name="Log").click()
    look(page)
    page.locator("li.person-row", has_text="Havre").get_by_role("link", name="Vi sås").click()
    page.get_by_role("button", name="Telefon").click()
    expect(page.get_by_role("status")).to_contain_text("telefon, ca. 10 min.")


def test_request_for_help_is_written_taken_and_closed(page: Page, people: cast.Cast, kanel: Citizen) -> None:
    screen.sign_in(page, people.therapist)
    page.get_by_role("button", name="Tag den").click()
    expect(page.get_by_text("Du har den. Teamet kan se det.")).to_be_visible()
    page.get_by_role("button", name="Luk den").click()
    page.locator("main").get_by_role("link", name="Beder om hjælp i dag").click()
    look(page)
    page.get_by_label("Hvor, cirka?").fill("Stationen")
    page.get_by_role("button", name="Vis det til teamet").click()
    expect(page.get_by_text("Stationen")).to_be_visible()
    page.get_by_role("link", name="Vagt").click()
    look(page)
    page.get_by_role("combobox").first.select_option(label="Tea")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_text("Vagterne er gemt.")).to_be_visible()


def test_small_step_is_noted_and_undone(page: Page, people: cast.Cast, kanel: Citizen) -> None:
    screen.sign_in(page, people.therapist)
    page.goto(f"/borgere/{kanel.code}/smaa-skridt/")
    look(page)
    page.get_by_label("Gik ud").check()
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("status")).to_contain_text("Gemt: Gik ud.")
    look(page)
    page.get_by_role("button", name="Fortryd").click()
    expect(page.get_by_text("Fortrudt. Skridtet er væk.")).to_be_visible()


@pytest.mark.parametrize("address", ["/idag/", "/log/", "/vagt/"])
@pytest.mark.parametrize("height", [844, 480])
def test_phone_bar_covers_nothing_that_has_the_focus(
    new_context: Callable[..., BrowserContext], people: cast.Cast, kanel: Citizen, address: str, height: int
) -> None:
    page = new_context(viewport={"width": 390, "height": height}).new_page()
    screen.sign_in(page, people.therapist)
    page.goto(address)
    for _ in range(60):
        page.keyboard.press("Tab")
        assert page.evaluate(HIDDEN) == ""
    assert page.evaluate("getComputedStyle(document.querySelector('.phone-bar')).position") == "sticky"


def test_phone_bar_stands_still_on_a_low_window_and_is_gone_on_a_desk(
    new_context: Callable[..., BrowserContext], people: cast.Cast, kanel: Citizen
) -> None:
    page = new_context(viewport={"width": 390, "height": 479}).new_page()
    screen.sign_in(page, people.therapist)
    bar = page.locator(".phone-bar")
    assert bar.evaluate("one => getComputedStyle(one).position") == "static"
    bar.get_by_role("link", name="Mere").click()
    expect(page.get_by_role("link", name="Min side")).to_be_visible()
    page.set_viewport_size({"width": 1100, "height": 800})
    expect(bar).to_be_hidden()
    look(page)
    screen.sign_in(page, people.evaluator)
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator(".phone-bar")).to_have_count(0)


@pytest.mark.parametrize("width", [320, 1100])
def test_pages_fit_narrow_and_wide_and_in_the_dark(
    new_context: Callable[..., BrowserContext], people: cast.Cast, kanel: Citizen, width: int
) -> None:
    page = new_context(viewport={"width": width, "height": 800}, color_scheme="dark").new_page()
    contact = contact_field.met(kanel, people.therapist)
    screen.sign_in(page, people.therapist)
    near = f"/borgere/{kanel.code}/"
    for address in (
        "/idag/", "/idag/?alle", "/log/", "/vagt/", "/haster/ny/", f"{near}kontakt/vi-saas/",
        f"{near}kontakt/jeg-proevede/", f"{near}kontakt/{contact.pk}/", f"{near}kontakt/{contact.pk}/ret/",
        f"{near}smaa-skridt/",
    ):  # fmt: skip
        page.goto(address)
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        look(page)
