"""Two tips that may be the same person: a »maybe« on both rows, never one row, and undone at any time (F02)."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.basics.verdict import NotNow
from fremskudt.partnership.actions import tip as tips
from fremskudt.partnership.actions import tip_pair as actions
from fremskudt.partnership.models import Tip, TipPair
from fremskudt.partnership.rules import tip_pair as rules
from fremskudt.partnership.rules.tip_pair import Seen
from tests.casework.pages import form_at, send_from, shown, words
from tests.casework.test_contact_race import at_once
from tests.cast import Cast, assemble, enter
from tests.partnership.tip_field import area, tip

pytestmark = [pytest.mark.database, pytest.mark.django_db]
MONDAY = date(2026, 11, 2)
ONE = Seen("2222-2222", "drop_in", "25_39", MONDAY)


@pytest.mark.parametrize(
    ("age", "weeks", "like"),
    [("25_39", 0, True), ("", 8, True), ("25_39", -8, True), ("25_39", 9, False), ("60", 0, False), ("", -9, False)],
)
def test_pair_is_worth_comparing_by_age_and_weeks(age: str, weeks: int, like: bool) -> None:
    other = Seen("3333-3333", "street", age, MONDAY + timedelta(weeks=weeks))
    assert rules.is_like(ONE, other) is rules.is_like(other, ONE) is like
    assert not rules.is_like(ONE, ONE)


def test_pair_likest_comes_first() -> None:
    week = timedelta(weeks=1)
    others = [
        Seen("9999-9999", "drop_in", "25_39", MONDAY),
        Seen("4444-4444", "drop_in", "25_39", MONDAY - week),
        Seen("3333-3333", "drop_in", "25_39", MONDAY + week),
        Seen("5555-5555", "street", "25_39", MONDAY),
        Seen("6666-6666", "drop_in", "", MONDAY),
    ]
    codes = [one.code[:1] for one in sorted(others, key=lambda other: rules.order(ONE, other))]
    assert codes == ["9", "3", "4", "5", "6"]


@pytest.mark.parametrize("is_itself", [True, False])
@pytest.mark.parametrize("same_town", [True, False])
def test_pair_is_two_different_ones_of_one_municipality(is_itself: bool, same_town: bool) -> None:
    assert bool(rules.may_pair(is_itself=is_itself, same_town=same_town)) is (same_town and not is_itself)


def of(one: Tip, name: str = "tip") -> str:
    return reverse(f"partnership:{name}", args=[one.code])


def test_pair_is_joined_from_the_page_and_stands_on_both_rows(people: Cast) -> None:
    north, south = area(people), area(people, "Sydbyen")
    one = tip(people, area=north, age="25_39", weeks_ago=2)
    same = tip(people, area=north, organisation=people.jobcentre, by=people.professional, place="street")
    tip(people, area=south, age="25_39")  # another area
    tip(people, area=north, age="60")  # another age
    tip(people, area=north, weeks_ago=11)  # too long ago
    tea = enter(Client(), people.therapist)
    page = tea.get(of(one, "tip_pair"))
    assert form_at(page, of(one, "tip_pair"))["other"] == [same.code]  # type: ignore[arg-type]
    assert words(page).count("Måske den samme") == 2  # type: ignore[arg-type]  # the title, and one button
    for _press in range(2):
        assert send_from(tea, page, of(one, "tip_pair")).headers["Location"] == of(one)  # type: ignore[arg-type]
    assert TipPair.objects.count() == 1
    assert Event.objects.filter(action="tip_pair.join").count() == 2  # one for each tip
    assert "Ingen andre praj fra samme område ligner." in shown(tea, of(one, "tip_pair"))
    tom = enter(Client(), people.colleague)
    listed = words(tom.get(reverse("partnership:tips")))  # type: ignore[arg-type]
    assert listed.count("Måske den samme som På gaden · Nordbyen") == 1
    assert listed.count("Måske den samme som Værested · Nordbyen") == 1
    assert Tip.objects.count() == 5  # never a merged row
    for _press in range(2):
        assert send_from(tom, tom.get(of(same)), of(same, "tip_pair_undo"), other=one.code).status_code == 302  # type: ignore[arg-type]
        if _press == 0:
            break
    assert tom.post(of(same, "tip_pair_undo"), {"other": one.code}).status_code == 302
    assert Event.objects.filter(action="tip_pair.undo").count() == 2
    assert "Måske den samme som" not in words(tom.get(reverse("partnership:tips")))  # type: ignore[arg-type]
    actions.join(tip=same, other=one, by=people.therapist)  # again, as a new line
    assert TipPair.objects.count() == 2


def test_pair_moves_the_week_of_both(people: Cast) -> None:
    old, new = tip(people, weeks_ago=5), tip(people)
    actions.join(tip=new, other=old, by=people.therapist)
    old.refresh_from_db()
    assert old.touched_on == new.touched_on


def test_pair_of_another_town_does_not_exist_and_of_itself_is_refused(people: Cast) -> None:
    one = tip(people, area=area(people))
    away = tip(people, organisation=people.centre_elsewhere, by=people.therapist_elsewhere)
    tea = enter(Client(), people.therapist)
    assert tea.post(of(one, "tip_pair"), {"other": away.code}).status_code == 404
    assert tea.post(of(one, "tip_pair"), {"other": "9999-9999"}).status_code == 404
    assert tea.post(of(one, "tip_pair"), {"other": one.code}).status_code == 409
    assert tea.post(of(one, "tip_pair"), {"other": "x" * 5000}).status_code == 409
    assert tea.post(of(one, "tip_pair")).status_code == 409
    with pytest.raises(NotNow):
        actions.join(tip=one, other=away, by=people.therapist)
    assert not TipPair.objects.exists()


def test_pair_is_not_shown_where_one_is_off_the_list(people: Cast) -> None:
    one, other = tip(people), tip(people)
    actions.join(tip=one, other=other, by=people.therapist)
    tips.take_back(tip=other, by=people.partner)
    tea = enter(Client(), people.therapist)
    assert "Måske den samme som" not in shown(tea, reverse("partnership:tips"))
    with pytest.raises(NotNow):
        actions.join(tip=one, other=other, by=people.therapist)
    Tip.objects.filter(pk=one.pk).update(expired_at=timezone.now())
    with pytest.raises(NotNow):
        actions.join(tip=one, other=tip(people), by=people.therapist)


@pytest.mark.django_db(transaction=True)
def test_pair_that_two_join_at_once_is_one(transactional_db: None) -> None:
    people = assemble()
    one, other = tip(people), tip(people)
    at_once(
        lambda: actions.join(tip=one, other=other, by=people.therapist) and None,
        lambda: actions.join(tip=other, other=one, by=people.colleague) and None,
    )
    assert TipPair.objects.count() == 1
