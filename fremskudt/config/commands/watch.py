"""`fremskudt watch`: what happens by itself. Runs for ever.

It tells when somebody is not back from a visit, lets go of drafts, tips and requests whose time is over, closes the
month towards the houses, and sends the Friday line, the reminders to partners, and the questions that were agreed on
to citizens' phones, once each.
"""

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

    try:
        return not [act for act in acts() if not done(act)]
    finally:
        connection.close()  # a server that restarted meanwhile is met with a fresh connection


def acts() -> list[Callable[[datetime], int]]:
    """What a round does; each takes the time it is now, and says how much it did."""
    from fremskudt.casework.actions.alarm import tell_overdue
    from fremskudt.casework.actions.call_request import empty_expired
    from fremskudt.casework.actions.draft import remove_expired
    from fremskudt.partnership.actions import reminder, weekly_mail
    from fremskudt.partnership.actions.house_sum import close_month
    from fremskudt.partnership.actions.tip_expiry import expire
    from fremskudt.surveys.actions import question_message

    return [
        tell_overdue, remove_expired, expire, empty_expired, close_month, weekly_mail.send_due, reminder.send_due,
        question_message.read_replies, question_message.send_due,
    ]  # fmt: skip


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
