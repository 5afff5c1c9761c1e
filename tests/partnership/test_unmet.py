"""L6: how many we have not met yet. No single tip can be worked out, not by subtracting and not by looking twice."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event, Membership, Organisation
from fremskudt.access.roles import Role
from fremskudt.partnership.actions import tip as tips
from fremskudt.partnership.actions import tip_expiry, tip_pair, tip_step
from fremskudt.partnership.actions import word as words
from fremskudt.partnership.models import ListRules, Tip, TipPair
from fremskudt.partnership.rules.tip import Step
from tests.cast import Cast, enter
from tests.partnership.tip_field import area, tip

pytestmark = [pytest.mark.database, pytest.mark.django_db]
PAGE = reverse("partnership:unmet")
NOW = datetime(2026, 11, 22, 12, tzinfo=timezone.get_default_timezone())
FEW = "For få praj til et tal. Det er også et svar."


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def page(people: Cast, role: str = "steering", **asked: str) -> str:
    """In words; the same picture stands there for a phone and for a desk."""
    html = enter(Client(), getattr(people, role)).get(PAGE, asked).content.decode()
    return " ".join(re.sub("<[^>]+>", " ", re.sub("(?s)<svg.*?</svg>", " ", html)).split())


def numbers(html: str) -> str:
    """All that may change; the method's text is not part of it."""
    return html.partition("Sådan regner vi")[0]


def given(people: Cast, n: int, *, on: date = date(2026, 10, 5), **more: Any) -> list[Tip]:
    """Tips of one week, made by the real action on that day."""
    with time_machine.travel(datetime(on.year, on.month, on.day, 10, tzinfo=NOW.tzinfo), tick=False):
        return [tip(people, **more) for _ in range(n)]


def test_unmet_says_an_interval_and_never_one_number(people: Cast) -> None:
    given(people, 9)
    given(people, 11, organisation=people.jobcentre, by=people.professional)
    shown = page(people)
    assert "Mellem 9 og 20 mennesker, vi endnu ikke har mødt." in shown
    assert "Praj, der ikke er aftalt endnu Mellem 18 og 20" in shown
    assert "Andel af listen Mellem 90 og 100 procent" in shown
    assert "Tid på listen, for den midterste 3 uger" in shown
    assert "Randers, som listen så ud den 1. november 2026" in shown


def test_unmet_agreed_are_not_counted_and_an_undone_answer_is(people: Cast) -> None:
    made = given(people, 12)
    with time_machine.travel(NOW - timedelta(days=30), tick=False):
        for one in made[:5]:
            tip_step.step(tip=one, kind=Step.IN_CONTACT, by=people.therapist)
        step = tip_step.step(tip=made[5], kind=Step.IN_CONTACT, by=people.therapist)
        tip_step.undo(step=step, by=people.therapist)
        tip_step.step(tip=made[6], kind=Step.CLOSED, by=people.therapist)  # closed without a yes is not met
    shown = page(people)
    assert "Praj, der ikke er aftalt endnu Mellem 6 og 8" in shown
    assert "Andel af listen Mellem 40 og 70 procent" in shown


@pytest.mark.parametrize("n", [0, 1, 2])
def test_unmet_of_too_few_says_so(people: Cast, n: int) -> None:
    given(people, n)
    assert FEW in page(people)
    assert "mennesker, vi endnu" not in page(people)


