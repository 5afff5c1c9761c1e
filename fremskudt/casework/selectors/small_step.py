"""Small steps that stand: those noted on their own, and those of contacts that hold."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Case, SmallStep
from fremskudt.casework.rules.undo import LASTS
from fremskudt.casework.selectors.case import Opened, log_read, open_case


@dataclass(frozen=True)
class Noting:
    """Whom a step is about, and the one that was noted just now and can be undone."""

    opened: Opened
    just_now: SmallStep | None


def standing() -> QuerySet[SmallStep]:
    """Without those of a contact that was taken back or corrected."""
    of_standing = Q(contact__undone_at=None, contact__replaced_by=None)
    return SmallStep.objects.filter(Q(contact=None) | of_standing)


@transaction.atomic
def read_noting(reach: Reach, code: str) -> Noting:
    opened = open_case(reach, code, Permission.CASE_WRITE)
    mine = SmallStep.objects.filter(case=opened.case, contact=None, by=reach.user_id)
    just_now = mine.filter(made_at__gte=timezone.now() - LASTS).order_by("-made_at", "-pk").first()
    log_read(reach, opened, "small_step.read", fields="coded,free_text")
    return Noting(opened, just_now)


def find_step(reach: Reach, code: str, pk: int) -> SmallStep:
    """A step of a citizen within reach that was noted on its own, or 404."""
    opened = open_case(reach, code, Permission.CASE_WRITE)
    of_citizen = SmallStep.objects.filter(case__in=Case.objects.of(opened.citizen), contact=None)
    return get_object_or_404(of_citizen.select_related("case__citizen"), pk=pk)
