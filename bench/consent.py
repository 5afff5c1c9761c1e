"""A partner's »Aftalt med os« with little in the database, and with 5,000 people and 200 entries of the ledger each.

    python -m bench.consent [--citizens 5000] [--entries 200] [--rate 20] [--shared 5000]

The entries lie over twenty houses; of each person's to the partner's house one yes still runs (of as many people as
`--shared` says, all of them unless told), the others have lapsed, been replaced or been withdrawn, and one in fifty
has said a no beside the yes. The rows are written past the actions, in bulk; the list is asked for at a steady rate,
whether or not earlier requests were answered. Then, in one process, fifty people and ten recipients are asked about at
once.
On SQLite with synchronous=FULL, and on PostgreSQL with fsync on.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from datetime import datetime, timedelta
from functools import partial
from statistics import median, quantiles
from typing import Any, NamedTuple

from bench import pages
from bench.caseload import batches
from bench.pages import Asked, Site
from tests.postgres import cluster

HOUSES, SECONDS, BUDGET_MS = 20, 20, 200
BATCH = 5000
PEOPLE, RECIPIENTS, TIMES = 50, 10, 50


class Size(NamedTuple):
    citizens: int
    entries: int  # of the ledger, for each citizen
    shared: int  # citizens whose yes to the partner's house still runs


def fill(size: Size) -> None:
    """Made in a process of its own, in the data folder of the site."""
    from fremskudt.config.start import prepare_site

    prepare_site(static=True)
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import connection, transaction
    from django.urls import reverse
    from django.utils import timezone

    from bench.site import session
    from fremskudt.access.models import Membership, Organisation, User

    now = timezone.now()
    town = Organisation.objects.create(kind="municipality", name="Målekommune")
    houses = [
        Organisation.objects.create(kind="drop_in", name=f"Målehus {n}", municipality=town) for n in range(HOUSES)
    ]
    users = [User.objects.create_user(email=f"maaler{n}@example.org", name=f"Måler {n}") for n in range(RECIPIENTS)]
    Membership.objects.bulk_create(
        Membership(user=user, organisation=house, role="partner") for user, house in zip(users, houses, strict=False)
    )
    with transaction.atomic():
        citizens = people(town, users[0], size.citizens, now)
        for batch in batches(entries(citizens, houses, users[0], size, now), BATCH):
            keep(batch, now, users[0])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the database does by itself before long
    told = {
        "session": session(SessionStore(), users[0]), "caseload": reverse("casework:agreed"), "barred": "",
        "absent": "",
    }  # fmt: skip
    print(json.dumps({"site": told, "ask": asking([one.pk for one in citizens[:PEOPLE]], [user.pk for user in users])}))


def people(town: Any, user: Any, n: int, now: datetime) -> list[Any]:
    """Each with a course that goes on and a time within the month."""
    from fremskudt.casework.models import Appointment, Case, Citizen

    citizens = Citizen.objects.bulk_create(
        Citizen(code=f"MAAL{number:05}", alias=f"Ord {number}", municipality=town, made_at=now, made_by=user)
        for number in range(n)
    )
    cases = Case.objects.bulk_create(
        Case(citizen=one, number=1, found_on=now.date(), made_at=now, by=user) for one in citizens
    )
    Appointment.objects.bulk_create(
        Appointment(case=one, at=now + timedelta(days=1 + number % 30), place="home", owner=user, made_at=now, by=user)
        for number, one in enumerate(cases)
    )
    return citizens


def entries(citizens: list[Any], houses: list[Any], user: Any, size: Size, now: datetime) -> Iterator[Any]:
    """What each citizen has answered to each house, the newest last."""
    from fremskudt.casework.models import ConsentEntry

    each, today = max(size.entries // len(houses), 1), now.date()
    for number, citizen in enumerate(citizens):
        for turn in range(each * len(houses)):
            house, age = houses[turn % len(houses)], each - 1 - turn // len(houses)
            runs = age == 0 and (turn % len(houses) or number < size.shared)
            refused = age == 1 and number % 50 == 0
            said = now - timedelta(days=1 + 90 * age)
            yield ConsentEntry(
                citizen=citizen, organisation=house, answer="no" if refused else "yes", purpose="help",
                topics="health" if refused else "appointments agreements housing health", direction="both",
                form="phone", words="Må de vide det?", said_at=said, made_at=said, by=user,
                until_on=None if refused else today + timedelta(days=60 if runs or age == 2 else -1 - age),
            )  # fmt: skip


def keep(batch: list[Any], now: datetime, user: Any) -> None:
    """Written, and those that would still run but are not the newest of their house ended."""
    from fremskudt.casework.models import ConsentEnd, ConsentEntry

    today, newest = now.date(), now - timedelta(days=2)
    made = ConsentEntry.objects.bulk_create(batch)
    ConsentEnd.objects.bulk_create(
        ConsentEnd(entry=one, why="withdrawn" if one.pk % 100 == 0 else "replaced", at=one.said_at + timedelta(days=30))
        for one in made
        if one.answer == "yes" and one.said_at < newest and (one.until_on or today) > today
    )


def asking(citizens: list[int], users: list[int]) -> dict[str, float]:
    """How many questions and how long (ms, fetching and computing apart) fifty people and ten recipients take."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from fremskudt.casework.rules.consent import Use
    from fremskudt.casework.selectors.consent import recipients_for, sharing

    recipients = [one for found in recipients_for(users).values() for one in found]
    fetching, computing = [], []
    with CaptureQueriesContext(connection) as queries:
        sharing(citizens)
    for _time in range(TIMES):
        begun = time.perf_counter()
        told = sharing(citizens)
        fetched = time.perf_counter()
        for citizen in citizens:
            for recipient in recipients:
                told.topics(citizen, recipient, Use.PAGE)
        fetching.append((fetched - begun) * 1000)
        computing.append((time.perf_counter() - fetched) * 1000)
    return {"queries": len(queries), "fetching": median(fetching), "computing": median(computing)}


