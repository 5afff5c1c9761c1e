"""From fetched tallies to one integer table a figure. Raw numbers, never shown; disclosure.protect is the way out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from fremskudt.analysis.counts.cut import Cut, GroupValue, Tally, cut_among, cut_of, groups_among
from fremskudt.analysis.plan import Figure
from fremskudt.analysis.results import Source

Integers: TypeAlias = NDArray[np.int64]
Row: TypeAlias = tuple[str, Tally, tuple[GroupValue, ...]]  # label, where to look, the groups that belong to it


@dataclass(frozen=True)
class Counts:
    """Counted answers: rows are `groups`, columns are `categories`. Raw.

    `table` holds the counts and `base` what each is a share of, both of shape groups x categories. `asked`, one number
    per row, counts the responses that were asked the question, answered or not. The columns of a multiple response
    question overlap, and their base is the responses that answered any part of it. `outside` counts answers that
    belong to no category of the figure; they are in no base.
    """

    groups: tuple[str, ...]
    categories: tuple[str, ...]
    table: Integers
    base: Integers
    asked: tuple[int, ...]
    source: Source
    outside: int = 0

    @property
    def n(self) -> tuple[int, ...]:
        """The base of each row; the largest when its columns differ."""
        return tuple(int(row.max(initial=0)) for row in self.base)

    def only(self, labels: Sequence[str]) -> "Counts":
        """The same with the rows named in `labels`, in that order. Raises ValueError for a row that is not there."""
        rows = [self.groups.index(label) for label in labels]
        asked = tuple(self.asked[row] for row in rows)
        return Counts(tuple(labels), self.categories, self.table[rows], self.base[rows], asked, self.source)


def count(figure: Figure, tallies: Mapping[Cut, Tally], source: Source, *, panel: bool = False) -> Counts:
    """The counts of a distribution, counts, multiple, battery or statement.

    `tallies` must hold the figure's cuts (see `fetch`). A value that no answer has counts 0. With `panel`, only those
    who answered every time shown are counted. Don't-know and other missing answers are in no base. Raises KeyError
    when a cut is missing and ValueError for a kind that is not a count of answers.
    """
    if figure.kind == "statement":
        return _statement(figure, tallies, source)
    rows = rows_of(figure, tallies, panel=panel)
    if figure.kind == "multiple":
        return _multiple(figure, rows, source)
    if figure.kind == "battery":
        (_, tally, groups) = rows[0]
        lines = [(item.label, item.variable, tally, groups) for item in figure.items]
    elif figure.kind in ("distribution", "counts"):
        lines = [(label, figure.items[0].variable, tally, groups) for label, tally, groups in rows]
    else:
        raise ValueError(f"{figure.id}: a figure of kind {figure.kind!r} is not a count of answers")
    return _exclusive(figure, lines, source)


def rows_of(figure: Figure, tallies: Mapping[Cut, Tally], *, panel: bool = False) -> list[Row]:
    """The rows of a figure: its groups, then the row for all."""
    rows: list[Row] = []
    if figure.grouping is not None:
        tally = tallies[cut_of(figure, panel=panel)]
        rows += [(group.label, tally, group.values) for group in figure.grouping.groups]
    if figure.total is not None or not rows:
        rows.append((figure.total or "", tallies[cut_among(figure.form, figure.among)], groups_among(figure.among)))
    return rows


def number_of(tally: Tally, variable: str, groups: Sequence[GroupValue], codes: Sequence[int]) -> int:
    """How many answers in these groups have one of these codes."""
    found = tally.values.get(variable, {})
    return sum(found.get(group, {}).get(code, 0) for group in groups for code in codes)


def answered(tally: Tally, variable: str, groups: Sequence[GroupValue]) -> int:
    """How many answers there are in these groups, whatever the code."""
    found = tally.values.get(variable, {})
    return sum(sum(found.get(group, {}).values()) for group in groups)


def _in_groups(found: Mapping[GroupValue, int], groups: Sequence[GroupValue]) -> int:
    return sum(found.get(group, 0) for group in groups)


def _exclusive(figure: Figure, lines: Sequence[tuple[str, str, Tally, Sequence[GroupValue]]], source: Source) -> Counts:
    """Columns that exclude each other: the base of a row is the sum of its columns."""
    codes = [category.codes for category in figure.categories]
    table = np.array([[number_of(tally, name, groups, c) for c in codes] for _, name, tally, groups in lines], np.int64)
    n = table.sum(axis=1)
    total = sum(answered(tally, name, groups) for _, name, tally, groups in lines)
    return Counts(
        tuple(label for label, *_ in lines),
        tuple(category.label for category in figure.categories),
        table,
        np.repeat(n[:, None], len(codes), axis=1),
        tuple(_in_groups(tally.asked.get(name, {}), groups) for _, name, tally, groups in lines),
        source,
        int(total - n.sum()),
    )


def _multiple(figure: Figure, rows: Sequence[Row], source: Source) -> Counts:
    """Columns that overlap: each is one 0/1 variable, and the base is who answered any of them."""
    item = str(figure.question_item)
    names = [column.variable for column in figure.items]
    bases = [_in_groups(tally.any_answer.get(item, {}), groups) for _, tally, groups in rows]
    return Counts(
        tuple(label for label, *_ in rows),
        tuple(column.label for column in figure.items),
        np.array([[number_of(tally, name, groups, (1,)) for name in names] for _, tally, groups in rows], np.int64),
        np.repeat(np.array(bases, np.int64)[:, None], len(names), axis=1),
        tuple(_in_groups(tally.any_asked.get(item, {}), groups) for _, tally, groups in rows),
        source,
    )


def _statement(figure: Figure, tallies: Mapping[Cut, Tally], source: Source) -> Counts:
    """Numbers that stand in running text: each part has its own question, and so its own base."""
    groups = tuple(dict.fromkeys(part.group for part in figure.parts))
    categories = tuple(dict.fromkeys(part.category for part in figure.parts))
    table, base, asked = (np.zeros((len(groups), len(categories)), np.int64) for _ in range(3))
    for part in figure.parts:
        cell = groups.index(part.group), categories.index(part.category)
        tally, kept = tallies[cut_among(figure.form, part.among)], groups_among(part.among)
        table[cell] = number_of(tally, part.variable, kept, part.codes)
        base[cell] = answered(tally, part.variable, kept)
        asked[cell] = _in_groups(tally.asked.get(part.variable, {}), kept)
    return Counts(groups, categories, table, base, tuple(int(row.max()) for row in asked), source)
