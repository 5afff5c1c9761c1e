"""Counts of filled-in forms, for the tables that say how many answered, where and when."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

import ibis
import ibis.expr.types as ir
import numpy as np

from fremskudt.analysis.counts.cut import chosen
from fremskudt.analysis.counts.table import Counts
from fremskudt.analysis.plan import Among, Figure, TableRow
from fremskudt.analysis.results import Source

Forms: TypeAlias = list[
    tuple[str, int, int, str, int]
]  # instrument, wave, answer number, municipality, number of forms


def fetch_forms(responses: ir.Table, answers: ir.Table, figures: Iterable[Figure]) -> Mapping[Among | None, Forms]:
    """The number of responses by form, wave, answer number and municipality: one query for each base filter."""
    filters = {None: None} | {row.among: None for figure in figures for row in figure.rows}
    return {among: _forms(responses, answers, among) for among in filters}


def _forms(responses: ir.Table, answers: ir.Table, among: Among | None) -> Forms:
    rows = responses if among is None else responses.semi_join(chosen(answers, among), "response")
    names = ["instrument", "wave", "answer_number", "municipality"]
    counted = rows.group_by(names).aggregate(n=ibis._.count()).to_pyarrow()
    return list(zip(*(counted[name].to_pylist() for name in [*names, "n"]), strict=True))


def count_forms(figure: Figure, forms: Mapping[Among | None, Forms], source: Source) -> Counts:
    """The counts of a table: rows of forms x municipalities, or x what is counted.

    The column for all comes first and counts every municipality, also one that has no column; `outside` counts the
    forms from such municipalities. The base of a row is its forms.
    """
    kept = [_of_row(row, forms[row.among]) for row in figure.rows]
    totals = [sum(n for *_, n in lines) for lines in kept]
    if figure.columns:
        labels = tuple(column.label for column in figure.columns)
        table = [[_counted(column.count, lines) for column in figure.columns] for lines in kept]
        outside = 0
    else:
        groups = figure.grouping.groups if figure.grouping else ()
        parts = [[sum(n for *_, town, n in lines if town in group.values) for group in groups] for lines in kept]
        outside = sum(totals) - sum(map(sum, parts))
        labels = tuple(group.label for group in groups)
        table = parts
        if figure.total:
            labels = (figure.total, *labels)
            table = [[total, *line] for total, line in zip(totals, parts, strict=True)]
    base = np.repeat(np.array(totals, np.int64)[:, None], len(labels), axis=1)
    rows = tuple(row.label for row in figure.rows)
    return Counts(rows, labels, np.array(table, np.int64), base, tuple(totals), source, outside)


def _of_row(row: TableRow, forms: Forms) -> Forms:
    return [
        line
        for line in forms
        if line[0] == row.form
        and (row.waves is None or line[1] in row.waves)
        and (row.answer_numbers is None or line[2] in row.answer_numbers)
    ]


def _counted(what: str, lines: Forms) -> int:
    """Responses, distinct waves, or respondents (each has exactly one first answer)."""
    match what:
        case "waves":
            return len({wave for _, wave, *_ in lines})
        case "respondents":
            return sum(n for _, _, answer_number, _, n in lines if answer_number == 1)
    return sum(n for *_, n in lines)
