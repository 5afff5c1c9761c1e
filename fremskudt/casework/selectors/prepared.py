"""A question that is put together once and asked many times, with other numbers, days and hours in it each time.

Django puts the SQL of a queryset together anew whenever it is asked, which for a question over a dozen tables takes far
longer than the answer. Here the queryset is built once with marks in the places of what changes; see docs/decisions.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from django.db import connection

# Values that no row has, by which the places are found again.
_NUMBER, _MOMENT, _DAY = -(10**15), datetime(4000, 1, 1, tzinfo=UTC), date(5000, 1, 1)
NOBODY = -1
SHORTEST = 16


class Marks:
    """The marks of one question; each is made once, by its name."""

    def __init__(self) -> None:
        self.made: dict[str, Any] = {}

    def number(self, name: str) -> int:
        return self.made.setdefault(name, _NUMBER - len(self.made))  # type: ignore[no-any-return]

    def numbers(self, name: str, n: int) -> list[int]:
        return [self.number(f"{name} {place}") for place in range(n)]

    def moment(self, name: str) -> datetime:
        return self.made.setdefault(name, _MOMENT + timedelta(minutes=len(self.made)))  # type: ignore[no-any-return]

    def day(self, name: str) -> date:
        return self.made.setdefault(name, _DAY + timedelta(days=len(self.made)))  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Place:
    """Where a value goes, and the type the database wants it in."""

    name: str
    kind: type


@dataclass(frozen=True)
class Prepared:
    sql: str
    values: tuple[Any, ...]  # some of them are a Place
    converters: dict[int, tuple[list[Any], Any]]

    def ask(self, told: Mapping[str, Any]) -> list[list[Any]]:
        """The rows, each value as Django would give it."""
        filled = [_fit(told[one.name], one.kind) if isinstance(one, Place) else one for one in self.values]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, filled)
            rows = [list(row) for row in cursor.fetchall()]
        for column, (convert_all, expression) in self.converters.items():
            for row in rows:
                for convert in convert_all:
                    row[column] = convert(row[column], expression, connection)
        return rows


@cache
def prepare(build: Callable[..., Any], *sizes: int) -> Prepared:
    """The question that `build` gives of its marks, for lists of these lengths. Put together once in a process."""
    marks = Marks()
    compiler = build(marks, *sizes).query.get_compiler(connection=connection)
    sql, values = compiler.as_sql()
    places = {_fit(value, type(value)): name for name, value in marks.made.items()}
    found = tuple(Place(places[one], type(one)) if one in places else one for one in values)
    return Prepared(sql, found, compiler.get_converters([column[0] for column in compiler.select]))


def length(n: int) -> int:
    """How long a list of so many is in the question: a power of two, so that few questions are put together."""
    size = SHORTEST
    while size < n:
        size *= 2
    return size


def listed(name: str, numbers: Sequence[int], size: int) -> dict[str, int]:
    """What a list of marks stands for; the places that are left over stand for nobody."""
    filled = [*numbers, *[NOBODY] * (size - len(numbers))]
    return {f"{name} {place}": number for place, number in enumerate(filled)}


def _fit(value: Any, kind: type) -> Any:
    """The value as this database takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return kind(value)
