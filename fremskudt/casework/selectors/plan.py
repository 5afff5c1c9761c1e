"""A citizen's plan: the one in force, the draft beside it, earlier versions, and what has moved of each goal."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fremskudt.access.audit import Purpose
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.basics.verdict import require
from fremskudt.casework.models import Case, GoalNote, TreatmentPlan
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.rules.plan_text import Change, GoalText, PlanText, changes
from fremskudt.casework.rules.undo import may_undo
from fremskudt.casework.selectors.case import Opened, log_read, open_case
from fremskudt.casework.selectors.door import OpenDoor, find_open


@dataclass(frozen=True)
class Note:
    """What was said of a goal one day."""

    on: date
    progress: str
    own_words: str
    by: str


@dataclass(frozen=True)
class GoalLine:
    text: GoalText
    number: int
    note: Note | None  # the newest

    @property
    def thread(self) -> UUID:
        return self.text.thread


@dataclass(frozen=True)
class Version:
    """One version of the plan with what a page needs to show of it."""

    pk: int
    number: int
    edit: int
    text: PlanText
    goals: Sequence[GoalLine]
    saved_at: datetime
    saved_by: str
    in_force_on: date | None
    in_force_by: str
    is_of_now: bool  # of the course that goes on; false for one from before a farewell

    @property
    def is_draft(self) -> bool:
        return self.in_force_on is None


@dataclass(frozen=True)
class Sheet:
    """The page of the plan."""

    opened: Opened
    in_force: Version | None
    draft: Version | None
    earlier: Sequence[Version]
    refused: str  # why nothing can be written; empty when it can
    undo: UUID | None  # the goal whose newest note the reader may still take back
    open_door: OpenDoor | None

    @property
    def shown(self) -> Version | None:
        """What the page is about: the plan in force, or else the draft."""
        return self.in_force or self.draft


@dataclass(frozen=True)
class Writing:
    """What is written on: the draft, or a copy of the plan in force that becomes one when it is saved."""

    opened: Opened
    text: PlanText
    version: int
    edit: int  # 0 where there is no draft yet
    saved_at: datetime | None
    saved_by: str
    open_door: OpenDoor | None

    @property
    def seen(self) -> tuple[int, int]:
        return self.version, self.edit


@dataclass(frozen=True)
class Compared:
    opened: Opened
    version: Version
    before: Version | None
    changes: Sequence[Change]
    open_door: OpenDoor | None


@transaction.atomic
def read_plan(reach: Reach, code: str) -> Sheet:
    return _read(reach, code, action="plan.read")


@transaction.atomic
def read_print(reach: Reach, code: str) -> Sheet:
    """The same, for the sheet that the citizen gets in the hand."""
    return _read(reach, code, action="plan.print")


@transaction.atomic
def read_for_writing(reach: Reach, code: str) -> Writing:
    """What the form begins with; refused where nothing can be written."""
    opened = open_case(reach, code, Permission.CASE_WRITE)
    require(may_write(has_ended=opened.has_ended))
    plans = _plans([opened.case])
    draft, standing = _draft(plans), _standing(plans)
    begun = draft or standing
    writing = Writing(
        opened, text_of(begun) if begun else PlanText(),
        draft.version if draft else (standing.version if standing else 0) + 1, draft.edit if draft else 0,
        begun.saved_at if begun else None, begun.saved_by.name if begun else "", door_of(reach, opened),
    )  # fmt: skip
    log_read(reach, opened, "plan.read", "free_text")
    return writing


@transaction.atomic
def read_version(reach: Reach, code: str, pk: int) -> Compared | None:
    """One version that came into force, and what was new in it; None where there is no such version."""
    opened = open_case(reach, code)
    plans = [plan for plan in _plans(Case.objects.of(opened.citizen)) if plan.in_force_at]
    here = next((plan for plan in plans if plan.pk == pk), None)
    if here is None:
        return None
    before = next((plan for plan in plans if plan.case_id == here.case_id and plan.version < here.version), None)
    compared = Compared(
        opened, _version(here, opened), _version(before, opened) if before else None,
        changes(text_of(before), text_of(here)) if before else [], door_of(reach, opened),
    )  # fmt: skip
    log_read(reach, opened, "plan.version_read", "free_text")
    return compared


def text_of(plan: TreatmentPlan) -> PlanText:
    """The words of a version as plain values. Its goals must be fetched."""
    goals = tuple(GoalText(g.thread, g.words, g.how, g.who, g.review_on) for g in plan.goals.all())
    names = ("hopes", "wishes", "dreams", "findings", "effort", "follow_up", "responsible", "review_on")
    return PlanText(**{name: getattr(plan, name) for name in names}, goals=goals)


def find_draft(case: Case) -> TreatmentPlan | None:
    return TreatmentPlan.objects.filter(case=case, in_force_at=None).prefetch_related("goals").first()


def find_standing(case: Case) -> TreatmentPlan | None:
    """The plan in force: the newest version that is no draft."""
    return TreatmentPlan.objects.filter(case=case, in_force_at__isnull=False).prefetch_related("goals").first()


def _read(reach: Reach, code: str, *, action: str) -> Sheet:
    opened = open_case(reach, code)
    plans = _plans(Case.objects.of(opened.citizen))
    notes = list(GoalNote.objects.filter(case__in={plan.case_id for plan in plans}).select_related("by"))
    newest = {note.thread: note for note in reversed(notes)}
    own = [plan for plan in plans if plan.case_id == opened.case.pk]
    standing, draft = _standing(own), _draft(own)
    sheet = Sheet(
        opened=opened,
        in_force=_version(standing, opened, newest) if standing else None,
        draft=_version(draft, opened, newest) if draft else None,
        earlier=[_version(plan, opened) for plan in plans if plan.in_force_at and plan is not standing],
        refused=may_write(has_ended=opened.has_ended).reason,
        undo=_undoable(reach, notes),
        open_door=door_of(reach, opened),
    )
    log_read(reach, opened, action, "free_text")
    return sheet


def _plans(cases: Iterable[Case]) -> list[TreatmentPlan]:
    """Every version of these courses, the newest course and version first."""
    found = TreatmentPlan.objects.filter(case__in=cases).select_related("case", "saved_by", "in_force_by")
    return list(found.prefetch_related("goals").order_by("-case__found_on", "-case_id", "-version"))


def _standing(plans: list[TreatmentPlan]) -> TreatmentPlan | None:
    return next((plan for plan in plans if plan.in_force_at), None)


def _draft(plans: list[TreatmentPlan]) -> TreatmentPlan | None:
    return next((plan for plan in plans if plan.in_force_at is None), None)


def _undoable(reach: Reach, notes: list[GoalNote]) -> UUID | None:
    now = timezone.now()
    own = max((note for note in notes if note.by_id == reach.user_id), key=lambda note: note.pk, default=None)
    return own.thread if own and may_undo(own.made_at, now) else None


def door_of(reach: Reach, opened: Opened) -> OpenDoor | None:
    return find_open(reach, opened.citizen) if opened.purpose is Purpose.DOOR else None


def _version(plan: TreatmentPlan, opened: Opened, notes: Mapping[UUID, GoalNote] = MappingProxyType({})) -> Version:
    text = text_of(plan)
    return Version(
        pk=plan.pk, number=plan.version, edit=plan.edit, text=text,
        goals=[GoalLine(goal, number, _note(notes.get(goal.thread))) for number, goal in enumerate(text.goals, 1)],
        saved_at=plan.saved_at, saved_by=plan.saved_by.name, in_force_on=plan.in_force_on,
        in_force_by=plan.in_force_by.name if plan.in_force_by else "", is_of_now=plan.case_id == opened.case.pk,
    )  # fmt: skip


def _note(note: GoalNote | None) -> Note | None:
    return Note(note.on, note.progress, note.own_words, note.by.name) if note else None
