"""`fremskudt watch`: tells a colleague, and then the leader, when somebody is not back from a visit. Runs for ever."""

import argparse
import sys
import time

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
    """One round. What stops it is told without anybody's data, and the next round tries again."""
    from django.db import DatabaseError, connection
    from django.utils import timezone

    from fremskudt.access.audit import AuditUnwritableError
    from fremskudt.casework.actions.alarm import tell_overdue

    try:
        tell_overdue(timezone.now())
    except (DatabaseError, AuditUnwritableError) as error:
        print(f"fremskudt watch: {type(error).__name__}", file=sys.stderr)
        return False
    finally:
        connection.close()  # a server that restarted meanwhile is met with a fresh connection
    return True
