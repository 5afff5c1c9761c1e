"""The people: 107 who began and consented and 80 who were spotted and never began, with municipality and code.

Appendix tables 1.1 (Helsingør and Odder are 33, the number that closes the row, discrepancy D01) and 1.3 decide how
many there are in each municipality and how many times each answers the progression form.
"""

from dataclasses import dataclass
from functools import cache

from .dealing import expand, shuffled, stream
from .published import column

MERGED = "Helsingør og Odder"
N_CITIZENS = {"Randers": 41, "Vejle": 33, "Helsingør": 23, "Odder": 10}
N_NEVER_STARTED = {"Randers": 30, "Vejle": 24, "Helsingør": 17, "Odder": 9}
# Citizens with at least 5, 6, 7 and 8 answers: the pooled row of table 1.3 (7, 19, 3), split so that the columns give
# the 16, 7 and 5 of figure 4.18 and the one answer that is left.
AT_LEAST_FIVE = {"Randers": (5, 1, 1, 0), "Vejle": (8, 6, 4, 1), MERGED: (3, 0, 0, 0)}


@dataclass(frozen=True)
class Citizen:
    """One who began. `wellbeing` is a hidden level that makes the answers of one person hang together."""

    code: str
    municipality: str
    n_answers: int
    wellbeing: float

    @property
    def area(self) -> str:
        return area_of(self.municipality)

    @property
    def in_panel(self) -> bool:
        return self.n_answers >= 4


def area_of(municipality: str) -> str:
    """The municipality as the report prints it."""
    return MERGED if municipality in {"Helsingør", "Odder"} else municipality


@cache
def codes() -> tuple[str, ...]:
    """Opaque codes in random order: neither the number nor the order tells the municipality or the status."""
    total = sum(N_CITIZENS.values()) + sum(N_NEVER_STARTED.values())
    return tuple(shuffled([f"B{number:03d}" for number in range(1, total + 1)], "codes"))


def answers_per_citizen(area: str) -> list[int]:
    """How many times each citizen of an area answers, from the numbers with at least 1-4 (printed) and 5-8 answers."""
    at_least = [*column("bilagstabel-1.3", area)[:4], *AT_LEAST_FIVE[area], 0]
    exactly = {k: at_least[k - 1] - at_least[k] for k in range(1, 9)}
    n_people = sum(n for name, n in N_CITIZENS.items() if area_of(name) == area)
    return expand({0: n_people - at_least[0], **exactly})


def all_citizens() -> list[Citizen]:
    """The 107, in the order of municipality; the rows are sorted by code before they are written."""
    levels = stream("wellbeing")
    pending = {area: shuffled(answers_per_citizen(area), f"answers {area}") for area in AT_LEAST_FIVE}
    free = iter(codes())
    people = []
    for municipality in expand(N_CITIZENS):
        n_answers = pending[area_of(municipality)].pop()
        people.append(Citizen(next(free), municipality, n_answers, levels.gauss(0, 1)))
    return people


def never_started() -> list[tuple[str, str]]:
    """(code, municipality) of those who were spotted and never began."""
    names = expand(N_NEVER_STARTED)
    return list(zip(codes()[-len(names) :], names, strict=True))
