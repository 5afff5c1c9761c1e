"""The days of waves: ends of months, leap years, summer time; what a change reaches; and no two open at once."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fremskudt.surveys.rules import study_plan as rules
from fremskudt.surveys.rules.study_plan import Planned, change, free_slug, may_move, may_plan, waves_of

TODAY = date(2027, 3, 1)
DAYS = st.dates(date(2024, 1, 1), date(2031, 12, 31))


@pytest.mark.parametrize(
    ("first", "every", "opens"),
    [
        ("2027-01-31", 1, ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]),
        ("2028-01-31", 1, ["2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]),
        ("2027-01-31", 2, ["2027-01-31", "2027-03-31", "2027-05-31", "2027-07-31"]),
        ("2027-12-30", 2, ["2027-12-30", "2028-02-29", "2028-04-30", "2028-06-30"]),
        ("2028-02-29", 12, ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28"]),
        ("2027-03-28", 7, ["2027-03-28", "2027-10-28", "2028-05-28", "2028-12-28"]),  # the clocks change on the first
    ],
)
def test_waves_open_on_the_same_day_of_the_month_or_its_last(first: str, every: int, opens: list[str]) -> None:
    found = waves_of(date.fromisoformat(first), n_waves=4, every_months=every, open_days=20)
    assert [f"{wave.opens_on}" for wave in found] == opens
    assert {wave.closes_on - wave.opens_on for wave in found} == {timedelta(days=19)}
    assert [wave.number for wave in found] == [1, 2, 3, 4]


@given(first=DAYS, n=st.integers(1, 24), every=st.integers(1, 24), days=st.integers(1, 366))
def test_waves_never_overlap_where_they_are_shorter_than_the_shortest_rhythm(
    first: date, n: int, every: int, days: int
) -> None:
    found = waves_of(first, n_waves=n, every_months=every, open_days=days)
    assert len(found) == n
    apart = [later.opens_on - one.opens_on for one, later in pairwise(found)]
    assert bool(rules.no_overlap(found)) is all(gap >= timedelta(days=days) for gap in apart)
    for turn, wave in enumerate(found):
        months = (wave.opens_on.year - first.year) * 12 + wave.opens_on.month - first.month
        assert months == every * turn
        assert wave.opens_on.day == first.day or (wave.opens_on + timedelta(days=1)).day == 1


@given(first=DAYS)
def test_waves_as_they_are_proposed_fit_wherever_they_begin(first: date) -> None:
    for usual in (*rules.USUAL.values(), rules.OTHERWISE):
        assert rules.no_overlap(waves_of(first, **vars(usual)))


def wave(number: int, opens: int, closes: int, *, is_moved: bool = False) -> Planned:
    return Planned(number, TODAY + timedelta(days=opens), TODAY + timedelta(days=closes), is_moved)


def test_change_reaches_what_has_not_opened_and_leaves_what_was_moved() -> None:
    there = [wave(1, -40, -10), wave(2, 0, 20), wave(3, 40, 60), wave(4, 85, 99, is_moved=True), wave(5, 120, 140)]
    wanted = [wave(1, -45, -15), wave(2, 5, 25), wave(3, 50, 70), wave(4, 90, 110)]
    found = change(there, wanted, TODAY)
    assert found.waves == (there[0], there[1], wanted[2], there[3])
    assert (found.gone, found.kept) == ((5,), {1, 2, 4})
    assert may_plan(found, TODAY)


def test_change_that_overlaps_or_lies_behind_is_refused() -> None:
    there = [wave(1, -40, 10)]
    overlapping = change(there, [wave(1, 0, 5), wave(2, 10, 30)], TODAY)
    assert may_plan(overlapping, TODAY).reason == "Runden overlapper runde 1."
    assert may_plan(change(there, [wave(2, 11, 30)], TODAY), TODAY)
    assert may_plan(change([], [wave(1, -1, 30)], TODAY), TODAY).reason == rules.BEHIND


@pytest.mark.parametrize(
    ("was", "opens", "closes", "reason"),
    [
        ((5, 20), 6, 21, ""),
        ((5, 20), 0, 20, ""),
        ((5, 20), -1, 20, rules.BEHIND),
        ((5, 20), 9, 8, rules.BACKWARDS),
        ((-5, 20), -5, 0, ""),  # closed earlier: today is its last day
        ((-5, 20), -5, 39, ""),
        ((-5, 20), -5, -1, rules.BEHIND),
        ((-5, 20), -4, 20, rules.OPENED),
        ((-9, -1), -9, 5, rules.OVER),
        ((5, 20), 5, 40, "Runden overlapper runde 7."),
        ((5, 20), 45, 70, "Runden overlapper runde 7."),
        ((5, 20), 51, 70, ""),
    ],
)
def test_wave_may_be_moved(was: tuple[int, int], opens: int, closes: int, reason: str) -> None:
    other, one = wave(7, 40, 50), wave(2, *was)
    to = {"opens_on": TODAY + timedelta(days=opens), "closes_on": TODAY + timedelta(days=closes)}
    assert may_move(one, [other], **to, today=TODAY).reason == reason


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Fremskudt 2027", "fremskudt-2027"), ("Æbler på Ærø", "aebler-paa-aeroe"), ("Ny", "ny-2"),
        ("  ", "undersoegelse"), ("Skemaer!", "skemaer-2"),
        ("Måling", "maaling-3"), ("a" * 90, "a" * 50), ("الدراسة", "undersoegelse"),
    ],
)  # fmt: skip
def test_study_has_a_name_of_its_own_in_addresses(title: str, slug: str) -> None:
    assert free_slug(title, ["maaling", "maaling-2"]) == slug
