"""Closed doors, barrings and the citizen's own link, each with what is visible on the pages and nothing else."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from fremskudt.access.links import OWN_PAPERS
from fremskudt.casework.actions import barring as barring_actions
from fremskudt.casework.actions import link as link_actions
from fremskudt.casework.models import Barring, Citizen, DoorOpening
from tests import cast
from tests.browser import screen
from tests.casework import field
from tests.casework.consent_field import say

Open = Callable[..., BrowserContext]
MOST = 15_000  # bytes of a citizen's first load, packed


@pytest.fixture
def people(live_server: object, transactional_db: None) -> cast.Cast:
    return cast.assemble()


@pytest.fixture
def followed(people: cast.Cast) -> Citizen:
    return field.citizen(people, "Kanel", "K7M4-Q2RX", followed_by=people.colleague)


def look(page: Page) -> None:
    screen.axe(page)
    screen.no_sideways_scroll(page)
    screen.targets(page)


def open_door(page: Page, code: str) -> None:
    """From the form over the confirmation of who one is and the page that repeats it, to the citizen."""
    page.goto("/lukket-doer/")
    page.get_by_label("Adgangskode").fill(cast.PASSWORD)
    page.get_by_role("button", name="Videre").click()
    expect(page.get_by_role("heading", name="Åbn en lukket dør")).to_be_visible()
    look(page)
    page.get_by_label("Kode eller CPR-nummer").fill(code)
    page.get_by_text("Kollegaen er syg eller væk").click()
    page.get_by_label("Fortæl det kort med dine egne ord").fill("Tom er syg, og der er en aftale i dag")
    page.get_by_role("button", name="Videre").click()
    expect(page.get_by_role("heading", name="Vil du åbne døren?")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Åbn døren i 60 minutter").click()


def test_therapist_opens_a_door_reads_and_closes_it_and_the_leader_ticks_it_off(
    new_context: Open, people: cast.Cast, followed: Citizen
) -> None:
    page = new_context().new_page()
    screen.sign_in(page, people.therapist)
    open_door(page, followed.code)
    expect(page.get_by_role("heading", name="Kanel")).to_be_visible()
    page.get_by_role("link", name="Hvem har set min sag").click()
    expect(page.get_by_text("Døren er åben i 60 minutter til.")).to_be_visible()
    expect(page.get_by_text("»Tom er syg, og der er en aftale i dag«")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Luk døren").click()
    expect(page.get_by_text("Døren er lukket.")).to_be_visible()
    expect(page.get_by_text("Kanel")).to_have_count(0)

    desk = new_context().new_page()
    screen.sign_in(desk, people.leader)
    desk.goto("/lukket-doer/aabnede/")
    expect(desk.get_by_text("Tea åbnede K7M4-Q2RX")).to_be_visible()
    look(desk)
    desk.get_by_role("button", name="Set").click()
    expect(desk.get_by_text("Set af Lea")).to_be_visible()
    look(desk)
    assert DoorOpening.objects.get().seen_by == people.leader


def test_door_is_opened_without_javascript_and_a_wrong_code_says_little(
    plain_page: Page, people: cast.Cast, followed: Citizen
) -> None:
    screen.sign_in(plain_page, people.therapist)
    plain_page.goto("/lukket-doer/")
    plain_page.get_by_label("Adgangskode").fill(cast.PASSWORD)
    plain_page.get_by_role("button", name="Videre").click()
    plain_page.get_by_label("Kode eller CPR-nummer").fill("XXXX-XXXX")
    plain_page.get_by_text("Borgeren bad om det").click()
    plain_page.get_by_label("Fortæl det kort med dine egne ord").fill("Hun ringede selv og bad om det")
    plain_page.get_by_role("button", name="Videre").click()
    plain_page.get_by_role("button", name="Åbn døren i 60 minutter").click()
    expect(plain_page.get_by_role("alert")).to_have_text("Vi kan ikke åbne noget med det.")
    expect(plain_page.get_by_label("Fortæl det kort")).to_have_value("Hun ringede selv og bad om det")
    plain_page.get_by_label("Kode eller CPR-nummer").fill(followed.code)
    plain_page.get_by_role("button", name="Videre").click()
    plain_page.get_by_role("button", name="Åbn døren i 60 minutter").click()
    expect(plain_page.get_by_role("heading", name="Kanel")).to_be_visible()


def test_leader_bars_and_leader_and_dpo_lift(new_context: Open, people: cast.Cast, followed: Citizen) -> None:
    leader, dpo = new_context().new_page(), new_context().new_page()
    screen.sign_in(leader, people.leader)
    leader.goto("/spaerringer/")
    look(leader)
    leader.get_by_role("link", name="Ny spærring").click()
    look(leader)
    leader.get_by_label("Borgerens kode").fill(followed.code)
    leader.get_by_label("Medarbejder").select_option(label=f"Tom ({people.centre.name})")
    leader.get_by_label("Grund").fill("Tidligere kæreste")
    leader.get_by_role("button", name="Spær").click()
    expect(leader.get_by_text("Spærringen gælder fra nu af.")).to_be_visible()
    look(leader)
    leader.get_by_role("link", name="Tom kan ikke se Kanel").click()
    look(leader)
    leader.get_by_role("button", name="Bed om at ophæve den").click()
    leader.get_by_role("link", name="Tom kan ikke se Kanel").click()
    expect(leader.get_by_text("Spærringen fjernes af to.")).to_be_visible()
    look(leader)

    screen.sign_in(dpo, people.dpo)
    dpo.goto("/spaerringer/")
    expect(dpo.get_by_text("Lea beder om at ophæve den")).to_be_visible()
    dpo.get_by_role("link", name="Tom kan ikke se Kanel").click()
    dpo.get_by_role("button", name="Ophæv spærringen").click()
    expect(dpo.get_by_text("Spærringen er ophævet.")).to_be_visible()
    assert Barring.objects.get().lifted_by == people.dpo


def test_therapist_gives_the_citizen_a_link_and_prints_who_has_looked(
    page: Page, people: cast.Cast, followed: Citizen
) -> None:
    screen.sign_in(page, people.colleague)
    page.goto("/borgere/")
    page.get_by_role("link", name="Kanel").first.click()
    page.get_by_role("link", name="Giv personligt link").click()
    look(page)
    page.get_by_role("button", name="Giv personligt link").click()
    expect(page.get_by_role("img", name="Kode til telefonens kamera")).to_be_visible()
    expect(page.get_by_text("/b/")).to_be_visible()
    look(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Færdig")).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Færdig").click()
    page.get_by_role("link", name="Giv personligt link").click()
    expect(page.get_by_text("Borgeren har et link.")).to_be_visible()
    look(page)
    page.goto(reverse("casework:citizen_log", args=[followed.code]))
    page.get_by_role("link", name="Udskriv til borgeren").click()
    expect(page.get_by_text("Tom fra teamet gav borgeren et personligt link")).to_be_visible()
    look(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Tilbage")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 390])
def test_citizen_opens_the_own_link_reads_and_leaves_without_javascript(
    new_context: Open, people: cast.Cast, followed: Citizen, width: int
) -> None:
    _link, token = link_actions.give(citizen=followed, purpose=OWN_PAPERS, by=people.colleague)
    context = new_context(viewport={"width": width, "height": 568}, java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.all_headers().get("referer", "")))
    page.goto(f"/b/{token}/")
    assert page.title() == "Til dig"
    page.get_by_role("button", name="Åbn").click()
    page.get_by_role("link", name="Hvem ved hvad").click()
    expect(page.get_by_role("heading", name="Hvem ved hvad")).to_be_visible()
    page.get_by_role("link", name="Vis alle").click()
    expect(page.get_by_text("Tom fra teamet gav dig et link")).to_be_visible()
    assert page.url.endswith("/mine-papirer/")
    assert page.title() == "Mine papirer"
    assert not [referer for referer in asked if token in referer]
    page.get_by_role("link", name="Luk hurtigt").click()
    expect(page.get_by_role("heading", name="Farvel")).to_be_visible()
    assert [one["name"] for one in context.cookies()] == []
    page.go_back()
    expect(page.get_by_role("heading", name="Siden er lukket")).to_be_visible()
    expect(page.get_by_text("Tom")).to_have_count(0)
    page.goto("/mine-papirer/")
    expect(page.get_by_text("Tom")).to_have_count(0)


@pytest.mark.parametrize("light", [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"contrast": "more"}])
def test_citizens_pages_are_accessible_and_the_way_out_comes_first(
    new_context: Open, people: cast.Cast, followed: Citizen, light: dict[str, str]
) -> None:
    _link, token = link_actions.give(citizen=followed, purpose=OWN_PAPERS, by=people.colleague)
    say(followed, people.jobcentre, "appointments housing", by=people.colleague)
    say(followed, people.drop_in, "appointments", by=people.colleague, answer="not_now")
    page = new_context(viewport={"width": 320, "height": 568}, **light).new_page()
    page.goto(f"/b/{token}/")
    look(page)
    stops = screen.tab_stops(page)
    assert "Gå til indholdet" in str(stops[0]["what"])
    assert "Luk hurtigt" in str(stops[1]["what"])
    assert all(stop["ring"] for stop in stops)
    page.get_by_role("button", name="Åbn").click()
    look(page)
    page.get_by_role("link", name="Hvem ved hvad").click()
    expect(page.get_by_text("ved: hvornår vi ses og din bolig")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Stop det, Jobcentret i Randers").click()
    expect(page.get_by_text("Det er stoppet nu. Vi taler om det, når du vil.")).to_be_visible()
    page.get_by_role("link", name="Udskriv").click()
    expect(page.get_by_text("Ingen ved noget. Sådan er det, til du siger ja.")).to_be_visible()
    look(page)
    page.goto("/ud/")
    look(page)
    page.goto("/mine-papirer/")
    look(page)
    screen.text_size(page, 200)
    screen.no_sideways_scroll(page)


def test_citizens_first_load_is_light(people: cast.Cast, followed: Citizen) -> None:
    _link, token = link_actions.give(citizen=followed, purpose=OWN_PAPERS, by=people.colleague)
    barring_actions.set_barring(
        citizen=followed, user=people.therapist, reason="Bror", review_on=timezone.localdate(), by=people.leader
    )
    client = Client()
    pages = ((f"/b/{token}/", "get"), (f"/b/{token}/", "post"), ("/mit/hvem/", "get"), ("/mine-papirer/", "get"))
    for address, method in pages:
        page = getattr(client, method)(address)
        if page.status_code == 302:
            continue
        files = re.findall(rb'(?:href|src)="/static/([^"]+)"', page.content)
        assert len(files) == 3  # two sheets and the ring
        parts = [page.content, *(Path(str(finders.find(name.decode()))).read_bytes() for name in files)]
        assert sum(len(gzip.compress(part)) for part in parts) < MOST
