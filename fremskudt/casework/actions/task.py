"""Tasks: somebody promises something by a day, does it, hands it on, or it is no longer needed.

Who may have a task is asked again with each new owner: see rules/task.py. A task of a course that was said farewell to
stays until it is done, since what is promised is promised; a new one is refused there.
"""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import Organisation, User
from fremskudt.basics.verdict import NotNow, Verdict, require
from fremskudt.casework.actions.case import has_ended, locked
from fremskudt.casework.models import Case, MeetingItem, Task
from fremskudt.casework.rules import task as rules
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.rules.undo import may_undo
from fremskudt.casework.selectors.task_cover import cover_of


def add(
    *,
    municipality: Organisation,
    case: Case | None,
    source: str,
    item: MeetingItem | None,
    topic: str,
    words: str,
    owner: User | None,
    organisation: Organisation | None,
    on: date,
    operation: UUID,
    by: User,
) -> Task:
    """One more task, with its one owner and a date. The same page pressed again is the task that is there already."""
    with transaction.atomic():
        held = locked(case) if case else None
        if already := _pressed(operation, by, held):
            return already
        if held:
            require(may_write(has_ended=has_ended(held)))
        require_owner(held, owner, organisation, topic)
        told = {
            "municipality": municipality, "case": held, "source": source, "item": item, "words": words, "owner": owner,
            "topic": topic if held else "", "organisation": organisation, "on": on, "made_at": timezone.now(),
        }  # fmt: skip
        task, is_new = Task.objects.get_or_create(by=by, operation=operation, defaults=told)
        if is_new:
            _record(by, "task.add", task, "coded,free_text")
    return task


def require_owner(case: Case | None, owner: User | None, organisation: Organisation | None, topic: str) -> None:
    """Go on when this owner may have a task on this topic; else the reason, with their name in it."""
    if owner is None or organisation is None or not owner.is_active:
        raise NotNow(rules.ONE_OWNER)
    if case is not None:
        citizen = case.citizen.merged_into or case.citizen
        verdict = cover_of(citizen, owner, organisation).may_own(topic)
        require(Verdict.yes() if verdict else Verdict.no(gettext(verdict.reason) % {"who": owner.name}))


def done(*, task: Task, by: User) -> None:
    """Kept. Said twice, the first time stands."""
    with transaction.atomic():
        held = _held(task)
        if held.done_at is not None:
            return
        _require_waiting(held)
        held.done_at, held.done_by = timezone.now(), by
        held.save(update_fields=["done_at", "done_by"])
        _record(by, "task.done", held)


def drop(*, task: Task, by: User) -> None:
    """No longer needed. The line stays, marked."""
    with transaction.atomic():
        held = _held(task)
        if held.dropped_at is not None and not hasattr(held, "handed_to"):
            return
        _require_waiting(held)
        held.dropped_at = timezone.now()
        held.save(update_fields=["dropped_at"])
        _record(by, "task.drop", held)


def undo(*, task: Task, by: User) -> None:
    """It was not done after all, or is needed: for ten minutes. Already waiting again, nothing happens."""
    with transaction.atomic():
        held = _held(task)
        at = held.done_at or held.dropped_at
        if at is None:
            return
        is_mine = held.done_at is None or held.done_by_id == by.pk
        is_fresh = may_undo(at, timezone.now())
        require(rules.may_undo(is_moved=hasattr(held, "handed_to"), is_mine=is_mine, is_fresh=is_fresh))
        held.done_at = held.done_by = held.dropped_at = None
        held.save(update_fields=["done_at", "done_by", "dropped_at"])
        _record(by, "task.undo", held)


def hand_on(*, task: Task, owner: User, organisation: Organisation, on: date, operation: UUID, by: User) -> Task:
    """The same task in somebody else's hand, as a new row that points back. The new owner's yes is asked for."""
    with transaction.atomic():
        held = _held(task)
        if already := _pressed(operation, by, held.case):
            return already
        _require_waiting(held)
        require_owner(held.case, owner, organisation, held.topic)
        now = timezone.now()
        made = Task.objects.create(
            municipality=held.municipality, case=held.case, source=held.source, item=held.item, topic=held.topic,
            words=held.words, owner=owner, organisation=organisation, on=on, handed_from=held, operation=operation,
            made_at=now, by=by,
        )  # fmt: skip
        held.dropped_at = now
        held.save(update_fields=["dropped_at"])
        _record(by, "task.hand_on", held)
    return made


def _pressed(operation: UUID, by: User, case: Case | None) -> Task | None:
    """The task of this page's press. A number that was used for somebody else is no press on this page."""
    found = Task.objects.filter(by=by, operation=operation).first()
    if found and found.case_id != (case.pk if case else None):
        raise NotNow(rules.OLD_PAGE)
    return found


def _held(task: Task) -> Task:
    """The row as it stands, held to the end of the transaction. The course is locked first, as all writers do."""
    if task.case_id is not None:
        Case.objects.select_for_update().get(pk=task.case_id)
    rows = Task.objects.select_for_update(of=("self",))
    return rows.select_related("case__citizen__merged_into", "handed_to", "owner").get(pk=task.pk)


def _require_waiting(task: Task) -> None:
    moved = hasattr(task, "handed_to")
    dropped = task.dropped_at is not None
    require(rules.may_go_on(is_done=task.done_at is not None, is_dropped=dropped, is_moved=moved))


def _record(by: User, action: str, task: Task, fields: str = "coded") -> None:
    """About the citizen, in their log; a task about nobody is one's own."""
    if task.case is None:
        record(by=by, action=action, subject=by.key, purpose=Purpose.OWN, fields=fields)
    else:
        record(by=by, action=action, subject=task.case.citizen.key, purpose=Purpose.CARE, fields=fields)
