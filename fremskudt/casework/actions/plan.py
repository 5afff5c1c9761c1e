"""Write on the draft of a plan, put it in force, and move the day it came into force. A plan in force never changes."""

from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.models import User
from fremskudt.basics.verdict import NotNow, require
from fremskudt.casework.actions import case as case_actions
from fremskudt.casework.actions import phase as phase_actions
from fremskudt.casework.actions.case import in_writing
from fremskudt.casework.models import Case, Goal, TreatmentPlan
from fremskudt.casework.rules import plan as rules
from fremskudt.casework.rules.plan_text import PlanText, differing
from fremskudt.casework.selectors.plan import find_draft, find_standing, text_of


class WrittenMeanwhileError(Exception):
    """Somebody else saved the draft, or put it in force, since the writer's page was fetched."""


def save_draft(*, case: Case, text: PlanText, seen: tuple[int, int], by: User) -> TreatmentPlan:
    """Put the text in the place of the draft that the writer saw: its version, and how often it had been saved.

    The same text sent twice is saved once. What a colleague saved meanwhile is never overwritten.
    """
    with transaction.atomic():
        held = in_writing(case)
        draft, standing = find_draft(held), find_standing(held)
        if draft and not differing(text_of(draft), text):
            return draft
        now = (draft.version, draft.edit) if draft else ((standing.version if standing else 0) + 1, 0)
        if now != seen:
            raise WrittenMeanwhileError
        draft = _written(held, draft, text, version=now[0], by=by)
        audit.record(
            by=by, action="plan.save", subject=held.citizen.key, purpose=Purpose.CARE, fields="coded,free_text"
        )
    return draft


def put_in_force(*, case: Case, version: int, edit: int, on: date, by: User) -> TreatmentPlan:
    """The draft becomes the plan; with the first plan the course has begun, and stands in phase 2 from that day."""
    with transaction.atomic():
        held = in_writing(case)
        draft, standing = find_draft(held), find_standing(held)
        if draft is None and standing and standing.version == version:
            return standing  # pressed twice
        require(
            rules.may_put_in_force(
                has_draft=draft is not None,
                n_goals=draft.goals.count() if draft else 0,
                review_on=draft.review_on if draft else None,
                today=timezone.localdate(),
            )
        )
        if draft is None or (draft.version, draft.edit) != (version, edit):
            raise NotNow(rules.REWRITTEN)
        draft.in_force_on, draft.in_force_at, draft.in_force_by = on, timezone.now(), by
        draft.save(update_fields=["in_force_on", "in_force_at", "in_force_by"])
        if standing is None:
            case_actions.start(case=held, on=on, by=by)
            phase_actions.set_by_plan(case=held, on=on, by=by)
        audit.record(by=by, action="plan.in_force", subject=held.citizen.key, purpose=Purpose.CARE, fields="coded")
    return draft


def move_start(*, case: Case, on: date, by: User) -> None:
    """Mend the day from which the plan holds; phase 2 follows the first plan of the course. Its words stay."""
    with transaction.atomic():
        held = in_writing(case)
        plan = find_standing(held)
        if plan is None:
            raise NotNow(rules.NO_PLAN)
        if plan.in_force_on == on:
            return
        plan.in_force_on = on
        plan.save(update_fields=["in_force_on"])
        if not TreatmentPlan.objects.filter(case=held, version__lt=plan.version).exists():
            phase_actions.set_by_plan(case=held, on=on, by=by)
        audit.record(by=by, action="plan.move", subject=held.citizen.key, purpose=Purpose.CARE, fields="coded")


def _written(case: Case, draft: TreatmentPlan | None, text: PlanText, *, version: int, by: User) -> TreatmentPlan:
    now = timezone.now()
    draft = draft or TreatmentPlan(case=case, version=version, edit=0, made_at=now, by=by)
    for name in ("hopes", "wishes", "dreams", "findings", "effort", "follow_up", "responsible", "review_on"):
        setattr(draft, name, getattr(text, name))
    draft.edit, draft.saved_at, draft.saved_by = draft.edit + 1, now, by
    draft.save()
    Goal.objects.filter(plan=draft).delete()
    strange = _threads_of_others(case, text)
    Goal.objects.bulk_create(
        Goal(
            plan=draft, thread=uuid4() if goal.thread in strange else goal.thread, order=order, words=goal.words,
            how=goal.how, who=goal.who, review_on=goal.review_on,
        )
        for order, goal in enumerate(text.goals, 1)
    )  # fmt: skip
    return draft


def _threads_of_others(case: Case, text: PlanText) -> set[UUID]:
    """Threads that a page may not name, since they belong to another citizen."""
    named = Goal.objects.filter(thread__in=[goal.thread for goal in text.goals])
    return set(named.exclude(plan__case__in=Case.objects.of(case.citizen)).values_list("thread", flat=True))
