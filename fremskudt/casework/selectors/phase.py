"""The periods of a course: the ribbon, the list, and what was changed or taken back."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access.reach import Reach
from fremskudt.casework.models import PhaseInterval
from fremskudt.casework.rules.phase import PHASES
from fremskudt.casework.selectors.case import Opened, open_case
from fremskudt.casework.selectors.course import Ribbon, log_look_at_course, ribbon_of
from fremskudt.casework.selectors.door import OpenDoor


@dataclass(frozen=True)
class Gone:
    """A period that was corrected or taken back; `name` is the Danish name of its phase."""

    name: str
    start_on: date
    end_on: date | None
    withdrawn: bool


@dataclass(frozen=True)
class PhasePage:
    opened: Opened
    open_door: OpenDoor | None
    ribbon: Ribbon
    gone: list[Gone]  # the newest first


@transaction.atomic
def read_phases(reach: Reach, code: str) -> PhasePage:
    opened = open_case(reach, code)
    written = list(PhaseInterval.objects.filter(case=opened.case).select_related("replaced_by"))
    standing = [each for each in written if is_standing(each)]
    past = sorted((each for each in written if each not in standing), key=lambda each: each.made_at, reverse=True)
    gone = [Gone(PHASES[each.phase], each.start_on, each.end_on, each.withdrawn_at is not None) for each in past]
    ribbon = ribbon_of(opened.case, standing, timezone.localdate())
    return PhasePage(opened, log_look_at_course(reach, opened, "phase.read", "coded,free_text"), ribbon, gone)


def get_interval(opened: Opened, pk: int) -> PhaseInterval:
    """A period of this course, or 404."""
    return get_object_or_404(PhaseInterval.objects.select_related("case", "replaced_by"), pk=pk, case=opened.case)


def is_standing(interval: PhaseInterval) -> bool:
    """The same as the queryset's `standing`, of one that was fetched with what replaced it."""
    return interval.withdrawn_at is None and not hasattr(interval, "replaced_by")


def has_plan(opened: Opened) -> bool:
    """Whether a plan has put the person in phase 2 in this course."""
    return PhaseInterval.objects.standing().filter(case=opened.case, is_by_plan=True).exists()
