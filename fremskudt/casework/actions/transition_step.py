"""The steps of a transition: each with one owner and a date, each marked by a person."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from fremskudt.access.models import User
from fremskudt.basics.verdict import Verdict, require
from fremskudt.casework.actions.case import in_writing
from fremskudt.casework.actions.missed import tell_after_commit
from fremskudt.casework.actions.transition import find_open, write_event
from fremskudt.casework.models import Case, TransitionStep
from fremskudt.casework.rules import transition as rules


def add(*, case: Case, words: str, on: date, owner: User | None, owner_words: str, by: User) -> TransitionStep:
    """One more step. The same one again is the same step."""
    with transaction.atomic():
        held = in_writing(case)
        going_to = find_open(held)
        require(rules.may_add_step(has_target=going_to is not None))
        named = rules.has_one_owner(is_user=owner is not None, words=owner_words)
        require(Verdict.yes() if named else Verdict.no(rules.ONE_OWNER))
        step, is_new = TransitionStep.objects.get_or_create(
            transition=going_to, words=words, on=on, owner=owner, owner_words=owner_words, done_on=None,
            missed_at=None, removed_at=None, defaults={"made_at": timezone.now(), "by": by},
        )  # fmt: skip
        if is_new:
            write_event(by, "transition_step.add", held, "coded,free_text")
    return step


def mark_done(*, case: Case, step: TransitionStep, by: User) -> None:
    with transaction.atomic():
        held, step = _open(case, step, same="done_on")
        if step.done_on is None:
            step.done_on = timezone.localdate()
            step.save(update_fields=["done_on"])
            write_event(by, "transition_step.done", held)


def mark_missed(*, case: Case, step: TransitionStep, by: User) -> None:
    """It came to nothing, and its owner must know today."""
    with transaction.atomic():
        held, step = _open(case, step, same="missed_at")
        if step.missed_at is not None:
            return
        step.missed_at = timezone.now()
        step.seen_at = step.missed_at if step.owner_id == by.pk else None  # who says it themselves knows it
        step.save(update_fields=["missed_at", "seen_at"])
        if step.owner:
            tell_after_commit(case=held, owner=step.owner, by=by)
        write_event(by, "transition_step.missed", held)


def mark_seen(*, case: Case, step: TransitionStep, by: User) -> None:
    """The owner, or who follows in their place, has seen that it came to nothing."""
    with transaction.atomic():
        held = in_writing(case)
        seen = _steps(held).filter(pk=step.pk, seen_at=None).exclude(missed_at=None).update(seen_at=timezone.now())
        if seen:
            write_event(by, "transition_step.seen", held)


def open_again(*, case: Case, step: TransitionStep, by: User) -> None:
    """It was neither done nor missed after all, or it is tried once more."""
    with transaction.atomic():
        held = in_writing(case)
        if _steps(held).filter(pk=step.pk).update(done_on=None, missed_at=None, seen_at=None):
            write_event(by, "transition_step.open_again", held)


def remove(*, case: Case, step: TransitionStep, by: User) -> None:
    """The step is given up. Its line stays, marked."""
    with transaction.atomic():
        held = in_writing(case)
        if _steps(held).filter(pk=step.pk).update(removed_at=timezone.now()):
            write_event(by, "transition_step.remove", held)


def _open(case: Case, step: TransitionStep, same: str) -> tuple[Case, TransitionStep]:
    """The step as it stands now, while nobody else writes. What is marked the same way already is let through."""
    held = in_writing(case)
    now = _steps(held).filter(pk=step.pk).first()
    is_same = now is not None and getattr(now, same) is not None
    if not is_same:
        done, missed = (now is not None and getattr(now, name) is not None for name in ("done_on", "missed_at"))
        require(rules.may_mark(is_there=now is not None, is_done=done, is_missed=missed))
    return held, now or step


def _steps(case: Case) -> QuerySet[TransitionStep]:
    return TransitionStep.objects.filter(transition__case=case, removed_at=None).select_related("owner")
