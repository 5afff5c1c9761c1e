"""Who is expected in a wave, and the same responses counted by wave and by answer number."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

ACTIVE = 1


class Person(NamedTuple):
    """Someone on the participant list, as far as it says when they could be asked."""

    code: str
    municipality: str
    status: int
    started_on: date | None
    ended_on: date | None


@dataclass(frozen=True)
class Opening:
    """One wave of an instrument and the days on which it was open."""

    number: int
    opens_on: date
    closes_on: date


class Given(NamedTuple):
    """That someone answered in a wave."""

    code: str
    wave: int


def is_expected(person: Person, opening: Opening) -> bool:
    """Was the person an active participant on at least one day of the wave? An unknown date rules nobody out."""
    started = person.started_on is None or person.started_on <= opening.closes_on
    still_there = person.ended_on is None or person.ended_on >= opening.opens_on
    return person.status == ACTIVE and started and still_there


def by_wave(given: Iterable[Given]) -> dict[int, int]:
    """Wave → number of responses."""
    return dict(sorted(Counter(one.wave for one in given).items()))


def by_answer_number(given: Iterable[Given]) -> dict[int, int]:
    """k → number of people with a k-th response. Both ways of counting have the same sum: the responses."""
    per_person = Counter(one.code for one in given)
    highest = max(per_person.values(), default=0)
    return {k: sum(n >= k for n in per_person.values()) for k in range(1, highest + 1)}
