"""Which two are asked about, and why; and when they may be merged."""

import pytest

from fremskudt.casework.rules.alias import WORDS
from fremskudt.casework.rules.duplicates import (
    REASONS,
    Reason,
    Sketch,
    aliases_are_near,
    may_be_merged_by,
    may_merge,
    pairs,
    reasons,
)  # fmt: skip

A, N, Y, P = Reason.ALIAS, Reason.NAME, Reason.BIRTH_YEAR, Reason.AREA


def sketch(alias: str, year: int | None = None, *areas: int) -> Sketch:
    return Sketch(alias, year, frozenset(areas))


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Kanel", "kanel", True),
        ("Kanel", "Kannel", True),
        ("Fyrtårn", "Fyrtaarn", True),
        ("Lanterne", "Lantærne", True),
        ("Kompas", "Kompast", True),
        ("Hejre", "Hejren", False),  # short words differ by a letter all the time
        ("Kop", "Kor", False),
        ("Lanterne", "Laterne", True),
        ("Lanterne", "Latnerne", True),
        ("Lanterne", "Linterme", False),
        ("Gran", "Granit", False),
        ("Rug", "Rugbrød", False),
        ("Rød ko", "Rød sko", False),
    ],
)
def test_duplicates_near_aliases(one: str, other: str, near: bool) -> None:
    assert aliases_are_near(one, other) is aliases_are_near(other, one) is near


def test_duplicates_words_we_propose_are_hardly_ever_near() -> None:
    assert len(pairs({place: sketch(word) for place, word in enumerate(WORDS)})) <= 1


@pytest.mark.parametrize(
    ("one", "other", "named", "why"),
    [
        (sketch("Kanel"), sketch("Havre"), False, ()),
        (sketch("Kanel"), sketch("Kannel"), False, (A,)),
        (sketch("Kanel"), sketch("Havre"), True, (N,)),
        (sketch("Kanel", 1970), sketch("Havre", 1970), False, ()),  # a year alone is no likeness
        (sketch("Kanel", None, 1), sketch("Havre", None, 1), False, ()),  # nor an area alone
        (sketch("Kanel", 1970, 1), sketch("Havre", 1970, 1, 2), False, (Y, P)),
        (sketch("Kanel", 1970, 1), sketch("Havre", 1970, 2), False, ()),
        (sketch("Kanel", 1970), sketch("Havre", 1970), True, (N, Y)),
        (sketch("Kanel", 1970), sketch("Kanel", 1971), True, (A, N)),  # a year wrong in memory
        (sketch("Kanel", 1970), sketch("Kanel", 1972), True, ()),  # not two
        (sketch("Kanel", 1970), sketch("Kanel"), True, (A, N)),
        (sketch("Kanel", 1970, 1), sketch("Kanel", 1970, 1), True, (A, N, Y, P)),
    ],
)
def test_duplicates_reasons(one: Sketch, other: Sketch, named: bool, why: tuple[Reason, ...]) -> None:
    assert reasons(one, other, names_alike=named) == reasons(other, one, names_alike=named) == why


def test_duplicates_every_reason_has_words() -> None:
    assert set(REASONS) == set(Reason)


def test_duplicates_pairs_are_those_that_fit_the_most_first_and_never_those_kept_apart() -> None:
    people = {
        1: sketch("Kanel", 1970, 1), 2: sketch("Kannel"), 3: sketch("Havre", 1970, 1), 4: sketch("Lanterne"),
        5: sketch("Laterne"), 6: sketch("Ugle"),
    }  # fmt: skip
    assert pairs(people, named_alike=[(6, 3)]) == {(1, 3): (Y, P), (1, 2): (A,), (3, 6): (N,), (4, 5): (A,)}
    assert next(iter(pairs(people))) == (1, 3)
    assert pairs(people, [(3, 6)], apart=[(3, 1), (2, 1), (6, 3)]) == {(4, 5): (A,)}
    assert pairs(people, named_alike=[(6, 99)]).keys() == pairs(people).keys()  # one who is not seen


def test_duplicates_of_thousands_compare_only_those_with_something_in_common() -> None:
    letters = "abdefgiklmnoprstuv"
    aliases = [f"{a}{b}{c}ø" for a in letters for b in letters for c in letters][:5000]
    people = {place: sketch(alias, 1950 + place % 50, place % 10) for place, alias in enumerate(aliases)}
    assert len(pairs(people)) < 5000  # a block of too many of one year and area says nothing and is left out


@pytest.mark.parametrize(
    ("same_town", "is_merged", "has_others", "allowed"),
    [
        (True, False, False, True),
        (False, False, False, False),
        (True, True, False, False),
        (True, False, True, False),
        (False, True, True, False),
    ],
)
def test_duplicates_may_merge(same_town: bool, is_merged: bool, has_others: bool, allowed: bool) -> None:
    assert bool(may_merge(same_town=same_town, is_merged=is_merged, has_others=has_others)) is allowed


@pytest.mark.parametrize(("one", "other"), [(True, True), (False, False), (True, False), (False, True)])
def test_duplicates_are_merged_by_one_who_follows_both_or_neither(one: bool, other: bool) -> None:
    assert bool(may_be_merged_by(follows_one=one, follows_other=other)) is (one is other)
