"""How many are drawn, that each has the same chance, and who may judge and sign."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fremskudt.access.rules import sample, volume

START = datetime(2026, 10, 1, 8, 0)


@pytest.mark.parametrize(
    ("n_reads", "size"),
    [(0, 0), (1, 1), (19, 19), (20, 20), (21, 20), (1999, 20), (2000, 20), (2001, 21), (10_000, 100), (10_001, 101)],
)
def test_sample_is_one_in_a_hundred_but_twenty_at_least(n_reads: int, size: int) -> None:
    assert sample.sample_size(n_reads) == size


def test_sample_of_one_seed_is_always_the_same_and_of_another_is_not() -> None:
    numbers = range(1, 3001)
    assert sample.draw(numbers, "frø") == sample.draw(list(numbers), "frø")
    assert sample.draw(numbers, "frø") != sample.draw(numbers, "et andet frø")
    assert sample.draw([1, 2, 3], "7") == [1, 2, 3]
    assert sample.draw(range(1, 101), "1") == sample.draw(range(1, 101), "1")


def test_sample_gives_every_place_the_same_chance() -> None:
    """20 of 100, a thousand times: each is drawn about 200 times (sd 12.6), and the chi-square is near its 99."""
    times = Counter(number for seed in range(1000) for number in sample.draw(range(100), f"frø {seed}"))
    assert sum(times.values()) == 20_000
    assert all(140 < times[number] < 260 for number in range(100)), times
    # Each draw is without replacement: the statistic is scaled by (N - 1) / (N - n) to be chi-square with 99.
    chi_square = sum((times[number] - 200) ** 2 / 200 for number in range(100)) * 99 / 80
    assert 50 < chi_square < 160


@given(st.sets(st.integers(1, 10**9), max_size=400), st.text(max_size=20))
def test_sample_is_drawn_from_what_is_there_once_each(numbers: set[int], seed: str) -> None:
    drawn = sample.draw(numbers, seed)
    assert drawn == sorted(set(drawn))
    assert set(drawn) <= numbers
    assert len(drawn) == sample.sample_size(len(numbers))


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (date(2026, 11, 22), date(2026, 10, 1), date(2026, 12, 1)),
        (date(2026, 1, 1), date(2025, 12, 1), date(2026, 2, 1)),
        (date(2028, 3, 31), date(2028, 2, 1), date(2028, 4, 1)),
    ],
)
def test_months_before_and_after(day: date, before: date, after: date) -> None:
    assert (sample.month_before(day), sample.month_after(day)) == (before, after)


@pytest.mark.parametrize(
    ("today", "already", "allowed"),
    [
        (date(2026, 10, 31), False, False),
        (date(2026, 11, 1), False, True),
        (date(2026, 11, 1), True, False),
    ],
)
def test_sample_is_drawn_once_when_the_month_is_over(today: date, already: bool, allowed: bool) -> None:
    assert bool(sample.may_draw(month=date(2026, 10, 1), today=today, already=already)) == allowed


@pytest.mark.parametrize(
    ("actor", "judge", "signed", "reason"),
    [
        ("user:1", "user:2", False, ""),
        ("user:2", "user:2", False, "Dine egne opslag ses af en anden."),
        ("user:1", "user:2", True, "Prøven er underskrevet og kan ikke ændres."),
        ("user:2", "user:2", True, "Prøven er underskrevet og kan ikke ændres."),
        ("", "user:2", False, "Linjen mangler i loggen. Stands, og ring."),
    ],
)
def test_line_is_judged_by_another_until_the_sample_is_signed(
    actor: str, judge: str, signed: bool, reason: str
) -> None:
    assert sample.may_judge(actor=actor, judge=judge, signed=signed).reason == reason


@pytest.mark.parametrize(
    ("n_open", "signed", "reason"),
    [
        (0, False, ""),
        (1, False, "Gennemgå alle linjer først."),
        (0, True, "Prøven er underskrevet og kan ikke ændres."),
    ],
)
def test_sample_is_signed_when_all_is_judged(n_open: int, signed: bool, reason: str) -> None:
    assert sample.may_sign(n_open=n_open, signed=signed).reason == reason


def days(*reads: int) -> dict[date, int]:
    return {date(2026, 10, 1 + at): n for at, n in enumerate(reads)}


@pytest.mark.parametrize(
    ("reads", "unusual", "usual"),
    [
        ([], [], 0),
        ([400], [], 400),
        ([10, 10, 30], [], 10),
        ([10, 10, 31], [3], 10),
        ([1, 2, 4, 11], [4], 3),
        ([5, 50, 5, 60, 5], [2, 4], 5),
    ],
)
def test_day_is_unusual_over_three_times_ones_own_median(reads: list[int], unusual: list[int], usual: float) -> None:
    found, median = volume.unusual_days(days(*reads))
    assert [day.day for day in found] == unusual
    assert median == usual


@pytest.mark.parametrize(
    ("n", "apart", "found"),
    [(300, timedelta(), 0), (301, timedelta(), 1), (301, timedelta(seconds=1), 1), (301, timedelta(seconds=2), 0)],
)
def test_burst_is_more_than_three_hundred_in_ten_minutes(n: int, apart: timedelta, found: int) -> None:
    bursts = volume.bursts((START + apart * at, 1) for at in range(n))
    assert len(bursts) == found
    assert all(burst == (START, n) for burst in bursts)


def test_bursts_do_not_overlap_and_pages_count_all_they_showed() -> None:
    later = START + timedelta(hours=1)
    assert volume.bursts([(later, 400), (START, 301)]) == [(START, 301), (later, 400)]
    pages = [(START + timedelta(minutes=at), 50) for at in range(8)]
    assert volume.bursts(pages) == [(START, 400)]
    assert volume.bursts(pages[:6]) == []
    apart = [(START, 200), (START + timedelta(minutes=9, seconds=59), 101), (START + timedelta(minutes=10), 200)]
    assert volume.bursts(apart) == [(START, 301)]
    assert volume.bursts([(START, 200), *apart[2:]]) == []


@given(st.lists(st.tuples(st.integers(0, 3600), st.integers(1, 200)), max_size=60))
def test_bursts_are_found_wherever_any_ten_minutes_hold_as_many(pages: list[tuple[int, int]]) -> None:
    """Beside a count that looks at every window."""
    reads = [(START + timedelta(seconds=at), n) for at, n in pages]
    windows = [sum(n for other, n in reads if timedelta() <= other - at < volume.WINDOW) for at, _n in reads]
    assert bool(volume.bursts(reads)) == any(n > volume.BURST for n in windows)
