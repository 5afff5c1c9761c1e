"""The site's keys, which are kept outside the database in one file."""

import os
from pathlib import Path

from django.conf import settings
from django.db import connection

from fremskudt.access.key_file import KeyFileError, Keyring, Mark, mark, read_marked, unreadable, write_new

__all__ = ["KeyFileError", "Keyring", "is_first_use", "is_migrated", "keyring", "write_new"]

_held: dict[Path, tuple[Mark, Keyring]] = {}


def keyring() -> Keyring:
    """The site's keys. Each use looks whether the file was replaced, so that running workers take up a new version."""
    file = settings.KEY_FILE
    try:
        now = mark(os.stat(file))
    except OSError as error:
        if not (isinstance(error, FileNotFoundError) and is_first_use()):
            raise unreadable(file, error) from None
        make_if_missing(file)
        now = mark(os.stat(file))
    if file not in _held or _held[file][0] != now:
        _held[file] = read_marked(file, strict=settings.MODE == "production")
    return _held[file][1]


def is_first_use() -> bool:
    """May a missing file be made anew? Never in production, and never where something was sealed with a lost one."""
    if settings.MODE == "production":
        return False
    from fremskudt.access.models import MasterKey

    return not (is_migrated() and MasterKey.objects.exists())


def is_migrated() -> bool:
    """Has the database its tables yet?"""
    from fremskudt.access.models import MasterKey

    return MasterKey._meta.db_table in connection.introspection.table_names()


def make_if_missing(file: Path) -> None:
    try:
        write_new(file)
    except FileExistsError:  # another worker was first
        return
