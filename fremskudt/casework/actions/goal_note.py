"""Say what has moved of a goal, and take it back while only we have seen it."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.models import User
from fremskudt.basics.verdict import NotNow, require
from fremskudt.basics.words import gettext_noop as _
from fremskudt.casework.actions.case import locked
from fremskudt.casework.models import Case, Ending, GoalNote
from fremskudt.casework.rules import plan as rules
from fremskudt.casework.selectors.goal_note import find_goal, find_undoable

TOO_LATE = _("Det kan ikke fortrydes mere. Skriv en ny note i stedet.")


def write(*, case: Case, thread: UUID, on: date, progress: str, own_words: str, by: User) -> GoalNote:
    """A new line beside the goal. The same said twice of the same day by the same person is one line."""
    with transaction.atomic():
        held = locked(case)
        is_in_plan = find_goal(held, thread) is not None
        require(rules.may_note(is_in_plan=is_in_plan, has_ended=Ending.objects.filter(case=held).exists()))
        said = {"case": held, "thread": thread, "on": on, "progress": progress, "own_words": own_words, "by": by}
        already = GoalNote.objects.filter(**said).first()
        if already:
            return already
        note = GoalNote.objects.create(**said, made_at=timezone.now())
        audit.record(
            by=by, action="goal_note.write", subject=held.citizen.key, purpose=Purpose.CARE, fields="coded,free_text"
        )
    return note


def undo(*, case: Case, thread: UUID, by: User) -> None:
    """Take back one's own newest note of the goal, within ten minutes. The log keeps that it was there."""
    with transaction.atomic():
        held = locked(case)
        note = find_undoable(held, thread, by)
        if note is None:
            raise NotNow(TOO_LATE)
        note.delete()
        audit.record(by=by, action="goal_note.undo", subject=held.citizen.key, purpose=Purpose.CARE, fields="coded")
