"""»I dag« of a therapist who follows sixty, with little in the database and with 5,000 citizens and 500,000 contacts.

    python -m bench.caseload [--citizens 5000] [--contacts 500000]

The rows are written past the actions, in bulk. The same page is asked for at a steady rate on both sites, one after the
other on the same machine; what counts is the ratio. On SQLite with synchronous=FULL, and on PostgreSQL with fsync on.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime, timedelta
from functools import partial
from itertools import cycle
from statistics import quantiles
from typing import Any
from uuid import UUID

from bench import pages
from bench.pages import Asked, Site
from tests.postgres import cluster

FOLLOWED, SMALL = 60, 600  # people one therapist follows; contacts in the small database
BATCH = 5000


def fill(n_citizens: int, n_contacts: int) -> None:
    """Made in a process of its own, in the data folder of the site."""
    from fremskudt.config.start import prepare_site

    prepare_site(static=True)
    from django.contrib.sessions.backends.db import SessionStore
    from django.urls import reverse

    from bench.site import session
    from fremskudt.access.models import Membership, Organisation, User

    town = Organisation.objects.create(kind="municipality", name="Målekommune")
    centre = Organisation.objects.create(kind="drug_centre", name="Målecenter", municipality=town)
    users = [User.objects.create_user(email=f"maaler{n}@example.org", name=f"Måler {n}") for n in range(20)]
    Membership.objects.bulk_create(Membership(user=user, organisation=centre, role="therapist") for user in users)
    write(town, users, n_citizens, n_contacts)
    told = {
        "session": session(SessionStore(), users[0]), "caseload": reverse("casework:today"), "barred": "", "absent": "",
    }  # fmt: skip
    print(json.dumps(told))


def write(town: Any, users: list[Any], n_citizens: int, n_contacts: int) -> None:
    """The first sixty are followed by the first user, the others by the others in turn."""
    from django.db import connection, transaction
    from django.utils import timezone

    from fremskudt.casework.models import Assignment, Case, Citizen, Contact

    now = timezone.now()
    with transaction.atomic():
        citizens = Citizen.objects.bulk_create(
            Citizen(code=f"MAAL{n:05}", alias=f"Ord {n}", municipality=town, made_at=now, made_by=users[0])
            for n in range(n_citizens)
        )
        found = now.date() - timedelta(days=700)
        cases = Case.objects.bulk_create(
            Case(citizen=one, number=1, found_on=found, made_at=now, by=users[0]) for one in citizens
        )
        others = cycle(users[1:])
        followers = [users[0] if n < FOLLOWED else next(others) for n in range(n_citizens)]
        Assignment.objects.bulk_create(
            Assignment(citizen=one, user=user, began_at=now, by=user)
            for one, user in zip(citizens, followers, strict=True)
        )
        for batch in batches(contacts(cases, followers, n_contacts, now), BATCH):
            Contact.objects.bulk_create(batch)
        plans(cases[:FOLLOWED], users[0], now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the database does by itself before long


def contacts(cases: list[Any], followers: list[Any], n: int, now: datetime) -> Iterator[Any]:
    """Spread over all courses and two years, a third of them attempts; the newest are some days old."""
    from fremskudt.casework.models import Contact

    each, outcomes = max(n // len(cases), 1), cycle(["met", "not_home", "met"])
    for number in range(n):
        case = number % len(cases)
        at = now - timedelta(days=3 + case % 20 + 700 * (number // len(cases)) / each)
        yield Contact(
            case=cases[case], at=at, made_at=at, by=followers[case], outcome=next(outcomes), place="home",
            way="in_person", minutes=45, operation=UUID(int=number),
        )  # fmt: skip


def plans(cases: list[Any], user: Any, now: datetime) -> None:
    """Something in the other ledgers of those who are followed."""
    from fremskudt.casework.models import Appointment, ContactAgreement, Letter, TreatmentRequest

    made = {"made_at": now, "by": user}
    ContactAgreement.objects.bulk_create(ContactAgreement(case=one, every_days=7, **made) for one in cases)
    Letter.objects.bulk_create(
        Letter(case=one, line="Et brev", deadline_on=now.date(), owner=user, **made) for one in cases[:10]
    )
    TreatmentRequest.objects.bulk_create(TreatmentRequest(case=one, asked_on=now.date(), **made) for one in cases[:10])
    Appointment.objects.bulk_create(
        Appointment(case=one, at=now + timedelta(minutes=n), place="home", owner=user, **made)
        for n, one in enumerate(cases[:5])
    )


def batches(rows: Iterator[Any], size: int) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    yield batch


def timed(at: Site) -> list[Asked]:
    for _ in range(20):  # the first requests of a worker load its templates
        pages.ask(at, at.caseload)
    return pages.steady(at, at.caseload)


@contextmanager
def site(database_url: str, citizens: int, contacts: int) -> Iterator[Site]:
    """A site of its own with so many of each, served by two workers on this machine only."""
    with tempfile.TemporaryDirectory(prefix="fremskudt-bench-") as folder:
        env = {**os.environ, "FREMSKUDT_MODE": "demo", "FREMSKUDT_DATA": folder, "DATABASE_URL": database_url}
        size = ["--fill", "--citizens", str(citizens), "--contacts", str(contacts)]
        command = [sys.executable, "-m", "bench.caseload", *size]
        made = subprocess.run(command, env=env, check=True, capture_output=True, text=True)
        port = pages.free_port()
        start = "from fremskudt.config.cli import main; raise SystemExit(main())"
        serve = [sys.executable, "-c", start, "serve", "--port", str(port)]
        server = subprocess.Popen(serve, env=env, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        try:
            pages.wait_for(port)
            yield Site(port=port, **json.loads(made.stdout.splitlines()[-1]))
        finally:
            server.terminate()
            server.wait()


def compare(citizens: int, contacts: int, name: str, database: Callable[[], AbstractContextManager[str]]) -> list[str]:
    """Two rows of the table: the small database and the large one, each in a database of its own."""
    rows: list[str] = []
    small = 0.0
    for n_citizens, n_contacts in ((FOLLOWED, SMALL), (citizens, contacts)):
        with database() as url, site(url, n_citizens, n_contacts) as at:
            answers = timed(at)
        cuts = quantiles([one.milliseconds for one in answers], n=100)
        failed, small = sum(one.status != 200 for one in answers), small or cuts[94]
        times = f"{cuts[49]:.0f} | {cuts[94]:.0f} | {cuts[98]:.0f} | {cuts[94] / small:.2f}"
        rows.append(f"| {name} | {n_citizens} | {n_contacts} | {pages.RATE} | {len(answers)} | {failed} | {times} |")
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--citizens", type=int, default=5000)
    parser.add_argument("--contacts", type=int, default=500_000)
    parser.add_argument("--fill", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.fill:
        fill(args.citizens, args.contacts)
    else:
        size = (args.citizens, args.contacts)
        rows = compare(*size, "SQLite", partial(nullcontext, ""))
        rows += compare(*size, "PostgreSQL", partial(cluster, pages.DURABLE))
        heads = "database | citizens | contacts | requests/s | requests | not 200"
        print(pages.table(f"{heads} | p50, ms | p95, ms | p99, ms | p95 to the small", rows))


if __name__ == "__main__":
    main()
