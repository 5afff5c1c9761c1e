"""On a phone: out with one press and home with one, what the next must know, a tour. With and without script."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from fremskudt.access.models import Area
from fremskudt.basics.codes import new_code
from fremskudt.casework.models import Appointment, Citizen, Tour, Visit
from fremskudt.partnership.models import HouseRules
from tests import cast
from tests.browser import screen
from tests.casework import field


@pytest.fixture
def people(live_server: object, transactional_db: None) -> cast.Cast:
    return cast.assemble()


@pytest.fixture
def kanel(people: cast.Cast) -> Citizen:
    found = field.citizen(people, code=new_code(), followed_by=people.therapist)
    found.assignments.create(user=people.colleague, began_at=timezone.now(), by=people.leader)
    return found


@pytest.fixture
def north(people: cast.Cast, kanel: Citizen) -> Area:
    area = Area.objects.create(
        municipality=people.municipalities["Randers"], name="Nordbyen", drive_minutes=25, drive_km=18
    )
    Appointment.objects.create(
        case=kanel.cases.get(), at=timezone.now() - timedelta(days=40), place="home", area=area, outcome="held",
        owner=people.therapist, made_at=timezone.now(), by=people.therapist,
    )  # fmt: skip
    HouseRules.objects.create(
        organisation=people.drop_in, who="Én ad gangen", told_how="Ring til køkkenet", must_call_first=True,
        from_on=timezone.localdate(), made_at=timezone.now(), by=people.leader,
    )  # fmt: skip
    return area


BAR_STANDS = "document.querySelectorAll('.phone-bar').forEach(bar => { bar.style.position = 'static'; })"


def look(page: Page) -> None:
    page.evaluate(BAR_STANDS)  # axe takes a field that scrolls beneath the bar for one that is hidden
    screen.axe(page)
    screen.no_sideways_scroll(page)
    screen.targets(page)


def out_and_home(page: Page, kanel: Citizen) -> None:
    """One press out, one press home."""
    page.goto(f"/borgere/{kanel.code}/sikkerhed/")
    page.get_by_role("button", name="Start besøg").click()
    expect(page.get_by_role("heading", name="Ventet tilbage kl.")).to_be_visible()
    page.get_by_role("button", name="15 minutter mere").click()
    expect(page.get_by_role("status")).to_contain_text("Du har fået et kvarter mere.")
    page.get_by_role("button", name="Jeg er færdig her").click()
    expect(page.get_by_text("Du er hjemme.")).to_be_visible()
    assert Visit.objects.get().ended_at is not None
    page.get_by_role("button", name="Fortryd").click()
    expect(page.get_by_role("button", name="Jeg er færdig her")).to_be_visible()
    assert Visit.objects.get().ended_at is None


def test_safety_out_and_home_on_a_phone(page: Page, people: cast.Cast, kanel: Citizen) -> None:
    screen.sign_in(page, people.therapist)
    out_and_home(page, kanel)
    look(page)
    page.get_by_role("button", name="Jeg er færdig her").click()
    look(page)


def test_safety_out_and_home_without_javascript(plain_page: Page, people: cast.Cast, kanel: Citizen) -> None:
    screen.sign_in(plain_page, people.therapist)
    out_and_home(plain_page, kanel)


def warn(page: Page, kanel: Citizen) -> None:
    page.goto(f"/borgere/{kanel.code}/sikkerhed/")
    page.get_by_role("link", name="Ny opmærksomhed").click()
    page.get_by_label("Gå to").check()
    page.get_by_label("Hvad så du?").fill("Råbte i døren og smed en stol.")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_text("Råbte i døren og smed en stol.", exact=True)).to_be_visible()


def test_safety_alone_where_two_are_needed_is_asked_about(page: Page, people: cast.Cast, kanel: Citizen) -> None:
    screen.sign_in(page, people.therapist)
    page.goto(f"/borgere/{kanel.code}/sikkerhed/ny/")
    look(page)
    warn(page, kanel)
    look(page)
    page.get_by_role("button", name="Start besøg").click()
    expect(page.get_by_role("alert")).to_contain_text("Her går man to.")
    look(page)
    page.get_by_label("Hvem er med?").select_option(label="Tom")
    page.get_by_role("button", name="Start besøg").click()
    expect(page.get_by_role("heading", name="Ventet tilbage kl.")).to_be_visible()
    expect(page.get_by_text("Tom")).to_be_visible()
    assert Visit.objects.get().with_user == people.colleague


def test_safety_two_remove_a_notice(page: Page, wide_page: Page, people: cast.Cast, kanel: Citizen) -> None:
    screen.sign_in(page, people.therapist)
    warn(page, kanel)
    page.get_by_role("link", name="Fjern").click()
    look(page)
    page.get_by_role("button", name="Bed om at fjerne den").click()
    expect(page.get_by_text("Tea beder om at fjerne den")).to_be_visible()
    screen.sign_in(wide_page, people.colleague)
    wide_page.goto(f"/borgere/{kanel.code}/sikkerhed/")
    look(wide_page)
    wide_page.get_by_role("link", name="Fjern").click()
    wide_page.get_by_role("button", name="Ja, fjern den").click()
    expect(wide_page.get_by_text("Opmærksomheden er fjernet.")).to_be_visible()
    expect(wide_page.get_by_text("Råbte i døren")).to_have_count(0)


def test_safety_team_and_incident(page: Page, people: cast.Cast, kanel: Citizen) -> None:
    Visit.objects.create(
        user=people.therapist, municipality=people.municipalities["Randers"],
        began_at=timezone.now() - timedelta(hours=2), back_at=timezone.now() - timedelta(hours=1),
    )  # fmt: skip
    screen.sign_in(page, people.leader)
    page.goto("/team/")
    expect(page.get_by_text("Tea er ikke meldt tilbage. Ring nu.")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Vi har talt sammen.").click()
    expect(page.get_by_text("Alle er hjemme.")).to_be_visible()
    page.get_by_role("link", name="Meld en hændelse").click()
    look(page)
    page.get_by_label("Hvad skete der?").fill("En mand truede mig i opgangen.")
    page.get_by_label("Hvad gjorde I?").fill("Jeg gik ned til bilen.")
    page.get_by_role("button", name="Send til projektlederen").click()
    expect(page.get_by_role("status")).to_contain_text("Tak.")
    page.get_by_role("link", name="Hændelser").click()
    look(page)
    page.get_by_role("button", name="Jeg følger op").click()
    expect(page.get_by_text("Lea følger op siden")).to_be_visible()
    page.get_by_role("link", name="Hent til arbejdsmiljøet").click()
    look(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Hent filen").click()
    assert download.value.suggested_filename == "haendelser.csv"


def plan_tour(page: Page) -> None:
    """From the menu's place to a visit in a tour, on the house's terms."""
    page.goto("/ture/")
    page.get_by_role("link", name="Nordbyen").click()
    expect(page.get_by_text("Ikke set endnu")).to_be_visible()
    page.get_by_role("link", name="Planlæg tur").click()
    page.get_by_role("button", name="Planlæg tur").click()
    expect(page.get_by_role("heading", name="Nordbyen", exact=True)).to_be_visible()
    page.get_by_role("link", name="Kanel").click()
    expect(page.get_by_text("Ring til køkkenet")).to_be_visible()
    page.get_by_label("Klokken").fill("23:50")
    page.get_by_label("Hvad for et sted?").select_option(label="Værested eller herberg")
    page.get_by_label("Hvilket værested eller herberg?").select_option(label="Værestedet Kajen")
    page.get_by_role("button", name="Læg ind i turen").click()
    expect(page.get_by_role("alert")).to_contain_text("Ring, før du kommer.")
    page.get_by_label("Vi har ringet").check()
    page.get_by_role("button", name="Læg ind i turen").click()
    expect(page.get_by_text("kl. 23.50")).to_be_visible()
    screen.no_sideways_scroll(page)


def test_tour_on_a_phone(page: Page, people: cast.Cast, north: Area) -> None:
    screen.sign_in(page, people.therapist)
    plan_tour(page)
    for address in (
        "/ture/",
        f"/ture/?omraade={north.pk}",
        "/ture/ny/",
        f"/ture/{Tour.objects.get().pk}/",
        "/husregler/",
    ):
        page.goto(address)
        look(page)
    page.get_by_role("link", name="Værestedet Kajen").click()
    look(page)


def test_tour_without_javascript(plain_page: Page, people: cast.Cast, north: Area) -> None:
    screen.sign_in(plain_page, people.therapist)
    plan_tour(plain_page)


def test_areas_on_a_phone(page: Page, people: cast.Cast) -> None:
    screen.sign_in(page, people.administrator)
    page.goto("/kommunen/")
    page.get_by_role("link", name="Områder").click()
    page.get_by_label("Områdets navn").fill("Nordbyen")
    page.get_by_label("Indbyggere").fill("150")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("alert")).to_contain_text("Området er for lille: færre end 200 indbyggere.")
    look(page)
    page.get_by_label("Indbyggere").fill("1500")
    page.get_by_role("button", name="Gem").click()
    page.get_by_role("link", name="Nordbyen").click()
    look(page)
    page.get_by_role("button", name="Luk området").click()
    expect(page.get_by_text("Lukket", exact=True)).to_be_visible()
