"""Made-up populations whose number is known, to see how often the interval of rules/overlap.py holds it.

    python -m tests.partnership.simulated [populations of each kind]

prints the coverage and the width of the interval for each kind of population, as in docs/explanation/unmet.md.
"""

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from fremskudt.partnership.rules.overlap import Interval, Signature, people_behind
from fremskudt.partnership.rules.tip import AGES, SEEN

MONDAY = date(2026, 8, 3)
WEEKS = 10


@dataclass(frozen=True)
class Made:
    """How a population is made. `overlap` is the share of a house's list that is also on an earlier house's."""

    sizes: tuple[int, ...] = (20, 20)
    overlap: float = 0.3
    agreement: float = 0.8  # how often two reports of one person agree on an attribute, apart from chance
    areas: int = 5
    missing_age: float = 0.3
    hang_together: float = 0.0  # how far area, age and words follow from which kind of person somebody is
    uneven: float = 0.0  # how much more some people are seen than others
    doubled: float = 0.0  # share of a list that is a second tip of somebody already on it: breaks an assumption
    apart: bool = False  # each house sees a kind of its own: breaks an assumption


@dataclass(frozen=True)
class Person:
    kind: int
    area: int
    age: str
    words: frozenset[str]
    week: int


def population(made: Made, seed: int) -> tuple[list[list[Signature]], int]:
    """The lists of the houses, and how many different people stand behind them."""
    draw = random.Random(seed)  # noqa: S311  the same populations each time
    lists, known, truth = [], list[tuple[Person, float]](), 0
    for house, size in enumerate(made.sizes):
        doubled = round(size * made.doubled)
        shared = min(round((size - doubled) * made.overlap), len(known)) if house else 0
        old = chosen(known, shared, draw)
        new = [person(made, house, draw) for _ in range(size - doubled - shared)]
        people = old + new
        told = [report(one, made, draw) for one in [*people, *draw.choices(people, k=doubled)]]
        draw.shuffle(told)
        lists.append(told)
        known += [(one, draw.paretovariate(2) if made.uneven else 1.0) for one in new]
        truth += len(new)
    return lists, truth


def chosen(known: Sequence[tuple[Person, float]], n: int, draw: random.Random) -> list[Person]:
    """Different people, some of them more likely to be seen."""
    by_key = sorted(known, key=lambda one: draw.random() ** (1 / one[1]), reverse=True)
    return [one for one, _weight in by_key[:n]]


def person(made: Made, house: int, draw: random.Random) -> Person:
    kind = house % 2 if made.apart else draw.randrange(2)
    follows = draw.random() < made.hang_together
    area = kind if follows else min(int(draw.expovariate(0.5)), made.areas - 1)
    age = list(AGES)[1 + kind] if follows else draw.choices(list(AGES), [2, 4, 3, 1])[0]
    return Person(kind, area, age, ticked(kind if follows else None, draw), draw.randrange(WEEKS))


USUAL = {
    None: (0.45, 0.35, 0.25, 0.3, 0.2, 0.15),
    0: (0.8, 0.7, 0.1, 0.1, 0.1, 0.1),
    1: (0.1, 0.1, 0.8, 0.7, 0.1, 0.1),
}


def ticked(kind: int | None, draw: random.Random) -> frozenset[str]:
    """At least one word; those of a kind are ticked more often."""
    words = frozenset(word for word, chance in zip(SEEN, USUAL[kind], strict=True) if draw.random() < chance)
    return words or frozenset({draw.choice(list(SEEN))})


def report(who: Person, made: Made, draw: random.Random) -> Signature:
    """What a house tells of somebody. Each attribute is the person's own with the root of the agreement, so that both
    are in so many cases; else it is anybody's. Told again a week or two later at most.
    """
    right, anybody = made.agreement**0.5, person(replace(made, hang_together=0.0), who.kind, draw)

    def told(own: Any, other: Any) -> Any:
        return own if draw.random() < right else other

    age = "" if draw.random() < made.missing_age else told(who.age, anybody.age)
    week = told(who.week + draw.randrange(2), anybody.week)
    return Signature(
        told(who.area, anybody.area), age, told(who.words, anybody.words), frozenset({MONDAY + timedelta(weeks=week)})
    )


KINDS: dict[str, Made] = {
    "two lists of 10": Made((10, 10)),
    "two lists of 20": Made(),
    "two lists of 40": Made((40, 40)),
    "40 and 10": Made((40, 10)),
    "three lists of 20": Made((20, 20, 20)),
    "five lists of 15": Made((15,) * 5),
    "six lists, 30 to 5": Made((30, 20, 15, 10, 5, 5)),
    "twelve areas": Made((30, 30), areas=12),
    "ages always told": Made((30, 30), missing_age=0.0),
    "seen unevenly": Made((20, 20, 20, 20), uneven=1.0),
    "attributes hang together": Made((20, 20), hang_together=0.5),
}
BROKEN: dict[str, Made] = {
    "agree in 40 of 100 only": Made((30, 30), agreement=0.4),
    "a fifth told twice by one house": Made((30, 30), doubled=0.2),
    "houses see kinds of their own": Made((30, 30), hang_together=0.7, apart=True),
    "attributes follow from the kind": Made((30, 30), hang_together=0.9),
}
OVERLAPS, AGREEMENTS = (0.0, 0.2, 0.4, 0.6, 0.8), (0.6, 0.7, 0.8, 0.9, 1.0)


def variants(made: Made) -> list[Made]:
    """Every overlap with every agreement; only the overlap where the agreement is what is broken."""
    agreements = AGREEMENTS if made.agreement >= AGREEMENTS[0] else (made.agreement,)
    return [replace(made, overlap=overlap, agreement=agreement) for overlap in OVERLAPS for agreement in agreements]


@dataclass(frozen=True)
class Measured:
    n: int
    n_covered: int
    n_above: int  # the truth was larger than the interval
    width: float  # of the interval, as a share of the tips
    bounds: float  # of the two bounds that always hold, likewise

    @property
    def coverage(self) -> float:
        return self.n_covered / self.n


def trials(made: Made, n: int) -> Iterator[tuple[Interval, int, int]]:
    """Interval, truth, longest list; the variants by turns."""
    kinds = variants(made)
    for seed in range(n):
        lists, truth = population(kinds[seed % len(kinds)], seed)
        yield people_behind(lists), truth, max(map(len, lists))


def measure(made: Made, n: int) -> Measured:
    found = list(trials(made, n))
    return Measured(
        n=n,
        n_covered=sum(one.low <= truth <= one.high for one, truth, _longest in found),
        n_above=sum(truth > one.high for one, truth, _longest in found),
        width=sum((one.high - one.low) / one.n_tips for one, _truth, _longest in found) / n,
        bounds=sum((one.n_tips - longest) / one.n_tips for one, _truth, longest in found) / n,
    )


if __name__ == "__main__":
    populations = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    print(f"{'kind':34}{'covered':>9}{'too low':>9}{'too high':>9}{'width':>8}{'bounds':>8}")
    for name, each in {**KINDS, **BROKEN}.items():
        got = measure(each, populations)
        low = got.n - got.n_covered - got.n_above
        shares = f"{got.coverage:9.3f}{got.n_above / got.n:9.3f}{low / got.n:9.3f}"
        print(f"{name:34}{shares}{got.width:8.2f}{got.bounds:8.2f}")
