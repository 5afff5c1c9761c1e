"""Which records may be about one person: asked of a person, never decided by itself (F107).

Compared are aliases, birth years, places and, where somebody may read them, how names sound. Nothing is scored: each
reason is told, and a person looks.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.casework.rules.sound import sound_keys

LONG_ENOUGH = 6  # letters; in shorter words one letter more or less makes another word
MOST_IN_A_BLOCK = 50  # of the same year and area; more than that says nothing


class Reason(StrEnum):
    ALIAS = "alias"
    NAME = "name"
    BIRTH_YEAR = "birth_year"
    AREA = "area"


REASONS: dict[Reason, str] = {
    Reason.ALIAS: _("Dæknavnene ligner hinanden"),
    Reason.NAME: _("Navnene lyder ens"),
    Reason.BIRTH_YEAR: _("Samme fødselsår"),
    Reason.AREA: _("Samme område"),
}


@dataclass(frozen=True)
class Sketch:
    """What is known of somebody, for comparing. Birth year None and no areas: not known, which is never a likeness."""

    alias: str
    birth_year: int | None = None
    areas: frozenset[int] = field(default=frozenset())


def aliases_are_near(one: str, other: str) -> bool:
    """The same word, one that sounds the same, or one with a single letter more, less, changed or swapped."""
    mine, theirs = sound_keys(one), sound_keys(other)
    if not mine or not theirs:
        return one.casefold() == other.casefold()
    return mine == theirs or _one_letter_apart("".join(mine), "".join(theirs))


def reasons(one: Sketch, other: Sketch, *, names_alike: bool = False) -> tuple[Reason, ...]:
    """Why two may be the same person; none when they may not.

    A likeness of alias or name is enough; else both the birth year and the area must be the same. Two whose birth years
    are known and more than a year apart are not the same, whatever else fits.
    """
    years = (one.birth_year, other.birth_year)
    if None not in years and abs((one.birth_year or 0) - (other.birth_year or 0)) > 1:
        return ()
    holds = {
        Reason.ALIAS: aliases_are_near(one.alias, other.alias),
        Reason.NAME: names_alike,
        Reason.BIRTH_YEAR: None not in years and one.birth_year == other.birth_year,
        Reason.AREA: bool(one.areas & other.areas),
    }
    found = tuple(reason for reason, is_so in holds.items() if is_so)
    is_enough = holds[Reason.ALIAS] or holds[Reason.NAME] or (holds[Reason.BIRTH_YEAR] and holds[Reason.AREA])
    return found if is_enough else ()


def pairs(
    people: Mapping[int, Sketch], named_alike: Iterable[tuple[int, int]] = (), apart: Iterable[tuple[int, int]] = ()
) -> dict[tuple[int, int], tuple[Reason, ...]]:
    """Each two (the lower key first) that may be the same, with why; the most reasons first.

    `apart` are those of whom a person said that they are two. Only those with something in common are compared, so that
    thousands of records are no more work than they have likenesses.
    """
    names = {_ordered(*pair) for pair in named_alike}
    candidates = ({_ordered(*pair) for pair in _candidates(people)} | names) - {_ordered(*pair) for pair in apart}
    found = {
        pair: why
        for pair in candidates
        if pair[0] in people
        and pair[1] in people
        and (why := reasons(people[pair[0]], people[pair[1]], names_alike=pair in names))
    }
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), people[item[0][0]].alias, item[0])))


def may_merge(*, same_town: bool, is_merged: bool, has_others: bool) -> Verdict:
    """May one record go into another?

    `is_merged` says that either is merged away already, `has_others` that others were merged into the one that goes.
    """
    if is_merged:
        return Verdict.no(_("Den ene er allerede lagt sammen med en anden."))
    if not same_town:
        return Verdict.no(_("De to hører til i hver sin kommune."))
    if has_others:
        return Verdict.no(_("Den ene er selv samlet af flere. Behold den, eller skil dem ad først."))
    return Verdict.yes()


def may_be_merged_by(*, follows_one: bool, follows_other: bool) -> Verdict:
    """May somebody merge two they see? Not where they follow one alone: the merge would open the other to them."""
    if follows_one is not follows_other:
        return Verdict.no(_("Du følger kun den ene. Bed en, der følger begge, eller en leder, der ikke følger nogen."))
    return Verdict.yes()


def _candidates(people: Mapping[int, Sketch]) -> Iterator[tuple[int, int]]:
    """Two that share a block: how the alias sounds, that with a letter left out, or birth year and area."""
    blocks: dict[object, list[int]] = {}
    for key, sketch in people.items():
        for block in _blocks(sketch):
            blocks.setdefault(block, []).append(key)
    for inside in blocks.values():
        if len(inside) <= MOST_IN_A_BLOCK:
            yield from combinations(inside, 2)


def _blocks(sketch: Sketch) -> set[object]:
    word = "".join(sound_keys(sketch.alias)) or sketch.alias.casefold()
    short = {word[:place] + word[place + 1 :] for place in range(len(word))} if len(word) >= LONG_ENOUGH else set()
    return {word, *short, *((sketch.birth_year, area) for area in sketch.areas if sketch.birth_year)}


def _ordered(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _one_letter_apart(one: str, other: str) -> bool:
    if min(len(one), len(other)) < LONG_ENOUGH:
        return False
    if len(one) == len(other):
        places = [place for place in range(len(one)) if one[place] != other[place]]
        swapped = len(places) == 2 and places[1] == places[0] + 1 and one[places[0]] == other[places[1]]
        return len(places) == 1 or (swapped and one[places[1]] == other[places[0]])
    short, long = sorted((one, other), key=len)
    return len(long) == len(short) + 1 and any(short == long[:place] + long[place + 1 :] for place in range(len(long)))