def test_unmet_is_the_same_all_month_whatever_is_written(people: Cast) -> None:
    """Given, answered, undone, seen again, paired, parted, taken back and deleted by the rule after the first."""
    ListRules.objects.create(municipality=people.municipalities["Randers"], keep_weeks=12, shown_weeks=8)
    old = given(people, 6, on=date(2026, 8, 12), age="25_39", area=area(people))
    met = given(people, 4, on=date(2026, 8, 12), area=area(people))
    with time_machine.travel(datetime(2026, 8, 13, 10, tzinfo=NOW.tzinfo), tick=False):
        for one in met:
            tip_step.step(tip=one, kind=Step.IN_CONTACT, by=people.therapist)
    for house in (people.drop_in, people.jobcentre):
        fresh = given(people, 12, organisation=house, age="40_59", area=area(people), by=people.partner)
    with time_machine.travel(datetime(2026, 10, 20, 10, tzinfo=NOW.tzinfo), tick=False):
        tip_pair.join(tip=fresh[0], other=fresh[1], by=people.therapist)
        paired = tip_pair.join(tip=old[0], other=old[1], by=people.therapist)
    pages: list[str] = []
    with time_machine.travel(datetime(2026, 11, 1, 8, tzinfo=NOW.tzinfo), tick=False):
        pages.append(numbers(page(people)))
    with time_machine.travel(datetime(2026, 11, 9, 8, tzinfo=NOW.tzinfo), tick=False):
        tip(people)
        tip_step.step(tip=fresh[3], kind=Step.IN_CONTACT, by=people.therapist)
        tip_step.step(tip=old[2], kind=Step.LOOKING, by=people.therapist)
        tip_pair.part(tip=fresh[0], other=fresh[1], by=people.therapist)
        tips.take_back(tip=given(people, 1, on=date(2026, 11, 9))[0], by=people.partner)
        pages.append(numbers(page(people)))
        assert tip_expiry.expire(timezone.now()) == 7  # three that were only seen, and the four agreed
        pages.append(numbers(page(people)))
    with time_machine.travel(datetime(2026, 11, 30, 23, tzinfo=NOW.tzinfo), tick=False):
        tip_expiry.expire(timezone.now())
        pages.append(numbers(page(people)))
    assert TipPair.objects.filter(pk=paired.pk).exists()
    assert Event.objects.filter(action="tips.expired_met").count() == 4
    assert len(set(pages)) == 1, pages
    assert "Det er et skøn." in pages[0]
    with time_machine.travel(datetime(2026, 12, 1, 8, tzinfo=NOW.tzinfo), tick=False):
        assert numbers(page(people)) != pages[0]


def test_unmet_quarter_shows_areas_and_hides_small_ones_and_what_would_give_them_away(people: Cast) -> None:
    on = date(2026, 8, 12)
    given(people, 5, on=on, area=area(people, "Havnen"))
    given(people, 1, on=on, area=area(people, "Landet"))
    given(people, 9, on=on, area=area(people, "Vestbyen"))
    given(people, 4, on=on)
    area(people, "Tomt område")
    shown = page(people)
    assert "19 praj i alt" in shown
    assert "Landet skjult skjult Vestbyen 9 mellem 9 og 9 Uden område skjult skjult I alt 19" in shown
    assert "Havnen 5 højst 5" in shown
    assert "Tomt område" not in shown


def test_unmet_months_only_where_every_cell_carries_them(people: Cast) -> None:
    for on in (date(2026, 7, 8), date(2026, 8, 12), date(2026, 9, 9)):
        given(people, 3, on=on, area=area(people, "Havnen"))
    shown = page(people, vis="maaned")
    assert "Juli August September" in shown
    assert "Havnen 9 mellem 9 og 9 3 3 3 I alt 9" in shown
    assert "Juli" not in page(people)
    given(people, 1, on=date(2026, 7, 8), area=area(people, "Landet"))
    given(people, 4, on=date(2026, 8, 12), area=area(people, "Landet"))
    shown = page(people, vis="maaned")
    assert "Område og måned sammen giver for små tal. Vi viser kvartal." in shown
    assert "Juli" not in shown
    assert "Landet 5" in shown


