"""Which heading a line of »I dag« stands under, in which order, and who is on the list at all."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from fremskudt.casework.rules import today as rules
from fremskudt.casework.rules.today import Course, Group, Kind, Thing

DK = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 11, 18, 9, 0, tzinfo=DK)
TODAY = NOW.date()
ME = 7


def course(alias: str = "Kanel", seen: int | None = 20, tried: int | None = None, **more: object) -> Course:
    """Seen and tried so many days ago."""
    newest = min((days for days in (seen, tried) if days is not None), default=None)
    known = Course(
        citizen=sum(map(ord, alias)), code=alias, alias=alias, found_on=TODAY - timedelta(days=100),
        reached_at=None if seen is None else NOW - timedelta(days=seen),
        tried_at=None if newest is None else NOW - timedelta(days=newest),
    )  # fmt: skip
    return replace(known, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "slipped"),
    [
        (course(seen=14), False), (course(seen=15), True), (course(seen=8, every_days=7), True),
        (course(seen=7, every_days=7), False), (course(seen=None), True),
        (course(seen=None, found_on=TODAY), False), (course(seen=20, tried=1), True), (course(seen=20, tried=0), False),
        (course(seen=0), False), (course(not_now_until=TODAY + timedelta(days=1)), False),
        (course(not_now_until=TODAY), True), (course(not_now_until=date.max), False),
        (course(look_again_on=TODAY + timedelta(days=9)), False), (course(look_again_on=TODAY), False),
        (course(is_going_on=False), False),
    ],
)  # fmt: skip
def test_who_has_not_been_seen_for_long(one: Course, slipped: bool) -> None:
    assert rules.is_slipped(one, TODAY) is slipped


def test_attempted_today_leaves_and_is_back_tomorrow() -> None:
    one = course(seen=20, tried=0)
    assert not rules.slipped([one], TODAY)
    assert [thing.course for thing in rules.slipped([one], TODAY + timedelta(days=1))] == [one]


def test_longest_beyond_their_own_rhythm_comes_first() -> None:
    weekly, monthly, none = course("A", 20, every_days=7), course("B", 32, every_days=30), course("C", 19)
    assert [thing.course for thing in rules.slipped([monthly, none, weekly], TODAY)] == [weekly, none, monthly]


def test_earlier_course_tells_when_somebody_was_last_seen() -> None:
    both = rules.with_earlier(course(seen=None, every_days=7), course(seen=3, tried=1))
    assert (both.days_since(TODAY), both.every_days) == (3, 7)
    assert both.tried_at == NOW - timedelta(days=1)
    assert rules.with_earlier(course(seen=2), course(seen=None)).days_since(TODAY) == 2


def test_promises_of_a_course() -> None:
    asked = course(asked_on=TODAY - timedelta(days=5), review_on=TODAY, look_again_on=TODAY)
    kinds = {thing.kind: thing.on for thing in rules.promises(asked, TODAY)}
    due = TODAY + timedelta(days=9)
    assert kinds == {Kind.CLOCK: due, Kind.DOCTOR: due, Kind.REVIEW: TODAY, Kind.PAUSE: TODAY}
    offered = replace(asked, doctor_offered_on=TODAY, look_again_on=TODAY + timedelta(days=1), review_on=None)
    assert [thing.kind for thing in rules.promises(offered, TODAY)] == [Kind.CLOCK]
    assert rules.promises(replace(asked, is_going_on=False), TODAY) == []


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_a_heading(kind: Kind) -> None:
    assert rules.group_of(Thing(kind, on=TODAY), TODAY) in Group
    assert set(rules.GROUPS) == set(Group)


@pytest.mark.parametrize(
    ("kind", "days", "group"),
    [
        (Kind.LETTER, 7, Group.DUE), (Kind.LETTER, 8, Group.CAN_WAIT), (Kind.LETTER, -3, Group.DUE),
        (Kind.REVIEW, 8, Group.CAN_WAIT), (Kind.FOLLOW_UP, 7, Group.DUE), (Kind.NOTICE, 8, Group.CAN_WAIT),
        (Kind.CLOCK, 14, Group.DUE), (Kind.PAUSE, 0, Group.DUE), (Kind.DRAFT, 0, Group.CAN_WAIT),
        (Kind.TASK, 0, Group.LATER), (Kind.TASK, -1, Group.BEFORE), (Kind.MEETING, 0, Group.LATER),
        (Kind.CONSENT, 2, Group.CAN_WAIT), (Kind.CONSENT, 30, Group.CAN_WAIT),
        (Kind.ASKED, 0, Group.URGENT), (Kind.APPOINTMENT, 0, Group.LATER), (Kind.SLIPPED, 0, Group.SLIPPED),
    ],
)  # fmt: skip
def test_heading_of_a_line(kind: Kind, days: int, group: Group) -> None:
    assert rules.group_of(Thing(kind, on=TODAY + timedelta(days=days)), TODAY) is group


def appointment(hours: float, who: Course | None = None) -> Thing:
    return Thing(Kind.APPOINTMENT, course=who or course(), at=NOW + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("thing", "kind"),
    [
        (appointment(1), Kind.APPOINTMENT), (appointment(-1), Kind.APPOINTMENT), (appointment(-1.1), Kind.UNANSWERED),
        (appointment(1, course(seen=0)), None), (appointment(-3, course(tried=0)), None),
        (appointment(3, course(seen=0)), Kind.APPOINTMENT), (appointment(-30, course(seen=2)), Kind.UNANSWERED),
    ],
)  # fmt: skip
def test_appointment_is_ahead_answered_or_asked_about(thing: Thing, kind: Kind | None) -> None:
    assert rules.kind_of_appointment(thing, NOW) is kind


def test_yeses_that_lapse_are_one_line_for_each_citizen_whose_course_goes_on() -> None:
    told = [
        Thing(Kind.CONSENT, pk, who, on=TODAY + timedelta(days=days))
        for pk, who, days in (
            (1, course("Kanel"), 9), (2, course("Kanel"), 6), (3, course("Havre"), 30),
            (4, course("Timian", is_going_on=False), 3),
        )
    ]  # fmt: skip
    day = rules.arrange([], told, NOW, ME, rules.MOST_ROWS)
    lines = [(thing.course and thing.course.alias, thing.words, thing.on) for thing in day.can_wait]
    assert lines == [("Kanel", "2", TODAY + timedelta(days=6)), ("Havre", "1", TODAY + timedelta(days=30))]


def test_rows_are_shared_the_urgent_first_and_no_heading_starved() -> None:
    wanted = {Group.URGENT: 2, Group.LATER: 1, Group.SLIPPED: 40, Group.DUE: 3}
    assert rules.share(wanted, 11) == {Group.URGENT: 2, Group.LATER: 1, Group.SLIPPED: 5, Group.DUE: 3}
    assert rules.share({Group.URGENT: 40, Group.DUE: 3}, 12) == {Group.URGENT: 12, Group.DUE: 0}
    assert rules.share({}, 12) == {Group.URGENT: 0}
    assert sum(rules.share(wanted, 4).values()) == 4


def test_day_has_one_next_twelve_rows_and_says_how_many_more() -> None:
    people = [course(chr(65 + number) * 3, 20 + number) for number in range(20)]
    day = rules.arrange(people, [appointment(4), appointment(2, people[0])], NOW, ME, rules.MOST_ROWS)
    assert day.next is not None
    assert day.next.at == NOW + timedelta(hours=2)
    assert len(day.shown) == rules.MOST_ROWS
    assert day.n_hidden == 19 + 1 - 11
    assert people[0] not in [thing.course for thing in day.groups[Group.SLIPPED]]
    assert len(rules.arrange(people, [], NOW, ME, None).shown) == 20


def test_day_urgent_comes_by_kind_then_by_time() -> None:
    asked = [Thing(Kind.ASKED, at=NOW - timedelta(minutes=minutes)) for minutes in (5, 50)]
    missed = Thing(Kind.MISSED, at=NOW - timedelta(days=1), course=course())
    day = rules.arrange([], [missed, Thing(Kind.OVERDUE, at=NOW), *asked], NOW, ME, rules.MOST_ROWS)
    assert [thing.kind for thing in day.groups[Group.URGENT]] == [Kind.ASKED, Kind.ASKED, Kind.OVERDUE, Kind.MISSED]
    assert day.groups[Group.URGENT][0].at == NOW - timedelta(minutes=50)


def test_day_knows_who_is_out_and_on_duty() -> None:
    things = [Thing(Kind.OUT, at=NOW, user=ME), Thing(Kind.DUTY, user=9, name="Tom")]
    day = rules.arrange([], things, NOW, ME, rules.MOST_ROWS)
    assert day.out is things[0]
    assert day.duty == [things[1]]
    assert (day.groups, day.next) == ({}, None)
