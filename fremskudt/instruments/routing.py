"""Which items are shown. Conditions are a small tree; answers that are not there make them unknown, not false.

Three-valued logic (Kleene 1952): an unknown part decides nothing by itself, so `and` with a false part is false and
`or` with a true part is true whatever the unknown part turns out to be.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from fremskudt.instruments.missing import Missing

Values = Mapping[str, int | Missing | None]  # variable → value, reason for missing, or None when nothing is known

COMPARISONS: Mapping[str, Callable[[int, int], bool]] = MappingProxyType(
    {
        "eq": operator.eq,
        "ne": operator.ne,
        "gt": operator.gt,
        "ge": operator.ge,
        "lt": operator.lt,
        "le": operator.le,
    }
)


@dataclass(frozen=True)
class Compare:
    """One variable against numbers: `eq ne gt ge lt le` have one, `in` has one or more."""

    op: str
    variable: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Combine:
    """All (`and`) or at least one (`or`) of the parts."""

    op: Literal["and", "or"]
    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class Not:
    """The opposite of the part; unknown stays unknown."""

    part: "Condition"


Condition = Compare | Combine | Not


def evaluate(condition: Condition, values: Values) -> bool | None:
    """True, False, or None when missing answers leave it open.

    A variable counts as unknown when it is absent, None or missing. The exception is `not_shown`: an item that was
    never shown fulfils no comparison.
    """
    match condition:
        case Compare():
            return _compare(condition, values.get(condition.variable))
        case Not(part):
            known = evaluate(part, values)
            return None if known is None else not known
        case Combine(op, parts):
            return _combine(op, [evaluate(part, values) for part in parts])


def _compare(condition: Compare, value: int | Missing | None) -> bool | None:
    if value is Missing.NOT_SHOWN:
        return False
    if value is None or isinstance(value, Missing):
        return None
    if condition.op == "in":
        return value in condition.numbers
    return COMPARISONS[condition.op](value, condition.numbers[0])


def _combine(op: Literal["and", "or"], parts: list[bool | None]) -> bool | None:
    decisive = op == "or"
    if decisive in parts:
        return decisive
    return None if None in parts else not decisive


def comparisons(condition: Condition) -> Iterator[Compare]:
    """Every comparison in the tree, from left to right."""
    match condition:
        case Compare():
            yield condition
        case Not(part):
            yield from comparisons(part)
        case Combine(_, parts):
            for part in parts:
                yield from comparisons(part)


def route(condition: Condition, routes: Mapping[str, Condition]) -> Condition:
    """The condition with the routes of the variables it asks about, so that what hangs on a hidden item is hidden too.

    `routes` maps a variable to the (already resolved) route of its item. Example: `heavy_days` asks about `units`, and
    `units` is shown only to those who drank; then nobody who did not drink is asked about heavy days.
    """
    match condition:
        case Compare(variable=variable) if variable in routes:
            return Combine("and", (routes[variable], condition))
        case Compare():
            return condition
        case Not(part):
            return Not(route(part, routes))
        case Combine(op, parts):
            return Combine(op, tuple(route(part, routes) for part in parts))


def as_written(condition: Condition | None) -> object:
    """The condition as plain lists and dicts, in the form in which the instrument file writes it."""
    match condition:
        case None:
            return None
        case Compare("in", variable, numbers):
            return {"in": [variable, list(numbers)]}
        case Compare(op, variable, numbers):
            return {op: [variable, numbers[0]]}
        case Not(part):
            return {"not": as_written(part)}
        case Combine(op, parts):
            return {op: [as_written(part) for part in parts]}
