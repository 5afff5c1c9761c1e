"""The participant list, worked out from the ledgers: on the screen a card for each course, in a file a line a person.

By code alone, for the leader of the municipality. A person is one line, however many courses and merged records there
are: see rules/participant_list.py.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.keyring import keyring
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Case, Citizen, Ending, Pause, PhaseInterval, TreatmentPlan
from fremskudt.casework.models.citizen import ROOT
from fremskudt.casework.rules import participant_list as rules
from fremskudt.casework.rules.contact import REACHED
from fremskudt.casework.rules.page import SHOWN, span
from fremskudt.casework.rules.participant_list import Course, Interval, Line, Standing
from fremskudt.casework.rules.phase import SHORT_NAMES, last_day
from fremskudt.casework.rules.pseudonym import pseudonym
from fremskudt.casework.selectors.contact import newest_of

OF_CASE = {"case": OuterRef("pk")}
SPACE = "deltagerliste"  # the pseudonyms of a file that is fetched by hand; a study here has those of its own


@dataclass(frozen=True)
class Period:
    """A period as the ribbon draws it; `lane` is the name of the phase in the page's language."""

    lane: str
    start_on: date
    end_on: date | None


@dataclass(frozen=True)
class Card:
    """One course. What is not there yet is None."""

    code: str
    standing: Standing
    since: date
    periods: Sequence[Period]
    starts_on: date  # of the ribbon
    ends_on: date
    plan_on: date | None
    days_unseen: int | None
    look_again_on: date | None
    ended_on: date | None
    reason: int | None
    onward: str
    may_return: bool


@dataclass(frozen=True)
class Filters:
    """What of the list is asked for; None is everything."""

    standing: Standing | None = None
    has_plan: bool | None = None


@dataclass(frozen=True)
class Listing:
    cards: list[Card]
    filters: Filters
    n_open: int
    n_came: int  # since the same day of last month
    n_went: int
    page: int
    more: bool


@transaction.atomic
def list_participants(reach: Reach, filters: Filters, page: int) -> Listing:
    """A page of the courses of the reader's municipalities. Every citizen whose course is shown is an event."""
    today = timezone.localdate()
    cases = _known(_cases(Citizen.objects.in_towns_of(reach, Permission.PARTICIPANTS_READ)))
    found = list(_in_order(_asked(cases, filters))[span(page)])
    shown = found[:SHOWN]
    periods = _intervals([case.pk for case in shown])
    cards = [_card(case, periods.get(case.pk, []), today) for case in shown]
    counts = _counts(cases, rules.month_before(today))
    subjects = [f"citizen:{code}" for code in dict.fromkeys(card.code for card in cards)]
    audit.record_reads(
        by=reach.actor, action="participants.read", subjects=subjects, purpose=Purpose.ADMINISTRATION, fields="coded"
    )
    return Listing(cards, filters, **counts, page=page, more=len(found) > SHOWN)


@dataclass(frozen=True)
class Lines:
    """What may leave: a line for each person, whose it is, and how many wait out their first days."""

    lines: list[Line]
    subjects: list[str]
    n_waiting: int
    n_outside: int = 0  # found before or after the time that is asked for


def lines_for(
    reach: Reach, *, towns: Collection[int] | None = None, space: str = SPACE, since: date | None = None,
    until: date | None = None,
) -> Lines:  # fmt: skip
    """The list under pseudonym, of the reader's municipalities (or those of them that are asked for).

    Courses found outside the days asked for, both counted in, are left out; so are those made less than a week ago.
    Shows nothing: whoever hands it out writes the events of it.
    """
    within = Citizen.objects.in_towns_of(reach, Permission.PARTICIPANTS_EXPORT).select_related("municipality")
    people = list(within if towns is None else within.filter(municipality__in=towns))
    courses, now = courses_of([citizen.pk for citizen in people]), timezone.now()
    lines, subjects, n_waiting, n_outside = [], [], 0, 0
    for citizen in people:
        inside = [one for one in courses.get(citizen.pk, []) if _is_within(one, since, until)]
        ready = [one for one in inside if rules.may_leave(one, now)]
        n_outside += not inside
        n_waiting += bool(inside) and not ready
        if ready:
            lines.append(_line(citizen, ready, space))
            subjects.append(citizen.key)
    in_order = sorted(zip(lines, subjects, strict=True), key=lambda pair: pair[0].borger_id)
    return Lines([line for line, _key in in_order], [key for _line, key in in_order], n_waiting, n_outside)


def columns_of(citizen: Citizen, space: str) -> Line:
    """The same columns for one citizen, of everything that is known today; the citizen is the record that was kept."""
    return _line(citizen, courses_of([citizen.pk])[citizen.pk], space)


def code_in(space: str, citizen: Citizen) -> str:
    """By what a list knows the citizen: the same each time, another in each space, and no way back to the code."""
    return pseudonym(keyring().index, space, citizen.key)


