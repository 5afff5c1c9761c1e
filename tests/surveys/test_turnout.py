"""Who is expected in a wave, and two ways of counting the same responses."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fremskudt.surveys.rules.turnout import Given, Opening, Person, by_answer_number, by_wave, is_expected

SPRING = Opening(1, date(2023, 3, 1), date(2023, 5, 31))


@pytest.mark.parametrize(
    ("status", "started", "ended", "expected"),
    [
        (1, None, None, True),
        (1, date(2023, 5, 31), None, True),
        (1, date(2023, 6, 1), None, False),
        (1, date(2023, 1, 1), date(2023, 3, 1), True),
        (1, date(2023, 1, 1), date(2023, 2, 28), False),
        (2, date(2023, 1, 1), None, False),
    ],
)
def test_expected_are_those_who_were_active_in_the_wave(status, started, ended, expected):
    assert is_expected(Person("A", "Vejle", status, started, ended), SPRING) is expected


RESPONSES = st.sets(st.tuples(st.sampled_from("ABCDEFG"), st.integers(1, 8)))


@given(RESPONSES)
def test_waves_and_answer_numbers_count_the_same_responses(found):
    answers = [Given(code, wave) for code, wave in found]
    assert sum(by_wave(answers).values()) == sum(by_answer_number(answers).values()) == len(found)
    counts = list(by_answer_number(answers).values())
    assert counts == sorted(counts, reverse=True)
