"""Somebody's list: what they promised, by the day that was agreed; for those who follow, also what is nobody's.

Each look asks anew whether the citizen's yes still covers the owner's house. What it no longer covers is counted, and
nothing more is said of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Assignment, Ending, Task
from fremskudt.casework.models.citizen import ROOT
from fremskudt.casework.rules import task as rules
from fremskudt.casework.rules.consent import Use
from fremskudt.casework.rules.task import Group, Kind
from fremskudt.casework.rules.undo import LASTS
from fremskudt.casework.selectors.followed import followed
from fremskudt.casework.selectors.task_cover import Cover, Covers, covers
from fremskudt.casework.selectors.task_line import About, Line, family_of, list_elsewhere, list_lapsing

CASE_ROOT = Coalesce("case__citizen__merged_into", "case__citizen")


@dataclass(frozen=True)
class Listing:
    groups: dict[Group, list[Line]] = field(default_factory=dict)
    lapsing: list[Line] = field(default_factory=list)  # yeses to ask for again
    nobodys: list[Line] = field(default_factory=list)  # about those one follows: nobody has it in hand
    done: list[Line] = field(default_factory=list)  # today
    moved: list[Line] = field(default_factory=list)  # handed on by somebody else in the last days
    n_stopped: int = 0  # one's own that no yes covers any more
    n_withheld: int = 0  # one's own that ask for a stronger log-in

    @property
    def lines(self) -> list[Line]:
        grouped = [line for lines in self.groups.values() for line in lines]
        return [*grouped, *self.lapsing, *self.nobodys, *self.done, *self.moved]

    @property
    def is_empty(self) -> bool:
        return not (any(self.groups.values()) or self.lapsing or self.nobodys)


@dataclass(frozen=True)
class Row:
    """A task as it is kept, with what lets its owner and the reader see it."""

    task: Task
    about: About | None
    owner: Cover  # of the owner
    is_mine: bool
    is_strong: bool  # whether this log-in shows more than times and agreements, where the task is done from
    is_here: bool = True  # whether it opens the house that the task is done from

    @property
    def is_waiting(self) -> bool:
        return self.task.done_at is None and self.task.dropped_at is None

    @property
    def is_anybodys(self) -> bool:
        """Somebody has it in hand: they can log in, and see it."""
        owner = self.task.owner
        return owner is not None and owner.is_active and self.owner.shows(self.task.topic)

    @property
    def is_shown(self) -> bool:
        """To the reader: they follow the citizen, or have it and are still covered, by a log-in strong enough."""
        if self.about is None or self.about.is_followed:
            return True
        return self.is_mine and self.is_here and replace(self.owner, is_strong=self.is_strong).shows(self.task.topic)

    @property
    def is_withheld(self) -> bool:
        return self.is_mine and not self.is_shown and not self.is_strong and self.owner.shows(self.task.topic)


def list_tasks(reach: Reach, today: date) -> Listing:
    """The whole list, without any event of it: who shows it writes them (see `read_tasks`)."""
    now, me, is_follower = timezone.now(), reach.user_id or 0, bool(reach.towns(Permission.CASE_WRITE))
    family, elsewhere = list_elsewhere(me, followed(reach), today) if is_follower else ({}, [])
    rows = _rows(reach, family, _wanted(reach, family, today))
    mine, shown = [row for row in rows if row.is_mine], [row for row in rows if row.is_shown]
    hidden = [row for row in mine if row.is_waiting and not row.is_shown]
    withheld = [row for row in hidden if row.is_withheld]
    own = [_line(row, now, me) for row in shown if row.is_mine and row.is_waiting]
    done = [_line(row, now, me) for row in shown if row.task.done_at and me in (row.task.owner_id, row.task.done_by_id)]
    return Listing(
        groups=_grouped(own + elsewhere, today),
        lapsing=list_lapsing(family, today),
        nobodys=[_line(row, now, me) for row in shown if row.is_waiting and not row.is_mine and not row.is_anybodys],
        done=sorted(done, key=lambda line: line.done_at or now, reverse=True),
        moved=[_line(row, now, me) for row in shown if row.is_mine and row.task.dropped_at],
        n_stopped=len(hidden) - len(withheld), n_withheld=len(withheld),
    )  # fmt: skip


@transaction.atomic
def read_tasks(reach: Reach) -> Listing:
    """The list, with an event for each citizen who is on it."""
    listing = list_tasks(reach, timezone.localdate())
    log_lines(reach, "task.read", listing.lines)
    return listing


@transaction.atomic
def read_file(reach: Reach) -> list[Line]:
    """One's own tasks as they leave the house: about those one follows, and those whose yes covers an export too."""
    family, today = _family(reach), timezone.localdate()
    mine = Q(owner=reach.user_id, done_at=None, dropped_at=None)
    rows = [row for row in _rows(reach, family, mine, Use.EXPORT) if row.is_shown]
    lines = [_line(row, timezone.now(), reach.user_id or 0) for row in rows]
    log_lines(reach, "tasks.export", lines)
    return [line for lines in _grouped(lines, today).values() for line in lines]


