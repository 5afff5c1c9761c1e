"""Reminders for the tests: a moment, and what came to a real mail server."""

from datetime import date, datetime, timedelta
from queue import Empty

from django.utils import timezone

from tests.mailbox import Mailbox

MONDAY = date(2026, 11, 23)
DAY, WEEK = timedelta(days=1), timedelta(days=7)


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=timezone.get_default_timezone())


def came(mailbox: Mailbox) -> list[tuple[str, str, str]]:
    """Everything that has come: to whom, the subject, the text."""
    found = []
    while True:
        try:
            one = mailbox.came.get_nowait()
        except Empty:
            return sorted(found)
        found.append((str(one["To"]), str(one["Subject"]), one.get_content().strip()))


def to_whom(mailbox: Mailbox) -> list[str]:
    return [to for to, _subject, _text in came(mailbox)]
