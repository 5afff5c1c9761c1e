"""Asking: how many whole forms are taken in a second, each in one handing in, and how long waves take to be planned.

    python -m bench.asking [--people 1000]

Both databases, a site of its own each, two processes at once, synchronous=FULL on SQLite and fsync on PostgreSQL. Each
person is looked up, their form is put together and handed in whole; half of them are met for the first time.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from bench.pages import DURABLE
from tests.postgres import cluster

WORKERS = 2


def fill(n_people: int) -> None:
    """Made in a process of its own, past the actions and in bulk: an open wave, and who has said yes to it."""
    from fremskudt.config.start import prepare_site

    prepare_site(static=True)
    from django.utils import timezone

    from fremskudt.access.models import Membership, Organisation, User
    from fremskudt.casework.models import Case, Citizen, TakingPart
    from fremskudt.surveys.models import LicenceYes, Study, Wave

    now, today = timezone.now(), timezone.localdate()
    town = Organisation.objects.create(kind="municipality", name="Målekommune")
    user = User.objects.create(email="maaler@example.org", name="Måler")
    Membership.objects.create(user=user, organisation=town, role="project_leader")
    first, last = today - timedelta(days=5), today + timedelta(days=50)
    study = Study.objects.create(slug="maaling", title="Måling", owner=town, starts_on=first, ends_on=last)
    study.municipalities.add(town)
    Wave.objects.create(study=study, instrument="progression", number=1, opens_on=first, closes_on=last)
    LicenceYes.objects.create(municipality=town, instrument="progression", words="Måling", made_at=now, by=user)
    people = Citizen.objects.bulk_create(
        Citizen(code=f"MAAL{n:04}", alias=f"Ord {n}", municipality=town, made_at=now, made_by=user)
        for n in range(n_people)
    )
    Case.objects.bulk_create(
        Case(citizen=one, number=1, found_on=first, started_on=first, made_at=now, by=user) for one in people
    )
    TakingPart.objects.bulk_create(
        TakingPart(citizen=one, study="maaling", answer="yes", form="oral", words="Ja?", said_at=now, made_at=now)
        for one in people
    )


def take(worker: int) -> None:
    """Hand in a whole form for every other person; prints how many there were."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "fremskudt.config.settings"
    django.setup()
    from fremskudt.access.models import User
    from fremskudt.casework.models import Citizen
    from fremskudt.surveys.actions import answer
    from fremskudt.surveys.models import Wave
    from fremskudt.surveys.rules.kinds import Mode
    from fremskudt.surveys.selectors.asked import asked_of

    by = User.objects.get()
    people = list(Citizen.objects.order_by("pk").values_list("pk", flat=True))[worker::WORKERS]
    print("ready", flush=True)
    sys.stdin.readline()
    for pk in people:
        wave = Wave.objects.select_related("study").get()
        asked = asked_of(Citizen.objects.select_related("municipality").get(pk=pk), wave)
        items = [item.id for item in asked.instrument.items]
        given: dict[str, Any] = {item.id: item.scale.minimum or 1 for item in asked.instrument.items}
        answer.give(asked=asked, items=items, given=given, operation=uuid4(), mode=Mode.PAPER, by=by)
    print(len(people), flush=True)


def rate(database: str, n_people: int) -> float:
    """Forms a second, on a site of this kind of database."""
    with (
        tempfile.TemporaryDirectory() as data,
        cluster(DURABLE) if database == "postgresql" else nullcontext("") as url,
    ):
        environment = {**os.environ, "FREMSKUDT_DATA": data, "FREMSKUDT_MODE": "demo", "DATABASE_URL": url or ""}
        run = [sys.executable, "-m", "bench.asking"]
        subprocess.run([*run, "--fill", str(n_people)], env=environment, check=True, stdout=subprocess.DEVNULL)
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "env": environment}
        workers = [subprocess.Popen([*run, "--take", str(number)], **pipes) for number in range(WORKERS)]
        for one in workers:
            if not one.stdout or one.stdout.readline() != "ready\n":
                raise SystemExit("a worker did not begin")
        began = time.perf_counter()
        told = [one.communicate("\n")[0] for one in workers]
        return sum(map(int, told)) / (time.perf_counter() - began)


def planned() -> float:
    """Milliseconds to work out the waves of thirteen forms, and where 1,000 people are in each."""
    from fremskudt.surveys.rules import asking, study_plan

    began, today = time.perf_counter(), date(2027, 6, 1)
    for _form in range(13):
        for wave in study_plan.waves_of(date(2027, 1, 31), n_waves=8, every_months=2, open_days=30):
            window = asking.window(wave.opens_on, wave.closes_on, start_within=20)
            for person in range(1000):
                last = today - timedelta(days=person % 90)
                asking.stage(window, begun=person % 2 == 0, last_answer_on=last, today=today)
    return 1000 * (time.perf_counter() - began)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--fill", type=int)
    parser.add_argument("--take", type=int)
    args = parser.parse_args()
    if args.fill is not None:
        return fill(args.fill)
    if args.take is not None:
        return take(args.take)
    for database in ("sqlite", "postgresql"):
        print(f"{database}: {rate(database, args.people):.0f} whole forms a second, two processes")
    print(f"waves and stages of 1,000 people x 13 forms x 8 waves: {planned():.0f} ms")
    return None


if __name__ == "__main__":
    main()
