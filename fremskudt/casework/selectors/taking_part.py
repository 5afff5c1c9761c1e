"""Who takes part in a study: the answer that was said last decides; no answer is a no."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from fremskudt.casework.models import Citizen, TakingPart
from fremskudt.casework.models.citizen import ROOT


def list_answers(citizen: Citizen, study: str) -> list[TakingPart]:
    """The newest first, those of merged records too."""
    told = TakingPart.objects.filter(Q(citizen=citizen) | Q(citizen__merged_into=citizen), study=study)
    return list(told.select_related("by").order_by("-said_at", "-pk"))


def taking_part(citizens: Collection[int], study: str, at: datetime | None = None) -> frozenset[int]:
    """Those of these citizens (ids of records as they are kept) whose newest answer is a yes. One question.

    Two answers of the same moment count as the stricter. What was written down later than `at` is not known then.
    """
    rows = TakingPart.objects.filter(Q(citizen__in=citizens) | Q(citizen__merged_into__in=citizens), study=study)
    told = rows.filter(made_at__lte=at or timezone.now()).annotate(root=ROOT).order_by()
    newest: dict[int, tuple[datetime, bool]] = {}
    for root, said_at, answer in told.values_list("root", "said_at", "answer"):
        newest[root] = max(newest.get(root, (said_at, False)), (said_at, answer != "yes"))
    return frozenset(root for root, (_at, stops) in newest.items() if not stops)
