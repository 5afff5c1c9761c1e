"""`fremskudt watch`: tells when somebody is not back from a visit, and removes drafts that have expired. Runs for ever."""

import argparse
import sys
import time
from collections.abc import Callable
from datetime import datetime

from fremskudt.config.start import django_ready, right_keys

EVERY = 30  # seconds


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="look once and stop; 1 when it could not be done")


def run(args: argparse.Namespace) -> int:
    django_ready()
    right_keys()
    while True:
        well = look()
        if args.once:
            return 0 if well else 1
        time.sleep(EVERY)


def look() -> bool:
    """One round. What stops one act stops no other, is told without anybody's data, and is tried again next round."""
    from django.db import connection

    from fremskudt.casework.actions.alarm import tell_overdue
    from fremskudt.casework.actions.draft import remove_expired

    try:
        return all([done(act) for act in (tell_overdue, remove_expired)])
    finally:
        connection.close()  # a server that restarted meanwhile is met with a fresh connection


def done(act: Callable[[datetime], int]) -> bool:
    from django.db import DatabaseError
    from django.utils import timezone

    from fremskudt.access.audit import AuditUnwritableError

    try:
        act(timezone.now())
    except (DatabaseError, AuditUnwritableError) as error:
        print(f"fremskudt watch: {type(error).__name__}", file=sys.stderr)
        return False
    return True
