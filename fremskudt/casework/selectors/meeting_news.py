"""What has happened since those around a citizen last met: counted, never told again by the citizen (T11).

Only those who follow the citizen see all of it. To the others »hvornår vi ses« is the next appointment, and a promise
is shown by what it is about; how often we met or tried, periods, pauses and transitions stay with the team.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from fremskudt.casework.models import (
    Appointment,
    Contact,
    Ending,
    MeetingItem,
    Pause,
    PhaseInterval,
    TransitionStep,
    TreatmentPlan,
)  # fmt: skip
from fremskudt.casework.rules.consent import Topic
from fremskudt.casework.rules.contact import REACHED
from fremskudt.casework.selectors.meeting_lines import Promise

STEPS_WITHIN = timedelta(days=7)


@dataclass(frozen=True)
class News:
    """`is_ours`: for one who follows. What nobody may tell the reader is None, 0 or empty."""

    is_ours: bool
    since: date | None = None  # of the last meeting about them; None when this is the first
    n_met: int = 0
    n_tried: int = 0
    plan_on: date | None = None
    has_new_period: bool = False
    pause_on: date | None = None
    step: str = ""
    step_on: date | None = None
    next_at: datetime | None = None
    next_place: str = ""
    kept: Sequence[Promise] = ()
    waiting: Sequence[Promise] = ()  # the day that was agreed has passed

    @property
    def is_empty(self) -> bool:
        told = (self.plan_on, self.has_new_period, self.pause_on, self.step_on, self.next_at, self.kept, self.waiting)
        return not self.is_ours and not any(told)


def with_news(items: QuerySet[MeetingItem]) -> QuerySet[MeetingItem]:
    """The items, each with what is new about its course. Questions inside the one question."""
    before = MeetingItem.objects.filter(
        case=OuterRef("case_id"), removed_at=None, ended_at__isnull=False, meeting__at__lt=OuterRef("meeting__at")
    )
    met = Contact.objects.standing().filter(at__gt=OuterRef("since"))
    planned = Appointment.objects.planned().filter(at__gte=timezone.now()).order_by("at", "pk")
    plans = TreatmentPlan.objects.filter(in_force_at__gt=OuterRef("since")).order_by("-version")
    changed = Q(made_at__gt=OuterRef("since")) | Q(withdrawn_at__gt=OuterRef("since"))
    due = TransitionStep.objects.filter(
        transition__case=OuterRef("case_id"), transition__closed_on=None, removed_at=None, done_on=None, missed_at=None,
        on__lte=timezone.localdate() + STEPS_WITHIN,
    ).order_by("on", "pk")  # fmt: skip
    return items.annotate(
        last_at=Subquery(before.order_by("-meeting__at").values("ended_at")[:1]),
        since=Coalesce(F("last_at"), F("case__made_at")),
        n_met=_count(met.filter(outcome__in=REACHED)), n_tried=_count(met.exclude(outcome__in=REACHED)),
        plan_on=_of(plans, "in_force_on"), has_new_period=_any(PhaseInterval.objects.filter(changed)),
        pause_on=_of(Pause.objects.open(), "look_again_on"),
        step=Subquery(due.values("words")[:1]), step_on=Subquery(due.values("on")[:1]),
        next_at=_of(planned, "at"), next_place=_of(planned, "place"), has_ended=_any(Ending.objects.all()),
    )  # fmt: skip


def news_of(row: Any, promises: Iterable[Promise], topics: frozenset[str], *, is_ours: bool) -> News:
    """What the reader may know of it. `row` comes from `with_news`; `promises` are those the reader may see."""
    since = timezone.localdate(row.last_at) if row.last_at else None
    told: dict[str, Any] = {
        "kept": [one for one in promises if one.done_at and one.done_at > row.since],
        "waiting": [one for one in promises if not one.done_at and one.on < timezone.localdate()],
    }
    if Topic.APPOINTMENTS in topics:
        told |= {"next_at": row.next_at, "next_place": row.next_place or ""}
    if not is_ours:
        return News(False, since, **told)
    return News(
        True, since, n_met=row.n_met or 0, n_tried=row.n_tried or 0, plan_on=row.plan_on,
        has_new_period=row.has_new_period, pause_on=row.pause_on, step=row.step or "", step_on=row.step_on, **told,
    )  # fmt: skip


def _of(entries: QuerySet[Any], field: str) -> Subquery:
    return Subquery(entries.filter(case=OuterRef("case_id")).values(field)[:1])


def _any(entries: QuerySet[Model]) -> Exists:
    return Exists(entries.filter(case=OuterRef("case_id")))


def _count(entries: QuerySet[Any]) -> Subquery:
    of_case = entries.filter(case=OuterRef("case_id")).order_by().values("case")
    return Subquery(of_case.annotate(n=Count("pk")).values("n"))
