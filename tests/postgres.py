"""Run a command on a throw-away PostgreSQL cluster: `python -m tests.postgres COMMAND …`.

The cluster lives in a temporary folder, listens on a socket there only, and is gone afterwards.
"""

import glob
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def binaries() -> Path:
    """The folder of PostgreSQL's programs, the newest that Debian has installed first."""
    installed = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=lambda path: int(path.split("/")[4]))
    found = installed[-1] if installed else shutil.which("initdb")
    if not found:
        raise SystemExit("PostgreSQL is missing. Run:  apt-get install -y postgresql")
    return Path(found).parent


@contextmanager
def cluster(settings: str = FAST) -> Iterator[str]:
    """The DATABASE_URL of a fresh cluster; without settings of its own it is quick and forgets in a power cut."""
    folder = tempfile.mkdtemp(prefix="fremskudt-pg-")
    options: dict[str, Any] = {"cwd": folder, "stdout": subprocess.DEVNULL}
    options["env"] = {**os.environ, "HOME": folder, "LC_ALL": "C.UTF-8"}
    if os.getuid() == 0:  # initdb refuses root
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        options |= {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
    run = partial(subprocess.run, check=True, **options)
    here, data = binaries(), f"{folder}/data"
    initdb = [here / "initdb", "-D", data, "-A", "trust", "-U", "test", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"]
    server = f"-c listen_addresses='' -c unix_socket_directories={folder} {settings}"
    try:
        run(initdb)
        run([here / "pg_ctl", "-D", data, "-w", "-l", f"{folder}/log", "-o", server, "start"])
        yield f"postgresql://test@/postgres?host={quote(folder, safe='')}"
    finally:
        run([here / "pg_ctl", "-D", data, "-m", "immediate", "stop"], check=False)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    with cluster() as url:
        done = subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}, check=False)
    raise SystemExit(done.returncode)
