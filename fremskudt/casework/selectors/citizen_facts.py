"""One fact of each kind about a course, fetched along with it: the newest contact, the next appointment, the plan …"""

from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from fremskudt.casework.models import (
    Appointment,
    BoardEntry,
    ChannelIn,
    Contact,
    Letter,
    MeetingItem,
    Pause,
    RoleCard,
    StoryCard,
    Transition,
    TreatmentPlan,
    TreatmentRequest,
)  # fmt: skip
from fremskudt.casework.models.case import CaseQuerySet
from fremskudt.casework.rules.contact import REACHED


def with_facts(courses: CaseQuerySet) -> CaseQuerySet:
    """The courses, each with what its page tells of the others. Questions inside the one question."""
    contacts = Contact.objects.standing().order_by("-at")
    planned = Appointment.objects.planned().filter(at__gte=timezone.now()).order_by("at", "pk")
    plans = TreatmentPlan.objects.exclude(in_force_at=None).order_by("-version")
    running = TreatmentRequest.objects.filter(begun_on=None, withdrawn_at=None)
    letters = Letter.objects.filter(done_at=None, deadline_on__isnull=False).order_by("deadline_on")
    stories = StoryCard.objects.order_by("-version")
    meetings = MeetingItem.objects.filter(
        removed_at=None, closed_at=None, meeting__cancelled_at=None, meeting__ended_at=None,
        meeting__at__gte=timezone.now(),
    ).order_by("meeting__at")  # fmt: skip
    return courses.annotate(
        met_at=_of(contacts.filter(outcome__in=REACHED), "at"),
        tried_at=_of(contacts.exclude(outcome__in=REACHED), "at"),
        next_at=_of(planned, "at"), next_place=_of(planned, "place"), next_for=_of(planned, "what_for"),
        next_area=_of(planned, "area__name"),
        plan_on=_of(plans, "in_force_on"), plan_review_on=_of(plans, "review_on"), hopes=_of(plans, "hopes"),
        has_draft=_any(TreatmentPlan.objects.filter(in_force_at=None)),
        asked_on=_of(running, "asked_on"), doctor_offered_on=_of(running, "doctor_offered_on"),
        deadline_on=_of(letters, "deadline_on"),
        target=_of(Transition.objects.filter(closed_on=None), "target"),
        pause_until=_of(Pause.objects.open(), "look_again_on"),
        story_on=_of(stories.filter(~Q(approved_on=None)), "approved_on"), has_story=_any(stories),
        board_on=_of(BoardEntry.objects.filter(off_at=None), "look_again_on"),
        has_channel=_any(ChannelIn.objects.all()),
        role_until_on=_of(RoleCard.objects.standing().order_by("until_on"), "until_on"),
        meeting_at=_of(meetings, "meeting__at"),
    )  # fmt: skip


def _of(entries: QuerySet[Any], field: str) -> Subquery:
    return Subquery(entries.filter(case=OuterRef("pk")).values(field)[:1])


def _any(entries: QuerySet[Model]) -> Exists:
    return Exists(entries.filter(case=OuterRef("pk")))
