"""Meetings as plain rows, and the page of a new one as a person fills it in."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Organisation, User
from fremskudt.casework.models import Citizen, Meeting, MeetingItem, MeetingSeat

PAGE = reverse("casework:meetings")
NEW = reverse("casework:meeting_new")


def clock(day: date, hour: int, minute: int = 0) -> datetime:
    """That time on the wall here."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def in_days(days: int, hour: int = 13) -> datetime:
    return clock(timezone.localdate() + timedelta(days=days), hour)


def meeting(
    chair: User, town: Organisation, citizens: list[Citizen], at: datetime | None = None, **more: Any
) -> Meeting:
    now = timezone.now()
    told = {"kind": "short", "minutes": 15, "agenda": "Status", "made_at": now, "by": chair, "number": uuid4(), **more}
    made = Meeting.objects.create(municipality=town, chair=chair, at=at or in_days(3), **told)
    for order, citizen in enumerate(citizens, 1):
        MeetingItem.objects.create(meeting=made, case=citizen.cases.get(), order=order)
    return made


def seat(made: Meeting, user: User, house: Organisation, **more: Any) -> MeetingSeat:
    return MeetingSeat.objects.create(
        meeting=made, user=user, organisation=house, made_at=timezone.now(), by=made.chair, **more
    )


def key(user: User, house: Organisation) -> str:
    return f"{house.pk}-{user.pk}"


def plan(client: Client, citizens: list[Citizen], actors: list[str], **more: Any) -> HttpResponse:
    """Press »Planlæg mødet« with the day and the time as they are proposed, unless it is said otherwise."""
    shown = client.get(NEW).context["form"]
    told = {
        "on": f"{shown.initial['on']:%Y-%m-%d}", "clock": f"{shown.initial['clock']:%H:%M}", "minutes": "15",
        "citizens": [citizen.code for citizen in citizens], "actors": actors,
    }  # fmt: skip
    return client.post(NEW, {**told, **more})  # type: ignore[return-value]
