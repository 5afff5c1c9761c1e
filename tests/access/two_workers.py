"""The site served by two processes on a database of its own: `python -m tests.access.two_workers` fills it."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import requests

from fremskudt.access import keyring

SETTINGS = "tests.access.two_workers_settings"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@contextmanager
def site(folder: Path) -> Iterator[str]:
    """Its address, as long as it is served."""
    keyring.write_new(folder / "keys.json")
    environment = {**os.environ, "FREMSKUDT_DATA": str(folder), "DJANGO_SETTINGS_MODULE": SETTINGS}
    environment["DATABASE_URL"] = own_database(os.environ.get("DATABASE_URL", ""), folder)
    subprocess.run([sys.executable, "-m", "tests.access.two_workers"], env=environment, check=True)
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "4"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--no-ws", "fremskudt.config.wsgi:application"]
    with open(folder / "server.log", "w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            wait_for_workers(server, port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=30)


def own_database(url: str, folder: Path) -> str:
    """A file of its own, or on PostgreSQL a database of its own in the same cluster."""
    if not url:
        return ""
    import psycopg

    name = f"two_workers_{os.getpid()}"  # tests run side by side
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for_workers(server: subprocess.Popen[bytes], port: int) -> None:
    """Until somebody answers; as long as the server lives, and not for ever."""
    until = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < until:
        try:
            requests.get(f"http://127.0.0.1:{port}/log-ind/", timeout=30)
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not start")


class Visitor(requests.Session):
    """A browser without a screen: keeps cookies, and sends each form with the token that stood in it."""

    def __init__(self, home: str) -> None:
        super().__init__()
        self.home, self.token, self.trust_env = home, "", False

    def look(self, path: str) -> requests.Response:
        answer = self.get(self.home + path, timeout=60, allow_redirects=False)
        self._read(answer)
        return answer

    def fill_in(self, path: str, **fields: str) -> requests.Response:
        fields["csrfmiddlewaretoken"] = self.token
        answer = self.post(self.home + path, data=fields, timeout=60, allow_redirects=False)
        self._read(answer)
        return answer

    def _read(self, answer: requests.Response) -> None:
        self.token = next(iter(TOKEN.findall(answer.text)), self.token)


def fill() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    from tests import cast
    from tests.access.logging_in import give_app, give_recovery_codes

    people = cast.assemble()
    give_app(people.therapist)
    give_recovery_codes(people.therapist)


if __name__ == "__main__":
    fill()
