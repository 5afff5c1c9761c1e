"""The product's log can never be emptied. Tests that commit must: they put the triggers aside for that moment."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def unguarded() -> Iterator[None]:
    """A stretch in which the database allows everything, as for someone who owns it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = origin")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _name, sql in triggers:
            cursor.execute(sql)


def flushing(flush: Callable[..., None]) -> Callable[..., None]:
    def flush_log_and_all(operations: Any, sql: list[str]) -> None:
        with transaction.atomic(), unguarded():
            flush(operations, sql)

    return flush_log_and_all
