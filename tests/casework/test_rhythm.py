"""How often somebody wants to be seen, and when it has been too long."""

from datetime import date, timedelta

import pytest

from fremskudt.casework.rules.rhythm import DEFAULT_EVERY_DAYS, days_since, is_slipped

TODAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("days", "every", "slipped"),
    [
        (0, 7, False), (7, 7, False), (8, 7, True), (13, None, False), (14, None, False), (15, None, True),
        (29, 30, False), (31, 30, True), (1, 1, False), (2, 1, True), (None, 7, True), (None, None, True),
    ],
)  # fmt: skip
def test_rhythm_is_each_persons_own(days: int | None, every: int | None, slipped: bool) -> None:
    assert is_slipped(days, every) is slipped


def test_rhythm_without_an_agreement_is_every_fourteen_days() -> None:
    assert DEFAULT_EVERY_DAYS == 14


@pytest.mark.parametrize(("ago", "days"), [(0, 0), (9, 9), (400, 400), (-3, 0)])
def test_days_since_are_whole_and_never_negative(ago: int, days: int) -> None:
    assert days_since(TODAY - timedelta(days=ago), TODAY) == days


def test_days_since_never_is_nothing() -> None:
    assert days_since(None, TODAY) is None
