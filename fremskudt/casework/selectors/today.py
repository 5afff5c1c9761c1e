"""»I dag«: the reader's own courses, and everything that asks for them today, in a fixed number of questions.

One question about whom the reader follows, one about their courses, one about all ledgers together. However many people
there are, a ledger is asked by the index of each course: see tests/casework/test_today_speed.py, which reads the plans.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import (
    Case,
    Citizen,
    ContactAgreement,
    Ending,
    Pause,
    TreatmentPlan,
    TreatmentRequest,
)  # fmt: skip
from fremskudt.casework.rules import contact as contacts
from fremskudt.casework.rules import today as rules
from fremskudt.casework.rules.today import Course, Day, Kind, Thing
from fremskudt.casework.selectors.contact import newest_of
from fremskudt.casework.selectors.followed import followed
from fremskudt.casework.selectors.prepared import Marks, length, listed, marked_reach, n_towns, prepare, told_reach
from fremskudt.casework.selectors.today_ledgers import Line, list_lines


@dataclass(frozen=True)
class Page:
    """What is shown, as of when, and what to mind at the next place."""

    day: Day
    now: datetime
    notices: list[Thing]
    is_on_duty: bool

    @property
    def today(self) -> date:
        return self.now.date()


@transaction.atomic
def read_today(reach: Reach, *, everything: bool = False) -> Page:
    """The page, with an event for each citizen who is on it."""
    now, me = timezone.localtime(), reach.user_id or 0
    courses = list_courses(reach)
    things = list_things(reach, courses, now)
    day = rules.arrange(_current(courses), things, now, me, None if everything else rules.MOST_ROWS)
    about = day.next.course.citizen if day.next and day.next.course else None
    notices = [one for one in things if one.kind is Kind.NOTICE and one.course and one.course.citizen == about]
    _log(reach, day)
    return Page(day, now, notices, is_on_duty=any(one.user == me for one in day.duty))


def list_courses(reach: Reach) -> dict[int, Course]:
    """Id of the course → what is known of it, the ended ones and those of merged records included. Two questions."""
    family = prepare(_family, *n_towns(reach, *TOWNS)).ask(told_reach(reach, *TOWNS))
    known = {pk: (kept or pk, code, alias) for pk, kept, code, alias in family}
    size = length(len(known))
    rows = prepare(_courses, size).ask(listed("citizen", list(known), size))
    found = {row[0]: _course([*known[known[row[1]][0]], *row[2:], row[1]]) for row in rows}
    return dict(sorted(found.items(), key=lambda pair: (pair[1].found_on, pair[0]), reverse=True))


TOWNS = (Permission.CASELOAD_READ, Permission.CASE_WRITE, Permission.DOOR_OPEN)
PERSON = ("pk", "merged_into", "code", "alias")
COLUMNS = (
    "pk", "citizen", "found_on", "going_on", "reached_at", "tried_at", "every_days", "not_now_until", "look_again_on",
    "asked_on", "doctor_offered_on", "review_on",
)  # fmt: skip


def _family(marks: Marks, *n_of_towns: int) -> QuerySet[Any, Any]:
    """Whom the reader follows, and the records merged into theirs."""
    reach = marked_reach(marks, dict(zip(TOWNS, n_of_towns, strict=True)))
    return Citizen.objects.family_of(followed(reach)).order_by().values_list(*PERSON)


def _courses(marks: Marks, n: int) -> QuerySet[Any, Any]:
    """The courses of so many citizens; each ledger is asked by the index of the course."""
    standing, of_case = newest_of(OuterRef("pk")), {"case": OuterRef("pk")}
    agreement = ContactAgreement.objects.filter(**of_case).order_by("-made_at", "-pk")
    request = TreatmentRequest.objects.filter(**of_case, begun_on=None, withdrawn_at=None)
    plan = TreatmentPlan.objects.filter(**of_case, in_force_at__isnull=False).order_by("-version")
    cases = Case.objects.filter(citizen__in=marks.numbers("citizen", n)).order_by()
    return cases.annotate(
        going_on=~Exists(Ending.objects.filter(**of_case)),
        reached_at=Subquery(standing.filter(outcome__in=sorted(contacts.REACHED)).values("at")[:1]),
        tried_at=Subquery(standing.values("at")[:1]),
        every_days=Subquery(agreement.values("every_days")[:1]),
        not_now_until=Subquery(agreement.values("not_now_until")[:1]),
        look_again_on=Subquery(Pause.objects.open().filter(**of_case).values("look_again_on")[:1]),
        asked_on=Subquery(request.values("asked_on")[:1]),
        doctor_offered_on=Subquery(request.values("doctor_offered_on")[:1]),
        review_on=Subquery(plan.values("review_on")[:1]),
    ).values_list(*COLUMNS)


def _course(row: Sequence[Any]) -> Course:
    course = Course(*row)
    reached, tried = (at and timezone.localtime(at) for at in (course.reached_at, course.tried_at))
    return replace(course, reached_at=reached, tried_at=tried)


def _current(courses: dict[int, Course]) -> list[Course]:
    """The newest course of each; of earlier ones only when the citizen was last met or tried."""
    newest: dict[int, Course] = {}
    for course in courses.values():
        one = newest.get(course.citizen)
        newest[course.citizen] = rules.with_earlier(one, course) if one else course
    return list(newest.values())


def list_things(reach: Reach, courses: dict[int, Course], now: datetime) -> list[Thing]:
    """Every line of every ledger that asks for the reader, in one question."""
    current = {course.citizen: course for course in _current(courses)}
    of_record = {course.record: current[course.citizen] for course in courses.values()}
    return [_thing(Line(*row), courses, of_record) for row in list_lines(reach, list(courses), list(of_record), now)]


def _thing(line: Line, courses: dict[int, Course], of_record: dict[int, Course]) -> Thing:
    about = courses.get(line.case or 0) or of_record.get(line.citizen or 0)
    at = timezone.localtime(line.at) if line.at else None
    return Thing(Kind(line.kind), line.pk, about, at, line.on, line.words, line.place, line.name, line.user)


def _log(reach: Reach, day: Day) -> None:
    codes = dict.fromkeys(thing.course.code for thing in day.shown if thing.course)
    subjects = [f"citizen:{code}" for code in codes]
    audit.record_reads(by=reach.actor, action="today.read", subjects=subjects, purpose=Purpose.CARE, fields="free_text")
