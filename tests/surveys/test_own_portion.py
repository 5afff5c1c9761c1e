"""Today's small portion: four questions at most, one after the other."""

from typing import Any

import pytest

from fremskudt.surveys.rules import own_portion as rules


@pytest.mark.parametrize(
    ("left", "today"), [((), ()), ("a", ("a",)), ("abcd", tuple("abcd")), ("abcdef", tuple("abcd"))]
)
def test_own_portion_is_four_at_most(left: Any, today: Any) -> None:
    assert rules.portion(left) == today


@pytest.mark.parametrize(
    ("left", "number", "at"),
    [("abc", "", 0), ("bc", "", 1), ("", "", 0), ("c", "1", 0), ("c", "4", 2), ("c", "x", 2), ("c", "²", 2)],
)
def test_own_portion_shows_what_is_asked_for_else_what_is_left(left: str, number: str, at: int) -> None:
    assert rules.place("abc", left, number) == at


@pytest.mark.parametrize(("done", "left", "at"), [("a", "bc", 1), ("c", "", None), ("c", "a", 0), ("x", "b", 1)])
def test_own_portion_goes_on_to_the_next_and_then_to_what_is_left(done: str, left: str, at: int | None) -> None:
    assert rules.after("abc", left, done) == at
