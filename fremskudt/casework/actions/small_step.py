"""A small step noted on its own (F22), and taken back."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.models import User
from fremskudt.basics.verdict import require
from fremskudt.casework.actions.case import in_writing, locked
from fremskudt.casework.models import Case, SmallStep
from fremskudt.casework.rules.contact import may_take_back


def note(*, case: Case, kind: str, on: date, words: str, by: User) -> SmallStep:
    """The same step of the same day in the same words is one line, however often it is pressed."""
    with transaction.atomic():
        held = in_writing(case)
        already = SmallStep.objects.filter(case=held, contact=None, kind=kind, on=on, words=words).first()
        if already:
            return already
        made = SmallStep.objects.create(case=held, kind=kind, on=on, words=words, made_at=timezone.now(), by=by)
        audit.record(
            by=by, action="small_step.note", subject=held.citizen.key, purpose=Purpose.CARE, fields="coded,free_text"
        )
    return made


def take_back(*, step: SmallStep, by: User) -> None:
    """Gone, for ten minutes, by whoever wrote it; the log keeps that it was."""
    with transaction.atomic():
        locked(step.case)
        line = SmallStep.objects.filter(pk=step.pk).first()
        if line is None:
            return
        require(may_take_back(is_mine=line.by_id == by.pk, made_at=line.made_at, now=timezone.now()))
        line.delete()
        audit.record(
            by=by, action="small_step.undo", subject=step.case.citizen.key, purpose=Purpose.CARE, fields="coded"
        )
