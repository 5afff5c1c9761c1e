"""The demo's living caseload: the people of the published study as courses that somebody is in the middle of.

Rows are written as such, many at a time: nobody did these acts, so no event says that somebody did.
"""

import csv
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from django.utils import timezone

from fremskudt.basics.codes import new_code
from fremskudt.casework.models import (
    Assignment,
    Case,
    ChannelActor,
    ChannelIn,
    Citizen,
    Contact,
    ContactAgreement,
    Ending,
    FollowUp,
    Goal,
    GoalNote,
    HelpGiven,
    PhaseInterval,
    ReadinessAnswer,
    ReadinessLook,
    SmallStep,
    TreatmentPlan,
)  # fmt: skip
from fremskudt.casework.rules.alias import WORDS
from fremskudt.casework.rules.channel import FORM_ACTORS
from fremskudt.casework.rules.ending import MOVED_TO, Reason, Target
from fremskudt.casework.rules.follow_up import Kind
from fremskudt.casework.rules.phase import Phase
from fremskudt.config.demo_words import ENDINGS, FINDINGS, GOALS, HOPES, NOTES, PROGRESS, SAFE_CONTACT

TARGET_OF = {code: target for target, code in MOVED_TO.items()}
ONWARD = {
    Reason.NOT_TARGET_GROUP: Target.OTHER, Reason.DOES_NOT_WANT: Target.COMMUNITY, Reason.OTHER: Target.SUPPORT,
    Reason.COMPLETED: Target.COMMUNITY, Reason.OTHER_TREATMENT: Target.ORDINARY, Reason.NO_CONTACT: Target.OTHER,
    Reason.MOVED: Target.OTHER, Reason.UNKNOWN: Target.OTHER,
}  # fmt: skip

FOLLOW_UPS = ((Kind.AFTER_1_MONTH, 30), (Kind.AFTER_6_MONTHS, 182))


def read(folder: Path) -> list[Any]:
    """The courses of the files that `write_population` wrote."""
    from fremskudt.config.study import FILES, demo

    def rows(kind: str) -> list[dict[str, str]]:
        with open(folder / FILES[kind], encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file, delimiter=";"))

    courses = demo().courses(rows("participants"), rows("start"), rows("running"), timezone.localdate())
    return courses  # type: ignore[no-any-return]


def write(courses: list[Any], towns: dict[str, Any], workers: dict[str, list[Any]]) -> None:
    """All of them, in their municipalities, each followed by one of the municipality's `workers`."""
    made = [_citizen(course, *each) for course, each in zip(courses, _places(courses, towns, workers), strict=True)]
    Citizen.objects.bulk_create(citizen for citizen, _by in made)
    cases = Case.objects.bulk_create(
        Case(citizen=citizen, number=1, found_on=course.found_on, started_on=course.started_on,
             made_at=at(course.found_on), by=by)
        for course, (citizen, by) in zip(courses, made, strict=True)
    )  # fmt: skip
    Assignment.objects.bulk_create(
        Assignment(citizen=citizen, user=by, began_at=at(course.found_on), by=by)
        for course, (citizen, by) in zip(courses, made, strict=True)
    )
    each = list(zip(courses, cases, strict=True))
    for part in (channels, agreements, contacts, phases, plans, readiness, endings):
        part(each)


def _places(courses: list[Any], towns: dict[str, Any], workers: dict[str, list[Any]]) -> Iterator[tuple[Any, str, Any]]:
    """Municipality, alias and therapist for each: the first therapist follows four of five who go on."""
    aliases = {name: iter(WORDS) for name in towns}
    nth = {name: count() for name in towns}
    for course in courses:
        name = course.municipality
        team, number = workers[name], next(nth[name])
        yield towns[name], next(aliases[name]), team[1] if len(team) > 1 and number % 5 == 4 else team[0]


def _citizen(course: Any, town: Any, alias: str, by: Any) -> tuple[Citizen, Any]:
    made = Citizen(
        code=new_code(), municipality=town, alias=alias, birth_year=course.birth_year, made_at=at(course.found_on),
        made_by=by,
    )  # fmt: skip
    return made, by


def channels(each: list[tuple[Any, Case]]) -> None:
    told = [(course.channel, case) for course, case in each if course.channel]
    made = ChannelIn.objects.bulk_create(
        ChannelIn(case=case, found_where=channel.found_where, found_by=channel.found_by,
                  known_before=channel.known_before, made_at=case.made_at, by=case.by)
        for channel, case in told
    )  # fmt: skip
    ChannelActor.objects.bulk_create(
        ChannelActor(channel=written, actor=FORM_ACTORS[actor])
        for written, (channel, _case) in zip(made, told, strict=True)
        for actor in channel.actors
    )


def agreements(each: list[tuple[Any, Case]]) -> None:
    ContactAgreement.objects.bulk_create(
        ContactAgreement(case=case, every_days=course.every_days, way="in_person", place="home", by=case.by,
                         safe_contact=SAFE_CONTACT[number % len(SAFE_CONTACT)], made_at=at(course.started_on))
        for number, (course, case) in enumerate(each)
        if course.every_days and course.started_on
    )  # fmt: skip