def courses_of(citizens: Collection[int]) -> dict[int, list[Course]]:
    """Id of a citizen → the courses of that record and of those merged into it. Two questions."""
    family = Citizen.objects.family_of(list(citizens)).values("pk")
    cases = list(Case.objects.filter(citizen__in=family).select_related("ending").annotate(root=ROOT))
    periods = _intervals([case.pk for case in cases])
    found: dict[int, list[Course]] = {}
    for case in cases:
        root: int = case.root  # type: ignore[attr-defined]
        found.setdefault(root, []).append(_course(case, periods.get(case.pk, [])))
    return found


def _line(citizen: Citizen, courses: list[Course], space: str) -> Line:
    town, today = citizen.municipality.name, timezone.localdate()
    return rules.line(courses, borger_id=code_in(space, citizen), municipality=town, today=today)


def _is_within(course: Course, since: date | None, until: date | None) -> bool:
    return (since is None or course.found_on >= since) and (until is None or course.found_on <= until)


def _course(case: Case, intervals: list[Interval]) -> Course:
    ending: Ending | None = getattr(case, "ending", None)
    return Course(
        found_on=case.found_on, started_on=case.started_on, made_at=case.made_at, intervals=intervals,
        ended_on=ending.on if ending else None, end_phase=ending.phase if ending else None,
        end_reason=ending.reason if ending else None, onward=ending.onward if ending else "",
    )  # fmt: skip


def _intervals(cases: Collection[int]) -> dict[int, list[Interval]]:
    found: dict[int, list[Interval]] = {}
    standing = PhaseInterval.objects.standing().filter(case__in=cases).order_by("start_on", "pk")
    for case, phase, start_on, end_on, pk in standing.values_list("case", "phase", "start_on", "end_on", "pk"):
        found.setdefault(case, []).append(Interval(phase, start_on, end_on, pk))
    return found


def _cases(citizens: QuerySet[Citizen]) -> QuerySet[Case]:
    kept = citizens.values("pk")
    return Case.objects.filter(Q(citizen__in=kept) | Q(citizen__merged_into__in=kept))


def _known(cases: QuerySet[Case]) -> QuerySet[Any]:
    seen = newest_of(OuterRef("pk")).filter(outcome__in=list(REACHED))
    plans = TreatmentPlan.objects.filter(**OF_CASE, in_force_at__isnull=False).order_by("-version")
    return cases.select_related("ending", "citizen__merged_into").annotate(
        has_ended=Exists(Ending.objects.filter(**OF_CASE)),
        look_again_on=Subquery(Pause.objects.open().filter(**OF_CASE).values("look_again_on")[:1]),
        plan_on=Subquery(plans.values("in_force_on")[:1]),
        seen_at=Subquery(seen.values("at")[:1]),
    )


def _in_order(cases: QuerySet[Any]) -> QuerySet[Any]:
    """Those that go on first, then the newest."""
    return cases.order_by("has_ended", "-found_on", "-pk")


def _asked(cases: QuerySet[Any], filters: Filters) -> QuerySet[Any]:
    """The courses of the standing and the plan that are asked for."""
    ended, paused = Q(has_ended=True), Q(look_again_on__isnull=False)
    begun = Q(started_on__isnull=False)
    of_standing = {
        None: Q(),
        Standing.FAREWELL: ended,
        Standing.PAUSE: ~ended & paused,
        Standing.ACTIVE: ~ended & ~paused & begun,
        Standing.POSSIBLE: ~ended & ~paused & ~begun,
    }
    found = cases.filter(of_standing[filters.standing])
    return found if filters.has_plan is None else found.filter(plan_on__isnull=not filters.has_plan)


def _counts(cases: QuerySet[Any], since: date) -> dict[str, int]:
    """How many go on today, and how many came and went since a day."""
    return cases.order_by().aggregate(
        n_open=Count("pk", filter=Q(has_ended=False)),
        n_came=Count("pk", filter=Q(found_on__gt=since)),
        n_went=Count("pk", filter=Q(ending__on__gt=since)),
    )


def _card(case: Any, intervals: list[Interval], today: date) -> Card:
    ending: Ending | None = getattr(case, "ending", None)
    seen: datetime | None = case.seen_at
    course, ended_on = _course(case, intervals), ending.on if ending else None
    standing = rules.standing_of(course, is_paused=case.look_again_on is not None)
    periods = [
        Period(gettext(SHORT_NAMES[one.phase]), one.start_on, last_day(one.end_on, ended_on, one.start_on))
        for one in intervals
    ]
    first = min([case.found_on, *(period.start_on for period in periods)])
    return Card(
        code=(case.citizen.merged_into or case.citizen).code, standing=standing,
        since=ended_on or case.started_on or case.found_on, periods=periods, starts_on=first,
        ends_on=max(ended_on or today, first), plan_on=case.plan_on,
        days_unseen=(today - timezone.localdate(seen)).days if seen else None, look_again_on=case.look_again_on,
        ended_on=ended_on, reason=ending.reason if ending else None, onward=ending.onward if ending else "",
        may_return=bool(ending and ending.may_return),
    )  # fmt: skip
