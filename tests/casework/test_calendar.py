"""Calendar files: correct by the letter of RFC 5545, right across the shifts of the clock, and telling only a time."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from fremskudt.access.models import Event
from fremskudt.casework.actions import meeting_plan as actions
from fremskudt.casework.models import Citizen, ConsentEnd, Meeting
from fremskudt.casework.rules.calendar import Slot, escaped, file_of, folded
from tests.casework.consent_field import say
from tests.casework.seat_field import in_days, meeting, seat
from tests.cast import Cast, enter

OWN = reverse("casework:meetings_calendar")
NEEDED = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "STATUS", "CLASS"}
CANARY = "KANARIEFUGL"


def parsed(content: bytes) -> list[dict[str, str]]:
    """The events of a calendar file, read strictly: every line ends in CRLF, is at most 75 octets, opens and closes."""
    text = content.decode("utf-8")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert "\r" not in text.replace("\r\n", "")
    raw = content.removesuffix(b"\r\n").split(b"\r\n")
    assert all(1 <= len(line) <= 75 for line in raw), raw
    for line in raw:
        line.decode("utf-8")  # no sign is cut in two
    lines = text.removesuffix("\r\n").replace("\r\n ", "").split("\r\n")
    pairs = [tuple(line.split(":", 1)) for line in lines]
    assert all(len(pair) == 2 and pair[0].isascii() and pair[0].isupper() for pair in pairs), pairs
    assert pairs[:2] == [("BEGIN", "VCALENDAR"), ("VERSION", "2.0")]
    assert pairs[-1] == ("END", "VCALENDAR")
    head = dict(pairs[: next((n for n, pair in enumerate(pairs) if pair == ("BEGIN", "VEVENT")), len(pairs) - 1)])
    assert set(head) == {"BEGIN", "VERSION", "PRODID", "CALSCALE"}
    return _events(pairs[4:-1])


def _events(pairs: list[Any]) -> list[dict[str, str]]:
    events: list[dict[str, str]] = []
    inside = False
    for name, value in pairs:
        if (name, value) == ("BEGIN", "VEVENT"):
            assert not inside
            inside = True
            events.append({})
        elif (name, value) == ("END", "VEVENT"):
            assert inside
            inside = False
            assert events[-1].keys() >= NEEDED
            assert events[-1].keys() <= NEEDED | {"URL"}
            assert instant(events[-1]["DTSTART"]) < instant(events[-1]["DTEND"])
        else:
            assert inside
            assert name not in events[-1], name
            events[-1][name] = value
    assert not inside
    assert len({event["UID"] for event in events}) == len(events)
    return events


def instant(value: str) -> datetime:
    return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def slot(at: datetime, **more: Any) -> Slot:
    told: dict[str, Any] = {"uid": "1", "minutes": 15, "summary": "Kort møde", "changed_at": at, **more}
    return Slot(at=at, **told)


@pytest.mark.parametrize(
    ("wall", "start", "end"),
    [
        ((2026, 10, 24, 10, 0), "20261024T080000Z", "20261024T081500Z"),
        ((2026, 10, 25, 1, 55), "20261024T235500Z", "20261025T001000Z"),
        ((2026, 10, 25, 2, 30), "20261025T003000Z", "20261025T004500Z"),  # comes twice: the first is meant
        ((2026, 10, 25, 10, 0), "20261025T090000Z", "20261025T091500Z"),
        ((2027, 3, 27, 10, 0), "20270327T090000Z", "20270327T091500Z"),
        ((2027, 3, 28, 1, 55), "20270328T005500Z", "20270328T011000Z"),  # ends at 3.10 on the wall
        ((2027, 3, 28, 10, 0), "20270328T080000Z", "20270328T081500Z"),
    ],
)
def test_calendar_is_right_when_the_clocks_are_moved(wall: tuple[int, ...], start: str, end: str) -> None:
    at = timezone.make_aware(datetime(*wall))  # type: ignore[misc,arg-type]
    (event,) = parsed(file_of([slot(at)]))
    assert (event["DTSTART"], event["DTEND"]) == (start, end)


def test_calendar_refuses_a_time_without_a_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        file_of([slot(datetime(2026, 11, 22, 10))])


def test_calendar_without_meetings_holds_nothing() -> None:
    assert parsed(file_of([])) == []


@given(st.text(max_size=300))
def test_calendar_line_is_folded_without_loss(text: str) -> None:
    content = folded(f"SUMMARY:{text}")
    lines = content.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert content.decode().removesuffix("\r\n").replace("\r\n ", "") == "SUMMARY:" + "".join(text.splitlines())


def test_calendar_text_is_escaped() -> None:
    assert escaped("a;b,c\\d\ne") == "a\\;b\\,c\\\\d\\ne"


@pytest.fixture
def made(kanel: Citizen, people: Cast) -> Meeting:
    """Full of what must not come out."""
    say(kanel, people.jobcentre, by=people.therapist)
    made = meeting(
        people.therapist, people.municipalities["Randers"], [kanel], place=f"{CANARY} 1",
        own_points=f"{CANARY} 2", link="https://video.example.org/" + "x" * 120,
    )  # fmt: skip
    made.items.update(wish=f"{CANARY} 3")
    seat(made, people.professional, people.jobcentre)
    seat(made, people.partner, people.drop_in)
    return made


def of(made: Meeting) -> str:
    return reverse("casework:meeting_calendar", args=[made.pk])


@pytest.mark.database
@pytest.mark.django_db
def test_calendar_file_tells_a_time_and_the_video_link_and_nothing_else(made: Meeting, people: Cast) -> None:
    response = enter(Client(), people.professional).get(of(made))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="kort-moede.ics"'
    assert response["Cache-Control"] == "no-store"
    (event,) = parsed(response.content)
    assert (event["SUMMARY"], event["UID"]) == ("Kort møde", str(made.number))
    assert instant(event["DTSTART"]) == made.at.replace(microsecond=0)
    assert (event["STATUS"], event["SEQUENCE"], event["URL"]) == ("CONFIRMED", "0", made.link)
    told = response.content.decode().replace("\r\n ", "")
    for word in (CANARY, "Kanel", "K7M4", "Palle", "Jens", "Tea", "Kajen", "Jobcent", "Randers", "ATTENDEE",
                 "ORGANIZER", "LOCATION", "DESCRIPTION", "stof", "misbrug", "behandl",
                 "fremskudt"):  # fmt: skip
        assert word.lower() not in told.lower(), word
    assert Event.objects.filter(action="meeting.calendar", subject="citizen:K7M4-Q2RX").count() == 1


@pytest.mark.database
@pytest.mark.django_db
def test_calendar_is_gone_when_the_yes_is_and_looks_like_nothing(made: Meeting, kanel: Citizen, people: Cast) -> None:
    jens = enter(Client(), people.professional)
    assert len(parsed(jens.get(OWN).content)) == 1
    ConsentEnd.objects.create(
        entry=kanel.consent_entries.get(), why="withdrawn", at=timezone.now(), by=people.therapist
    )
    gone, absent = jens.get(of(made)), jens.get(reverse("casework:meeting_calendar", args=[987654321]))
    assert gone.status_code == absent.status_code == 404
    assert gone.content == absent.content
    assert parsed(jens.get(OWN).content) == []
    assert enter(Client(), people.partner).get(of(made)).status_code == 404  # a seat, and never a yes
    assert enter(Client(), people.therapist).get(of(made)).status_code == 200


@pytest.mark.database
@pytest.mark.django_db
def test_calendar_follows_a_move_and_a_meeting_that_is_called_off(made: Meeting, people: Cast) -> None:
    jens = enter(Client(), people.professional)
    actions.change(meeting=made, at=in_days(6), minutes=30, place="", link="", by=people.therapist)
    (moved,) = parsed(jens.get(of(made)).content)
    assert instant(moved["DTEND"]) - instant(moved["DTSTART"]) == timedelta(minutes=30)
    assert (moved["UID"], moved["SEQUENCE"], "URL" in moved) == (str(made.number), "1", False)
    actions.cancel(meeting=made, by=people.therapist)
    for file in (of(made), OWN):
        (off,) = parsed(jens.get(file).content)
        assert (off["UID"], off["SEQUENCE"], off["STATUS"]) == (str(made.number), "2", "CANCELLED")
        assert off["DTSTAMP"] >= moved["DTSTAMP"]


@pytest.mark.database
@pytest.mark.django_db
def test_calendar_of_ones_own_holds_ones_own_only(made: Meeting, kanel: Citizen, people: Cast) -> None:
    town = people.municipalities["Randers"]
    meeting(people.colleague, town, [], at=in_days(4))
    meeting(people.therapist, town, [kanel], at=timezone.now() - timedelta(days=60))
    (event,) = parsed(enter(Client(), people.therapist).get(OWN).content)
    assert event["UID"] == str(made.number)
    assert parsed(enter(Client(), people.peer).get(OWN).content) == []


@pytest.mark.database
@pytest.mark.django_db
def test_calendar_link_cannot_break_the_file(made: Meeting, people: Cast) -> None:
    Meeting.objects.filter(pk=made.pk).update(link="https://x.example/\r\nATTENDEE:mailto:a@example.org")
    (event,) = parsed(enter(Client(), people.therapist).get(of(made)).content)
    assert event["URL"].startswith("https://x.example/")
    assert "ATTENDEE" not in event
