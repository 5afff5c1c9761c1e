"""Tell a colleague, and a quarter of an hour later the leader, that somebody is not back. Each is told once.

Whoever comes first claims the telling by one conditional UPDATE, so several workers may run; the mail goes after that
is committed. A mail that could not be sent gives the claim back, and the next round tries again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from fremskudt.access import mail
from fremskudt.access.actor import SYSTEM
from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import User
from fremskudt.casework.models import Visit
from fremskudt.casework.rules import visit as rules
from fremskudt.casework.rules.team import first_name
from fremskudt.casework.selectors.team import to_ring_first, to_ring_next
from fremskudt.casework.selectors.visit import waiting_to_be_told


@dataclass(frozen=True)
class Telling:
    told_at: str  # the field that holds when
    is_due: Callable[[datetime, datetime], bool]
    whom: Callable[[Visit], list[User]]


TELLINGS = (
    Telling("colleague_told_at", rules.is_overdue, to_ring_first),
    Telling("leader_told_at", rules.is_for_the_leader, to_ring_next),
)


def tell_overdue(now: datetime) -> int:
    """Everything that is due now; returns how many tellings this worker did. Never inside a transaction."""
    if not settings.MAIL_IS_ON:
        return 0
    return sum(
        _tell(visit, telling, now)
        for visit in list(waiting_to_be_told(now))
        for telling in TELLINGS
        if getattr(visit, telling.told_at) is None and telling.is_due(visit.back_at, now)
    )


def _tell(visit: Visit, telling: Telling, now: datetime) -> bool:
    people = telling.whom(visit)
    if not people or not _claim(visit, telling.told_at, now):
        return False
    name = first_name(visit.user.name)
    mails = [mail.ring(to=one.email, language=one.language, name=name, time=visit.back_at) for one in people]
    n_sent = sum(mail.send(each) for each in mails)  # to each, also where one could not be reached
    if not n_sent:
        Visit.objects.filter(pk=visit.pk, **{telling.told_at: now}).update(**{telling.told_at: None})
        return False
    with transaction.atomic():
        record(by=SYSTEM, action="visit.alarm", subject=visit.user.key, purpose=Purpose.CARE, fields="coded")
    return True


def _claim(visit: Visit, told_at: str, now: datetime) -> bool:
    """Whether this worker is the one who tells: nobody has, the person is still out, and got no more time meanwhile."""
    unclaimed = Visit.objects.out().filter(pk=visit.pk, back_at=visit.back_at, **{told_at: None})
    return unclaimed.update(**{told_at: now}) == 1
