"""Nobody can work out a hidden count: every table that could have given a page is enumerated, with the rules known."""

import random
from itertools import product
from typing import Any

import pytest

from fremskudt.basics.small_counts import (
    FEWEST_FOR_MEDIAN,
    NONE,
    SECRET,
    Parts,
    Protected,
    alone,
    middle,
    parts,
    same,
    ticked,
)
from fremskudt.casework.rules.contact import STEPS
from fremskudt.casework.rules.steering import ONLY_TRIED, REACHED, WITH_STEP, Raw, protected

LARGEST = 7


def printed(shown: Parts[int]) -> tuple[int | None, ...]:
    """Everything a reader sees: the cells in order, and the total."""
    return (*(cell.value for cell in shown.cells.values()), shown.total.value)


def table(sizes: tuple[int, ...]) -> dict[int, int]:
    return dict(enumerate(sizes))


def show_parts(sizes: tuple[int, ...]) -> tuple[int | None, ...]:
    return printed(parts(table(sizes)))


@pytest.mark.parametrize("cells", [1, 2, 3, 4])
def test_counts_every_hidden_part_has_two_values_for_one_who_knows_the_rules(cells: int) -> None:
    most = LARGEST if cells < 4 else 5
    compatible: dict[tuple[int | None, ...], set[tuple[int, ...]]] = {}
    for sizes in product(range(most + 1), repeat=cells):
        compatible.setdefault(show_parts(sizes), set()).add(sizes)
    for sees, tables in compatible.items():
        for place, cell in enumerate(sees[:-1]):
            values = {sizes[place] for sizes in tables}
            assert len(values) >= 2 if cell is None else values == {cell}, sees


def test_counts_of_large_random_tables_have_two_values_too() -> None:
    draw = random.Random(41)  # noqa: S311  the same tables each time
    for _ in range(300):
        sizes = tuple(draw.choice([0, 0, 1, 1, 2, 3, 4, 8, 20]) for _cell in range(draw.randint(3, 6)))
        sees = show_parts(sizes)
        if sees[-1] is None or None not in sees:
            continue
        hidden = [place for place, cell in enumerate(sees[:-1]) if cell is None]
        left = sees[-1] - sum(cell for cell in sees[:-1] if cell is not None)
        found = exchanges(sizes, hidden)
        assert all(show_parts(other) == sees for other in found)
        assert all(sum(other[place] for place in hidden) == left for other in found)
        assert all(len({other[place] for other in found}) >= 2 for place in hidden), sizes


def exchanges(sizes: tuple[int, ...], hidden: list[int]) -> list[tuple[int, ...]]:
    """The table with its hidden parts moved round: a few of the tables that cannot be told from it."""
    found = []
    for step in range(len(hidden)):
        moved = list(sizes)
        for place, other in zip(hidden, hidden[step:] + hidden[:step], strict=True):
            moved[place] = sizes[other]
        found.append(tuple(moved))
    return found


def test_counts_two_ways_of_parting_the_same_people_do_not_tell_of_each_other() -> None:
    compatible: dict[Any, set[tuple[int, ...]]] = {}
    for sizes in product(range(5), repeat=5):
        first, second = table(sizes[:2]), table(sizes[2:])
        if sum(first.values()) == sum(second.values()):
            sees = tuple(map(printed, same([first, second])))
            compatible.setdefault(sees, set()).add(sizes)
    for (one, other), tables in compatible.items():
        cells = [*one[:-1], *other[:-1]]
        for place, cell in enumerate(cells):
            values = {sizes[place] for sizes in tables}
            assert len(values) >= 2 if cell is None else values == {cell}, (one, other)


def test_counts_of_ticks_hide_those_who_have_not_as_well() -> None:
    for people in range(3, 9):
        compatible: dict[Any, set[tuple[int, ...]]] = {}
        for sizes in product(range(people + 1), repeat=3):
            if sum(sizes) >= people:  # everyone has at least one
                sees = tuple(cell.value for cell in ticked(table(sizes), alone(people)).values())
                compatible.setdefault(sees, set()).add(sizes)
        for sees, tables in compatible.items():
            for place, cell in enumerate(sees):
                values = {sizes[place] for sizes in tables}
                assert len(values) >= 2 if cell is None else values == {cell}, (people, sees)
    assert set(ticked({"a": 5, "b": 0}, SECRET).values()) == {SECRET}


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ((5, 7, 9), (5, 7, 9, 21)),
        ((1, 5, 7), (None, None, 7, 13)),  # 1 alone would be 13 - 12
        ((1, 1, 4, 9), (None, None, None, 9, 15)),  # two of 1 would be 15 - 13
        ((1, 2, 9), (None, None, 9, 12)),
        ((2, 3, 3, 8), (None, None, None, 8, 16)),  # both threes, since which of them was chosen would tell
        ((0, 4, 6), (0, 4, 6, 10)),
        ((2, 2, 0), (None, None, None, 4)),
        ((1, 1, 1), (None, None, None, None)),
        ((2, 0, 0), (None, None, None, None)),
        ((0, 0, 0), (0, 0, 0, 0)),
        ((), (0,)),
    ],
)
def test_counts_worked_examples(sizes: tuple[int, ...], shown: tuple[int | None, ...]) -> None:
    assert show_parts(sizes) == shown


def test_counts_a_hidden_one_is_said_and_is_never_nought() -> None:
    assert [alone(n).value for n in (0, 1, 2, 3)] == [0, None, None, 3]
    assert [alone(n).words for n in (0, 1, 3)] == [NONE, "skjult", ""]
    assert SECRET.is_hidden
    assert not Protected(0).is_hidden
    with pytest.raises(ValueError, match="not a count"):
        alone(-1)
    with pytest.raises(ValueError, match="one sum"):
        same([{"a": 3}, {"a": 4}])


def test_counts_a_median_of_fewer_than_five_is_hidden() -> None:
    few = [3.0] * (FEWEST_FOR_MEDIAN - 1)
    assert middle(few).is_hidden
    assert middle([*few, 9.0]).value == 3.0
    assert middle([]).is_hidden


def test_counts_of_a_whole_page_do_not_tell_of_each_other() -> None:
    """Whom we touched, the steps beneath, and how many times: with all a reader knows of how they hang together."""
    compatible: dict[Any, set[tuple[int, ...]]] = {}
    for sizes in product(range(5), repeat=3):
        stepped, reached, tried = sizes
        for steps in product(range(stepped + 1), repeat=2):
            if sum(steps) < stepped:  # everyone with a step has one of a kind
                continue
            for more in product(range(2), repeat=2):
                raw = Raw(
                    touched={WITH_STEP: stepped, REACHED: reached, ONLY_TRIED: tried},
                    steps=dict(zip(list(STEPS)[:2], steps, strict=True)),
                    n_reached=reached + more[0], n_tried=tried + more[1],
                )  # fmt: skip
                page = protected(raw)
                cells = [cell for name in ("touched", "steps", "times") for cell in page[name].values()]
                sees = tuple(cell.value for cell in cells)  # nobody is reached fewer times than once
                compatible.setdefault(sees, set()).add((*sizes, sum(sizes), *steps))
    kinds = len(STEPS)
    for sees, tables in compatible.items():
        for place, cell in enumerate((*sees[:4], *sees[4:6])):
            values = {table[place] for table in tables}
            assert len(values) >= 2 if cell is None else values == {cell}, (place, sees)
        assert set(sees[6 : 4 + kinds]) <= {0, None}