def contacts(each: list[tuple[Any, Case]]) -> None:
    told = [(day, case) for course, case in each for day in course.contacts]
    made = Contact.objects.bulk_create(
        [
            Contact(case=case, at=at(day.on, day.hour, day.minute), outcome=day.outcome, place=day.place, way=day.way,
                    minutes=day.minutes, minutes_are_estimated=number % 3 > 0, kilometres=day.kilometres,
                    operation=uuid.uuid4(),
                    note=NOTES[number // 9 % len(NOTES)] if number % 9 == 0 and day.outcome == "met" else "",
                    made_at=at(day.on, day.hour, day.minute), by=case.by)
            for number, (day, case) in enumerate(told)
        ],
        batch_size=1000,
    )  # fmt: skip
    HelpGiven.objects.bulk_create(
        HelpGiven(contact=contact, kind=kind)
        for contact, (day, _case) in zip(made, told, strict=True)
        for kind in day.help_given
    )
    SmallStep.objects.bulk_create(
        SmallStep(case=case, on=day.on, kind=day.small_step, contact=contact, made_at=contact.at, by=case.by)
        for contact, (day, case) in zip(made, told, strict=True)
        if day.small_step
    )


def phases(each: list[tuple[Any, Case]]) -> None:
    PhaseInterval.objects.bulk_create(
        PhaseInterval(case=case, phase=phase, start_on=first, end_on=last, made_at=at(first), by=case.by,
                      is_by_plan=phase == Phase.TREATMENT and first == course.plan_on)
        for course, case in each
        for phase, first, last in course.phases
    )  # fmt: skip


def plans(each: list[tuple[Any, Case]]) -> None:
    told = [(course, case) for course, case in each if course.plan_on]
    made = TreatmentPlan.objects.bulk_create(
        TreatmentPlan(
            case=case, version=1, hopes=HOPES[number % len(HOPES)], findings=FINDINGS, effort="Besøg efter aftale.",
            follow_up="Vi ser på planen sammen.", responsible=case.by.name.split()[0],
            review_on=course.plan_on + timedelta(days=90 * (1 + (timezone.localdate() - course.plan_on).days // 90)),
            made_at=at(course.plan_on), by=case.by, saved_at=at(course.plan_on), saved_by=case.by,
            in_force_on=course.plan_on, in_force_at=at(course.plan_on), in_force_by=case.by,
        )
        for number, (course, case) in enumerate(told)
    )  # fmt: skip
    goals = Goal.objects.bulk_create(
        Goal(plan=plan, thread=uuid.uuid4(), order=order + 1, words=GOALS[(number + 5 * order) % len(GOALS)],
             how="Vi ringer sammen.", who=case.by.name.split()[0], review_on=plan.review_on)
        for number, (plan, (_course, case)) in enumerate(zip(made, told, strict=True))
        for order in range(1 + number % 3)
    )  # fmt: skip
    GoalNote.objects.bulk_create(
        GoalNote(case=goal.plan.case, thread=goal.thread, on=day, progress=PROGRESS[(number + nth) % len(PROGRESS)],
                 own_words=HOPES[(number + 3) % len(HOPES)] if number % 3 == 0 else "", made_at=at(day),
                 by=goal.plan.by)
        for number, goal in enumerate(goals)
        for nth, day in enumerate(_note_days(goal.plan))
    )  # fmt: skip


def _note_days(plan: TreatmentPlan) -> list[date]:
    """Every second month from the plan to the last contact."""
    begun = timezone.localdate(plan.made_at)
    newest = plan.case.contacts.order_by("-at").values_list("at", flat=True).first() or plan.made_at
    return [begun + timedelta(days=60 * k) for k in range(1, 1 + (timezone.localdate(newest) - begun).days // 60)]


def readiness(each: list[tuple[Any, Case]]) -> None:
    told = [(day, items, case) for course, case in each for day, items in course.readiness]
    looks = ReadinessLook.objects.bulk_create(
        ReadinessLook(case=case, on=day, side="worker", made_at=at(day), by=case.by) for day, _items, case in told
    )
    ReadinessAnswer.objects.bulk_create(
        ReadinessAnswer(readiness=look, item=item, value=step + 1)
        for look, (_day, items, _case) in zip(looks, told, strict=True)
        for item, step in items.items()
    )


def endings(each: list[tuple[Any, Case]]) -> None:
    told = [(course.end, case) for course, case in each if course.end]
    made = Ending.objects.bulk_create(_ending(end, case) for end, case in told)
    FollowUp.objects.bulk_create(_follow_up(ending, kind, days) for ending in made for kind, days in FOLLOW_UPS)


def _follow_up(ending: Ending, kind: str, days: int) -> FollowUp:
    """Looked at in its time; the newest ones still wait."""
    due = ending.on + timedelta(days=days)
    done = due if due < timezone.localdate() - timedelta(days=10) else None
    return FollowUp(
        case=ending.case, kind=kind, due_on=due, owner=ending.by, made_at=ending.made_at, by=ending.by, done_on=done,
        done_by=ending.by if done else None, is_reached=False if done else None,
    )  # fmt: skip


def _ending(end: Any, case: Case) -> Ending:
    own, ours, next_step = ENDINGS[end.reason]
    onward = TARGET_OF[end.moved_to] if end.moved_to else ONWARD[Reason(end.reason)]
    return Ending(
        case=case, on=end.on, reason=end.reason, phase=end.phase, onward=onward, onward_words=next_step, own_words=own,
        our_words=ours, may_return=True, made_at=at(end.on), by=case.by,
    )  # fmt: skip


def at(day: date | None, hour: int = 9, minute: int = 0) -> datetime:
    """That day at nine, or now where nine lies ahead."""
    made = timezone.make_aware(datetime.combine(day or timezone.localdate(), time(hour, minute)))
    return min(made, timezone.now())


def reasons() -> Counter[int]:
    """How many ended for each reason, counted from what was written."""
    return Counter(Ending.objects.values_list("reason", flat=True))
