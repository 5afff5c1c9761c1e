"""Delete what describes anybody in tips that nobody has touched for as long as the municipality keeps them (F08).

A round takes a batch at a time, each in a transaction of its own with its events, so that it can be killed anywhere and
go on. Rows are held while they are emptied, and whoever waited for them finds them expired: two workers do it once.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from fremskudt.access.actor import SYSTEM
from fremskudt.access.audit import Purpose, record, record_reads
from fremskudt.partnership.models import MemoryWord, Sighting, Tip, TipPair, TipSeen, TipStep
from fremskudt.partnership.rules.tip import Step, week_of
from fremskudt.partnership.rules.tip_expiry import WEEKS, last_due
from fremskudt.partnership.rules.tip_step import ANSWERING
from fremskudt.partnership.selectors.tips import list_rules_of

BATCH = 200
MET = frozenset({Step.IN_CONTACT, Step.SAID_YES})
EMPTY = {"age": "", "worry": "", "asked": "", "batch": None, "receipt_hash": "", "by": None}


def expire(now: datetime) -> int:
    """Every tip of every municipality that is due; how many this worker emptied. Never inside a transaction."""
    return sum(_expire_town(town, due_on, now) for town, due_on in _due_towns(timezone.localdate(now)))


def _due_towns(today: date) -> Iterator[tuple[int, date]]:
    """Municipality → the last week of touching that is due. Only those that may have something to delete."""
    shortest = week_of(today) - timedelta(weeks=WEEKS[0])
    old = Tip.objects.filter(expired_at=None, touched_on__lte=shortest)
    for town in list(old.order_by("municipality_id").values_list("municipality_id", flat=True).distinct()):
        yield town, last_due(today, list_rules_of(town).keep_weeks)


def _expire_town(town: int, due_on: date, now: datetime) -> int:
    n, emptied = 0, BATCH
    while emptied == BATCH:
        emptied = _expire_batch(town, due_on, now)
        n += emptied
    return n


def _expire_batch(town: int, due_on: date, now: datetime) -> int:
    due = Tip.objects.filter(municipality=town, expired_at=None, touched_on__lte=due_on)
    if not due.exists():  # mostly there is none, so that a look seldom waits for the one who writes
        return 0
    with transaction.atomic():
        held = list(due.select_for_update(of=("self",)).order_by("pk")[:BATCH])
        pks = [tip.pk for tip in held]
        steps = TipStep.objects.standing().filter(tip__in=pks, by_house=False)
        answered = set(steps.filter(kind__in=list(ANSWERING)).values_list("tip", flat=True))
        met = set(steps.filter(kind__in=list(MET)).values_list("tip", flat=True))
        _delete(pks)
        Tip.objects.filter(pk__in=pks).update(expired_at=now, **EMPTY)
        _record(town, held, answered, met)
    return len(held)


def _delete(pks: list[int]) -> None:
    """All that hangs on them: the word, what was seen and when, what was done, and what they were compared with."""
    for model in (MemoryWord, TipSeen, Sighting, TipStep):
        model.objects.filter(tip__in=pks).delete()
    TipPair.objects.filter(first__in=pks).delete()
    TipPair.objects.filter(second__in=pks).delete()


def _record(town: int, tips: list[Tip], answered: set[int], met: set[int]) -> None:
    """One event for each tip, and one for the municipality, all with the number of this batch (`request`).

    Whether a tip was answered and whether it became a contact are counted as events of its house, not of the tip.
    """
    if not tips:
        return
    told, batch = {"by": SYSTEM, "purpose": Purpose.ADMINISTRATION, "fields": ""}, uuid4().hex
    houses = [f"org:{tip.organisation_id}" for tip in tips if tip.pk in answered]
    contacts = [f"org:{tip.organisation_id}" for tip in tips if tip.pk in met]
    record_reads(action="tip.expire", subjects=[f"tip:{tip.code}" for tip in tips], request=batch, **told)  # type: ignore[arg-type]
    record_reads(action="tips.expired_answered", subjects=sorted(houses), request=batch, **told)  # type: ignore[arg-type]
    record_reads(action="tips.expired_met", subjects=sorted(contacts), request=batch, **told)  # type: ignore[arg-type]
    record(by=SYSTEM, action="tips.expired", subject=f"org:{town}", purpose=Purpose.ADMINISTRATION, request=batch)
