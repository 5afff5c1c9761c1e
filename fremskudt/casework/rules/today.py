"""What stands on »I dag«, under which heading and in which order: our work first, never a mark on a person.

Source: screens.md T1, domain.md 2 no. 6, 9, 20, 21; ideas.md 2.8 (an attempted person leaves and returns by itself).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from fremskudt.basics.words import gettext_noop as _
from fremskudt.casework.rules import rhythm

MOST_ROWS = 12
STILL_NEXT = timedelta(hours=1)  # so long after its time an appointment is still the next thing
SOON = timedelta(days=7)


class Group(StrEnum):
    URGENT = "urgent"
    LATER = "later"
    BEFORE = "before"
    SLIPPED = "slipped"
    DUE = "due"
    CAN_WAIT = "can_wait"


GROUPS: dict[str, str] = {
    Group.URGENT: _("Haster"),
    Group.LATER: _("Senere"),
    Group.BEFORE: _("Fra før"),
    Group.SLIPPED: _("Ikke set længe"),
    Group.DUE: _("Frister"),
    Group.CAN_WAIT: _("Kan vente"),
}


class Kind(StrEnum):
    """What a line is about. The order is that of the urgent: somebody asks for help, somebody has not come home …"""

    ASKED = "asked"
    CALL = "call"
    OVERDUE = "overdue"
    TAKEN = "taken"
    MISSED = "missed"
    NOT_FETCHED = "not_fetched"
    STEP = "step"
    UNANSWERED = "unanswered"
    APPOINTMENT = "appointment"
    MEETING = "meeting"
    TASK = "task"
    SLIPPED = "slipped"
    CLOCK = "clock"
    DOCTOR = "doctor"
    LETTER = "letter"
    REVIEW = "review"
    PAUSE = "pause"
    FOLLOW_UP = "follow_up"
    NOTICE = "notice"
    CONSENT = "consent"
    DRAFT = "draft"
    DUTY = "duty"
    OUT = "out"


URGENT = frozenset({
    Kind.ASKED, Kind.CALL, Kind.OVERDUE, Kind.TAKEN, Kind.MISSED, Kind.NOT_FETCHED, Kind.STEP, Kind.UNANSWERED,
})  # fmt: skip
AHEAD = timedelta(days=30)  # what is due later than this is not on the page
SOON_OR_WAIT = frozenset({Kind.LETTER, Kind.REVIEW, Kind.FOLLOW_UP, Kind.NOTICE})
_RANK = {kind: rank for rank, kind in enumerate(Kind)}


@dataclass(frozen=True)
class Course:
    """What »I dag« knows of one course. Times in the reader's time zone; None where nothing is noted."""

    citizen: int
    code: str
    alias: str
    found_on: date
    is_going_on: bool = True
    reached_at: datetime | None = None
    tried_at: datetime | None = None
    every_days: int | None = None
    not_now_until: date | None = None
    look_again_on: date | None = None  # of an open pause
    asked_on: date | None = None  # of open fourteen days
    doctor_offered_on: date | None = None
    review_on: date | None = None  # of the plan in force
    record: int = 0  # the citizen's own record, which may have been merged into `citizen`

    def days_since(self, today: date) -> int:
        """Days since they were in contact; since they were found where they never were."""
        return (today - (self.reached_at.date() if self.reached_at else self.found_on)).days

    def is_tried_on(self, today: date) -> bool:
        return self.tried_at is not None and self.tried_at.date() == today

    def is_left_alone(self, today: date) -> bool:
        """»Ikke nu« until that day, or a pause however long: what is due of a pause is its look again."""
        return self.look_again_on is not None or (self.not_now_until is not None and today < self.not_now_until)


@dataclass(frozen=True)
class Thing:
    """One line: what, about whom (None for what names nobody within reach), when, in which words."""

    kind: Kind
    pk: int = 0
    course: Course | None = None
    at: datetime | None = None
    on: date | None = None
    words: str = ""
    place: str = ""
    name: str = ""  # of a colleague
    user: int | None = None


