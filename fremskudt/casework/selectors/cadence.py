"""How often those around a citizen meet, or a partnership does, and how it is kept (F46)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access.models import Organisation
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Cadence, Case, Citizen, Meeting, MeetingItem, MeetingSeat
from fremskudt.casework.models.case import CaseQuerySet
from fremskudt.casework.rules.cadence import Standing, standing
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.selectors.case import Opened, log_read, open_case

TEAM = (Organisation.Kind.MUNICIPALITY, Organisation.Kind.DRUG_CENTRE, Organisation.Kind.EVALUATOR)


@dataclass(frozen=True)
class Rhythm:
    """One that is agreed. `citizen` is None of a partnership; `name` is the alias or the house."""

    citizen: Citizen | None
    case: int | None
    house: int | None
    name: str
    standing: Standing


@dataclass(frozen=True)
class Planned:
    pk: int
    kind: str
    at: datetime


@dataclass(frozen=True)
class CadencePage:
    opened: Opened
    rhythm: Standing | None
    planned: list[Planned]
    refused: str


@transaction.atomic
def read_cadence(reach: Reach, code: str) -> CadencePage:
    """The meetings about one citizen: what is planned, and the rhythm."""
    opened = open_case(reach, code, Permission.MEETING_CHAIR)
    cases = Case.objects.of(opened.citizen)
    items = MeetingItem.objects.filter(case__in=cases, removed_at=None, closed_at=None)
    ahead = Meeting.objects.standing().filter(items__in=items, ended_at=None, at__gte=timezone.now()).distinct()
    rhythm = _rhythms_of(cases.filter(pk=opened.case.pk))
    page = CadencePage(
        opened, rhythm[0].standing if rhythm else None,
        [Planned(one.pk, one.kind, one.at) for one in ahead[:10]], may_write(has_ended=opened.has_ended).reason,
    )  # fmt: skip
    log_read(reach, opened, "cadence.read")
    return page


def find_house(reach: Reach, pk: int) -> Organisation:
    """A partner in one of the reader's towns, or 404."""
    within = Organisation.objects.filter(municipality__in=reach.towns(Permission.MEETING_CHAIR))
    return get_object_or_404(within.exclude(kind__in=TEAM), pk=pk)


def rhythm_with(house: Organisation) -> Standing | None:
    found = _partnerships(Organisation.objects.filter(pk=house.pk))
    return found[0].standing if found else None


def rhythms(reach: Reach) -> list[Rhythm]:
    """Those of the citizens one follows and of the town's partners; to a partner, that of their own house."""
    if reach.may(Permission.MEETING_CHAIR):
        town = reach.towns(Permission.MEETING_CHAIR)
        return citizen_rhythms(reach) + _partnerships(Organisation.objects.filter(municipality__in=town))
    return _partnerships(Organisation.objects.filter(pk__in=reach.where(Permission.MEETING_JOIN)))


def citizen_rhythms(reach: Reach) -> list[Rhythm]:
    return _rhythms_of(Case.objects.visible_to(reach).going_on())


def slipped(cases: CaseQuerySet) -> list[tuple[int, date]]:
    """Of these courses: the citizen (as kept) and the day the meeting was due, of each rhythm that slipped."""
    found = [one for one in _rhythms_of(cases) if one.standing.has_slipped and one.citizen]
    return [(one.citizen.pk, one.standing.due_on) for one in found if one.citizen]


def _rhythms_of(cases: CaseQuerySet) -> list[Rhythm]:
    newest = Cadence.objects.filter(case=OuterRef("pk"))
    items = MeetingItem.objects.filter(case=OuterRef("pk"), removed_at=None, meeting__cancelled_at=None).order_by()
    found = _with_standing(cases, newest, items).select_related("citizen__merged_into").order_by("citizen__alias")
    rows = []
    for case in found:
        citizen = case.citizen.merged_into or case.citizen
        rows += [Rhythm(citizen, case.pk, None, citizen.alias, told) for told in _standing([case])]
    return rows


def _partnerships(houses: QuerySet[Organisation]) -> list[Rhythm]:
    newest = Cadence.objects.filter(organisation=OuterRef("pk"))
    seats = MeetingSeat.objects.taken().filter(organisation=OuterRef("pk"), meeting__cancelled_at=None).order_by()
    found = _with_standing(houses.exclude(kind__in=TEAM), newest, seats).order_by("name")
    return [Rhythm(None, None, house.pk, house.name, told) for house in found for told in _standing([house])]


def _with_standing(rows: QuerySet[Any], newest: QuerySet[Cadence], of_meetings: QuerySet[Any]) -> QuerySet[Any]:
    """With what is agreed, when they last met and when they meet next: questions inside the one question."""
    held = of_meetings.exclude(meeting__ended_at=None).order_by("-meeting__at")
    ahead = of_meetings.filter(meeting__ended_at=None, meeting__at__gte=timezone.now()).order_by("meeting__at")
    every = newest.values("every_days")[:1]
    found: QuerySet[Any] = rows.annotate(
        every_days=Coalesce(Subquery(every), 0), from_on=Subquery(newest.values("from_on")[:1]),
        last_at=Subquery(held.values("meeting__at")[:1]), planned_at=Subquery(ahead.values("meeting__at")[:1]),
    ).filter(every_days__gt=0)  # fmt: skip
    return found


def _standing(rows: Iterable[Any]) -> list[Standing]:
    found = []
    for row in rows:
        told = standing(
            every_days=row.every_days or None, from_on=row.from_on, last=_day(row.last_at),
            planned_on=_day(row.planned_at), today=timezone.localdate(),
        )  # fmt: skip
        found += [told] if told else []
    return found


def _day(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at else None
