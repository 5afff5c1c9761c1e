"""What the house sees of its tip: our work and its own words. Whatever else the team wrote changes nothing (F73)."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import product

import pytest

from fremskudt.partnership.rules import house_view as rules
from fremskudt.partnership.rules.house_view import HouseView, Written
from fremskudt.partnership.rules.tip import Step
from fremskudt.partnership.rules.tip_form import UNDER_WAY
from tests.partnership.tip_field import OUR_WORK

MONDAY = date(2026, 11, 2)  # of week 45
DAY = timedelta(days=1)
HIDDEN = sorted(set(Step) - OUR_WORK)


def ours(kind: str, days: int = 1) -> Written:
    return Written(kind, by_house=False, on=MONDAY + days * DAY)


def view(steps: Iterable[Written] = (), days: int = 10, shown_weeks: int = 8, keep_weeks: int = 12) -> HouseView:
    return rules.view_of(
        MONDAY, steps, shown_weeks=shown_weeks, keep_weeks=keep_weeks, today=MONDAY + days * DAY
    )  # fmt: skip


def test_house_view_of_a_tip_nobody_has_read_is_empty() -> None:
    seen = view()
    assert not any((seen.is_received, seen.is_begun, seen.in_vain, seen.asked, seen.has_news, seen.is_closed))
    assert rules.may_remove(seen)
    assert rules.may_write(seen)


@pytest.mark.parametrize(
    ("steps", "received", "begun", "in_vain"),
    [
        ([ours("received")], True, False, ()),
        ([ours("received"), ours("looking")], True, True, ()),
        ([ours("looking")], True, True, ()),
        ([ours("received"), ours("not_found", 9)], True, True, (MONDAY + 7 * DAY,)),
        ([ours("not_found", 9), ours("not_found", 3), ours("not_found", 4)], True, True, (MONDAY, MONDAY + 7 * DAY)),
        ([Written("said_no", by_house=True, on=MONDAY)], False, False, ()),
    ],
)
def test_house_view_shows_our_work(
    steps: list[Written], received: bool, begun: bool, in_vain: tuple[date, ...]
) -> None:
    seen = view(steps)
    assert (seen.is_received, seen.is_begun, seen.in_vain) == (received, begun, in_vain)


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("days", [0, 3, 20, 80])
def test_house_view_is_the_same_whatever_else_the_team_wrote(hidden: str, days: int) -> None:
    """After »we are looking« nothing changes; as the first answer it looks like »we are looking« of that day."""
    read, looking, house = ours("received"), ours("looking", 2), Written("said_maybe", by_house=True, on=MONDAY + DAY)
    for later in (2, 5):
        assert view([read, looking, ours(hidden, later), house], days) == view([read, looking, house], days)
    assert view([read, ours(hidden, 2)], days) == view([read, looking], days)
    assert view([ours(hidden, 2)], days) == view([looking], days)
    assert view([read, looking, ours("not_found", 4), ours(hidden, 6)], days) == view(
        [read, looking, ours("not_found", 4)], days
    )


def test_house_view_tells_what_the_house_wrote_itself_and_nothing_the_team_did_of_that() -> None:
    seen = view([Written("said_no", by_house=True, on=MONDAY + 8 * DAY), ours("said_maybe"), ours("said_no")])
    assert seen.asked == (("said_no", MONDAY + 7 * DAY),)


@pytest.mark.parametrize(
    ("days", "closed", "gone"), [(55, False, False), (56, True, False), (83, True, False), (84, True, True)]
)
def test_house_view_closes_and_goes_by_the_week_it_was_seen_whatever_happened(
    days: int, closed: bool, gone: bool
) -> None:
    for steps in ([], [ours("looking", 50)], [ours("in_contact", 50), ours("closed", 51)], [ours("said_yes")]):
        seen = view(steps, days)
        assert (seen.is_closed, seen.is_gone) == (closed, gone)


@pytest.mark.parametrize(("shown_weeks", "keep_weeks"), product([2, 8, 52], [2, 8, 12, 52]))
def test_house_view_is_gone_before_a_tip_could_expire(shown_weeks: int, keep_weeks: int) -> None:
    """An untouched tip expires so many weeks after the week it was seen, and no other ever sooner."""
    goes = rules.goes_on(MONDAY, shown_weeks=shown_weeks, keep_weeks=keep_weeks)
    assert goes <= MONDAY + timedelta(weeks=keep_weeks)
    assert goes <= MONDAY + timedelta(weeks=shown_weeks + rules.STAYS_WEEKS)


@pytest.mark.parametrize(("days", "news"), [(3, True), (9, True), (10, False), (30, False)])
def test_house_view_has_news_for_a_week_after_an_answer_that_it_shows(days: int, news: bool) -> None:
    assert view([ours("received", 1), ours("looking", 3)], days).has_news is news
    assert view([ours("received", 1), ours("in_contact", 3), ours("closed", 4)], days).has_news is news


@pytest.mark.parametrize(
    ("steps", "days", "remove", "write"),
    [
        ([], 1, "", ""),
        ([ours("received")], 1, "", ""),
        ([ours("looking")], 1, UNDER_WAY, ""),
        ([ours("in_contact")], 1, UNDER_WAY, ""),
        ([ours("closed")], 1, UNDER_WAY, ""),
        ([], 56, "", rules.IS_CLOSED),
        ([ours("closed")], 56, UNDER_WAY, rules.IS_CLOSED),
        ([], 84, rules.GONE, rules.GONE),
        ([ours("looking")], 84, rules.GONE, rules.GONE),
    ],
)
def test_house_view_says_what_the_house_may_do(steps: list[Written], days: int, remove: str, write: str) -> None:
    seen = view(steps, days)
    assert rules.may_remove(seen).reason == remove
    assert rules.may_write(seen).reason == rules.may_see_again(seen, []).reason == write


def test_house_view_is_seen_again_once_a_week() -> None:
    seen = view(days=9)
    assert rules.may_see_again(seen, [MONDAY])
    assert rules.may_see_again(seen, [MONDAY, MONDAY + 7 * DAY]).reason == rules.ALREADY_SEEN
