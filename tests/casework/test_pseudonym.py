"""The code of a person in a study: one wrong sign and every swap show, and a random one looks the same."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fremskudt.casework.rules import pseudonym as rules
from fremskudt.casework.rules.pseudonym import LETTERS, has_right_check, is_ours, pseudonym, random_code

CODES = st.integers(0).map(lambda number: pseudonym(b"k" * 32, "en", f"citizen:{number}"))


@given(code=CODES)
def test_pseudonym_fits_its_check_sign_and_has_no_figures(code: str) -> None:
    assert is_ours(code)
    assert has_right_check(code)
    assert not any(sign.isdigit() for sign in code)


@given(code=CODES)
def test_pseudonym_with_one_wrong_sign_never_fits(code: str) -> None:
    for at, right in enumerate(code):
        for sign in LETTERS:
            if right not in {"-", sign}:
                assert not has_right_check(code[:at] + sign + code[at + 1 :])


@given(code=CODES)
def test_pseudonym_with_two_signs_swapped_never_fits_neighbours_or_not(code: str) -> None:
    for first, second in combinations([at for at, sign in enumerate(code) if sign != "-"], 2):
        signs = list(code)
        signs[first], signs[second] = signs[second], signs[first]
        assert has_right_check("".join(signs)) is (code[first] == code[second])


def test_pseudonym_weights_are_all_different_which_is_why() -> None:
    weights, weight = [], 1
    for _place in range(rules.DRAWN + 1):
        weights.append(weight)
        weight = rules._times_x(weight)
    assert len(set(weights)) == len(weights)
    assert 0 not in weights


def test_pseudonym_drawn_at_random_has_the_same_shape_and_is_another_each_time() -> None:
    codes = {random_code() for _turn in range(2000)}
    assert len(codes) == 2000
    assert all(map(has_right_check, codes))
    assert random_code(lambda n: 0) == "CCCC-CCCC-CCCC"


@pytest.mark.parametrize(
    "code",
    ["", "R-014", "CCCC-CCCC", "CCCCCCCCCCCC", "cccc-cccc-cccc", "CCCC-CCCC-CCC2", "CCCC-CCCC-CCCCC", "ÆÆÆÆ-CCCC-CCCC"],
)  # fmt: skip
def test_pseudonym_of_others_is_not_ours_and_is_not_judged(code: str) -> None:
    assert not is_ours(code)
    assert not has_right_check(code)
