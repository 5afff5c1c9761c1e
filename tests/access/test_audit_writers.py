"""Several processes write at once: one chain, no number twice, none left out, and nothing lost."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from fremskudt.access import audit
from fremskudt.access.models import Event

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

N_WRITERS = 4
ROUNDS = 60


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The tests' database as other processes can reach it; of SQLite, which is in memory, a copy as a file."""
    if connection.vendor == "postgresql":
        place = connection.settings_dict
        host = quote(str(place["HOST"]), safe="")
        return f"postgresql://{place['USER']}@/{place['NAME']}?host={host}"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(tmp_path / "copy.sqlite3")])
    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as copy:
        copy.execute("PRAGMA journal_mode=WAL")  # as a site's own file is; two who turn it so at once collide
    return f"sqlite:///{tmp_path / 'copy.sqlite3'}"


def fremskudt(url: str, *words: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "DATABASE_URL": url, "KEY_FILE": str(settings.KEY_FILE)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([sys.executable, *words], env=environment, text=True, **pipes)  # type: ignore[call-overload,no-any-return]


def test_audit_parallel_writers_make_one_chain(url: str) -> None:
    module = ["-m", "tests.access.audit_writer"]
    writers = [fremskudt(url, *module, f"{name}", f"{ROUNDS}") for name in range(N_WRITERS)]
    for writer in writers:
        assert writer.stdout
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin
        writer.stdin.write("\n")
        writer.stdin.flush()
    told = [writer.communicate() for writer in writers]
    assert all(not errors for _kept, errors in told), told
    kept = sum(int(lines) for lines, _errors in told)
    assert kept == N_WRITERS * sum(1 + number % 4 for number in range(ROUNDS) if number % 3 != 2)
    main = "from fremskudt.config.cli import main; raise SystemExit(main())"
    verified = fremskudt(url, "-c", main, "audit", "verify")
    said, errors = verified.communicate()
    assert (verified.returncode, errors) == (0, "")
    assert said.startswith(f"{kept} linjer, alle hele. Hoved: {kept} ")
    if connection.vendor == "postgresql":
        assert audit.verify().number == kept == Event.objects.count()