@contextmanager
def site(database_url: str, size: Size) -> Iterator[tuple[Site, dict[str, float]]]:
    """A site of its own of that size, served by two workers on this machine only."""
    with tempfile.TemporaryDirectory(prefix="fremskudt-bench-") as folder:
        env = {**os.environ, "FREMSKUDT_MODE": "demo", "FREMSKUDT_DATA": folder, "DATABASE_URL": database_url}
        numbers = [f"--{name}={value}" for name, value in size._asdict().items()]
        command = [sys.executable, "-m", "bench.consent", "--fill", *numbers]
        made = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True)
        told = json.loads(made.stdout.splitlines()[-1])
        port = pages.free_port()
        start = "from fremskudt.config.cli import main; raise SystemExit(main())"
        serve = [sys.executable, "-c", start, "serve", "--port", str(port)]
        server = subprocess.Popen(serve, env=env, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        try:
            wait_for(port)
            yield Site(port=port, **told["site"]), told["ask"]
        finally:
            server.terminate()
            server.wait()


def wait_for(port: int) -> None:
    """Longer than the other benches wait: a large database is looked over before the site opens."""
    for _patience in range(3):
        with suppress(SystemExit):
            return pages.wait_for(port)
    raise SystemExit("The site did not start.")


def steady(at: Site, rate: int) -> list[Asked]:
    """So many requests a second, each counted from when it was due."""
    for _ in range(20):  # the first requests of a worker load its templates
        pages.ask(at, at.caseload)
    with ThreadPoolExecutor(max_workers=64) as pool:
        start, asked = time.perf_counter(), []
        for number in range(rate * SECONDS):
            due = start + number / rate
            time.sleep(max(0.0, due - time.perf_counter()))
            asked.append(pool.submit(pages.ask, at, at.caseload, due))
        return [one.result() for one in asked]


def compare(
    sizes: list[Size], rate: int, name: str, database: Callable[[], AbstractContextManager[str]]
) -> tuple[list[str], list[str]]:
    """A row for each size, each in a database of its own: of the list, and of asking about fifty at once."""
    lists, askings = [], []
    for size in sizes:
        with database() as url, site(url, size) as (at, ask):
            answers = steady(at, rate)
        cuts = quantiles([one.milliseconds for one in answers], n=100)
        failed = sum(one.status != 200 for one in answers)
        what = f"{name} | {size.citizens} | {size.entries}"
        times = " | ".join(f"{cuts[percent - 1]:.0f}" for percent in (50, 95, 99))
        lists.append(f"| {what} | {size.shared} | {rate} | {len(answers)} | {failed} | {times} | {BUDGET_MS} |")
        askings.append(f"| {what} | {ask['queries']:.0f} | {ask['fetching']:.1f} | {ask['computing']:.1f} | 5 |")
    return lists, askings


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--citizens", type=int, default=5000)
    parser.add_argument("--entries", type=int, default=200)
    parser.add_argument("--shared", type=int, default=None)
    parser.add_argument("--rate", type=int, default=20)
    parser.add_argument("--fill", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    size = Size(args.citizens, args.entries, args.citizens if args.shared is None else args.shared)
    if args.fill:
        fill(size)
        return
    sizes = [Size(60, 20, 60), size]
    rows = [
        compare(sizes, args.rate, "SQLite", partial(nullcontext, "")),
        compare(sizes, args.rate, "PostgreSQL", partial(cluster, pages.DURABLE)),
    ]
    heads = "database | citizens | entries each"
    asked = "agreed with the house | requests/s | requests | not 200 | p50, ms | p95, ms | p99, ms | budget p95"
    print(pages.table(f"{heads} | {asked}", [row for lists, _askings in rows for row in lists]), end="\n\n")
    fifty = "questions | fetching 50 people, ms | computing 50 × 10, ms | budget computing"
    print(pages.table(f"{heads} | {fifty}", [row for _lists, askings in rows for row in askings]))


if __name__ == "__main__":
    main()