@dataclass(frozen=True)
class Day:
    """What is shown, heading by heading."""

    next: Thing | None
    groups: dict[Group, list[Thing]]
    n_hidden: int
    can_wait: list[Thing] = field(default_factory=list)
    out: Thing | None = None  # the reader's own visit that is going on
    duty: list[Thing] = field(default_factory=list)

    @property
    def shown(self) -> list[Thing]:
        rows = [thing for things in self.groups.values() for thing in things] + self.can_wait
        return [self.next, *rows] if self.next else rows


def with_earlier(course: Course, earlier: Course) -> Course:
    """The course, met and tried when the citizen last was in either of the two."""
    reached = [at for at in (course.reached_at, earlier.reached_at) if at]
    tried = [at for at in (course.tried_at, earlier.tried_at) if at]
    return replace(course, reached_at=max(reached, default=None), tried_at=max(tried, default=None))


def is_slipped(course: Course, today: date) -> bool:
    """Whether to go and see them: longer since than they agreed, not tried today, and not asked to be left alone."""
    if not course.is_going_on or course.is_tried_on(today) or course.is_left_alone(today):
        return False
    return rhythm.is_slipped(course.days_since(today), course.every_days)


def slipped(courses: Iterable[Course], today: date) -> list[Thing]:
    """Those it has been too long for, the longest beyond their own rhythm first."""
    found = [course for course in courses if is_slipped(course, today)]
    found.sort(key=lambda one: ((one.every_days or rhythm.DEFAULT_EVERY_DAYS) - one.days_since(today), one.alias))
    return [Thing(Kind.SLIPPED, course=course) for course in found]


def promises(course: Course, today: date) -> list[Thing]:
    """What is due of the course itself: the fourteen days, the doctor's talk, the plan's review, the pause's look."""
    if not course.is_going_on:
        return []
    found = []
    if course.asked_on:
        found.append(Thing(Kind.CLOCK, course=course, on=course.asked_on + timedelta(days=14)))
        if course.doctor_offered_on is None:
            found.append(Thing(Kind.DOCTOR, course=course, on=course.asked_on + timedelta(days=14)))
    if course.review_on:
        found.append(Thing(Kind.REVIEW, course=course, on=course.review_on))
    if course.look_again_on and course.look_again_on <= today:
        found.append(Thing(Kind.PAUSE, course=course, on=course.look_again_on))
    return found


def is_answered(thing: Thing) -> bool:
    """Whether somebody has been there: a contact or an attempt from two hours before the time agreed, or later."""
    tried = thing.course.tried_at if thing.course else None
    return tried is not None and thing.at is not None and tried >= thing.at - timedelta(hours=2)


def kind_of_appointment(thing: Thing, now: datetime) -> Kind | None:
    """An appointment ahead, one that nobody has said anything about, or one that is answered by a contact (None)."""
    if thing.at is None or thing.at >= now - STILL_NEXT:
        return None if is_answered(thing) else Kind.APPOINTMENT
    return None if is_answered(thing) else Kind.UNANSWERED


def group_of(thing: Thing, today: date) -> Group:
    """The heading of a line. What has a date in the next seven days is a deadline, the rest of it can wait."""
    if thing.kind in URGENT:
        return Group.URGENT
    if thing.kind is Kind.TASK and thing.on and thing.on < today:
        return Group.BEFORE
    if thing.kind in {Kind.APPOINTMENT, Kind.MEETING, Kind.TASK}:
        return Group.LATER
    if thing.kind is Kind.SLIPPED:
        return Group.SLIPPED
    is_later = thing.kind in SOON_OR_WAIT and thing.on is not None and thing.on > today + SOON
    if is_later or thing.kind in {Kind.DRAFT, Kind.CONSENT}:
        return Group.CAN_WAIT
    return Group.DUE


