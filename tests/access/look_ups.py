"""Look-ups as the pages write them, at a time of the test's choosing."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

import time_machine
from django.db import transaction

from fremskudt.access import audit
from fremskudt.access.actor import actor_of
from fremskudt.access.models import User

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
OCTOBER = datetime(2026, 10, 14, 9, 40, tzinfo=COPENHAGEN)
NOVEMBER = datetime(2026, 11, 20, 10, 0, tzinfo=COPENHAGEN)


def look_up(
    user: User, codes: Iterable[str], *, action: str = "citizen.read", purpose: str = "care", at: datetime = OCTOBER
) -> None:
    """One page that shows these citizens: an event for each."""
    with time_machine.travel(at, tick=False), transaction.atomic():
        subjects = [f"citizen:{code}" for code in codes]
        audit.record_reads(by=actor_of(user), action=action, subjects=subjects, purpose=purpose, fields="coded")


def codes(n: int, start: str = "K") -> list[str]:
    return [f"{start}{number:03}-XXXX" for number in range(n)]
