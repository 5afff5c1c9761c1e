"""Safety notices: write what was seen, look at it again, and remove it by two. The words are in no event."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import User
from fremskudt.basics.verdict import require
from fremskudt.casework.models import Citizen, SafetyNotice
from fremskudt.casework.rules import safety as rules


def add(
    *, citizen: Citizen, kind: str, words: str, seen_on: date, seen_by: str, review_on: date, by: User
) -> SafetyNotice:
    """A notice that holds from now on, about the citizen and not the course. The same, pressed twice, is one."""
    told = {"kind": kind, "words": words, "seen_on": seen_on, "seen_by": seen_by, "review_on": review_on}
    with transaction.atomic():
        Citizen.objects.select_for_update().get(pk=citizen.pk)
        already = SafetyNotice.objects.standing().filter(citizen=citizen, **told).first()
        if already:
            return already
        notice = SafetyNotice.objects.create(citizen=citizen, made_at=timezone.now(), by=by, **told)
        record(by=by, action="safety.add", subject=citizen.key, purpose=Purpose.CARE, fields="free_text")
    return notice


def review(*, notice: SafetyNotice, review_on: date, by: User) -> None:
    """It still holds, and is looked at again on a new day. Whoever had asked to remove it has to ask anew."""
    with transaction.atomic():
        held = _held(notice)
        if held.review_on == review_on and held.removal_asked_by_id is None:
            return
        held.review_on, held.removal_asked_at, held.removal_asked_by = review_on, None, None
        held.save(update_fields=["review_on", "removal_asked_at", "removal_asked_by"])
        record(by=by, action="safety.review", subject=held.citizen.key, purpose=Purpose.CARE, fields="coded")


def ask_to_remove(*, notice: SafetyNotice, by: User) -> None:
    """The first of two. Asked twice, the first who did stands."""
    with transaction.atomic():
        held = _held(notice)
        if held.removal_asked_by_id is not None:
            return
        held.removal_asked_at, held.removal_asked_by = timezone.now(), by
        held.save(update_fields=["removal_asked_at", "removal_asked_by"])
        record(by=by, action="safety.removal_asked", subject=held.citizen.key, purpose=Purpose.CARE, fields="coded")


def remove(*, notice: SafetyNotice, by: User) -> None:
    """The second of two: another than who asked."""
    with transaction.atomic():
        held = _held(notice)
        require(rules.may_remove(asked_by=held.removal_asked_by_id, by=by.pk))
        held.removed_at, held.removed_by = timezone.now(), by
        held.save(update_fields=["removed_at", "removed_by"])
        record(by=by, action="safety.removed", subject=held.citizen.key, purpose=Purpose.CARE, fields="coded")


def _held(notice: SafetyNotice) -> SafetyNotice:
    """The notice, held to the end of the transaction; refused when somebody removed it a moment ago."""
    held = SafetyNotice.objects.select_for_update().get(pk=notice.pk)
    require(rules.may_still_change(removed=held.removed_at is not None))
    return held
