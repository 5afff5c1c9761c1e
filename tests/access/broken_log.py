"""Ways in which a log cannot be written, each for as long as a `with` lasts."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from fremskudt.access.models import ChainHead
from tests.flushing import unguarded


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def changed(change: tuple[str, ...], back: tuple[str, ...]) -> Iterator[None]:
    run(*change)
    try:
        yield
    finally:
        run(*back)


def refused_lines() -> AbstractContextManager[None]:
    if connection.vendor == "sqlite":
        trigger = "CREATE TRIGGER full BEFORE INSERT ON access_event BEGIN SELECT RAISE(ABORT, 'full'); END"
        return changed((trigger,), ("DROP TRIGGER full",))
    refuse = "$$ BEGIN RAISE EXCEPTION 'full' USING ERRCODE = 'disk_full'; END $$"
    return changed(
        (
            f"CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS {refuse}",
            "CREATE TRIGGER full_disk BEFORE INSERT ON access_event FOR EACH ROW EXECUTE FUNCTION full_disk()",
        ),
        ("DROP TRIGGER full_disk ON access_event", "DROP FUNCTION full_disk()"),
    )


def lost_table() -> AbstractContextManager[None]:
    away, back = "ALTER TABLE access_event RENAME TO gone", "ALTER TABLE gone RENAME TO access_event"
    return changed((away,), (back,))


def read_only() -> AbstractContextManager[None]:
    if connection.vendor == "sqlite":
        return changed(("PRAGMA query_only = ON",), ("PRAGMA query_only = OFF",))
    setting = "SET default_transaction_read_only"
    return changed((f"{setting} = on",), (f"{setting} = off",))


@contextmanager
def lost_head() -> Iterator[None]:
    head = ChainHead.objects.get()
    with transaction.atomic(), unguarded():
        ChainHead.objects.all().delete()
    try:
        yield
    finally:
        head.save(force_insert=True)


@contextmanager
def broken_key() -> Iterator[None]:
    file = Path(settings.KEY_FILE)
    away = file.rename(file.with_suffix(".away"))
    file.write_text("{}")
    file.chmod(0o600)
    try:
        yield
    finally:
        away.rename(file)
