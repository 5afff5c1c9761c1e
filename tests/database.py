"""The empty database of the tests: made by the migrations once, kept, and copied by every later run.

The migrations take longer than most files of tests. What is kept is named by everything that they are made of, so that
a change of any of it makes it anew; it holds the tables and triggers, and no row but Django's own of tables and rights.
"""

import hashlib
import os
import shutil
import sqlite3
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from django.db import connection

PACKAGE = Path(__file__).parents[1] / "fremskudt"
MADE_OF = {"migrations", "models", "rules", "config"}
LIBRARIES = ("django", "django-allauth")
MOST = 8  # kept at a time, of several checkouts


def kept() -> Path | None:
    """Where the database of this code lies, or would; none where the tests run on PostgreSQL."""
    if connection.vendor != "sqlite":
        return None
    folder = Path(tempfile.gettempdir(), f"fremskudt-test-databases-{os.getuid()}")
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        return None
    return folder / f"{mark(PACKAGE)}.sqlite3"


def mark(package: Path) -> str:
    """One for each state of what the tables are made of."""
    digest = hashlib.sha256(" ".join([sys.version, sqlite3.sqlite_version, *map(version, LIBRARIES)]).encode())
    for file in sorted(package.rglob("*.py")):
        inside = file.relative_to(package)
        if MADE_OF & set(inside.parts) or file.name == "models.py":
            digest.update(str(inside).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:32]


def copy() -> bool:
    """Put the kept one in the place of the test database; whether there was one."""
    source = kept()
    if source is None or not source.exists():
        return False
    shutil.copyfile(source, connection.settings_dict["TEST"]["NAME"])
    return True


def keep() -> None:
    """Keep the one that was made just now. Several may at once: each writes its own, and the last name holds."""
    target = kept()
    if target is None or target.exists():
        return
    mine = target.with_suffix(f".{os.getpid()}")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(mine)])
    mine.replace(target)
    for old in sorted(target.parent.glob("*.sqlite3"), key=lambda file: file.stat().st_mtime)[:-MOST]:
        old.unlink(missing_ok=True)
