"""One of several processes that write the log at once: `python -m tests.access.audit_writer NAME ROUNDS`.

Every third transaction is undone, so that its numbers must be taken by others.
"""

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "fremskudt.config.settings"
django.setup()

from django.db import transaction  # noqa: E402

from fremskudt.access import audit  # noqa: E402
from fremskudt.access.actor import Actor  # noqa: E402


def write(name: str, rounds: int) -> int:
    """How many lines were kept."""
    kept, by = 0, Actor(f"user:{name}")
    for number in range(rounds):
        subjects = [f"citizen:{name}-{number}-{place}" for place in range(1 + number % 4)]
        with transaction.atomic():
            audit.record_reads(by=by, action="caseload.read", subjects=subjects, purpose="care", fields="coded")
            transaction.set_rollback(number % 3 == 2)
        kept += 0 if number % 3 == 2 else len(subjects)
    return kept


if __name__ == "__main__":
    print("ready", flush=True)
    sys.stdin.readline()  # all start together
    print(write(sys.argv[1], int(sys.argv[2])))
