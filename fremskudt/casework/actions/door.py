"""Open a closed door, close it again, and look at what others opened. Each is an event."""

from django.db import transaction
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import User
from fremskudt.casework.models import Citizen, DoorOpening

UNKNOWN = "citizen:unknown"


def open_door(*, citizen: Citizen, reason: str, words: str, by_cpr: bool, by: User) -> DoorOpening:
    """Sixty minutes with one citizen. A door that stands open already stays as it is."""
    with transaction.atomic():
        Citizen.objects.select_for_update().get(pk=citizen.pk)  # two presses at once open one door
        now = timezone.now()
        already = DoorOpening.objects.filter(citizen=citizen, user=by, closed_at=None, closes_at__gt=now).first()
        if already:
            return already
        opening = DoorOpening.objects.create(
            citizen=citizen, user=by, reason=reason, words=words, opened_at=now, closes_at=now + DoorOpening.LASTS
        )
        fields = "identifying,free_text" if by_cpr else "coded,free_text"
        record(by=by, action="door.open", subject=citizen.key, purpose=Purpose.DOOR, fields=fields)
    return opening


def fail(*, by: User) -> None:
    """Somebody tried to open what they cannot. What they typed is not kept: it may be a real number."""
    with transaction.atomic():
        record(by=by, action="door.failed", subject=UNKNOWN, purpose=Purpose.DOOR)


def close(*, opening: DoorOpening, by: User) -> None:
    with transaction.atomic():
        opening.closed_at = timezone.now()
        opening.save(update_fields=["closed_at"])
        record(by=by, action="door.close", subject=opening.citizen.key, purpose=Purpose.DOOR)


def mark_seen(*, opening: DoorOpening, by: User) -> None:
    """The leader has looked at it. Once is enough: the first who did stands there."""
    with transaction.atomic():
        first = DoorOpening.objects.filter(pk=opening.pk, seen_at=None).update(seen_at=timezone.now(), seen_by=by)
        if first:
            record(by=by, action="door.seen", subject=opening.citizen.key, purpose=Purpose.CHECK)