def find_task(reach: Reach, pk: int) -> Row:
    """A task that the reader has, or about somebody they follow; 404 for any other, and for one that has stopped."""
    rows = _rows(reach, _family(reach), Q(pk=pk))
    if not rows or not rows[0].is_shown or (rows[0].about is None and not rows[0].is_mine):
        raise Http404
    return rows[0]


def log_lines(reach: Reach, action: str, lines: list[Line]) -> None:
    """One event for each citizen that is shown. Write it last."""
    codes = dict.fromkeys(line.about.code for line in lines if line.about)
    keys = [f"citizen:{code}" for code in codes]
    audit.record_reads(by=reach.actor, action=action, subjects=keys, purpose=Purpose.CARE, fields="free_text")


def _family(reach: Reach) -> dict[int, About]:
    return family_of(followed(reach)) if reach.towns(Permission.CASE_WRITE) else {}


def _wanted(reach: Reach, family: Mapping[int, About], today: date) -> Q:
    """One's own that wait, those done today, those that were handed on lately, and all that wait about one's people."""
    me, now = reach.user_id, timezone.now()
    waits = Q(done_at=None, dropped_at=None)
    moved = Q(owner=me, dropped_at__gte=now - rules.MOVED_SHOWN, handed_to__isnull=False) & ~Q(handed_to__by=me)
    done = (Q(owner=me) | Q(done_by=me)) & Q(done_at__gte=midnight(today))
    mine = (Q(owner=me) & waits) | done | moved
    return mine | (Q(case__citizen__in=list(family)) & waits) if family else mine


def _rows(reach: Reach, family: Mapping[int, About], wanted: Q, use: Use = Use.TASK) -> list[Row]:
    follows = Assignment.objects.in_force().annotate(root=ROOT).filter(user=OuterRef("owner"), root=OuterRef("root"))
    found = Task.objects.filter(wanted).annotate(
        root=CASE_ROOT, code=Coalesce("case__citizen__merged_into__code", "case__citizen__code"),
        alias=Coalesce("case__citizen__merged_into__alias", "case__citizen__alias"),
        follows=Exists(follows), ended=Exists(Ending.objects.filter(case=OuterRef("case"))),
    )  # fmt: skip
    tasks = list(found.select_related("owner", "handed_to", "case__citizen").order_by("on", "pk"))
    asked = [task for task in tasks if task.case_id and task.owner_id and not task.follows]  # type: ignore[attr-defined]
    told = covers({task.root for task in asked}, {task.owner_id for task in asked if task.owner_id})  # type: ignore[attr-defined]
    return [_row(reach, family, task, told, use) for task in tasks]


def _row(reach: Reach, family: Mapping[int, About], task: Any, told: Covers, use: Use) -> Row:
    about = None
    if task.case_id:
        about = family.get(task.case.citizen_id) or About(task.root, task.code, task.alias, is_followed=False)
    cover = Cover(follows=bool(task.follows))
    if task.case_id and task.owner_id and not task.follows:
        cover = told.of(task.root, task.owner_id, task.organisation_id, use)
    strong = task.organisation_id in reach.where(Permission.SHARED_READ)
    here = task.organisation_id in reach.where(Permission.TASKS_EDIT)
    return Row(task, about, cover, is_mine=task.owner_id == reach.user_id, is_strong=strong, is_here=here)


def _line(row: Row, now: datetime, me: int) -> Line:
    task = row.task
    fresh = task.done_at is not None and task.done_by_id == me and now - task.done_at <= LASTS
    return Line(
        Kind.TASK, task.pk, task.words, task.on, row.about, source=task.source,
        has_ended=task.ended,  # type: ignore[attr-defined]
        done_at=timezone.localtime(task.done_at) if task.done_at else None, can_undo=fresh,
        owner=task.owner.name if task.owner else "",
    )  # fmt: skip


def _grouped(lines: list[Line], today: date) -> dict[Group, list[Line]]:
    in_order = sorted(lines, key=lambda line: (line.on, line.about.alias if line.about else "", line.pk))
    grouped = {group: [one for one in in_order if rules.group_of(one.on, today) is group] for group in Group}
    return {group: found for group, found in grouped.items() if found}


def midnight(day: date) -> datetime:
    """The start of a day in the reader's time zone."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
