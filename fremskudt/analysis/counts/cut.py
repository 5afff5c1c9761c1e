"""Which responses are counted, how they are split, and the one grouped query that does it.

A plan's figures share few cuts. Each is ONE query over the long answers table, whatever the number of figures; its rows
come back as one small table, and everything after that (merged categories, bases, totals) happens on integers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from fremskudt.analysis.plan import Among, Figure

GroupValue: TypeAlias = int | str | None
Variable: TypeAlias = tuple[str, str]  # form, variable (or item)
UNASKED = ("not_shown", "not_asked")  # the question never reached the respondent
ANY_PART = "any_part"  # marks the rows of a query that are about a multiple response item as a whole


@dataclass(frozen=True)
class Cut:
    """How responses are split and which are counted.

    `item` (form, variable) is the grouping question when `by` is "item". `among` keeps only responses with certain
    answers, `panel` only those of respondents with at least that many answers to the form.
    """

    by: str = "all"
    item: Variable | None = None
    among: Among | None = None
    panel: int | None = None


@dataclass
class Tally:
    """The fetched counts of one cut. Groups are None in a cut that is not split.

    `values`[form, variable][group][value] is the number of answers, `asked`[form, variable][group] the number of
    responses that were asked. `any_answer`[form, item][group] counts the responses that answered any part of a multiple
    response item, and `any_asked` those that were asked it.
    """

    values: dict[Variable, dict[GroupValue, dict[int, int]]] = field(default_factory=dict)
    asked: dict[Variable, dict[GroupValue, int]] = field(default_factory=dict)
    any_answer: dict[Variable, dict[GroupValue, int]] = field(default_factory=dict)
    any_asked: dict[Variable, dict[GroupValue, int]] = field(default_factory=dict)


def cut_of(figure: Figure, *, panel: bool = False) -> Cut:
    """The cut that a figure's groups are counted in; with `panel`, only those who answered every time shown."""
    grouping = figure.grouping
    if grouping is None:
        return cut_among(figure.among)
    item = (figure.form, grouping.item) if grouping.item else None
    return Cut(grouping.by, item, figure.among, figure.panel_size if panel else None)


def cut_among(among: Among | None) -> Cut:
    """The cut of numbers for all, or for all that a base filter keeps.

    Keeping the responses with certain answers is the same as splitting by that question and reading those groups (see
    `groups_among`), and such a cut serves every filter on the question.
    """
    return Cut() if among is None else Cut("item", (among.form, among.variable))


def groups_among(among: Among | None) -> tuple[GroupValue, ...]:
    """The groups of `cut_among` that belong to the filter."""
    return (None,) if among is None else among.codes


def cuts_of(figures: Iterable[Figure]) -> Mapping[Cut, set[str]]:
    """Every cut that the figures need, each once, with the multiple response items that are counted in it.

    Tables count responses, not answers, and need none.
    """
    cuts: dict[Cut, set[str]] = {}
    for figure in figures:
        needed = [cut_among(part.among) for part in figure.parts]
        if figure.items:
            needed.append(cut_of(figure))
        if figure.items and figure.total:
            needed.append(cut_among(figure.among))
        if figure.panel:
            needed.append(cut_of(figure, panel=True))
        for cut in needed:
            cuts.setdefault(cut, set()).update(filter(None, [figure.question_item]))
    return cuts


def fetch(answers: ir.Table, figures: Iterable[Figure]) -> Mapping[Cut, Tally]:
    """Run the query of every cut the figures need. `answers` is the extract's long table, on any ibis backend."""
    return {cut: tally(query(answers, cut, items).to_pyarrow()) for cut, items in cuts_of(figures).items()}


def query(answers: ir.Table, cut: Cut, multiple: Iterable[str] = ()) -> ir.Table:
    """The grouped query of one cut, not yet run: instrument, variable, grp, value, missing, n.

    `n` counts answers (or reasons for missing, when value is null); a cut that is not split has no column grp. When
    there are items in `multiple`, a column `asked` (null in the rows above) and rows about each item as a whole follow:
    `variable` is the item, `missing` is ANY_PART, `n` counts the responses with an answer to any part of it and `asked`
    those that were asked it.
    """
    rows = _kept(answers, cut)
    split = [] if cut.by == "all" else ["grp"]
    counted = rows.group_by(["instrument", "variable", *split, "value", "missing"]).aggregate(n=ibis._.count())
    items = sorted(multiple)
    if not items:
        return counted
    counted = counted.mutate(asked=ibis.null("int64"))
    asked = ibis._.missing.isnull() | ibis._.missing.notin(UNASKED)
    parts = (
        rows.filter(rows.item.isin(items))
        .group_by("instrument", *split, variable="item")
        .aggregate(n=ibis._.response.nunique(where=ibis._.value.notnull()), asked=ibis._.response.nunique(where=asked))
    )
    parts = parts.mutate(value=ibis.null("int32"), missing=ibis.literal(ANY_PART))
    return counted.union(parts.select(*counted.columns))


def _kept(answers: ir.Table, cut: Cut) -> ir.Table:
    """The rows of the answers table that a cut counts, with the group in column `grp`."""
    rows = answers if cut.panel is None else answers.filter(answers.n_answers >= cut.panel)
    if cut.among is not None:
        rows = rows.semi_join(chosen(answers, cut.among), "response")
    if cut.item is not None:
        form, variable = cut.item
        split = answers.filter(answers.instrument == form, answers.variable == variable, answers.value.notnull())
        return rows.inner_join(split.select("response", grp="value"), "response")
    return rows if cut.by == "all" else rows.mutate(grp=rows[cut.by])


def chosen(answers: ir.Table, among: Among) -> ir.Table:
    """The responses (column `response`) that a base filter keeps."""
    kept = answers.filter(
        answers.instrument == among.form, answers.variable == among.variable, answers.value.isin(among.codes)
    )
    return kept.select("response")


def tally(counted: pa.Table) -> Tally:
    """The rows of one query, sorted by variable, group and value."""
    found = Tally()
    names = ("instrument", "variable", "grp", "value", "missing", "n", "asked")
    nothing = [None] * counted.num_rows
    columns = [counted[name].to_pylist() if name in counted.column_names else nothing for name in names]
    for form, variable, group, value, missing, n, asked in zip(*columns, strict=True):
        key = (form, variable)
        if missing == ANY_PART:
            found.any_answer.setdefault(key, {})[group] = n
            found.any_asked.setdefault(key, {})[group] = asked
            continue
        if value is not None:
            found.values.setdefault(key, {}).setdefault(group, {})[value] = n
        if missing not in UNASKED:
            reached = found.asked.setdefault(key, {})
            reached[group] = reached.get(group, 0) + n
    return found
