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


def studies_of(citizen: int) -> frozenset[str]:
    """The studies that this citizen (id of the record as it is kept) takes part in now. One question."""
    return frozenset(study for (_root, study), is_yes in said_of([citizen]).items() if is_yes)


def said_of(citizens: Collection[int]) -> dict[tuple[int, str], bool]:
    """(citizen, study) → whether what they said last is a yes; who was not asked is not there. One question."""
    rows = TakingPart.objects.filter(Q(citizen__in=citizens) | Q(citizen__merged_into__in=citizens))
    newest: dict[tuple[int, str], tuple[datetime, bool]] = {}
    told = rows.annotate(root=ROOT).order_by().values_list("root", "study", "said_at", "answer")
    for root, study, said_at, answer in told:
        stood = newest.get((root, study), (said_at, False))
        newest[root, study] = max(stood, (said_at, answer != "yes"))
    return {key: not stops for key, (_at, stops) in newest.items()}


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
