"""How counts become rows: seeded streams, spreading a merged category over its raw steps, dealing values to people."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")

MISSING_CELLS = ("", "-1", "-1", "-2", "-3")


def stream(name: str) -> Random:
    """A random stream of its own for each purpose, so that a change in one leaves the others as they are."""
    return Random(f"fremskudt demo: {name}")


def expand(counts: Mapping[T, int]) -> list[T]:
    """{value: how many} as the list of all values."""
    return [value for value, count in counts.items() for _ in range(count)]


def shuffled(values: Iterable[T], name: str) -> list[T]:
    result = list(values)
    stream(name).shuffle(result)
    return result


def spread(count: int, steps: Sequence[int]) -> list[int]:
    """`count` answers spread as evenly as possible over the raw steps of a merged category, lowest first."""
    return sorted(steps[position % len(steps)] for position in range(count))


def shift_to_sum(values: list[list[int]], steps: Sequence[Sequence[int]], total: int) -> None:
    """Move answers up or down one step inside their own merged category until all of them sum to `total`.

    Takes turns between the categories and moves from the middle, so that no step is emptied before it must be.
    """
    turn = 0
    while (gap := total - sum(map(sum, values))) != 0:
        direction = 1 if gap > 0 else -1
        category, span = values[turn % len(values)], steps[turn % len(values)]
        edge = span[-1] if direction > 0 else span[0]
        movable = [position for position, value in enumerate(category) if value != edge]
        if movable:
            category[movable[len(movable) // 2]] += direction
        turn += 1
        if turn > 10_000:
            raise ValueError(f"The categories cannot sum to {total}")


def deal(values: Iterable[int], people: Sequence[T], rank: Callable[[T], float]) -> dict[T, int]:
    """Give the lowest value to the one with the lowest rank, and so on."""
    given = sorted(values)
    if len(given) != len(people):
        raise ValueError(f"{len(given)} values for {len(people)} people")
    return dict(zip(sorted(people, key=rank), given, strict=True))
