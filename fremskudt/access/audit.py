"""What was done or seen, by whom, for what: one event in the same transaction as the act itself, chained to the last.

`record` and `record_reads` are the only writers of the log. Where they cannot write, they raise `AuditUnwritableError`, and
nothing is shown or changed.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from hmac import digest

from django.db import DatabaseError, transaction
from django.utils import timezone

from fremskudt.access.actor import Actor, actor_of
from fremskudt.access.keyring import keyring
from fremskudt.access.models import ChainHead, Event, User

START = "0" * 64


class Purpose(StrEnum):
    """Why somebody looked or acted. Chosen by the page, never typed."""

    CARE = "care"
    ADMINISTRATION = "administration"
    CHECK = "check"
    DOOR = "door"
    OWN = "own"
    EVALUATION = "evaluation"


class AuditUnwritableError(Exception):
    """The event could not be written, so the act or the look must not happen."""


def record(*, by: User | Actor, action: str, subject: str, purpose: str, fields: str = "", request: str = "") -> None:
    """Write one event."""
    _append(by=by, action=action, subjects=[subject], purpose=purpose, fields=fields, request=request)


def record_reads(
    *, by: Actor, action: str, subjects: Iterable[str], purpose: str, fields: str, request: str = ""
) -> None:
    """Write one event for each person that a page shows."""
    _append(by=by, action=action, subjects=list(subjects), purpose=purpose, fields=fields, request=request)


def _append(*, by: User | Actor, action: str, subjects: list[str], purpose: str, fields: str, request: str) -> None:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"The event {action} must be written in the transaction of the act.")
    actor = actor_of(by) if isinstance(by, User) else by
    try:
        # Where the head is gone but lines are not, number 1 is taken, and nothing is written.
        head, _new = ChainHead.objects.select_for_update().get_or_create(pk=1, defaults={"number": 0, "mark": START})
        at, made = timezone.now(), []
        for subject in subjects:
            event = Event(
                number=head.number + 1, at=at, actor=actor.key, role=actor.role, unit=actor.unit, purpose=purpose,
                action=action, subject=subject, fields=fields, request=request, previous=head.mark,
            )  # fmt: skip
            head.number, head.mark = event.number, mark(event)
            event.mark = head.mark
            made.append(event)
        Event.objects.bulk_create(made)
        head.save(update_fields=["number", "mark"])
    except DatabaseError as error:
        raise AuditUnwritableError from error


def mark(event: Event) -> str:
    """The event's mark: HMAC-SHA-256 over all its fields and the mark before it, with the audit key."""
    values = [event.number, _instant(event.at), event.actor, event.role, event.unit, event.purpose, event.action]
    values += [event.subject, event.fields, event.request, event.previous]
    return digest(keyring().audit, json.dumps(values, ensure_ascii=True).encode(), "sha256").hex()


def _instant(at: datetime) -> str:
    return at.astimezone(timezone.get_fixed_timezone(0)).isoformat(timespec="microseconds")
