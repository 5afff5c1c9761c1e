"""Whether the municipality keeps its promise of an answer: counts of tips, for the leader. Never by therapist."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.partnership.models import ListRules, Tip, TipStep
from fremskudt.partnership.rules.process import LOOKED_BACK, Promise, Waited, kept
from fremskudt.partnership.rules.tip_step import ANSWERING


@dataclass(frozen=True)
class Promised:
    """How it was kept, and the promise in days where the reader's municipalities have made the same one."""

    kept: Promise
    days: int | None


def promise(reach: Reach, rules_of: Mapping[int, ListRules], today: date) -> Promised:
    """Of the tips that came in the last twelve weeks, and any older one that still waits. One query."""
    towns = reach.towns(Permission.PARTNERS_EDIT)
    days = {town: decided.answer_days for town, decided in rules_of.items() if town in towns}
    since = timezone.make_aware(datetime.combine(today - LOOKED_BACK, time.min))
    answers = TipStep.objects.standing().filter(tip=OuterRef("pk"), by_house=False, kind__in=list(ANSWERING))
    first = Subquery(answers.order_by("made_at").values("made_at")[:1])
    tips = Tip.objects.standing().filter(municipality__in=days).annotate(answered_at=first)
    recent = tips.filter(Q(made_at__gte=since) | Q(answered_at=None))
    waited = [
        Waited(timezone.localdate(made_at), timezone.localdate(answered_at) if answered_at else None, days[town])
        for made_at, answered_at, town in recent.order_by().values_list("made_at", "answered_at", "municipality_id")
    ]
    return Promised(kept(waited, today), next(iter(days.values())) if len(set(days.values())) == 1 else None)
