"""Counts of answers and of forms: raw integers, which only disclosure.protect may turn into something shown."""

from fremskudt.analysis.counts.cut import Cut, Tally, cut_among, cut_of, cuts_of, fetch, query, tally
from fremskudt.analysis.counts.responses import Forms, count_forms, fetch_forms
from fremskudt.analysis.counts.table import Counts, Integers, answered, count, number_of, rows_of

__all__ = [
    "Counts",
    "Cut",
    "Forms",
    "Integers",
    "Tally",
    "answered",
    "count",
    "count_forms",
    "cut_among",
    "cut_of",
    "cuts_of",
    "fetch",
    "fetch_forms",
    "number_of",
    "query",
    "rows_of",
    "tally",
]
