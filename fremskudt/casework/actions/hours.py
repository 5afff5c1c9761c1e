"""Hours that no contact holds: written, and taken away again."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import Organisation, User
from fremskudt.basics.verdict import require
from fremskudt.casework.models import WorkHours
from fremskudt.casework.rules import hours as rules


def add(
    *,
    organisation: Organisation,
    on: date,
    kind: str,
    is_volunteer: bool,
    minutes: int,
    kilometres: int | None,
    by: User,
) -> WorkHours:
    """One line. The same line by the same hand within a minute is the same press."""
    town = organisation.town
    said = {
        "municipality_id": town, "organisation": organisation, "on": on, "kind": kind, "is_volunteer": is_volunteer,
        "minutes": minutes, "kilometres": kilometres, "by": by,
    }  # fmt: skip
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        now = timezone.now()
        newest = WorkHours.objects.filter(**said, removed_at=None).order_by("-made_at").first()
        if newest and rules.is_same_press(newest.made_at, now):
            return newest
        made = WorkHours.objects.create(**said, made_at=now)
        record(by=by, action="hours.add", subject=f"org:{town}", purpose=Purpose.ADMINISTRATION)
    return made


def remove(*, line: WorkHours, is_leader: bool, by: User) -> None:
    """The line stays, and counts no more."""
    with transaction.atomic():
        held = WorkHours.objects.select_for_update().get(pk=line.pk)
        verdict = rules.may_remove(
            is_own=held.by_id == by.pk, is_leader=is_leader, is_removed=held.removed_at is not None
        )
        require(verdict)
        held.removed_at = timezone.now()
        held.save(update_fields=["removed_at"])
        record(by=by, action="hours.remove", subject=f"org:{held.municipality_id}", purpose=Purpose.ADMINISTRATION)
