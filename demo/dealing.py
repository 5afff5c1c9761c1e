"""How counts become rows: seeded streams, spreading a merged category over its raw steps, dealing values to people."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate, chain, cycle, islice
from math import exp
from random import Random
from typing import TypeVar

T = TypeVar("T")

STEEPEST = 5.0
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


def spread(count: int, steps: Sequence[int], tilt: float = 0.0) -> list[int]:
    """`count` answers spread over the raw steps of a merged category, lowest first; tilt above 0 favours high ones."""
    edges = list(accumulate(exp(tilt * position) for position in range(len(steps))))
    return [steps[bisect_right(edges, (number + 0.5) / count * edges[-1])] for number in range(count)]


def spread_row(row: Sequence[int], steps: Sequence[Sequence[int]], total: int | None) -> list[list[int]]:
    """The raw answers behind a row of merged counts, by category; with a `total` they sum to it."""

    def tilted(tilt: float) -> list[list[int]]:
        return [spread(count, span, tilt) for count, span in zip(row, steps, strict=True)]

    if total is None:
        return tilted(0.0)
    low, high = -STEEPEST, STEEPEST
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(chain(*tilted(middle))) <= total else (low, middle)
    raw = tilted(low)
    _move_to_sum(raw, steps, total)
    return raw


def _move_to_sum(raw: list[list[int]], steps: Sequence[Sequence[int]], total: int) -> None:
    """Move the few that are left one step inside their own merged category, the categories taking turns."""
    for category, span in islice(cycle(zip(raw, steps, strict=True)), 100):
        gap = total - sum(chain(*raw))
        step, edge = (1, span[-1]) if gap > 0 else (-1, span[0])
        movable = [position for position, value in enumerate(category) if value != edge]
        if gap and movable:
            category[movable[len(movable) // 2]] += step
    if sum(chain(*raw)) != total:
        raise ValueError(f"The categories cannot sum to {total}")


def deal(values: Iterable[int], people: Sequence[T], rank: Callable[[T], float]) -> dict[T, int]:
    """Give the lowest value to the one with the lowest rank, and so on."""
    given = sorted(values)
    if len(given) != len(people):
        raise ValueError(f"{len(given)} values for {len(people)} people")
    return dict(zip(sorted(people, key=rank), given, strict=True))
