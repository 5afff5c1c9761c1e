"""A turnout as others than its own leader may see it: parts of 1 and 2 people are hidden, and not to be worked out.

Held against somebody who knows who answered (the evaluator has the answers under pseudonym) and can subtract: those who
did not answer are a table of their own (`basics/small_counts.parts`), whose total counts as known. What is made of
several parts (asked, a percentage, the ways) is shown only where every part of it is. A sum over municipalities shows
nothing that one of them hides. Unit: persons. Source: report Box 4.1, screens.md V2.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from fremskudt.basics.small_counts import FEWEST, HIDDEN, Protected, alone, parts, ticked
from fremskudt.basics.words import gettext_noop as _
from fremskudt.surveys.rules.kinds import HELPED, Mode
from fremskudt.surveys.rules.standing import MEANING, Standing, Tally

PART = "part"
SILENT = tuple(key for key, meaning in MEANING.items() if meaning.eligible and not meaning.answered)
OUTSIDE = tuple(key for key, meaning in MEANING.items() if not meaning.eligible)
ASKED = tuple(key for key in SILENT if MEANING[key].asked)
COLUMNS: Mapping[str, str] = {
    Standing.WHOLE: _("Helt"), PART: _("En del"), **{key: MEANING[key].words for key in SILENT},
}  # fmt: skip
STAFF_COLUMNS: Mapping[str, str] = {  # what a form of staff can come to
    key: _("Begyndt") if key == PART else MEANING[Standing(key)].staff_words or MEANING[Standing(key)].words
    for key in (Standing.WHOLE, PART, Standing.SAID_NO, Standing.NOT_ASKED)
}


@dataclass(frozen=True)
class Ways:
    """How those who answered did it, and how many of them after the wave had closed."""

    by_mode: Mapping[str, int]
    n_late: int = 0

    @property
    def n_helped(self) -> int:
        return sum(self.by_mode.get(mode, 0) for mode in HELPED)


@dataclass(frozen=True)
class Shown:
    """Each number as it is printed: figures, or the Danish word for hidden."""

    cells: Mapping[str, str]
    eligible: str
    asked: str
    outside: str
    ways: Mapping[str, str]  # self, paper, helped, staff, late
    pct_whole: int | None = None
    silent: str = ""  # all who did not answer; printed nowhere, but the number of their codes would be

    @property
    def hides(self) -> bool:
        return HIDDEN in {*self.cells.values(), self.eligible, self.asked, self.outside, *self.ways.values()}

    @property
    def row(self) -> list[str]:
        return [self.cells[key] for key in COLUMNS]

    @property
    def staff_row(self) -> list[str]:
        return [self.cells[key] for key in STAFF_COLUMNS]


def shown_openly(tally: Tally, ways: Ways) -> Shown:
    """For the leader of these people: all of it."""
    counts: dict[str, int] = {Standing.WHOLE: tally.n_whole, PART: tally.n_part}
    counts |= {key: tally.of(key) for key in SILENT}
    told = {**_modes(ways), "late": ways.n_late}
    return Shown(
        {key: str(n) for key, n in counts.items()}, str(tally.n_eligible), str(tally.n_asked),
        str(tally.n_all - tally.n_eligible), {key: str(n) for key, n in told.items()}, tally.pct_whole,
        str(tally.n_silent),
    )  # fmt: skip


def shown(tally: Tally, ways: Ways) -> Shown:
    """For others. Where those who did not answer cannot be told in number, nothing of them is."""
    inner = parts({key: tally.of(key) for key in SILENT})
    outer = parts({Standing.WHOLE: tally.n_whole, PART: tally.n_part, "silent": tally.n_silent})
    if outer.total.is_hidden or (inner.total.is_hidden and not outer.cells["silent"].is_hidden):
        return _nothing(tally)
    hides_inner = outer.cells["silent"].is_hidden or inner.total.is_hidden
    cells = {key: _print(outer.cells[key]) for key in (Standing.WHOLE, PART)}
    cells |= {key: HIDDEN if hides_inner else _print(inner.cells[key]) for key in SILENT}
    all_asked = not outer.hides and HIDDEN not in {cells[key] for key in ASKED}
    return Shown(
        cells, _print(outer.total), str(tally.n_asked) if all_asked else HIDDEN, _outside(tally),
        _ways(tally, ways, hides=outer.hides), None if cells[Standing.WHOLE] == HIDDEN else tally.pct_whole,
        _print(outer.cells["silent"]),
    )  # fmt: skip


def total(of_all: Shown, of_towns: Iterable[Shown]) -> Shown:
    """The sum over municipalities: what one of them hides is hidden here too."""
    towns = list(of_towns)
    cells = {key: HIDDEN if _any(towns, key) else text for key, text in of_all.cells.items()}
    ways = {key: HIDDEN if any(one.ways[key] == HIDDEN for one in towns) else n for key, n in of_all.ways.items()}
    eligible = HIDDEN if any(one.eligible == HIDDEN for one in towns) else of_all.eligible
    return replace(
        of_all, cells=cells, ways=ways, eligible=eligible,
        asked=HIDDEN if any(one.asked == HIDDEN for one in towns) else of_all.asked,
        outside=HIDDEN if any(one.outside == HIDDEN for one in towns) else of_all.outside,
        pct_whole=None if HIDDEN in {cells[Standing.WHOLE], eligible} else of_all.pct_whole,
    )  # fmt: skip


def may_list(found: Shown, *, n_silent: int, n_listed: int) -> bool:
    """May the codes be listed of those who did not answer? Whoever counts them must learn nothing that is hidden.

    `n_listed`: how many of the `n_silent` the study knows. Fewer tells how many have said no yes; all of them tells
    what is left for the parts where only some of those are hidden, and gives a table away that is alike all over.
    """
    if not found.hides:
        return True
    is_alike = found.eligible == HIDDEN and n_silent >= FEWEST
    tells_rest = found.eligible != HIDDEN and found.silent == HIDDEN
    return n_listed == n_silent and not is_alike and not tells_rest


@dataclass(frozen=True)
class TwoWays:
    """Number, responses in that wave, people with a response of that number; and the sum of either column."""

    rows: list[tuple[int, str, str]]
    total: str


def two_ways(by_wave: Mapping[int, int], by_number: Mapping[int, int], hides: Collection[int] | None) -> TwoWays:
    """`hides`: the waves whose answers are hidden in part; None for the leader, who sees all.

    Where one wave's is hidden, all are, and a sum that is one wave's alone. The second column only falls, so where one
    of it is hidden, all of it is.
    """
    n, keys = sum(by_wave.values()), sorted(by_wave.keys() | by_number.keys())
    if hides is None:
        return TwoWays([(key, str(by_wave.get(key, 0)), str(by_number.get(key, 0))) for key in keys], str(n))
    waves, numbers = parts(by_wave), parts(by_number)
    hides_all = waves.total.is_hidden or bool({key for key, count in by_wave.items() if count} & set(hides))
    in_wave = {key: HIDDEN if hides_all and count else _print(waves.cells[key]) for key, count in by_wave.items()}
    in_turn = {key: HIDDEN if hides_all or numbers.hides else str(count) for key, count in by_number.items()}
    is_of_one = hides_all and sum(count > 0 for count in by_wave.values()) < 2
    rows = [(key, in_wave.get(key, "0"), in_turn.get(key, "0")) for key in keys]
    return TwoWays(rows, HIDDEN if is_of_one else _print(waves.total))


def _modes(ways: Ways) -> dict[str, int]:
    of_mode = {mode.value: ways.by_mode.get(mode, 0) for mode in (Mode.SELF, Mode.PAPER, Mode.STAFF)}
    return {**of_mode, "helped": ways.n_helped}


def _ways(tally: Tally, ways: Ways, *, hides: bool) -> dict[str, str]:
    told = parts(_modes(ways))
    if hides:
        return dict.fromkeys([*told.cells, "late"], HIDDEN)
    late = ticked({"late": ways.n_late}, told.total)["late"]
    return {**{key: _print(cell) for key, cell in told.cells.items()}, "late": _print(late)}


def _outside(tally: Tally) -> str:
    return _print(alone(sum(tally.of(key) for key in OUTSIDE)))


def _nothing(tally: Tally) -> Shown:
    keys = [Standing.WHOLE, PART, *SILENT]
    hidden_ways = dict.fromkeys([*_modes(Ways({})), "late"], HIDDEN)
    return Shown(dict.fromkeys(keys, HIDDEN), HIDDEN, HIDDEN, _outside(tally), hidden_ways, silent=HIDDEN)


def _print(count: Protected) -> str:
    return HIDDEN if count.value is None else str(count.value)


def _any(towns: list[Shown], key: str) -> bool:
    return any(one.cells[key] == HIDDEN for one in towns)
