"""The team's list of tips on a phone: answered in two taps at most, undone, paired; and the same without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from fremskudt.partnership.models import Tip, TipPair, TipStep
from fremskudt.partnership.rules.tip import Step
from tests import cast
from tests.browser import screen
from tests.browser.test_tasks import look
from tests.partnership.tip_field import area, tip


@pytest.fixture
def people(live_server: object, transactional_db: None) -> cast.Cast:
    return cast.assemble()


@pytest.fixture
def two(people: cast.Cast) -> tuple[Tip, Tip]:
    """Two that may be the same person, and one of another area."""
    north = area(people)
    tip(people, area=area(people, "Sydbyen"), worry="little", weeks_ago=2)
    return (
        tip(people, area=north, worry="much", age="25_39", seen=["alone", "homeless"], memory_word="ved køkkenet"),
        tip(people, area=north, place="street", by=people.professional, organisation=people.jobcentre, weeks_ago=1),
    )


def standing(one: Tip) -> list[str]:
    return list(TipStep.objects.standing().filter(tip=one).values_list("kind", flat=True))


def an_evening(page: Page, two: tuple[Tip, Tip], look: Callable[[Page], None]) -> None:
    """What is new is read, one answered and undone, two compared, joined and parted, one closed."""
    page.goto("/idag/")
    page.get_by_role("link", name="Praj", exact=True).last.click()
    expect(page.get_by_role("heading", name="Nye")).to_be_visible()
    look(page)
    assert "køkkenet" not in page.content()
    assert not TipStep.objects.exists()  # looking is no act
    first = page.locator(".tip-row").first
    first.get_by_role("button", name="Vi kigger").click()  # one tap
    expect(page.locator(".undo-bar")).to_contain_text("Vi kigger: Værested · Nordbyen")
    look(page)
    page.get_by_role("button", name="Fortryd").click()
    expect(page.get_by_text("Fortrudt.")).to_be_visible()
    assert standing(two[0]) == []
    page.get_by_role("button", name="Marker de nye som læst").click()
    expect(page.get_by_text("3 praj er markeret som læst.")).to_be_visible()
    page.locator(".tip-row .row-link").first.click()
    look(page)
    page.get_by_role("button", name="Fandt ikke").click()
    expect(page.locator(".undo-bar")).to_contain_text("Fandt ikke: Værested · Nordbyen")
    page.get_by_role("button", name="Sagde måske").click()
    page.get_by_role("link", name="Se dem, der ligner").click()
    look(page)
    page.get_by_role("button", name="Måske den samme").click()
    expect(page.get_by_text("De to står nu som måske den samme.")).to_be_visible()
    look(page)
    assert TipPair.objects.filter(undone_at=None).count() == 1
    page.goto("/praj/")
    expect(page.get_by_text("Måske den samme som")).to_have_count(2)
    look(page)
    page.goto(f"/praj/{two[1].code}/")
    page.get_by_role("button", name="Ikke den samme").click()
    expect(page.get_by_text("De står ikke længere som måske den samme.")).to_be_visible()
    page.get_by_role("button", name="Luk", exact=False).last.click()
    expect(page.locator(".undo-bar")).to_contain_text("Lukket: På gaden · Nordbyen")
    look(page)
    assert standing(two[0]) == [Step.RECEIVED, Step.NOT_FOUND, Step.SAID_MAYBE]
    assert standing(two[1]) == [Step.RECEIVED, Step.CLOSED]


def test_tips_are_answered_undone_and_paired_on_a_phone(page: Page, people: cast.Cast, two: tuple[Tip, Tip]) -> None:
    screen.sign_in(page, people.therapist)
    an_evening(page, two, look)


def test_tips_are_answered_undone_and_paired_without_javascript(
    plain_page: Page, people: cast.Cast, two: tuple[Tip, Tip]
) -> None:
    screen.sign_in(plain_page, people.therapist)
    an_evening(plain_page, two, lambda _page: None)


def test_tips_leader_sees_the_promise_and_writes_the_rules(
    wide_page: Page, people: cast.Cast, two: tuple[Tip, Tip]
) -> None:
    screen.sign_in(wide_page, people.leader)
    wide_page.goto("/praj/")
    expect(wide_page.get_by_text("Løftet er svar inden 10 dage.")).to_be_visible()
    look(wide_page)
    wide_page.get_by_role("link", name="1 praj har ventet for længe.").click()
    expect(wide_page.locator(".tip-row")).to_have_count(1)
    wide_page.get_by_role("link", name="Ret listens regler").click()
    wide_page.get_by_label("Efter hvor mange uger").fill("3")
    wide_page.get_by_role("button", name="Gem").click()
    expect(wide_page.get_by_text("Et praj skal stå på listen mindst lige så længe").first).to_be_visible()
    look(wide_page)
    wide_page.get_by_label("Efter hvor mange uger").fill("20")
    wide_page.get_by_role("button", name="Gem").click()
    expect(wide_page.get_by_text("Reglerne er gemt.")).to_be_visible()
