"""Periods in a phase: a change is a new line that replaces the one before, and what is taken back stays written."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import User
from fremskudt.basics.verdict import require
from fremskudt.casework.actions.case import has_ended, locked
from fremskudt.casework.models import Case, PhaseInterval, TreatmentPlan
from fremskudt.casework.models.phase import PhaseQuerySet
from fremskudt.casework.rules import phase as rules
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.rules.phase import Phase


@dataclass(frozen=True)
class Stretch:
    """A period as somebody writes it; it may overlap others and be open."""

    phase: int
    start_on: date
    end_on: date | None = None
    reason: str = ""


def stretch_of(interval: PhaseInterval) -> Stretch:
    return Stretch(interval.phase, interval.start_on, interval.end_on, interval.reason)


def add(*, case: Case, stretch: Stretch, by: User) -> PhaseInterval:
    """One more period. The same one twice is one line."""
    with transaction.atomic():
        held = locked(case)
        require(may_write(has_ended=has_ended(held)))
        require(rules.may_add(phase=stretch.phase, has_plan=_standing(held).filter(is_by_plan=True).exists()))
        same = _standing(held).filter(phase=stretch.phase, start_on=stretch.start_on, end_on=stretch.end_on).first()
        return same or _write(held, stretch, by, action="phase.add")


def change(*, interval: PhaseInterval, stretch: Stretch, by: User) -> PhaseInterval:
    """The period as it should have been, or with its last day. Corrections are allowed after farewell too."""
    with transaction.atomic():
        held = locked(interval.case)
        old = PhaseInterval.objects.get(pk=interval.pk)
        stands = _standing(held).filter(pk=old.pk).exists()
        moved = (stretch.phase, stretch.start_on) != (old.phase, old.start_on)
        by_plan = old.is_by_plan
        require(rules.may_move(is_standing=stands, is_by_plan=by_plan) if moved else rules.may_end(is_standing=stands))
        if stretch == stretch_of(old):
            return old
        if moved:
            require(rules.may_add(phase=stretch.phase, has_plan=_standing(held).filter(is_by_plan=True).exists()))
        return _write(held, stretch, by, replaces=old, is_by_plan=by_plan, action="phase.change")


def withdraw(*, interval: PhaseInterval, by: User) -> None:
    """The period did not happen. Its line stays, marked."""
    with transaction.atomic():
        held = locked(interval.case)
        stands = _standing(held).filter(pk=interval.pk).exists()
        require(rules.may_move(is_standing=stands, is_by_plan=interval.is_by_plan))
        PhaseInterval.objects.filter(pk=interval.pk).update(withdrawn_at=timezone.now())
        record(by=by, action="phase.withdraw", subject=held.citizen.key, purpose=Purpose.CARE, fields="coded")


def set_by_plan(*, case: Case, on: date, by: User) -> None:
    """Phase 2 from the day the first plan of the course came into force; a corrected day moves it.

    A later version leaves the start where it is. The last day, if one was written, stays unless it now lies before.
    """
    with transaction.atomic():
        held = locked(case)
        first = TreatmentPlan.objects.filter(case=held).aggregate(day=Min("in_force_on"))["day"] or on
        start = min(first, on)
        old = _standing(held).filter(is_by_plan=True).first()
        if old is not None and old.start_on == start:
            return
        end = old.end_on if old and old.end_on and old.end_on >= start else None
        stretch = Stretch(Phase.TREATMENT, start, end, old.reason if old else "")
        _write(held, stretch, by, replaces=old, is_by_plan=True, action="phase.by_plan")


def _standing(case: Case) -> PhaseQuerySet:
    return PhaseInterval.objects.standing().filter(case=case)


def _write(
    case: Case, stretch: Stretch, by: User, *, action: str, replaces: PhaseInterval | None = None,
    is_by_plan: bool = False,
) -> PhaseInterval:  # fmt: skip
    made = PhaseInterval.objects.create(
        case=case, phase=stretch.phase, start_on=stretch.start_on, end_on=stretch.end_on, reason=stretch.reason,
        is_by_plan=is_by_plan, replaces=replaces, made_at=timezone.now(), by=by,
    )  # fmt: skip
    fields = "coded,free_text" if stretch.reason else "coded"
    record(by=by, action=action, subject=case.citizen.key, purpose=Purpose.CARE, fields=fields)
    return made
