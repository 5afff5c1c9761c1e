"""Meetings, as plain rows: with whom, about whom, and how far they have come."""

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Organisation, User
from fremskudt.casework.models import Citizen, Meeting, MeetingItem, MeetingLine, MeetingSeat
from fremskudt.casework.rules.meeting import AGENDA
from tests.casework.consent_field import say
from tests.casework.field import citizen
from tests.casework.pages import form_at, send_from, words
from tests.cast import Cast

Seat = tuple[User, Organisation]


def meeting_about(
    people: Cast, citizens: Sequence[Citizen], seats: Sequence[Seat] = (), *, runs: bool = True, **more: Any
) -> Meeting:
    """Tea holds it, an hour from now at the latest. Running, it has come to the first of them."""
    now = timezone.now()
    told = {
        "municipality": people.municipalities["Randers"], "kind": "short", "at": now, "chair": people.therapist,
        "agenda": "\n".join(AGENDA), "number": uuid.uuid4(), "began_at": now if runs else None, "made_at": now,
        "by": people.therapist,
    }  # fmt: skip
    meeting = Meeting.objects.create(**{**told, **more})
    for user, house in seats:
        MeetingSeat.objects.create(meeting=meeting, user=user, organisation=house, made_at=now, by=people.therapist)
    for order, who in enumerate(citizens, 1):
        began_at = now if runs and order == 1 else None
        MeetingItem.objects.create(
            meeting=meeting, case=who.cases.get(), order=order, wish=f"{who.alias} vil have ro", began_at=began_at
        )
    return meeting


def line_on(item: MeetingItem, by: User, words: str, topic: str = "appointments", point: int = 2) -> MeetingLine:
    told = {"item": item, "point": point, "topic": topic, "words": words, "by": by}
    return MeetingLine.objects.create(**told, made_at=timezone.now())


def item_of(meeting: Meeting, citizen: Citizen) -> MeetingItem:
    return meeting.items.get(case__citizen=citizen)


def address(name: str, meeting: Meeting, **more: int) -> str:
    return reverse(f"casework:{name}", kwargs={"pk": meeting.pk, **more})


def open_page(client: Client, meeting: Meeting) -> HttpResponse:
    response: HttpResponse = client.get(address("meeting", meeting))
    assert response.status_code == 200, response.status_code
    return response


def press(
    client: Client, meeting: Meeting, button: str, page: HttpResponse | None = None, **typed: Any
) -> HttpResponse:
    """Type these into the page of the meeting and press a button: all buttons send the one form of the page."""
    page = page or open_page(client, meeting)
    content = page.content.decode()
    to = address(button, meeting)
    assert to in content, f"no button to {to}"
    forms = [address(name, meeting) for name in ("meeting_line", "meeting_end")]
    told = form_at(page, next(form for form in forms if f'action="{form}"' in content))
    for name in typed:
        assert f'name="{name}"' in content, f"{name} is not on the page"
    if button == "meeting_task":
        typed["task_new"] = "1"
    return client.post(to, {**told, **typed})  # type: ignore[return-value]


def begin(client: Client, meeting: Meeting) -> HttpResponse:
    return send_from(client, open_page(client, meeting), address("meeting_begin", meeting))


def next_week() -> str:
    return f"{timezone.localdate() + timedelta(days=7):%Y-%m-%d}"


def three_at_the_jobcentre(people: Cast) -> list[Citizen]:
    """Three whom Tea follows, who have said yes to the jobcentre: times and agreements, and the first also housing."""
    made = [citizen(people, alias, followed_by=people.therapist) for alias in ("Havre", "Byg", "Rug")]
    for number, who in enumerate(made):
        say(who, people.jobcentre, "appointments agreements" + " housing" * (number == 0), by=people.therapist)
    return made


def text(client: Client, meeting: Meeting) -> str:
    """The page of the meeting in words."""
    return words(open_page(client, meeting))
