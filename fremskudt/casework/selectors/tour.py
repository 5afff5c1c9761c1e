"""Tours: what is planned, and whom one could see in an area. An area is coarse; no address is ever listed."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access.audit import Purpose
from fremskudt.access.models import Area
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.access.selectors.area import list_areas
from fremskudt.casework.models import Appointment, Assignment, Case, Citizen, Contact, ContactAgreement, Pause, Tour
from fremskudt.casework.rules import rhythm
from fremskudt.casework.rules import tour as rules
from fremskudt.casework.rules.contact import REACHED
from fremskudt.casework.selectors.case import log_reads
from fremskudt.partnership.selectors.house_rules import House, list_rules


@dataclass(frozen=True)
class Coming:
    """An appointment in the area of somebody the reader follows."""

    citizen: Citizen
    at: datetime
    place: str


@dataclass(frozen=True)
class Unseen:
    """Somebody the reader follows who was last met there and has not been seen for long. `days`: None is never."""

    citizen: Citizen
    days: int | None


@dataclass(frozen=True)
class There:
    """What one could do in an area."""

    area: Area
    coming: list[Coming]
    unseen: list[Unseen]


@dataclass(frozen=True)
class Round:
    """One tour with what lies in it and what could."""

    tour: Tour
    there: There
    houses: list[House]


@dataclass(frozen=True)
class Tours:
    tours: list[Tour]
    areas: list[Area]
    there: There | None
    many: bool  # whether they are of several municipalities


def list_of_team(reach: Reach) -> QuerySet[Tour]:
    """Every tour of the reader's municipalities."""
    found = Tour.objects.filter(municipality__in=reach.towns(Permission.TEAM_JOIN))
    return found.select_related("area", "user", "with_user", "municipality")


@transaction.atomic
def read_tours(reach: Reach, area: str = "") -> Tours:
    """What is planned from today, the areas, and of the chosen one who is there. Each citizen shown is an event."""
    today, towns = timezone.localdate(), reach.towns(Permission.TEAM_JOIN)
    tours = list(list_of_team(reach).filter(on__gte=today, called_off_at=None).order_by("on", "pk")[: rules.SHOWN])
    areas = list(list_areas(towns))
    chosen = next((one for one in areas if str(one.pk) == area), None)
    there = _there(reach, chosen, _from_now(chosen)) if chosen else None
    if there:
        _log(reach, there)
    return Tours(tours, areas, there, many=len(towns) > 1)


@transaction.atomic
def read_tour(reach: Reach, pk: int) -> Round:
    """One tour, with the house rules of the free spaces. Each citizen shown is an event."""
    tour = get_object_or_404(list_of_team(reach), pk=pk)
    of_the_day = Appointment.objects.filter(area=tour.area, at__date=tour.on).exclude(outcome="called_off")
    there = _there(reach, tour.area, of_the_day)
    houses = list_rules(tour.municipality_id)
    _log(reach, there)
    return Round(tour, there, houses)


def get_tour(reach: Reach, pk: int) -> Tour:
    """The tour an act concerns, or 404."""
    return get_object_or_404(list_of_team(reach), pk=pk)


def _from_now(area: Area) -> QuerySet[Appointment]:
    return Appointment.objects.planned().filter(area=area, at__gte=timezone.now())


def _there(reach: Reach, area: Area, appointments: QuerySet[Appointment]) -> There:
    mine = _followed(reach)
    found = appointments.filter(Q(case__citizen__in=mine) | Q(case__citizen__merged_into__in=mine))
    found = found.select_related("case__citizen__merged_into").order_by("at", "pk")
    coming = [Coming(_person(one.case), timezone.localtime(one.at), one.place) for one in found[: rules.SHOWN]]
    known = {one.citizen.pk for one in coming}
    unseen = [one for one in _unseen(mine, area, timezone.localdate()) if one.citizen.pk not in known]
    return There(area, coming, unseen[: rules.SHOWN])


def _followed(reach: Reach) -> QuerySet[Citizen]:
    """Those the reader follows. Somebody reached by an opened door alone stands on no list of tours."""
    follows = Assignment.objects.of(OuterRef("pk")).filter(user=reach.user_id, ended_at=None)
    within = Citizen.objects.visible_to(reach).filter(municipality__in=reach.towns(Permission.CASE_WRITE))
    return within.filter(Exists(follows))


def _unseen(mine: QuerySet[Citizen], area: Area, today: date) -> list[Unseen]:
    """Whoever was last met in the area and has slipped by their own rhythm; who has a pause or wants peace is left."""
    of_case = OuterRef("pk")
    last_area = Appointment.objects.filter(case=of_case, area__isnull=False).order_by("-at", "-pk").values("area")
    seen = Contact.objects.standing().filter(case=of_case, outcome__in=list(REACHED)).order_by("-at").values("at")
    agreed = ContactAgreement.objects.filter(case=of_case).order_by("-made_at", "-pk")
    cases = Case.objects.going_on().filter(Q(citizen__in=mine) | Q(citizen__merged_into__in=mine))
    cases = cases.filter(~Exists(Pause.objects.open().filter(case=of_case))).select_related("citizen__merged_into")
    cases = cases.annotate(
        last_area=Subquery(last_area[:1]), seen_at=Subquery(seen[:1]),
        every=Subquery(agreed.values("every_days")[:1]), peace=Subquery(agreed.values("not_now_until")[:1]),
    ).filter(last_area=area.pk)  # fmt: skip
    found = [_since(case, today) for case in cases if not _wants_peace(case, today)]
    slipped = [one for one, every in found if rhythm.is_slipped(one.days, every)]
    return sorted(slipped, key=lambda one: (one.days is not None, -(one.days or 0), one.citizen.alias))


def _since(case: Case, today: date) -> tuple[Unseen, int | None]:
    seen_at, every = case.seen_at, case.every  # type: ignore[attr-defined]
    days = rhythm.days_since(timezone.localdate(seen_at) if seen_at else None, today)
    return Unseen(_person(case), days), every


def _wants_peace(case: Case, today: date) -> bool:
    until = case.peace  # type: ignore[attr-defined]
    return until is not None and until >= today


def _person(case: Case) -> Citizen:
    return case.citizen.merged_into or case.citizen


def _log(reach: Reach, there: There) -> None:
    people = [*(one.citizen for one in there.coming), *(one.citizen for one in there.unseen)]
    shown = {citizen.pk: citizen for citizen in people}
    log_reads(reach, list(shown.values()), "tour.read", Purpose.CARE)
