"""Answers over the wire: fifty people on their phones at once, and whole sheets typed in as fast as they are taken.

    python -m bench.answering [--people 50] [--sheets 600]

Both databases, a site of its own each, two workers, synchronous=FULL on SQLite and fsync on PostgreSQL, the load made
on the same machine. Answers come at fifty a second whether or not earlier ones are answered, each as the phone's form
sends it; sheets are sent by eight at a time, each a whole form in one request.
"""

import argparse
import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from functools import partial
from statistics import quantiles
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import uuid4

from bench import pages
from bench.asking import fill
from bench.pages import DURABLE, RATE, Asked
from bench.tips import steady
from tests.postgres import cluster

BUDGET_MS, BUDGET_FORMS = 150, 41
HANDS = 8  # that type sheets in at once
ITEMS = ("inspire_supported", "inspire_hope", "inspire_self", "inspire_meaning", "inspire_control", "sleep", "morning")


class Site(NamedTuple):
    port: int
    wave: int
    version: str
    phones: list[tuple[str, str]]  # session and csrf token of each person
    hand: tuple[str, str]  # the same of who types
    sheets: list[int]


def prepare(n_people: int, n_sheets: int) -> None:
    """In a process of its own: the people of bench.asking, the first of them with an open link, the others on paper."""
    fill(n_people + n_sheets)
    from django.contrib.sessions.backends.db import SessionStore
    from django.middleware.csrf import _get_new_csrf_string

    from bench.site import session
    from fremskudt import instruments
    from fremskudt.access import links
    from fremskudt.access.models import User
    from fremskudt.casework.models import Citizen
    from fremskudt.surveys.actions.answer_link import give_link
    from fremskudt.surveys.actions.sheet import print_for
    from fremskudt.surveys.models import Wave
    from fremskudt.surveys.selectors.asked import asked_of

    by, wave = User.objects.get(), Wave.objects.select_related("study").get()
    people = list(Citizen.objects.select_related("municipality").order_by("pk"))
    phones = []
    for one in people[:n_people]:
        store = SessionStore()
        links.enter(store, give_link(citizen=one, by=by)[0])
        store.save()
        phones.append((store.session_key, _get_new_csrf_string()))
    sheets = [print_for(asked=asked_of(one, wave), by=by)[0].pk for one in people[n_people:]]
    hand = session(SessionStore(), by), _get_new_csrf_string()
    version = instruments.get("progression").hash
    print(json.dumps({"wave": wave.pk, "version": version, "phones": phones, "hand": hand, "sheets": sheets}))


def send(at: Site, who: tuple[str, str], address: str, told: dict[str, Any], due: float) -> Asked:
    session, token = who
    body = urlencode({"csrfmiddlewaretoken": token, **told}).encode()
    headers = {"Cookie": f"session={session}; csrf={token}", "Content-Type": "application/x-www-form-urlencoded"}
    connection = http.client.HTTPConnection("127.0.0.1", at.port, timeout=60)
    connection.request("POST", address, body=body, headers=headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return Asked((time.perf_counter() - due) * 1000, answer.status)


def answer(at: Site, number: int, due: float) -> Asked:
    """One question of one person: the next of theirs, over and over."""
    who, item = at.phones[number % len(at.phones)], ITEMS[number // len(at.phones) % len(ITEMS)]
    told = {"wave": at.wave, "version": at.version, "item": item, "operation": uuid4(), "act": "next", "answer": 2}
    return send(at, who, "/mit/svar/gem/", told, due)


def sheet(at: Site, pk: int) -> Asked:
    told = {**dict.fromkeys(ITEMS, 2), **dict.fromkeys(("focus", "planning", "appointments", "tidying", "eating"), 1)}
    told |= dict.fromkeys(("tem_personal", "tem_relations", "tem_social", "tem_physical"), 7)
    told |= {"cannabis_days": 0, "other_drug_days": 3, "alcohol": 1, "units": 6, "heavy_days": 1}
    return send(at, at.hand, f"/tast/{pk}/", {**told, "shared": "no"}, time.perf_counter())


def typed(at: Site) -> tuple[float, int]:
    """Whole forms a second, and how many were not taken."""
    with ThreadPoolExecutor(max_workers=HANDS) as pool:
        list(pool.map(partial(sheet, at), at.sheets[:20]))  # the first requests of a worker load its templates
        begun = time.perf_counter()
        told = list(pool.map(partial(sheet, at), at.sheets[20:]))
    return len(told) / (time.perf_counter() - begun), sum(one.status != 302 for one in told)


@contextmanager
def site(database_url: str, n_people: int, n_sheets: int) -> Iterator[Site]:
    """A site of its own, served by two workers on this machine only."""
    with tempfile.TemporaryDirectory(prefix="fremskudt-bench-") as folder:
        env = {**os.environ, "FREMSKUDT_MODE": "demo", "FREMSKUDT_DATA": folder, "DATABASE_URL": database_url}
        command = [sys.executable, "-m", "bench.answering", "--fill"]
        sizes = ["--people", str(n_people), "--sheets", str(n_sheets)]
        made = subprocess.run([*command, *sizes], env=env, check=True, stdout=subprocess.PIPE, text=True)
        told, port = json.loads(made.stdout.splitlines()[-1]), pages.free_port()
        start = "from fremskudt.config.cli import main; raise SystemExit(main())"
        serve = [sys.executable, "-c", start, "serve", "--port", str(port)]
        server = subprocess.Popen(serve, env=env, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        try:
            pages.wait_for(port)
            yield Site(port, **told)
        finally:
            server.terminate()
            server.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--sheets", type=int, default=600)
    parser.add_argument("--fill", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.fill:
        prepare(args.people, args.sheets)
        return
    saved, forms = [], []
    for name, database in (("SQLite, synchronous=FULL", nullcontext("")), ("PostgreSQL", cluster(DURABLE))):
        with database as url, site(url, args.people, args.sheets) as at:
            answers = steady(partial(answer, at))
            cuts = quantiles([one.milliseconds for one in answers], n=100)
            times = " | ".join(f"{cuts[percent - 1]:.0f}" for percent in (50, 95, 99))
            wrong = sum(one.status != 302 for one in answers)
            saved.append(f"| {name} | {args.people} | {RATE} | {len(answers)} | {wrong} | {times} | {BUDGET_MS} |")
            rate, refused = typed(at)
            forms.append(f"| {name} | {args.sheets - 20} | {refused} | {rate:.0f} | {BUDGET_FORMS} |")
    heads = "database | people | answers/s | answers | not as it should | p50, ms | p95, ms | p99, ms | budget p95"
    print(pages.table(heads, saved), end="\n\n")
    print(pages.table("database | whole forms | not taken | forms/s | budget, at least", forms))


if __name__ == "__main__":
    main()
