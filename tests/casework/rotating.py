"""What the test of a rotation under load runs beside itself: `python -m tests.casework.rotating fill | read FOLDER`.

`fill` makes citizens with identities and letters. `read` lets four threads read them as the therapist would, until
FOLDER holds a file `stop`, and prints how many reads there were and how many did not come out as they went in. Every
read adds a byte to FOLDER's file `reads`, so that the test can wait for readers who met what a killed rotation left.
"""

import json
import os
import sys
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

import django

N = 2_000
N_LETTERS = 200
THREADS = 4
CANARY = "Kanariefugl"
PHONE = "8765"


def fill() -> None:
    from django.db import transaction
    from django.utils import timezone

    from fremskudt.access.actions.keys import know_first
    from fremskudt.casework.models import Assignment, Case, Citizen
    from fremskudt.casework.models.identity import Identity
    from tests import cast

    with transaction.atomic():
        know_first()
        people, now = cast.assemble(), timezone.now()
        town = {"municipality": people.municipalities["Randers"], "made_at": now, "made_by": people.leader}
        made = Citizen.objects.bulk_create(Citizen(code=f"K-{n}", alias=f"Alias {n}", **town) for n in range(N))
        Assignment.objects.bulk_create(
            Assignment(citizen=one, user=people.therapist, began_at=now, by=people.leader) for one in made
        )
        Identity.objects.bulk_create(sealed(one, n) for n, one in enumerate(made))
        course = {"number": 1, "found_on": timezone.localdate(now), "made_at": now, "by": people.leader}
        cases = Case.objects.bulk_create(Case(citizen=one, **course) for one in made)
        for n, case in enumerate(cases[:N_LETTERS]):
            keep_letter(case, f"{CANARY} {n}".encode(), people.therapist)


def keep_letter(case: Any, picture: bytes, by: Any) -> None:
    from fremskudt.casework.actions.letter import add

    add(case=case, line="Et brev", deadline_on=None, owner=by, picture=picture, by=by)


def sealed(citizen: Any, n: int) -> Any:
    """The citizen's identity as the action stores it."""
    from fremskudt.access import cipher
    from fremskudt.casework.models.identity import Identity
    from fremskudt.casework.selectors.identity import bound

    key, wrapped = cipher.new_wrapped_key(citizen.key)
    texts = {"name": f"{CANARY} {n}", "cpr": f"010203{n:04}", "phone": f"+45{PHONE}{n:04}", "address": f"{CANARY}vej"}
    blobs = {column: cipher.seal(key, text, bound(citizen, column)) for column, text in texts.items()}
    return Identity(citizen=citizen, key_version=wrapped.version, wrapped_key=wrapped.key, **blobs)


def read(folder: Path) -> None:
    from django.db import connection

    from fremskudt.access.models import User
    from fremskudt.access.reach import reach_of
    from fremskudt.casework.models import Letter
    from fremskudt.casework.selectors.identity import read_identity
    from fremskudt.casework.selectors.letter import read_picture

    letters = dict(Letter.objects.values_list("case__citizen__code", "pk"))
    reach, lock = reach_of(User.objects.get(name="Tea")), Lock()
    pace = Event()
    found = {"reads": 0, "unreadable": 0}

    def look(first: int) -> None:
        n = first
        while not (folder / "stop").exists():
            try:
                values = read_identity(reach, f"K-{n}", "care")
                right = (values.name, values.cpr) == (f"{CANARY} {n}", f"010203{n:04}")
                if (code := f"K-{n % N_LETTERS}") in letters:
                    picture = read_picture(reach, code, letters[code])
                    right = right and picture == f"{CANARY} {n % N_LETTERS}".encode()
            except Exception:
                right = False
            with lock:
                found["reads"] += 1
                found["unreadable"] += not right
                told.write(b".")
            n = (n + 7) % N
            pace.wait(0.01)  # some hundred reads a second; without it, four threads only queue for SQLite's lock
        connection.close()

    threads = [Thread(target=look, args=(number * N // THREADS,)) for number in range(THREADS)]
    with (folder / "reads").open("wb", buffering=0) as told:
        for thread in threads:
            thread.start()
        print("reading", flush=True)
        for thread in threads:
            thread.join()
    print(json.dumps(found))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fremskudt.config.settings")
    django.setup()
    fill() if sys.argv[1] == "fill" else read(Path(sys.argv[2]))
