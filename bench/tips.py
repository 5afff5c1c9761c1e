"""Tips: how long one takes to be stored at fifty a second, and a page among 20,000 of them in 98 municipalities.

    python -m bench.tips [--tips 20000] [--towns 98]

Both databases, a site of its own each, two workers, synchronous=FULL on SQLite and fsync on PostgreSQL. The load is
open: requests start when they are due. Storing is what a volunteer's phone sends from »Nyt praj«, of a hundred people
in as many houses; the pages are those of organisations drawn at random, each asked for by somebody who works there.
"""

import argparse
import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import timedelta
from functools import partial
from itertools import cycle
from statistics import quantiles
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID, uuid4

from bench import pages
from bench.pages import DURABLE, RATE, SECONDS, Asked
from tests.postgres import cluster

STORE_BUDGET_MS, PAGE_BUDGET_MS = 200, 150
GIVERS, HOUSES_A_TOWN = 100, 5
WORDS, WORRIES, STEPS = ("often", "alone", "unwell", "new"), ("little", "some", "much"), ("received", "looking")


class Site(NamedTuple):
    port: int
    givers: list[tuple[str, str, str]]  # session, the csrf token, and the area of one who gives tips
    readers: dict[str, list[str]]  # address → sessions of who asks for it


def fill(n_tips: int, n_towns: int) -> None:
    """Made in a process of its own, in the data folder of the site, past the actions and in bulk."""
    from fremskudt.config.start import prepare_site

    prepare_site(static=True)
    from django.urls import reverse

    made = [town(number, n_tips // n_towns) for number in range(n_towns)]
    analyse()
    givers = [one for of in made for one in of["givers"]][:GIVERS]
    readers = {
        reverse("casework:own_tips"): [of["givers"][0][0] for of in made],
        reverse("partnership:tips"): [of["therapist"] for of in made],
        reverse("partnership:seen_and_heard"): [of["givers"][0][0] for of in made],
    }
    print(json.dumps({"givers": givers, "readers": readers}))


def town(number: int, n_tips: int) -> dict[str, Any]:
    """A municipality with a centre, some houses, two areas and its share of the tips."""
    from django.db import transaction

    from fremskudt.access.models import Area, Organisation

    with transaction.atomic():
        place = Organisation.objects.create(kind="municipality", name=f"Målekommune {number}")
        centre = Organisation.objects.create(kind="drug_centre", name="Målecenter", municipality=place)
        houses = [
            Organisation.objects.create(kind="drop_in", name=f"Målehus {n}", municipality=place)
            for n in range(HOUSES_A_TOWN)
        ]
        areas = [Area.objects.create(municipality=place, name=name) for name in ("Nordbyen", "Sydbyen")]
        users = [someone(f"{number}.{n}", house, "partner") for n, house in enumerate(houses)]
        therapist = someone(f"{number}.t", centre, "therapist")
        write(place, list(zip(houses, users, strict=True)), areas, therapist, n_tips)
        sessions = [(*entered(user), str(areas[0].pk)) for user in users]
        return {"givers": sessions, "therapist": entered(therapist)[0]}


def someone(name: str, house: Any, role: str) -> Any:
    from fremskudt.access.models import Membership, User

    user = User.objects.create(email=f"maaler{name}@example.org", name=f"Måler {name}")
    Membership.objects.create(user=user, organisation=house, role=role)
    return user


def entered(user: Any) -> tuple[str, str]:
    """The key of a session with two factors, and a token for its forms."""
    from django.contrib.sessions.backends.db import SessionStore
    from django.middleware.csrf import _get_new_csrf_string

    from bench.site import session

    return session(SessionStore(), user), _get_new_csrf_string()


def write(place: Any, houses: list[tuple[Any, Any]], areas: list[Any], therapist: Any, n_tips: int) -> None:
    """Spread over the houses and the last ten weeks; two steps each, and a word to remember it by."""
    from django.utils import timezone

    from fremskudt.basics.codes import new_code
    from fremskudt.partnership.models import MemoryWord, Tip, TipSeen, TipStep
    from fremskudt.partnership.rules.tip import week_of

    now, turn = timezone.now(), cycle(houses)
    tips = []
    for number in range(n_tips):
        (house, user), at = next(turn), now - timedelta(days=number % 70)
        week = week_of(at.date())
        told = {"area": areas[number % 2], "place": "drop_in", "worry": WORRIES[number % 3], "source": "app"}
        when = {"week_on": week, "touched_on": week, "made_at": at}
        who = {"municipality": place, "organisation": house, "by": user}
        tips.append(Tip(code=new_code(), operation=uuid4(), **told, **when, **who))
    kept = Tip.objects.bulk_create(tips)
    TipSeen.objects.bulk_create(TipSeen(tip=tip, word=WORDS[n % 4]) for n, tip in enumerate(kept))
    MemoryWord.objects.bulk_create(MemoryWord(tip=tip, words="grøn termokande") for tip in kept)
    TipStep.objects.bulk_create(
        TipStep(tip=tip, kind=kind, made_at=now, by=therapist) for tip in kept for kind in STEPS
    )


def analyse() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the database does by itself before long


def store(at: Site, giver: tuple[str, str, str], operation: UUID, due: float) -> Asked:
    """One tip, as the form sends it; its time is counted from when it was due."""
    session, token, area = giver
    sent = urlencode(
        {"csrfmiddlewaretoken": token, "operation": operation, "asked": "", "place": "drop_in", "area": area,
         "seen": "often", "worry": "some", "age": "", "memory_word": "grøn termokande"}
    ).encode()  # fmt: skip
    headers = {"Cookie": f"session={session}; csrf={token}", "Content-Type": "application/x-www-form-urlencoded"}
    connection = http.client.HTTPConnection("127.0.0.1", at.port, timeout=30)
    connection.request("POST", "/praj/nyt/", body=sent, headers=headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return Asked((time.perf_counter() - due) * 1000, answer.status)


def look(at: Site, address: str, session: str, due: float) -> Asked:
    return pages.ask(pages.Site(at.port, session, "", "", ""), address, due)


def steady(act: Callable[[int, float], Asked]) -> list[Asked]:
    """RATE acts a second for SECONDS seconds, after some that warm the workers up."""
    for number in range(20):
        act(-1 - number, time.perf_counter())
    with ThreadPoolExecutor(max_workers=64) as pool:
        start, begun = time.perf_counter(), []
        for number in range(RATE * SECONDS):
            due = start + number / RATE
            time.sleep(max(0.0, due - time.perf_counter()))
            begun.append(pool.submit(act, number, due))
        return [one.result() for one in begun]


@contextmanager
def site(database_url: str, n_tips: int, n_towns: int) -> Iterator[Site]:
    """A site of its own with so many of each, served by two workers on this machine only."""
    with tempfile.TemporaryDirectory(prefix="fremskudt-bench-") as folder:
        env = {**os.environ, "FREMSKUDT_MODE": "demo", "FREMSKUDT_DATA": folder, "DATABASE_URL": database_url}
        command = [sys.executable, "-m", "bench.tips", "--fill", "--tips", str(n_tips), "--towns", str(n_towns)]
        made = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True)
        told, port = json.loads(made.stdout.splitlines()[-1]), pages.free_port()
        start = "from fremskudt.config.cli import main; raise SystemExit(main())"
        serve = [sys.executable, "-c", start, "serve", "--port", str(port)]
        server = subprocess.Popen(serve, env=env, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        try:
            pages.wait_for(port)
            yield Site(port, told["givers"], told["readers"])
        finally:
            server.terminate()
            server.wait()


def row(name: str, what: str, answers: list[Asked], right: int, budget: int) -> str:
    cuts = quantiles([one.milliseconds for one in answers], n=100)
    failed = sum(one.status != right for one in answers)
    times = " | ".join(f"{cuts[percent - 1]:.0f}" for percent in (50, 95, 99))
    return f"| {name} | {what} | {RATE} | {len(answers)} | {failed} | {times} | {budget} |"


def compare(n_tips: int, n_towns: int, name: str, database: Callable[[], AbstractContextManager[str]]) -> list[str]:
    with database() as url, site(url, n_tips, n_towns) as at:
        rows = [
            row(name, address, steady(partial(_look, at, address, sessions)), 200, PAGE_BUDGET_MS)
            for address, sessions in at.readers.items()
        ]
        stored = steady(lambda number, due: store(at, at.givers[number % len(at.givers)], uuid4(), due))
        return [*rows, row(name, "a tip is stored", stored, 302, STORE_BUDGET_MS)]


def _look(at: Site, address: str, sessions: list[str], number: int, due: float) -> Asked:
    return look(at, address, sessions[number * 37 % len(sessions)], due)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tips", type=int, default=20_000)
    parser.add_argument("--towns", type=int, default=98)
    parser.add_argument("--fill", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.fill:
        fill(args.tips, args.towns)
        return
    rows = compare(args.tips, args.towns, "SQLite, synchronous=FULL", partial(nullcontext, ""))
    rows += compare(args.tips, args.towns, "PostgreSQL", partial(cluster, DURABLE))
    heads = "database | what | requests/s | requests | not as it should | p50, ms | p95, ms | p99, ms | budget p95"
    print(pages.table(heads, rows))


if __name__ == "__main__":
    main()
