"""Transition, pause, farewell and »Kom igen« on a phone, with what is visible on the pages; and without JavaScript."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from fremskudt.basics.codes import new_code
from fremskudt.casework.models import Case, Citizen, Ending, FollowUp, Handover, Pause, TransitionStep
from tests import cast
from tests.browser import screen
from tests.casework import field


@pytest.fixture
def people(live_server: object, transactional_db: None) -> cast.Cast:
    return cast.assemble()


@pytest.fixture
def kanel(people: cast.Cast) -> Citizen:
    made = field.citizen(people, code=new_code(), followed_by=people.therapist)
    made.cases.update(found_on=timezone.localdate() - timedelta(days=60))
    return made


def look(page: Page) -> None:
    screen.axe(page)
    screen.no_sideways_scroll(page)
    screen.targets(page)
    assert page.locator("main .button-primary").count() <= 1, page.url
    assert "Kanel" not in page.title()


def pause(page: Page, who: Citizen) -> None:
    """Two presses from the citizen's own page: »Holder pause«, and why."""
    page.goto(f"/borgere/{who.code}/pause/")
    look(page)
    page.get_by_role("button", name="Indlagt").click()
    expect(page.get_by_text("Pausen er gemt.")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Fortryd").click()
    expect(page.get_by_text("Fortrudt. Det er som før.")).to_be_visible()
    page.get_by_role("button", name="Vil have ro").click()
    expect(page.get_by_role("button", name="Slut pausen")).to_be_visible()


def go_on(page: Page, who: Citizen) -> None:
    """A target, a step, what is in place, and the meeting of all three."""
    page.goto(f"/borgere/{who.code}/overgang/")
    look(page)
    page.get_by_role("link", name="Vælg sammen").click()
    look(page)
    page.get_by_label("Bostøtte", exact=True).check()
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_text("Valgt sammen: Bostøtte")).to_be_visible()
    page.get_by_role("link", name="Nyt skridt").click()
    look(page)
    page.get_by_label("Hvad er skridtet?").fill("Hilse på hjemme")
    page.get_by_label("Hvornår?").fill(f"{timezone.localdate() + timedelta(days=7):%Y-%m-%d}")
    page.get_by_role("button", name="Gem skridtet").click()
    page.get_by_role("button", name=re.compile("^Gjort")).click()
    expect(page.get_by_role("button", name="Alligevel ikke gjort")).to_be_visible()
    look(page)


def both_sides(page: Page) -> None:
    for side, words in (("Borgeren", "Lidt"), ("Teamet", "En hel del")):
        page.get_by_role("link", name="Spørg").click()
        look(page)
        page.get_by_label(side, exact=True).check()
        page.get_by_role("group", name="Tryg ved den nye").get_by_label(words, exact=True).check()
        page.get_by_role("button", name="Gem").click()
    expect(page.get_by_text("Tal om forskellen.")).to_be_visible()
    look(page)


def follow_along(page: Page) -> None:
    page.get_by_role("link", name="Aftal fælles møde").click()
    look(page)
    page.get_by_label("Hvem tager imod?").fill("Bo fra bostøtten")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_text("Modtageren har ikke sagt ja. Du har stadig ansvaret.").first).to_be_visible()
    page.get_by_role("link", name="Ny har sagt ja").click()
    look(page)
    page.get_by_role("button", name="Ny har sagt ja").click()
    expect(page.get_by_text("4 uger efter overgangen")).to_be_visible()
    page.get_by_label("En gang om måneden").check()
    page.get_by_role("button", name="Gem rytmen").click()
    look(page)


def let_go(page: Page, who: Citizen) -> None:
    """Four presses and a sentence: why, where to, on, and yes."""
    page.goto(f"/borgere/{who.code}/farvel/")
    look(page)
    page.get_by_role("button", name="Videre").click()
    look(page)
    page.get_by_label("Fraflytter kommunen").check()
    page.get_by_label("2 Fremskudt behandling").check()
    page.get_by_role("group", name="Hvor går vejen hen?").get_by_label("Bostøtte").check()
    page.get_by_label("Næste skridt").fill("Bo kommer på fredag")
    page.get_by_role("button", name="Videre").click()
    look(page)
    expect(page.get_by_text("Pausen siden")).to_be_visible()
    page.get_by_role("button", name="Sig farvel for nu").click()
    expect(page.get_by_text("Der er sagt farvel for nu.")).to_be_visible()
    look(page)


def come_again(page: Page) -> None:
    page.get_by_role("button", name="Kom igen").click()
    expect(page.get_by_text("Velkommen igen.").first).to_be_visible()


def the_way(page: Page, who: Citizen) -> None:
    pause(page, who)
    go_on(page, who)
    both_sides(page)
    follow_along(page)
    let_go(page, who)
    come_again(page)


def is_all_written() -> None:
    assert [case.number for case in Case.objects.order_by("number")] == [1, 2]
    assert Ending.objects.get().case.number == 1
    assert Pause.objects.get().ended_on is not None
    assert TransitionStep.objects.get().done_on is not None
    assert Handover.objects.get().every_days == 30
    assert not FollowUp.objects.waiting().exists()


def test_therapist_follows_somebody_on_lets_go_and_meets_again(page: Page, kanel: Citizen, people: cast.Cast) -> None:
    screen.sign_in(page, people.therapist)
    the_way(page, kanel)
    is_all_written()


def test_therapist_lets_go_and_meets_again_without_javascript(
    plain_page: Page, kanel: Citizen, people: cast.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("axe", "no_sideways_scroll", "targets"):  # they ask the page by script
        monkeypatch.setattr(screen, name, lambda page: None)
    screen.sign_in(plain_page, people.therapist)
    the_way(plain_page, kanel)
    is_all_written()


def test_the_card_and_the_look_afterwards_at_a_desk(wide_page: Page, kanel: Citizen, people: cast.Cast) -> None:
    screen.sign_in(wide_page, people.therapist)
    wide_page.goto(f"/borgere/{kanel.code}/kom-bare-tilbage/")
    look(wide_page)
    wide_page.get_by_label("Telefonnummer på kortet").fill("20 30 40 50")
    wide_page.get_by_role("button", name="Sæt nummeret på").click()
    expect(wide_page.locator(".come-back-card").get_by_text("20 30 40 50")).to_be_visible()
    pause(wide_page, kanel)
    let_go(wide_page, kanel)
    wide_page.get_by_role("link", name="1 måned efter farvel").click()
    look(wide_page)
    wide_page.get_by_label("Vi talte sammen").check()
    wide_page.get_by_role("button", name="Gem").click()
    expect(wide_page.get_by_text("6 måneder efter farvel").first).to_be_visible()
    assert FollowUp.objects.get(kind="after_1_month").is_reached is True


def test_enter_in_a_field_of_the_pause_presses_no_cause(page: Page, kanel: Citizen, people: cast.Cast) -> None:
    screen.sign_in(page, people.therapist)
    page.goto(f"/borgere/{kanel.code}/pause/")
    page.get_by_label("Se på den igen").press("Enter")
    expect(page.get_by_text("Tryk på det, der passer.").first).to_be_visible()
    assert not Pause.objects.exists()
