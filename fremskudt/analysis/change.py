"""Means by group, and their index with the first group as 100: how the report shows change over answer numbers.

Both follow from the integer counts, so nothing is read twice. They compare different people at each answer number
(those who are still there), which is why the n of every point belongs beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from fremskudt.analysis.counts import Cut, Tally, answered, rows_of
from fremskudt.analysis.plan import Figure
from fremskudt.analysis.results import Source

Numbers: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True)
class Means:
    """Means of whole-number items: rows are `groups`, columns are `categories` (the items). Raw.

    `mean` (in the item's unit; nan where n is 0) and `n` (answers behind each mean) have the shape groups x categories.
    """

    groups: tuple[str, ...]
    categories: tuple[str, ...]
    mean: Numbers
    n: NDArray[np.int64]
    source: Source

    def index(self) -> Numbers:
        """Each mean in percent of the first row's mean of the same item. nan where either is unknown or the first is 0.

        Unit: the first row is 100. Composition is not held fixed: see the module's text.
        """
        first = np.where(self.mean[:1] == 0, np.nan, self.mean[:1])
        ratio: Numbers = 100.0 * self.mean / first
        return ratio


def means(figure: Figure, tallies: Mapping[Cut, Tally], source: Source) -> Means:
    """Means of each item in each group, missing answers left out. Raises KeyError when a cut was not fetched."""
    rows = rows_of(figure, tallies)
    names = [item.variable for item in figure.items]
    n = np.array([[answered(tally, name, groups) for name in names] for _, tally, groups in rows], np.int64)
    total = np.array(
        [
            [sum(v * k for g in groups for v, k in tally.values.get(name, {}).get(g, {}).items()) for name in names]
            for _, tally, groups in rows
        ],
        np.float64,
    )
    mean = np.divide(total, n, out=np.full(total.shape, np.nan), where=n > 0)
    return Means(tuple(label for label, *_ in rows), tuple(item.label for item in figure.items), mean, n, source)


def observations(figure: Figure, tallies: Mapping[Cut, Tally], group: str) -> Numbers:
    """Every answer to the first item in one group, sorted, one float64 each. Raises ValueError for an unknown group."""
    found = {label: (tally, groups) for label, tally, groups in rows_of(figure, tallies)}
    if group not in found:
        raise ValueError(f"{figure.id} has no group {group!r}")
    tally, groups = found[group]
    name = figure.items[0].variable
    pairs = [pair for g in groups for pair in tally.values.get(name, {}).get(g, {}).items()]
    values = np.sort(np.repeat([v for v, _ in pairs], [k for _, k in pairs]) if pairs else np.empty(0))
    return values.astype(np.float64)
