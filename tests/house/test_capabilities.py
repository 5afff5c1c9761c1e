"""docs/reference/capabilities.md lists F01-F111, and the tests that it names are real."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "capabilities.md"
STATES = {"done", "part", "not yet"}


def rows() -> list[list[str]]:
    lines = [line for line in PAGE.read_text("utf-8").splitlines() if re.match(r"\| F\d", line)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_capabilities_every_row_is_there_once_in_order() -> None:
    assert [row[0] for row in rows()] == [f"F{n:02}" for n in range(1, 112)]


def test_capabilities_states_are_known_and_what_is_done_names_place_and_test() -> None:
    for number, _, _, state, place, tests in rows():
        assert state in STATES, number
        assert (state == "not yet") == (not place and not tests), number


def test_capabilities_named_tests_exist() -> None:
    named = [(row[0], name.strip(" `")) for row in rows() for name in row[5].split(",") if name.strip()]
    assert named
    for number, name in named:
        file, _, function = name.partition("::")
        assert f"def {function}(" in (ROOT / file).read_text("utf-8"), (number, name)
