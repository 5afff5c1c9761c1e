"""A course begins when the citizen says yes to take part."""

from datetime import date

from django.db import transaction

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import User
from fremskudt.basics.verdict import require
from fremskudt.casework.models import Case, Ending
from fremskudt.casework.rules.course import may_write


def start(*, case: Case, on: date, by: User) -> None:
    """From that day they take part. Said before, the first day stands.

    Who says yes was found that day at the latest, so a later day of having been found moves back to it.
    """
    with transaction.atomic():
        held = locked(case)
        if held.started_on is not None:
            return
        require(may_write(has_ended=has_ended(held)))
        held.started_on, held.found_on = on, min(held.found_on, on)
        held.save(update_fields=["started_on", "found_on"])
        case.started_on, case.found_on = held.started_on, held.found_on
        record(by=by, action="case.start", subject=held.citizen.key, purpose=Purpose.CARE, fields="coded")


def locked(case: Case) -> Case:
    """The course, held to the end of the transaction, so that two who write take turns."""
    return Case.objects.select_for_update(of=("self",)).select_related("citizen").get(pk=case.pk)


def in_writing(case: Case) -> Case:
    """The same, refused once it is said farewell to."""
    held = locked(case)
    require(may_write(has_ended=has_ended(held)))
    return held


def has_ended(case: Case) -> bool:
    """Asked for by itself, after the course is locked: a farewell that was written while this one waited is seen."""
    return Ending.objects.filter(case=case).exists()
