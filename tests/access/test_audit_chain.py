"""Whatever is done to the lines of a chain without the key is found, and a cut tail with a head noted before."""

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from string import printable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fremskudt.access.rules.chain import (
    START,
    Break,
    Checked,
    Fault,
    Line,
    canonical,
    check,
    clean,
    mark_of,
)

KEY = b"k" * 32
AT = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # the hour that comes twice in Copenhagen
N_LINES = 300
N_TAMPERINGS = 1000


def chain(n: int, key: bytes = KEY, who: str = "user:1") -> list[Line]:
    lines, previous = [], START
    for number in range(1, n + 1):
        at = AT + timedelta(seconds=37 * number)
        line = Line(number, at, who, "therapist", "org:3", "care", "citizen.read", f"citizen:K{number % 7}", "coded",
                    f"{number // 5:032x}", previous)  # fmt: skip
        lines.append(line._replace(mark=mark_of(key, line)))
        previous = lines[-1].mark
    return lines


WHOLE = chain(N_LINES)
HEAD = (N_LINES, WHOLE[-1].mark)


def other(value: object, chance: random.Random) -> object:
    """Another value of the same kind."""
    if isinstance(value, int):
        return value + chance.choice([-1, 1, 1000])
    if isinstance(value, datetime):
        return value + timedelta(microseconds=chance.choice([-1, 1, 3_600_000_000]))
    text = str(value)
    place = chance.randrange(len(text) + 1)
    return text[:place] + chance.choice(sorted(set(printable) - {text[place : place + 1]})) + text[place + 1 :]


def flip(lines: list[Line], chance: random.Random) -> list[Line]:
    place, column = chance.randrange(len(lines)), chance.choice(Line._fields)
    lines[place] = lines[place]._replace(**{column: other(getattr(lines[place], column), chance)})
    return lines


def delete(lines: list[Line], chance: random.Random) -> list[Line]:
    first = chance.randrange(len(lines) - 1)
    del lines[first : chance.randrange(first + 1, len(lines))]  # never the end, which is `cut`
    return lines


def insert(lines: list[Line], chance: random.Random) -> list[Line]:
    """A line of one's own, or one of the log's once more."""
    place = chance.randrange(len(lines) + 1)
    copy = chance.choice(lines)
    made = copy._replace(number=place + 1, previous=lines[place - 1].mark if place else START)
    forged = made._replace(mark=mark_of(b"a guess", made))
    lines.insert(place, chance.choice([copy, made, forged]))
    return lines


def reorder(lines: list[Line], chance: random.Random) -> list[Line]:
    one, another = chance.sample(range(len(lines)), 2)
    if chance.random() < 0.5:
        lines[one], lines[another] = lines[another], lines[one]
        return lines
    first, second = lines[one], lines[another]  # or as a database does it: the numbers change places
    lines[one] = second._replace(number=first.number, previous=first.previous)
    lines[another] = first._replace(number=second.number, previous=second.previous)
    return lines


def cut(lines: list[Line], chance: random.Random) -> list[Line]:
    return lines[: chance.randrange(len(lines))]


TAMPERINGS: list[Callable[[list[Line], random.Random], list[Line]]] = [flip, delete, insert, reorder, cut]


def test_chain_whole_is_whole() -> None:
    assert check(WHOLE, KEY) == check(iter(WHOLE), KEY, [HEAD, (7, WHOLE[6].mark), (0, START)]) == Checked(*HEAD)
    assert check([], KEY) == check([], KEY, [(0, START)]) == Checked(0, START)
    assert check(WHOLE[:1], KEY) == Checked(1, WHOLE[0].mark)