def test_unmet_closed_quarter_stays_as_it_was(people: Cast) -> None:
    on = date(2026, 8, 12)
    given(people, 6, on=on, area=area(people, "Havnen"))
    given(people, 4, on=on, area=area(people, "Landet"))
    before = numbers(page(people)).partition("Hvor de er set")[2]
    assert "Havnen 6" in before
    tip(people, area=area(people, "Havnen"), week_on=on)  # of a paper card, typed in too late
    assert tip_expiry.expire(timezone.now()) == 10
    area(people, "Nyt område")
    assert numbers(page(people)).partition("Hvor de er set")[2] == before
    with time_machine.travel(datetime(2027, 1, 20, 10, tzinfo=NOW.tzinfo), tick=False):
        assert "Havnen 6" in page(people, kvartal="2026-K3")
        assert "Udløbet og tømt efter reglen i kvartalet: mellem 9 og 11." in page(people)


def test_unmet_quarter_is_there_two_weeks_after_its_end(people: Cast) -> None:
    given(people, 5, on=date(2026, 8, 12))
    with time_machine.travel(datetime(2026, 10, 14, 23, tzinfo=NOW.tzinfo), tick=False):
        assert "Områder kommer to uger efter det første kvartal." in page(people)
    with time_machine.travel(datetime(2026, 10, 15, 1, tzinfo=NOW.tzinfo), tick=False):
        shown = page(people)
    assert "3. kvartal 2026" in shown
    for key in ("2026-K4", "1999-K1", "'", "2026-11"):
        assert page(people, kvartal=key) == page(people), key


def test_unmet_is_of_ones_own_town_and_several_are_never_added(people: Cast) -> None:
    vejle = people.municipalities["Vejle"]
    given(people, 5)
    given(people, 30, organisation=people.centre_elsewhere, by=people.therapist_elsewhere)
    assert "Højst 5 mennesker, vi endnu" in page(people)
    assert page(people, kommune=str(vejle.pk)) == page(people)
    Membership.objects.create(user=people.steering, organisation=vejle, role=Role.STEERING_GROUP)
    assert "Højst 5 mennesker, vi endnu" in page(people)
    assert "Mellem 30 og 32 mennesker" in page(people, kommune=str(vejle.pk))


def test_unmet_names_no_house_no_word_and_no_tip(people: Cast) -> None:
    made = given(people, 10, memory_word="grøn termokande", area=area(people, "Havnen"), on=date(2026, 8, 12))
    html = enter(Client(), people.leader).get(PAGE).content.decode()
    for absent in ("termokande", people.drop_in.name, made[0].code, "Palle", "Set flere gange"):
        assert absent not in html, absent
    assert not Event.objects.filter(action__startswith="unmet").exists()


def test_unmet_speaks_in_the_municipalitys_own_words(people: Cast) -> None:
    given(people, 5, on=date(2026, 8, 12))
    assert "Praj efter område, 3. kvartal 2026" in page(people)
    town = people.municipalities["Randers"]
    words.choose(municipality=town, words={"praj": "vink"}, by=people.administrator)
    assert "Vink efter område, 3. kvartal 2026" in page(people)


def test_unmet_costs_the_same_for_many(people: Cast) -> None:
    client = enter(Client(), people.steering)

    def cost() -> int:
        client.get(PAGE)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(PAGE, {"vis": "maaned"}).status_code == 200
        return len(asked)

    given(people, 3, on=date(2026, 8, 12))
    few = cost()
    for number in range(4):
        house = Organisation.objects.create(
            kind="shelter", name=f"Herberg {number}", municipality=people.municipalities["Randers"]
        )
        for on in (date(2026, 8, 12), date(2026, 10, 5)):
            given(people, 10, on=on, organisation=house, area=area(people, f"Område {number}"), age="60")
    assert cost() == few
    assert few <= 15


@pytest.mark.parametrize("role", ["therapist", "partner", "professional", "peer", "administrator", "evaluator"])
def test_unmet_is_for_the_leader_and_the_steering_group(people: Cast, role: str) -> None:
    assert enter(Client(), getattr(people, role)).get(PAGE).status_code == 403
    assert enter(Client(), people.leader).get(PAGE).status_code == 200
