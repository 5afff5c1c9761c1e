"""Who answered and who did not, in parts that sum; and the same responses by wave and by answer number."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from fremskudt.surveys.rules.kinds import HELPED, Mode

ACTIVE = 1


@dataclass(frozen=True)
class Person:
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


@dataclass(frozen=True)
class Given:
    """That someone answered in a wave, and how."""

    code: str
    wave: int
    mode: Mode


@dataclass(frozen=True)
class Turnout:
    """One wave in one municipality. `expected` is the sum of the four others; `missing` lists codes."""

    wave: int
    municipality: str
    n_self: int
    n_helped: int
    n_staff: int
    missing: tuple[str, ...]

    @property
    def n_answered(self) -> int:
        return self.n_self + self.n_helped + self.n_staff

    @property
    def n_missing(self) -> int:
        return len(self.missing)

    @property
    def n_expected(self) -> int:
        return self.n_answered + self.n_missing


@dataclass(frozen=True)
class WaveTurnout:
    """One wave: a part for each municipality with someone expected, and all of them together."""

    opening: Opening
    parts: tuple[Turnout, ...]
    total: Turnout


def is_expected(person: Person, opening: Opening) -> bool:
    """Was the person an active participant on at least one day of the wave? An unknown date rules nobody out."""
    started = person.started_on is None or person.started_on <= opening.closes_on
    still_there = person.ended_on is None or person.ended_on >= opening.opens_on
    return person.status == ACTIVE and started and still_there


def turnout(people: Iterable[Person], openings: Iterable[Opening], given: Iterable[Given]) -> tuple[WaveTurnout, ...]:
    """The turnout of one instrument, wave by wave. Whoever answered counts as expected, also outside their dates."""
    people = sorted(people, key=lambda person: person.code)
    modes = {(one.code, one.wave): one.mode for one in given}
    return tuple(_wave(people, opening, modes) for opening in sorted(openings, key=lambda one: one.number))


def _wave(people: list[Person], opening: Opening, modes: Mapping[tuple[str, int], Mode]) -> WaveTurnout:
    places: dict[str, list[tuple[Person, Mode | None]]] = defaultdict(list)
    for person in people:
        mode = modes.get((person.code, opening.number))
        if mode or is_expected(person, opening):
            places[person.municipality].append((person, mode))
    parts = tuple(_part(opening.number, name, places[name]) for name in sorted(places))
    return WaveTurnout(opening, parts, _part(opening.number, "", [one for part in places.values() for one in part]))


def _part(wave: int, municipality: str, found: list[tuple[Person, Mode | None]]) -> Turnout:
    modes = [mode for _, mode in found if mode]
    n_helped = sum(mode in HELPED for mode in modes)
    n_staff = modes.count(Mode.STAFF)
    missing = tuple(person.code for person, mode in found if mode is None)
    return Turnout(wave, municipality, len(modes) - n_helped - n_staff, n_helped, n_staff, missing)


def by_wave(given: Iterable[Given]) -> dict[int, int]:
    """Wave → number of responses."""
    return dict(sorted(Counter(one.wave for one in given).items()))


def by_answer_number(given: Iterable[Given]) -> dict[int, int]:
    """k → number of respondents with a k-th response. Both ways of counting have the same sum: the responses."""
    per_person = Counter(one.code for one in given)
    highest = max(per_person.values(), default=0)
    return {k: sum(n >= k for n in per_person.values()) for k in range(1, highest + 1)}
