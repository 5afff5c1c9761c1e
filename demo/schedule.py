"""Which citizen answers the progression form in which of the eight waves: appendix tables 1.2 and 1.3.

The two tables contradict each other (420 answers against 233, discrepancy D02). Table 1.3 is followed. Vejle's
numbers in table 1.2 sum to exactly twice what 1.3 allows, so half of each is used; so for Randers, where the halves
sum to 83 and three of the 86 answers are added; Helsingør and Odder follow table 1.2 in all waves but the seventh.
"""

from collections.abc import Sequence

from .citizens import MERGED, Citizen
from .dealing import stream
from .published import column

WAVES = range(1, 9)
ADDED = {"Randers": (0, 0, 1, 0, 0, 0, 1, 1), "Vejle": (0,) * 8, MERGED: (0, 0, 0, 0, 0, 0, -13, 0)}
N_SWITCHES = 3000


def wave_totals(area: str) -> list[int]:
    """Answers per wave in an area."""
    printed = column("bilagstabel-1.2", area)
    base = printed if area == MERGED else [count // 2 for count in printed]
    return [count + more for count, more in zip(base, ADDED[area], strict=True)]


def answer_waves(citizens: Sequence[Citizen]) -> dict[str, list[int]]:
    """Waves of every citizen who answers at all, by code, in increasing order."""
    waves: dict[str, list[int]] = {}
    for area in ADDED:
        people = [citizen for citizen in citizens if citizen.area == area and citizen.n_answers]
        chosen = _fill([citizen.n_answers for citizen in people], wave_totals(area))
        _close_gaps(chosen, area)
        waves |= {citizen.code: sorted(taken) for citizen, taken in zip(people, chosen, strict=True)}
    return waves


def _fill(needs: Sequence[int], totals: Sequence[int]) -> list[set[int]]:
    """Each wave goes to those with most answers left to place: by Gale and Ryser this fits whenever anything does."""
    left = list(needs)
    chosen: list[set[int]] = [set() for _ in needs]
    for wave, total in zip(WAVES, totals, strict=True):
        for position in sorted(range(len(left)), key=lambda position: -left[position])[:total]:
            chosen[position].add(wave)
            left[position] -= 1
    if any(left):
        raise ValueError(f"{sum(left)} answers do not fit into the waves")
    return chosen


def _close_gaps(chosen: list[set[int]], area: str) -> None:
    """Switch waves between two citizens, which keeps all totals, unless their courses get more holes."""
    random = stream(f"waves {area}")
    for _ in range(N_SWITCHES):
        one, other = random.sample(chosen, 2)
        mine, theirs = sorted(one - other), sorted(other - one)
        if not mine or not theirs:
            continue
        give, take = random.choice(mine), random.choice(theirs)
        before = _holes(one) + _holes(other)
        _switch(one, other, give, take)
        if _holes(one) + _holes(other) > before:
            _switch(one, other, take, give)


def _switch(one: set[int], other: set[int], give: int, take: int) -> None:
    one ^= {give, take}
    other ^= {give, take}


def _holes(waves: set[int]) -> int:
    return max(waves) - min(waves) + 1 - len(waves)