def test_chain_every_tampering_is_found() -> None:
    seed = random.SystemRandom().randrange(2**32)
    print(f"seed {seed}")
    chance = random.Random(seed)  # noqa: S311  a repeatable draw
    found = dict.fromkeys((act.__name__ for act in TAMPERINGS), 0)
    for number in range(N_TAMPERINGS):
        act = TAMPERINGS[number % len(TAMPERINGS)]
        lines = act(list(WHOLE), chance)
        assert lines != WHOLE, (seed, number, act.__name__)
        assert check(lines, KEY, [HEAD]).broken is not None, (seed, number, act.__name__)
        # Without the noted head everything is found but the one thing that no chain can tell.
        assert (check(lines, KEY).broken is None) == (act is cut), (seed, number, act.__name__)
        found[act.__name__] += 1
    assert set(found.values()) == {N_TAMPERINGS // len(TAMPERINGS)}


def changed(number: int, **values: object) -> list[Line]:
    return [line._replace(**values) if line.number == number else line for line in WHOLE]  # type: ignore[arg-type]


def forged() -> list[Line]:
    line = WHOLE[4]._replace(subject="citizen:X")
    return [*WHOLE[:4], line._replace(mark=mark_of(b"a guess", line)), *WHOLE[5:]]


REWRITTEN = WHOLE[:9] + chain(N_LINES, who="user:2")[9:]


@pytest.mark.parametrize(
    ("lines", "broken"),
    [
        (changed(5, subject="citizen:X"), Break(Fault.CHANGED, 5, 5)),
        (changed(5, at=WHOLE[4].at + timedelta(microseconds=1)), Break(Fault.CHANGED, 5, 5)),
        (changed(5, previous=START), Break(Fault.CHANGED, 5, 5)),
        (changed(N_LINES, role="peer"), Break(Fault.CHANGED, N_LINES, N_LINES)),
        (changed(1, role="peer"), Break(Fault.CHANGED, 1, 1)),
        (changed(5, mark=START), Break(Fault.FORGED, 5, 5)),
        (forged(), Break(Fault.FORGED, 5, 5)),
        (WHOLE[:4] + WHOLE[5:], Break(Fault.MISSING, 5, 5)),
        (WHOLE[:4] + WHOLE[20:], Break(Fault.MISSING, 5, 20)),
        (WHOLE[3:], Break(Fault.MISSING, 1, 3)),
        ([*WHOLE[:4], WHOLE[5], WHOLE[4], *WHOLE[6:]], Break(Fault.OUT_OF_ORDER, 6, 6)),
        ([*WHOLE, WHOLE[2]], Break(Fault.OUT_OF_ORDER, 3, 3)),
        (WHOLE[:5] + WHOLE[4:], Break(Fault.OUT_OF_ORDER, 5, 5)),
        (REWRITTEN, Break(Fault.OUT_OF_ORDER, 10, 10)),
        (WHOLE[:-2], Break(Fault.CUT, N_LINES - 1, N_LINES)),
        ([], Break(Fault.CUT, 1, N_LINES)),
        (chain(N_LINES, who="user:2"), Break(Fault.REPLACED, N_LINES, N_LINES)),
        (chain(N_LINES, key=b"another"), Break(Fault.WRONG_KEY, 1, 1)),
        (chain(N_LINES, key=b"another")[:1], Break(Fault.WRONG_KEY, 1, 1)),
    ],
)
def test_chain_tells_which_line_breaks_first_and_how(lines: Sequence[Line], broken: Break) -> None:
    found = check(lines, KEY, [HEAD])
    assert found.broken == broken
    whole = min(broken.number - 1, len(lines)) if broken.fault is not Fault.OUT_OF_ORDER else found.number
    assert found.number == whole
    assert found.mark == (lines[whole - 1].mark if whole else START)


def test_chain_of_someone_who_has_the_key_is_found_by_the_noted_head_alone() -> None:
    anew = chain(N_LINES, who="user:2")
    assert check(anew, KEY).broken is None
    assert check(anew, KEY, [(40, WHOLE[39].mark)]).broken == Break(Fault.REPLACED, 40, 40)


def test_chain_two_notes_that_disagree_are_both_held_against_the_line() -> None:
    assert check(WHOLE, KEY, [HEAD, (N_LINES, START)]).broken == Break(Fault.REPLACED, N_LINES, N_LINES)


def test_chain_is_walked_with_two_lines_in_memory() -> None:
    alive = 0

    class Watched(Line):
        def __del__(self) -> None:
            nonlocal alive
            alive -= 1

    def watched() -> Iterator[Line]:
        nonlocal alive
        for line in WHOLE:
            assert alive <= 3
            alive += 1
            yield Watched._make(line)

    assert check(watched(), KEY, [HEAD]) == Checked(*HEAD)


@st.composite
def two_cuttings(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """The same characters shared out over nine columns in two ways."""
    text = draw(st.text('a",[]\\ 1', max_size=9) | st.text(max_size=9))
    cuts = [sorted(draw(st.lists(st.integers(0, len(text)), min_size=8, max_size=8))) for _ in range(2)]
    one, another = ([text[a:b] for a, b in pairwise([0, *places, len(text)])] for places in cuts)
    return one, another


@settings(deadline=None)
@given(two_cuttings())
def test_chain_two_lines_never_have_the_same_text(cuttings: tuple[list[str], list[str]]) -> None:
    one, another = cuttings
    assert (canonical((1, AT, *one)) == canonical((1, AT, *another))) == (one == another)


def test_chain_text_is_the_same_in_every_time_zone() -> None:
    line = WHOLE[0]
    here = line._replace(at=line.at.astimezone(datetime.now().astimezone().tzinfo))
    assert canonical(here) == canonical(line)
    assert canonical(line).startswith(b'[1, "2026-10-25T00:30:37.000000+00:00", "user:1"')
    assert line.mark.encode() not in canonical(line)


def test_chain_mark_is_what_it_was() -> None:
    """A log lives longer than a version: what is marked, and how, may never change."""
    assert WHOLE[0].mark == "b98fb2fbb7e9500362a4e4aaf60d49253892462bc7f046a7b81f9eb0d8bb3e7e"


@settings(deadline=None)
@given(st.text(st.characters()), st.integers(10, 40))
def test_clean_text_is_short_printable_and_clean_already(text: str, limit: int) -> None:
    kept = clean(text, limit)
    assert len(kept) <= limit
    assert kept.isprintable()
    assert clean(kept, limit) == kept
    if text.isprintable() and len(text) <= limit:
        assert kept == text
