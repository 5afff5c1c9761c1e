"""Parts that sum, and two ways of counting the same responses."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fremskudt.surveys.rules.kinds import Mode
from fremskudt.surveys.rules.turnout import Given, Opening, Person, by_answer_number, by_wave, is_expected, turnout

SPRING = Opening(1, date(2023, 3, 1), date(2023, 5, 31))
AUTUMN = Opening(2, date(2023, 9, 1), date(2023, 11, 30))


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


def test_turnout_has_parts_that_sum_and_names_the_missing():
    people = [
        Person(code, place, 1, None, None)
        for code, place in [("B", "Vejle"), ("A", "Vejle"), ("C", "Odder"), ("D", "Odder")]
    ]
    people.append(Person("P", "Odder", 2, None, None))
    answers = [
        Given("A", 1, Mode.SELF),
        Given("C", 1, Mode.PHONE),
        Given("P", 1, Mode.PAPER),
        Given("A", 2, Mode.STAFF),
    ]
    spring, autumn = turnout(people, [AUTUMN, SPRING], answers)
    assert [
        (part.municipality, part.n_expected, part.n_self, part.n_helped, part.n_staff, part.missing)
        for part in spring.parts
    ] == [
        ("Odder", 3, 1, 1, 0, ("D",)),
        ("Vejle", 2, 1, 0, 0, ("B",)),
    ]
    assert (spring.total.n_expected, spring.total.n_answered, spring.total.missing) == (5, 3, ("B", "D"))
    assert (autumn.total.n_expected, autumn.total.n_staff, autumn.total.n_missing) == (4, 1, 3)


def test_wave_with_nobody_has_no_parts():
    (spring,) = turnout([], [SPRING], [])
    assert spring.parts == ()
    assert spring.total.n_expected == 0


RESPONSES = st.sets(st.tuples(st.sampled_from("ABCDEFG"), st.integers(1, 8)))


@given(RESPONSES, st.sampled_from(list(Mode)))
def test_waves_and_answer_numbers_count_the_same_responses(found, mode):
    answers = [Given(code, wave, mode) for code, wave in found]
    assert sum(by_wave(answers).values()) == sum(by_answer_number(answers).values()) == len(found)
    counts = list(by_answer_number(answers).values())
    assert counts == sorted(counts, reverse=True)
    people = [Person(code, "Vejle" if code < "D" else "Odder", 1, None, None) for code in "ABCDEFG"]
    openings = [Opening(number, date(2023, number, 1), date(2023, number, 28)) for number in range(1, 9)]
    waves = turnout(people, openings, answers)
    assert sum(wave.total.n_answered for wave in waves) == len(found)
    assert all(sum(part.n_expected for part in wave.parts) == wave.total.n_expected == 7 for wave in waves)