def order(thing: Thing) -> tuple[int, str, str]:
    """Within a heading: the urgent by kind, the rest by day and hour."""
    rank = _RANK[thing.kind] if thing.kind in URGENT else 0
    when = thing.at.isoformat() if thing.at else thing.on.isoformat() if thing.on else ""
    return rank, when, thing.course.alias if thing.course else ""


def share(lengths: Mapping[Group, int], room: int) -> dict[Group, int]:
    """How many rows each heading gets: the urgent all there is room for, the others a row in turn."""
    given = dict.fromkeys(lengths, 0)
    given[Group.URGENT] = min(lengths.get(Group.URGENT, 0), room)
    left = room - given[Group.URGENT]
    while left > 0 and (open_still := [one for one in given if one in lengths and given[one] < lengths[one]]):
        for one in open_still[:left]:
            given[one] += 1
        left -= len(open_still[:left])
    return given


def arrange(courses: Iterable[Course], things: Iterable[Thing], now: datetime, me: int, most: int | None) -> Day:
    """The whole page. `most` rows in the open (None for all); `now` in the reader's time zone, `me` the reader's id."""
    courses, things, today = list(courses), list(things), now.date()
    lines = [_settled(thing, now) for thing in _one_consent_each(things) if thing.kind not in {Kind.DUTY, Kind.OUT}]
    ahead = sorted((one for one in lines if one and one.kind is Kind.APPOINTMENT), key=order)
    met_today = {one.course.citizen for one in ahead if one.course}
    lines += [one for one in slipped(courses, today) if one.course and one.course.citizen not in met_today]
    lines += [one for course in courses for one in promises(course, today)]
    first = ahead[0] if ahead else None
    groups: dict[Group, list[Thing]] = {group: [] for group in Group}
    for line in lines:
        if line and line is not first and not _is_far(line, today):
            groups[group_of(line, today)].append(line)
    for group in groups.keys() - {Group.SLIPPED}:
        groups[group].sort(key=order)
    can_wait = groups.pop(Group.CAN_WAIT)
    rows = share({group: len(found) for group, found in groups.items()}, _room(groups, most, first))
    return Day(
        next=first,
        groups={group: found[: rows[group]] for group, found in groups.items() if rows[group]},
        n_hidden=sum(len(found) - rows[group] for group, found in groups.items()),
        can_wait=can_wait if most is None else can_wait[:most],
        out=next((one for one in things if one.kind is Kind.OUT and one.user == me), None),
        duty=[one for one in things if one.kind is Kind.DUTY],
    )


def _one_consent_each(things: Iterable[Thing]) -> list[Thing]:
    """The yeses of a citizen that lapse as one line: the first day, and as its words how many. Not after a farewell."""
    found: list[Thing] = []
    lapsing: dict[int, Thing] = {}
    for thing in things:
        if thing.kind is not Kind.CONSENT:
            found.append(thing)
        elif thing.course and thing.course.is_going_on and thing.on:
            known = lapsing.get(thing.course.citizen)
            first = min(thing.on, known.on) if known and known.on else thing.on
            lapsing[thing.course.citizen] = replace(thing, on=first, words=str(int(known.words) + 1 if known else 1))
    return [*found, *lapsing.values()]


def _settled(thing: Thing, now: datetime) -> Thing | None:
    if thing.kind is not Kind.APPOINTMENT:
        return thing
    kind = kind_of_appointment(thing, now)
    return None if kind is None else replace(thing, kind=kind)


def _is_far(thing: Thing, today: date) -> bool:
    return thing.kind in SOON_OR_WAIT and thing.on is not None and thing.on > today + AHEAD


def _room(groups: Mapping[Group, list[Thing]], most: int | None, first: Thing | None) -> int:
    everything = sum(map(len, groups.values()))
    return everything if most is None else max(most - (first is not None), 0)
