"""How many different people stand behind the tips of several houses: an interval, and no identity exchanged.

What holds always: at least as many as the longest list, at most as many as all tips together. Where the lists are long
enough, the interval is narrowed by coincidence: how many pairs of tips from two houses look alike in all that they say
(area, age, what was ticked, weeks), against how many would look alike by chance, given each list's own margins. The
chance is found by shuffling every attribute within each house, with a fixed seed, so that the same lists always give
the same interval.

Assumed: within one house a tip is a person (a pair that a therapist called the same takes that back); reports of one
person are independent given the person; two reports of one person agree on an attribute in LEAST to MOST of the cases,
a range and not a number. Attributes may hang together: what they do so within a house is added to the chance. The
place is not compared, since it tells which house saw somebody and hardly who it was. »Maybe the same« can only widen
the interval: whoever marks a pair looks at the same coarse words.

Unit: people. Source: agreement patterns of Fellegi and Sunter (1969), overlap without identifiers as in Banks and
Pandiani's probabilistic population estimation (2001), interval by inversion of a test. It is no capture-recapture in
the manner of Sekar and Deming (1949): nobody whom no house has seen is counted. Measured coverage, and where it fails:
docs/explanation/unmet.md.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from math import ceil, exp, lgamma, log, log1p, prod
from typing import TypeVar

LEAST, MOST = 0.6, 1.0  # how often two reports of one person agree on one attribute
WEEKS_APART = timedelta(weeks=2)  # seen so near in time is the same time
ENOUGH = 3  # attributes that a tip must tell of to be compared; one that tells less is counted all the same
SMALLEST_LIST = 8  # tips of a house that can be compared; below that in all houses but one there is no estimate
SHUFFLES = 200
TAIL = 0.025  # on each side
SEED = 3408

Value = TypeVar("Value", bound=Hashable)
Place = tuple[int, int]  # house, and tip within it


@dataclass(frozen=True)
class Signature:
    """What a tip says, all of it coarse. None and empty are unknown. `weeks` are the Mondays of when it was seen."""

    area: int | None = None
    age: str = ""
    words: frozenset[str] = frozenset()
    weeks: frozenset[date] = frozenset()

    @property
    def known(self) -> tuple[bool, bool, bool, bool]:
        return self.area is not None, bool(self.age), bool(self.words), bool(self.weeks)


@dataclass(frozen=True)
class Interval:
    """So many people, in either case at least `low` and at most `high`. `is_estimate`: narrower than the bounds are."""

    low: int
    high: int
    n_tips: int
    is_estimate: bool = False


def people_behind(lists: Sequence[Sequence[Signature]], same: Iterable[tuple[Place, Place]] = ()) -> Interval:
    """The interval for the tips of some houses, one list each; `same` are the pairs that were called maybe the same.

    No tips is nought people. A tip that says too little to be compared widens: it may be anybody's.
    """
    pairs, n_tips = list(same), sum(len(one) for one in lists)
    least = max((len(one) - joined(_within(pairs, house)) for house, one in enumerate(lists)), default=0)
    compared = [told for one in lists if (told := [tip for tip in one if sum(tip.known) >= ENOUGH])]
    if sum(len(one) >= SMALLEST_LIST for one in compared) < 2:
        return Interval(least, n_tips, n_tips)
    shared_least, shared_most = _shared(_in_order(compared))
    n_vague = n_tips - sum(len(one) for one in compared)
    low = max(least, n_tips - max(shared_most + n_vague, joined(pairs)))
    return Interval(low, max(low, n_tips - shared_least), n_tips, is_estimate=True)


def joined(pairs: Iterable[tuple[Place, Place]]) -> int:
    """How many people fewer there are when all these pairs are the same: a chain of three tips is two fewer."""
    root: dict[Place, Place] = {}

    def find(one: Place) -> Place:
        while root.setdefault(one, one) != one:
            one = root[one]
        return one

    n = 0
    for one, other in pairs:
        first, second = find(one), find(other)
        n += first != second
        root[first] = second
    return n


def _within(pairs: Iterable[tuple[Place, Place]], house: int) -> list[tuple[Place, Place]]:
    return [(one, other) for one, other in pairs if one[0] == house == other[0]]


def _in_order(lists: Sequence[Sequence[Signature]]) -> list[list[Signature]]:
    """The same lists, however the rows and houses came, so that shuffling them gives the same."""

    def key(tip: Signature) -> tuple[int, str, list[str], list[date]]:
        return -1 if tip.area is None else tip.area, tip.age, sorted(tip.words), sorted(tip.weeks)

    return sorted((sorted(one, key=key) for one in lists), key=lambda one: (len(one), [key(tip) for tip in one]))


def _shared(lists: Sequence[Sequence[Signature]]) -> tuple[int, int]:
    """By how many the people may be fewer than these tips: at least, and at most."""
    tables = [_alike(one, [tip for later in lists[place + 1 :] for tip in later]) for place, one in enumerate(lists)]
    tables.pop()
    n_alike = sum(_count(table) for table in tables)
    draw = random.Random(SEED)  # noqa: S311  not a secret: the same each time
    by_chance = sorted(sum(_count(_shuffled(table, draw)) for table in tables) for _ in range(SHUFFLES))
    much = by_chance[ceil(len(by_chance) * (1 - TAIL)) - 1] * _hang_together(lists)
    # One person of all houses makes a pair of each two of them, yet is one fewer than tips for each house beyond the
    # first: so many pairs tell of fewer people the more houses there are.
    least = ceil(2 * max(n_alike - ceil(much), 0) / len(lists))
    most = sum(len(one) for one in lists) - max(len(one) for one in lists)
    return min(least, most), _most(n_alike, by_chance, _chance_of_seeing(lists), most)


def _alike(one: Sequence[Signature], others: Sequence[Signature]) -> list[list[int]]:
    """For each attribute a row for each tip: bit n is set where it does not speak against being the n-th other."""
    return [
        _rows([tip.area for tip in one], [tip.area for tip in others], lambda x, y: None in {x, y} or x == y),
        _rows([tip.age for tip in one], [tip.age for tip in others], lambda x, y: not x or not y or x == y),
        _rows([tip.words for tip in one], [tip.words for tip in others], _half_in_common),
        _rows([tip.weeks for tip in one], [tip.weeks for tip in others], _near_in_time),
    ]


def _rows(values: Sequence[Value], others: Sequence[Value], agree: Callable[[Value, Value], bool]) -> list[int]:
    """Values are compared once each: they are coarse, so there are few of them however many tips there are."""
    where: dict[Value, int] = defaultdict(int)
    for place, other in enumerate(others):
        where[other] |= 1 << place
    found = {value: sum(bits for other, bits in where.items() if agree(value, other)) for value in set(values)}
    return [found[value] for value in values]


def _half_in_common(words: frozenset[str], others: frozenset[str]) -> bool:
    return not words or not others or 2 * len(words & others) >= len(words | others)


def _near_in_time(weeks: frozenset[date], others: frozenset[date]) -> bool:
    return not weeks or not others or any(abs(one - other) <= WEEKS_APART for one in weeks for other in others)


def _count(table: Sequence[Sequence[int]]) -> int:
    """Pairs that agree in everything."""
    return sum((area & age & words & weeks).bit_count() for area, age, words, weeks in zip(*table, strict=True))


def _shuffled(table: Sequence[Sequence[int]], draw: random.Random) -> list[list[int]]:
    """Each attribute handed round among the tips by itself: margins stay, and whom they told of is lost."""
    return [draw.sample(rows, len(rows)) for rows in table]


def _hang_together(lists: Sequence[Sequence[Signature]]) -> float:
    """How many times more often two of one house look alike than if attributes were independent; at least 1."""
    n_alike, expected = 0.0, 0.0
    for tips in lists:
        n, table = len(tips), _alike(tips, tips)
        pairs = n * (n - 1) / 2
        shares = [(sum(row.bit_count() for row in rows) - n) / 2 / pairs for rows in table] if pairs else []
        n_alike += (_count(table) - n) / 2
        expected += pairs * prod(shares)
    return max(1.0, (n_alike + 1) / (expected + 1))


def _chance_of_seeing(lists: Sequence[Sequence[Signature]]) -> float:
    """The least chance that two reports of one person look alike in all that both tell."""
    known = [Counter(tip.known for tip in tips) for tips in lists]
    chance, n_pairs = 0.0, 0
    for place, tips in enumerate(known):
        for (first, n), other in product(tips.items(), known[place + 1 :]):
            for second, m in other.items():
                both = sum(one and two for one, two in zip(first, second, strict=True))
                chance, n_pairs = chance + n * m * LEAST**both, n_pairs + n * m
    return chance / n_pairs


def _most(n_alike: int, by_chance: Sequence[int], chance: float, most: int) -> int:
    """The largest number of shared people under which so few pairs that look alike are no wonder.

    The more are shared, the greater the wonder, so it is found by halving.
    """
    least, too_many, drawn = 0, most + 1, Counter(by_chance)
    while too_many - least > 1:
        shared = (least + too_many) // 2
        if _at_most(n_alike, drawn, shared, chance) / len(by_chance) > TAIL:
            least = shared
        else:
            too_many = shared
    return least


def _at_most(n_alike: int, drawn: Counter[int], n: int, chance: float) -> float:
    """How likely it is to see so few, when `n` are shared and the rest is as it was drawn; times the draws."""
    found, below, k = 0.0, 0.0, -1
    for n_chance in sorted((each for each in drawn if each <= n_alike), reverse=True):
        while k < min(n_alike - n_chance, n):
            k += 1
            below += _binomial(k, n, chance)
        found += drawn[n_chance] * below
    return found


def _binomial(k: int, n: int, chance: float) -> float:
    """Exactly k of n, for a chance above nought and below one."""
    ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
    return exp(ways + k * log(chance) + (n - k) * log1p(-chance))
