"""Codes of an app against the examples of RFC 6238 (appendix B, SHA-1, the last six of its eight digits)."""

import base64

import pytest

from fremskudt.access.rules.one_time_code import code_at, matching_step, step_at

SECRET = base64.b32encode(b"12345678901234567890").decode()
EXAMPLES = {
    59: "287082",
    1111111109: "081804",
    1111111111: "050471",
    1234567890: "005924",
    2000000000: "279037",
    20000000000: "353130",
}


@pytest.mark.parametrize(("seconds", "code"), EXAMPLES.items())
def test_code_is_that_of_the_standard(seconds: int, code: str) -> None:
    assert code_at(SECRET, step_at(seconds)) == code
    assert matching_step(SECRET, code, seconds) == step_at(seconds)


@pytest.mark.parametrize(("off", "fits"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_code_fits_half_a_minute_to_either_side(off: int, fits: bool) -> None:
    assert (matching_step(SECRET, "005924", 1234567890 + off) is not None) is fits


@pytest.mark.parametrize("typed", ["", "00592", "0059240", "æøåæøå", "００５９２４", "-05924"])
def test_code_that_is_none_fits_nothing(typed: str) -> None:
    assert matching_step(SECRET, typed, 1234567890) is None


def test_code_secret_may_be_written_small() -> None:
    assert code_at(SECRET.lower(), step_at(59)) == EXAMPLES[59]
