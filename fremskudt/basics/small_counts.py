"""Counts of people as others may see them: 1 and 2 are »skjult«, and nothing beside them gives them away.

What is held against somebody who knows these rules by heart, sees every printed number and can subtract:

* `alone`: a count without a total. 1 and 2 are hidden, so a hidden one has two possible values.
* `parts`: a table whose parts are all the people there are; the total counts as known, printed or not, since another
  table of the same people may give it away. Hidden are 1 and 2. Are the hidden ones all alike (a single one, or 1 and
  1), their sum would tell: then every part of the next smallest size is hidden too, until two sizes are among them.
  Whether a part is hidden depends on sizes alone, never on which part it is. So the same page would have come of every
  exchange of the hidden numbers among the hidden parts, and each hidden part has at least two possible values. Where
  no second size is left, the whole table is hidden, noughts and total too.
* `same`: several tables of the same people. A total that is hidden in one is hidden in all, with everything in them.
* `ticked`: each count beside a known total, of things of which a person can have several. Both those who have it and
  those who have not are hidden at 1 and 2.

Noughts are shown (»ingen«) as long as the total is. Unit: persons. Source: report Box 4.1 (fewer than 3 are never
shown), analysis.md 1 (hiding only the small ones protects nothing), security.md H10. Tests enumerate every table that
could have given a page, with the rules known, and ask for two values of each hidden count.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Generic, TypeVar

from fremskudt.basics.words import gettext_noop as _

Key = TypeVar("Key", bound=Hashable)
FEWEST = 3  # fewer people than this are hidden
FEWEST_FOR_MEDIAN = 5

HIDDEN = _("skjult")
NONE = _("ingen")


@dataclass(frozen=True)
class Protected:
    """A count as it may be shown: a number, or None where it is hidden. Only this module makes one that holds a number.

    `words` is the Danish word where there is one (»skjult«, »ingen«), else empty.
    """

    value: int | None

    @property
    def is_hidden(self) -> bool:
        return self.value is None

    @property
    def words(self) -> str:
        if self.value is None:
            return HIDDEN
        return "" if self.value else NONE


SECRET = Protected(None)


@dataclass(frozen=True)
class Parts(Generic[Key]):
    """The parts of a total. When the total is hidden, so is every part."""

    cells: Mapping[Key, Protected]
    total: Protected

    @property
    def hides(self) -> bool:
        """Whether anything in it is hidden."""
        return self.total.is_hidden or any(cell.is_hidden for cell in self.cells.values())


def alone(count: int) -> Protected:
    """A count that is part of no total on the page; 1 and 2 are hidden. Raises ValueError below nought."""
    if count < 0:
        raise ValueError(f"not a count: {count}")
    return SECRET if 0 < count < FEWEST else Protected(count)


def parts(counts: Mapping[Key, int]) -> Parts[Key]:
    """The parts of a total that counts as known; see the module's text. No parts is a total of nought."""
    total = sum(counts.values())
    sizes = _hidden_sizes(set(counts.values()))
    if sizes is None or alone(total).is_hidden:
        return Parts(dict.fromkeys(counts, SECRET), SECRET)
    cells = {key: SECRET if count in sizes else alone(count) for key, count in counts.items()}
    return Parts(cells, Protected(total))


def _hidden_sizes(sizes: Collection[int]) -> set[int] | None:
    """Which sizes of parts are hidden; None when hiding parts does not help and the total must go too."""
    hidden = {size for size in sizes if 0 < size < FEWEST}
    if not hidden:
        return set()
    others = sorted(size for size in sizes if size >= FEWEST) + [0] * (0 in sizes)  # noughts only when no other is left
    while len(hidden) < 2 and others:
        hidden.add(others.pop(0))
    return hidden if len(hidden) > 1 else None


def same(tables: Sequence[Mapping[Any, int]]) -> list[Parts[Any]]:
    """Several ways of parting the same people. Raises ValueError when they do not sum to the same."""
    if len({sum(table.values()) for table in tables}) > 1:
        raise ValueError("tables of the same people have one sum")
    found = [parts(table) for table in tables]
    if any(table.total.is_hidden for table in found):
        return [Parts(dict.fromkeys(table.cells, SECRET), SECRET) for table in found]
    return found


def ticked(counts: Mapping[Key, int], of: Protected) -> dict[Key, Protected]:
    """How many of a known number have each thing, where one can have several; all hidden when `of` is."""
    if of.value is None:
        return dict.fromkeys(counts, SECRET)
    return {key: SECRET if alone(of.value - count).is_hidden else alone(count) for key, count in counts.items()}


@dataclass(frozen=True)
class Middle:
    """A median as it may be shown; None where there are fewer than five."""

    value: float | None = None

    @property
    def is_hidden(self) -> bool:
        return self.value is None


def middle(values: Collection[float]) -> Middle:
    """The median of one value a person, in the unit of the values; hidden for fewer than five."""
    return Middle(median(values)) if len(values) >= FEWEST_FOR_MEDIAN else Middle()
