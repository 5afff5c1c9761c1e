"""Which responses are counted, how they are split, and the one grouped query that does it.

A plan's figures share few cuts. Each is ONE query over the long answers table, whatever the number of figures; its rows
come back as one small table, and everything after that (merged categories, bases, totals) happens on integers.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from fremskudt.analysis.plan import Among, Figure

GroupValue: TypeAlias = int | str | None
UNASKED = ("not_shown", "not_asked")  # the question never reached the respondent
NEVER_ASKED = -4  # stands for both in a query's `value`; answers are 0 or more


@dataclass(frozen=True)
class Cut:
    """Which responses of a form are counted, and how they are split.

    `item` is the grouping question (a variable of the form) when `by` is "item". `among` keeps only responses with
    certain answers, `panel` only those of respondents with at least that many answers to the form.
    """

    form: str
    by: str = "all"
    item: str | None = None
    among: Among | None = None
    panel: int | None = None


@dataclass
class Tally:
    """The fetched counts of one cut, by variable and group (None in a cut that is not split).

    `values`[variable][group][value] is the number of answers and `asked`[variable][group] the number of responses that
    were asked. Of a multiple response item as a whole, `any_answer`[item][group] counts the responses that answered any
    part of it and `any_asked` those that were asked it.
    """

    values: dict[str, dict[GroupValue, dict[int, int]]] = field(default_factory=dict)
    asked: dict[str, dict[GroupValue, int]] = field(default_factory=dict)
    any_answer: dict[str, dict[GroupValue, int]] = field(default_factory=dict)
    any_asked: dict[str, dict[GroupValue, int]] = field(default_factory=dict)


def cut_of(figure: Figure, *, panel: bool = False) -> Cut:
    """The cut that a figure's groups are counted in; with `panel`, only those who answered every time shown."""
    grouping = figure.grouping
    if grouping is None:
        return cut_among(figure.form, figure.among)
    return Cut(figure.form, grouping.by, grouping.item, figure.among, figure.panel_size if panel else None)


def cut_among(form: str, among: Among | None) -> Cut:
    """The cut of numbers for a whole form, or for all that a base filter keeps.

    Keeping the responses with certain answers is the same as splitting by that question and reading those groups (see
    `groups_among`), and such a cut serves every filter on the question.
    """
    return Cut(form) if among is None else Cut(form, "item", among.variable)


def groups_among(among: Among | None) -> tuple[GroupValue, ...]:
    """The groups of `cut_among` that belong to the filter."""
    return (None,) if among is None else among.codes


def cuts_of(figures: Iterable[Figure]) -> Mapping[Cut, set[str]]:
    """Every cut that the figures need, each once, with the multiple response items that are counted in it.

    Tables count responses, not answers, and need none.
    """
    cuts: dict[Cut, set[str]] = {}
    for figure in figures:
        needed = [cut_among(figure.form, part.among) for part in figure.parts]
        if figure.items:
            needed.append(cut_of(figure))
        if figure.items and figure.total:
            needed.append(cut_among(figure.form, figure.among))
        if figure.panel:
            needed.append(cut_of(figure, panel=True))
        for cut in needed:
            cuts.setdefault(cut, set()).update(filter(None, [figure.question_item]))
    return cuts


def fetch(answers: ir.Table, figures: Iterable[Figure]) -> Mapping[Cut, Tally]:
    """Run the query of every cut the figures need. `answers` is the extract's long table, on any ibis backend."""
    return {cut: tally(query(answers, cut, items).to_pyarrow(), items) for cut, items in cuts_of(figures).items()}


def query(answers: ir.Table, cut: Cut, multiple: Collection[str] = ()) -> ir.Table:
    """The grouped query of one cut, not yet run: variable, grp (unless the cut is not split), value, n.

    `n` counts the answers with that value, the missing ones when it is null, and those never asked when it is
    NEVER_ASKED. For each item in `multiple` there are also rows with the item as `variable` and a null value: `n`
    counts the responses with an answer to any part of it, `asked` (null elsewhere) those that were asked it.
    """
    rows = _kept(answers, cut)
    split = [] if cut.by == "all" else ["grp"]
    unasked = ibis._.value.isnull() & ibis._.missing.isin(UNASKED)
    marked = rows.mutate(value=ibis.cases((unasked, NEVER_ASKED), else_=ibis._.value))
    counted = marked.group_by(["variable", *split, "value"]).aggregate(n=ibis._.count())
    if not multiple:
        return counted
    counted = counted.mutate(asked=ibis.null("int64"))
    whole = rows.filter(rows.item.isin(sorted(multiple))).group_by(*split, variable="item")
    parts = whole.aggregate(
        n=ibis._.response.nunique(where=ibis._.value.notnull()),
        asked=ibis._.response.nunique(where=ibis._.value.notnull() | ~ibis._.missing.isin(UNASKED)),
    ).mutate(value=ibis.null(marked.value.type()))
    return counted.union(parts.select(*counted.columns))


def _kept(answers: ir.Table, cut: Cut) -> ir.Table:
    """The rows of the answers table that a cut counts, with the group in column `grp`."""
    rows = answers.filter(answers.instrument == cut.form)
    if cut.panel is not None:
        rows = rows.filter(rows.n_answers >= cut.panel)
    if cut.among is not None:
        rows = rows.semi_join(chosen(answers, cut.among), "response")
    if cut.item is not None:
        split = answers.filter(
            answers.instrument == cut.form, answers.variable == cut.item, answers.value.notnull()
        ).select("response", grp="value")
        return rows.inner_join(split, "response")
    return rows if cut.by == "all" else rows.mutate(grp=rows[cut.by])


def chosen(answers: ir.Table, among: Among) -> ir.Table:
    """The responses (column `response`) that a base filter keeps."""
    kept = answers.filter(
        answers.instrument == among.form, answers.variable == among.variable, answers.value.isin(among.codes)
    )
    return kept.select("response")


def tally(counted: pa.Table, multiple: Collection[str] = ()) -> Tally:
    """The rows of one query, sorted by variable, group and value. `multiple` as it was given to the query."""
    found = Tally()
    ungrouped = [None] * counted.num_rows
    columns = [
        counted[name].to_pylist() if name in counted.column_names else ungrouped
        for name in ("variable", "grp", "value", "n", "asked")
    ]
    for variable, group, value, n, asked in zip(*columns, strict=True):
        if variable in multiple:
            found.any_answer.setdefault(variable, {})[group] = n
            found.any_asked.setdefault(variable, {})[group] = asked
            continue
        if value == NEVER_ASKED:
            continue
        if value is not None:
            found.values.setdefault(variable, {}).setdefault(group, {})[value] = n
        reached = found.asked.setdefault(variable, {})
        reached[group] = reached.get(group, 0) + n
    return found
