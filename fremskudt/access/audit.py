"""What was done or seen, by whom, for what: one event in the same transaction as the act itself, chained to the last.

`record` and `record_reads` are the only writers of the log. Where they cannot write, they raise `AuditUnwritableError`,
and nothing is shown or changed. Write the event last in the transaction: until it ends nobody else can write theirs.
"""

import re
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from datetime import datetime
from enum import StrEnum

from django.db import DatabaseError, transaction
from django.utils import timezone

from fremskudt.access.actor import Actor, actor_of
from fremskudt.access.keyring import KeyFileError, keyring
from fremskudt.access.models import ChainHead, Event, User
from fremskudt.access.rules import chain
from fremskudt.access.rules.chain import Break, Checked, Fault, Line

LIMITS = {field.name: field.max_length for field in Event._meta.concrete_fields if field.max_length}
ACTION = re.compile(r"[a-z_]+(\.[a-z_]+)*")
BATCH = 2000

# The request that is being answered; empty outside of one. Set by AuditMiddleware.
REQUEST: ContextVar[str] = ContextVar("audit_request", default="")


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
    if not ACTION.fullmatch(action) or len(action) > LIMITS["action"] or not all(subjects):
        raise ValueError(f"The event {action!r} needs an action like noun.verb and a subject.")
    purpose = Purpose(purpose).value
    if not subjects:
        return
    try:
        actor = actor_of(by) if isinstance(by, User) else by
        _write(subjects, actor, purpose=purpose, action=action, fields=fields, request=request or REQUEST.get())
    except (DatabaseError, KeyFileError) as error:
        transaction.set_rollback(True)  # also where somebody catches this and goes on
        raise AuditUnwritableError from error


def _write(subjects: list[str], actor: Actor, *, purpose: str, action: str, fields: str, request: str) -> None:
    key = keyring().audit
    # Where the head is gone but lines are not, number 1 is taken, and nothing is written.
    head, _new = ChainHead.objects.select_for_update().get_or_create(pk=1, defaults={"number": 0, "mark": chain.START})
    at, number, mark, made = timezone.now(), head.number, head.mark, []
    role, unit = _clean("role", actor.role), _clean("unit", actor.unit)
    who, fields, request = _clean("actor", actor.key), _clean("fields", fields), _clean("request", request)
    for subject in subjects:
        number += 1
        values: tuple[int | datetime | str, ...] = (
            number, at, who, role, unit, purpose, action, _clean("subject", subject), fields, request, mark,
        )  # fmt: skip
        mark = chain.mark_of(key, values)
        made.append(Event(*values, mark))  # type: ignore[misc]  # as they stand in a Line
    Event.objects.bulk_create(made)
    ChainHead.objects.filter(pk=1).update(number=number, mark=mark)


def _clean(column: str, text: str) -> str:
    return chain.clean(text, LIMITS[column])


def head() -> tuple[int, str]:
    """The number and the mark of the newest line; 0 and START of an empty log."""
    return ChainHead.objects.filter(pk=1).values_list("number", "mark").first() or (0, chain.START)


def lines() -> Iterator[Line]:
    """Every line from the first, a batch in memory at a time."""
    newest, left = None, Event.objects.order_by("number").values_list(*Line._fields)
    while batch := list((left if newest is None else left.filter(number__gt=newest))[:BATCH]):
        yield from map(Line._make, batch)
        newest = batch[-1][0]


def verify(noted: Iterable[tuple[int, str]] = ()) -> Checked:
    """Walk the whole log. Lines may be written meanwhile: the head of before is one that the chain must reach."""
    found = chain.check(lines(), keyring().audit, [*noted, head()])
    if not found.broken and head()[0] < found.number:
        return Checked(found.number, found.mark, Break(Fault.HEAD, found.number, found.number))
    return found
