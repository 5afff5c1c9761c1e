"""A question that is put together once and asked many times, with other numbers, days and hours in it each time.

Django puts the SQL of a queryset together anew whenever it is asked, which for a question over a dozen tables takes far
longer than the answer. Here the queryset is built once with marks in the places of what changes. A moment that the
queryset took from the clock meanwhile is a place too, and is asked with the clock of then. See docs/decisions/0020.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import islice
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission

# Values that no row has, by which the places are found again.
_NUMBER, _MOMENT, _DAY = -(10**15), datetime(4000, 1, 1, tzinfo=UTC), date(5000, 1, 1)
NOBODY = -1
SHORTEST = 4
NOW = "now"
LIST = re.compile(r"IN \(%s(?:, %s)*\)|%s")


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
        told = {NOW: timezone.now(), **told}
        filled = [_fit(told[one.name], one.kind) if isinstance(one, Place) else one for one in self.values]
        with _cursor() as cursor:
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
    marks, before = Marks(), timezone.now()
    compiler = build(marks, *sizes).query.get_compiler(connection=connection)
    sql, values = compiler.as_sql()
    begun, done = (_fit(at, datetime) for at in (before, timezone.now()))
    places = {_fit(value, type(value)): name for name, value in marks.made.items()}
    places |= {one: NOW for one in values if type(one) is type(begun) and begun <= one <= done}
    found = [Place(places[one], type(one)) if one in places else one for one in values]
    if connection.vendor == "postgresql":
        sql, found = _gather(sql, found)
    return Prepared(sql, tuple(found), compiler.get_converters([column[0] for column in compiler.select]))


def _gather(sql: str, values: list[Any]) -> tuple[str, list[Any]]:
    """The question with each list as one value: for PostgreSQL it is then the same, however long the list is."""
    left, gathered = iter(values), list[Any]()

    def one(match: re.Match[str]) -> str:
        taken = list(islice(left, match[0].count("%s")))
        lists = {value.name.rpartition(" ")[0] if isinstance(value, Place) else "" for value in taken}
        is_list = match[0] != "%s" and len(lists) == 1 and "" not in lists
        gathered.extend([Place(lists.pop(), list)] if is_list else taken)
        return "= ANY(%s)" if is_list else match[0]

    return LIST.sub(one, sql), gathered


def _cursor() -> CursorWrapper:
    """PostgreSQL keeps the plan of what it binds itself (0029). A log of questions wants it as Django binds it."""
    if connection.vendor != "postgresql" or connection.queries_logged:
        return connection.cursor()
    from psycopg import Cursor

    connection.ensure_connection()
    return CursorWrapper(Cursor(connection.connection), connection)


def length(n: int) -> int:
    """How long a list of so many is in the question: a power of two, so that few questions are put together."""
    size = SHORTEST
    while size < n:
        size *= 2
    return size


def listed(name: str, numbers: Sequence[int], size: int) -> dict[str, Any]:
    """What a list of marks stands for, together and one by one; the places that are left over stand for nobody."""
    filled = [*numbers, *[NOBODY] * (size - len(numbers))]
    return {name: numbers} | {f"{name} {place}": number for place, number in enumerate(filled)}


def marked_reach(marks: Marks, towns: dict[Permission, int]) -> Reach:
    """Somebody's reach with marks for who they are and for so many municipalities of each permission."""
    marked = {permission: frozenset(marks.numbers(permission, n)) for permission, n in towns.items()}
    return Reach(user_id=marks.number("me"), towns_of=marked)


def n_towns(reach: Reach, *permissions: Permission) -> tuple[int, ...]:
    return tuple(length(len(reach.towns(permission))) for permission in permissions)


def told_reach(reach: Reach, *permissions: Permission) -> dict[str, Any]:
    """What the marks of a reach stand for."""
    told: dict[str, Any] = {"me": reach.user_id or NOBODY}
    for permission, n in zip(permissions, n_towns(reach, *permissions), strict=True):
        told |= listed(permission, sorted(reach.towns(permission)), n)
    return told


def _fit(value: Any, kind: type) -> Any:
    """The value as this database takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return kind(value)
