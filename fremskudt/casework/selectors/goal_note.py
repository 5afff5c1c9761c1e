"""One goal with all that was said of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fremskudt.access.models import User
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.basics.verdict import require
from fremskudt.casework.models import Case, GoalNote
from fremskudt.casework.rules import plan as rules
from fremskudt.casework.rules.plan_text import GoalText
from fremskudt.casework.rules.undo import may_undo
from fremskudt.casework.selectors.case import Opened, log_read, open_case
from fremskudt.casework.selectors.door import OpenDoor
from fremskudt.casework.selectors.plan import Note, door_of, find_draft, find_standing, text_of


@dataclass(frozen=True)
class GoalPage:
    opened: Opened
    goal: GoalText
    notes: Sequence[Note]  # the newest first, those of an earlier course too
    open_door: OpenDoor | None


@transaction.atomic
def read_goal(reach: Reach, code: str, thread: UUID) -> GoalPage:
    """Refused where the goal stands in no plan of the course, or the course has ended."""
    opened = open_case(reach, code, Permission.CASE_WRITE)
    goal = find_goal(opened.case, thread)
    require(rules.may_note(is_in_plan=goal is not None, has_ended=opened.has_ended))
    assert goal is not None  # noqa: S101  may_note said so
    notes = GoalNote.objects.filter(case__in=Case.objects.of(opened.citizen), thread=thread).select_related("by")
    told = [Note(note.on, note.progress, note.own_words, note.by.name) for note in notes]
    page = GoalPage(opened, goal, told, door_of(reach, opened))
    log_read(reach, opened, "plan.read", "free_text")
    return page


def find_goal(case: Case, thread: UUID) -> GoalText | None:
    """The goal as the plan in force says it, or else the draft; None where it stands in neither."""
    texts = [text_of(plan) for plan in (find_standing(case), find_draft(case)) if plan]
    return next((goal for text in texts if (goal := text.goal(thread))), None)


def find_undoable(case: Case, thread: UUID, by: User) -> GoalNote | None:
    """The writer's own newest note of a goal, for as long as it can be taken back."""
    note = GoalNote.objects.filter(case=case, thread=thread, by=by).order_by("-pk").first()
    return note if note and may_undo(note.made_at, timezone.now()) else None
