"""Keys are rotated while people work, by a process that is killed: nobody meets an identity that cannot be read."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.casework import rotating

pytestmark = pytest.mark.database
COMMAND = [sys.executable, "-c", "from fremskudt.config.cli import main; raise SystemExit(main())"]
KILLS = 2
READS = 40  # after every kill, by readers who meet keys of both versions


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a site of its own, on the kind of database that the tests run on, with its citizens."""
    folder, url = tmp_path_factory.mktemp("site"), os.environ.get("DATABASE_URL", "")
    if urlsplit(url).scheme.startswith("postgres"):
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS rotating")
            connection.execute("CREATE DATABASE rotating")
        url = urlsplit(url)._replace(path="/rotating").geturl()
    environment = {**os.environ, "FREMSKUDT_MODE": "demo", "FREMSKUDT_DATA": str(folder), "DATABASE_URL": url}
    for words in ([*COMMAND, "manage", "migrate", "-v0"], [sys.executable, "-m", "tests.casework.rotating", "fill"]):
        done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    return environment


def fremskudt(site: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *arguments], env=site, capture_output=True, text=True, check=False)


def killed_rotation(site: dict[str, str], *, after: int) -> int:
    """Kill -9 a rotation when it has told of so many batches."""
    with subprocess.Popen([*COMMAND, "keys", "rotate"], env=site, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        for _ in range(after):
            running.stderr.readline()
        running.kill()
    return running.returncode


def let_them_read(reads: Path) -> None:
    """Wait until the readers have read on for a while: a slow machine reads as much as a quick one."""
    enough, too_late = reads.stat().st_size + READS, time.monotonic() + 120
    while reads.stat().st_size < enough and time.monotonic() < too_late:
        time.sleep(0.05)


def test_rotation_under_readers_and_kills_leaves_nothing_unreadable(site: dict[str, str], tmp_path: Path) -> None:
    reading = [sys.executable, "-m", "tests.casework.rotating", "read", str(tmp_path)]
    with subprocess.Popen(reading, env=site, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as readers:
        assert readers.stdout is not None
        assert readers.stdout.readline() == "reading\n"
        ends = []
        for kill in range(KILLS):
            ends.append(killed_rotation(site, after=kill + 1))
            let_them_read(tmp_path / "reads")
        last = fremskudt(site, "keys", "rotate")
        retired = fremskudt(site, "keys", "retire", "1")
        (tmp_path / "stop").touch()
        told, errors = readers.communicate()
    assert ends == [-9] * KILLS
    assert (last.returncode, retired.returncode) == (0, 0), last.stderr + retired.stderr
    assert "version 2" in last.stderr  # it went on with the version that the first had begun
    found = json.loads(told)
    assert found["unreadable"] == 0, errors
    assert found["reads"] >= KILLS * READS
    check = fremskudt(site, "keys", "check")
    assert "version 2: made" in check.stdout
    assert f"needed by {rotating.N} citizens' keys, {rotating.N_LETTERS} letters' keys" in check.stdout
    everything = json.dumps([told, errors, last.stdout, last.stderr, retired.stdout, check.stdout])
    assert rotating.CANARY not in everything


def test_rotation_no_file_of_the_site_holds_what_is_sealed(site: dict[str, str]) -> None:
    """The raw bytes of the database, its write-ahead log and all beside it; on PostgreSQL what is in the folder."""
    folder = Path(site["FREMSKUDT_DATA"])
    files = [file for file in folder.rglob("*") if file.is_file()]
    content = b"\n".join(file.read_bytes() for file in files)
    if any(file.suffix == ".sqlite3" for file in files):
        assert b"K-1999" in content  # it was searched where the citizens are
    for canary in (rotating.CANARY, "0102031999", "010203-1999", f"+45{rotating.PHONE}1999", f"{rotating.PHONE}1999"):
        for form in (canary.encode(), canary.encode("utf-16-le"), canary.encode().hex().encode()):
            assert form not in content, canary
