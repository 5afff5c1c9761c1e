"""L6 against somebody who knows the rules by heart: every small town is tried, and what the pages have in common."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from datetime import date
from itertools import product
from typing import Any

import pytest

from fremskudt.partnership.rules.overlap import Interval
from fremskudt.partnership.rules.unmet import (
    AreaLine,
    Quarter,
    Seen,
    Span,
    closed_quarters,
    list_now,
    quarter_of,
    quarter_shown,
    span,
)

Found = dict[Hashable, set[Any]]


def gathered(pairs: Iterable[tuple[Hashable, Any]]) -> Found:
    """Page → everything that could have given it."""
    found: Found = defaultdict(set)
    for shown, truth in pairs:
        found[shown].add(truth)
    return found


def listed(houses: tuple[int, ...], n_agreed: int) -> Hashable:
    """What is shown of a list, in full: so many not agreed in each house, and so many agreed."""
    n = sum(houses)
    shown = list_now(Interval(max(houses), n, n), n + n_agreed, [3.0] * (n + n_agreed))
    return shown and (shown.people, shown.tips, shown.all_tips, shown.weeks, shown.pct_not_agreed, shown.pct_shared)


@pytest.mark.parametrize(("n", "told"), [(0, None), (2, None), (3, Span(3, 5)), (5, Span(3, 5)), (6, Span(6, 8))])
def test_unmet_a_number_is_told_as_one_of_three(n: int, told: Span | None) -> None:
    assert span(n) == told


def test_unmet_the_list_pins_no_small_number() -> None:
    towns = [(houses, agreed) for houses in product(range(7), repeat=3) for agreed in range(15 - sum(houses))]
    pages = gathered((listed(houses, agreed), (*houses, sum(houses), agreed)) for houses, agreed in towns)
    for shown, truths in pages.items():
        for values in map(set, zip(*truths, strict=True)):
            assert len(values) > 1 or not values & {1, 2}, shown
        assert len({truth[-2] for truth in truths}) > 1, shown  # nor how many are not agreed


def test_unmet_two_months_do_not_tell_of_one_who_came_or_went() -> None:
    states = list(product(range(12), range(6)))
    pairs = [(one, other) for one in states for other in states]
    pages = gathered(
        ((listed((one[0], 0), one[1]), listed((other[0], 0), other[1])), (other[0] - one[0], other[1] - one[1]))
        for one, other in pairs
    )
    for shown, changes in pages.items():
        for values in map(set, zip(*changes, strict=True)):
            assert len(values) > 1, shown


def test_unmet_a_house_that_is_the_only_one_learns_of_no_one_or_two_of_its_own() -> None:
    """It knows how many tips there are; whether one or two are agreed, or all but one or two, it cannot see."""
    for n in range(3, 16):
        pages = gathered((listed((n - agreed, 0), agreed), agreed) for agreed in range(n + 1))
        for shown, agreed in pages.items():
            assert len(agreed) > 1 or agreed == {0}, (n, shown, agreed)
            assert agreed != {n}


def printed(cells: dict[tuple[int, int, int], int], expired: int = 0) -> Hashable:
    """All that a reader sees of a quarter, with months and without, as (area, house, month) → tips."""
    seen = [Seen(area, house, month, n) for (area, house, month), n in cells.items()]
    both = [quarter_shown(seen, expired, by_month=by_month) for by_month in (False, True)]
    return tuple((one.total, one.expired, one.has_months, tuple(map(row_of, one.lines))) for one in both)


def row_of(line: AreaLine) -> Hashable:
    return (line.area, line.tips, line.least, *line.months)


def test_unmet_a_quarter_pins_no_small_number_of_an_area_and_month() -> None:
    places = [(area, 1, month) for area in range(2) for month in (1, 2, 3)]
    pages = gathered((printed(dict(zip(places, n, strict=True))), n) for n in product(range(5), repeat=len(places)))
    for shown, truths in pages.items():
        months = list(zip(*truths, strict=True))
        areas = [[sum(each) for each in zip(*months[start : start + 3], strict=True)] for start in (0, 3)]
        for values in map(set, [*months, *areas]):
            assert len(values) > 1 or not values & {1, 2}, shown


def test_unmet_a_quarter_pins_no_small_number_of_a_house() -> None:
    places = [(area, house, 1) for area in range(2) for house in range(3)]
    pages = gathered((printed(dict(zip(places, n, strict=True))), n) for n in product(range(5), repeat=len(places)))
    for shown, truths in pages.items():
        for values in map(set, zip(*truths, strict=True)):
            assert len(values) > 1 or not values & {1, 2}, shown


def test_unmet_quarter_and_list_together_pin_no_small_number() -> None:
    """A town whose first tips are all of the quarter: not agreed, agreed or deleted, and both pages in hand."""

    def both(open_: int, agreed: int, deleted: int) -> Hashable:
        return listed((open_, 0), agreed), printed({(1, 1, 1): open_ + agreed + deleted}, deleted)

    pages = gathered((both(*truth), truth) for truth in product(range(12), repeat=3) if sum(truth) < 12)
    for shown, truths in pages.items():
        for values in map(set, zip(*truths, strict=True)):
            assert len(values) > 1 or not values & {1, 2}, (shown, truths)


@pytest.mark.parametrize(
    ("day", "key", "closes"),
    [
        (date(2026, 8, 3), "2026-K3", date(2026, 10, 15)),
        (date(2026, 12, 31), "2026-K4", date(2027, 1, 15)),
        (date(2026, 1, 1), "2026-K1", date(2026, 4, 15)),
    ],
)
def test_unmet_quarters_have_a_key_and_a_day_of_closing(day: date, key: str, closes: date) -> None:
    assert (quarter_of(day).key, quarter_of(day).closes_on) == (key, closes)


def test_unmet_quarters_go_back_to_the_first_tip_and_no_further_than_two_years() -> None:
    keys = [quarter.key for quarter in closed_quarters(date(2026, 5, 4), date(2026, 11, 22))]
    assert keys == ["2026-K3", "2026-K2"]
    assert closed_quarters(None, date(2026, 11, 22)) == []
    assert closed_quarters(date(2026, 10, 1), date(2026, 11, 22)) == []
    assert len(closed_quarters(date(2001, 1, 1), date(2026, 11, 22))) == 8
    assert Quarter(date(2026, 1, 1)).before().key == "2025-K4"


def test_unmet_shares_hold_what_the_spans_allow() -> None:
    for n in range(3, 30):
        for agreed in range(20):
            shown = list_now(Interval(n, n, n), n + agreed, [])
            assert shown is not None
            least, most = shown.pct_not_agreed
            assert least <= 100 * n / (n + agreed) <= most <= 100
            assert shown.pct_shared[0] == 0
