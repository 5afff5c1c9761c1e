"""The page that reads 25 people and writes their events, at a steady rate; and how long »barred« and »absent« take.

The load is open: requests start when they are due, whether or not earlier ones were answered, so that a stall is seen.
"""

import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from statistics import median, quantiles
from typing import Any, NamedTuple

from tests.postgres import cluster

RATE, SECONDS, BUDGET_MS = 50, 20, 150
PAIRS = 500
DURABLE = "-c fsync=on -c synchronous_commit=on"


class Site(NamedTuple):
    port: int
    session: str
    caseload: str
    barred: str
    absent: str


class Asked(NamedTuple):
    milliseconds: float
    status: int


@contextmanager
def site(database_url: str) -> Iterator[Site]:
    """A site of its own, served by two workers on this machine only."""
    with tempfile.TemporaryDirectory(prefix="fremskudt-bench-") as folder:
        env = {**os.environ, "FREMSKUDT_MODE": "demo", "FREMSKUDT_DATA": folder, "DATABASE_URL": database_url}
        made = subprocess.run([sys.executable, "-m", "bench.site"], env=env, check=True, capture_output=True, text=True)
        told = json.loads(made.stdout.splitlines()[-1])
        port = free_port()
        command = "from fremskudt.config.cli import main; raise SystemExit(main())"
        serve = [sys.executable, "-c", command, "serve", "--port", str(port)]
        server = subprocess.Popen(serve, env=env, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        try:
            wait_for(port)
            yield Site(port=port, **told)
        finally:
            server.terminate()
            server.wait()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The site did not start.")


def ask(at: Site, address: str, due: float | None = None) -> Asked:
    """One request; its time is counted from when it was due."""
    begun = time.perf_counter() if due is None else due
    connection = http.client.HTTPConnection("127.0.0.1", at.port, timeout=30)
    connection.request("GET", address, headers={"Cookie": f"session={at.session}"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return Asked((time.perf_counter() - begun) * 1000, answer.status)


def steady(at: Site, address: str) -> list[Asked]:
    """RATE requests a second for SECONDS seconds."""
    with ThreadPoolExecutor(max_workers=64) as pool:
        start, asked = time.perf_counter(), []
        for number in range(RATE * SECONDS):
            due = start + number / RATE
            time.sleep(max(0.0, due - time.perf_counter()))
            asked.append(pool.submit(ask, at, address, due))
        return [one.result() for one in asked]


def load_row(name: str, at: Site) -> str:
    for _ in range(20):  # the first requests of a worker load its templates
        ask(at, at.caseload)
    answers = steady(at, at.caseload)
    cuts = quantiles([one.milliseconds for one in answers], n=100)
    failed = sum(one.status != 200 for one in answers)
    times = " | ".join(f"{cuts[percent - 1]:.0f}" for percent in (50, 95, 99))
    return f"| {name} | {RATE} | {len(answers)} | {failed} | {times} | {BUDGET_MS} |"


def no_row(name: str, at: Site) -> str:
    """Barred and absent, in turn, so that whatever else the machine does falls on both."""
    times: dict[str, list[float]] = {at.barred: [], at.absent: []}
    for number in range(PAIRS):  # each is the first of the pair as often as the other
        for address in sorted(times, reverse=bool(number % 2)):
            times[address].append(ask(at, address).milliseconds)
    barred, absent = (median(found) for found in times.values())
    return f"| {name} | {PAIRS} | {barred:.2f} | {absent:.2f} | {barred / absent:.3f} |"


def compare() -> dict[str, str]:
    """The two tables, for both databases."""
    loads, noes = [], []
    with cluster(DURABLE) as url:
        for name, database in (("SQLite, synchronous=FULL", ""), ("PostgreSQL", url)):
            with site(database) as at:
                loads.append(load_row(name, at))
                noes.append(no_row(name, at))
    return {
        "load": table("database | requests/s | requests | not 200 | p50, ms | p95, ms | p99, ms | budget p95", loads),
        "no": table("database | pairs | barred, median ms | not there, median ms | ratio", noes),
    }


def table(heads: str, rows: list[str]) -> str:
    return "\n".join([f"| {heads} |", "|---" * (heads.count("|") + 1) + "|", *rows])


def main(_arguments: Any = None) -> None:
    for text in compare().values():
        print(text, end="\n\n")


if __name__ == "__main__":
    main()
