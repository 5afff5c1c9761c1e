"""Who is out and when they are expected: for themselves, for the team, and for whoever must be told."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access.models import User
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Appointment, Case, Citizen, Visit
from fremskudt.casework.rules import undo
from fremskudt.casework.rules import visit as rules
from fremskudt.casework.rules.team import first_name


@dataclass(frozen=True)
class Out:
    """Somebody who is out: first names and times, nothing of where or at whom."""

    pk: int
    first_name: str
    with_first_name: str
    began_at: datetime
    back_at: datetime
    is_overdue: bool
    is_own: bool


@dataclass(frozen=True)
class Own:
    """The reader's own visit: the one that runs, or one that ended so lately that it can be undone."""

    visit: Visit
    is_running: bool
    is_overdue: bool
    code: str  # of the citizen, where the reader still reaches them


def list_out(reach: Reach) -> list[Out]:
    """Everybody of the reader's municipalities who is out now, whoever is overdue first."""
    found = Visit.objects.out().filter(municipality__in=reach.towns(Permission.TEAM_JOIN))
    now = timezone.now()
    return [_out(visit, reach, now) for visit in found.select_related("user", "with_user").order_by("back_at", "pk")]


def list_overdue(reach: Reach) -> list[Out]:
    """Those of the team who should be back, for the top of the pages that people look at all day."""
    return [out for out in list_out(reach) if out.is_overdue]


def running(user: User) -> Visit | None:
    return Visit.objects.out().filter(user=user).first()


def read_own(reach: Reach) -> Own | None:
    """The reader's own visit, if there is one to show. It shows nothing about a citizen but the way to their page."""
    now, mine = timezone.now(), Visit.objects.filter(user=reach.user_id).select_related("with_user", "case__citizen")
    visit = (
        mine.filter(ended_at=None).first() or mine.filter(ended_at__gt=now - undo.LASTS).order_by("-ended_at").first()
    )
    if visit is None:
        return None
    code = _code(reach, visit.case) if visit.case else ""
    is_running = visit.ended_at is None
    return Own(visit, is_running, is_running and rules.is_overdue(visit.back_at, now), code)


def get_of_team(reach: Reach, pk: int) -> Visit:
    """A visit of the reader's municipalities, or 404."""
    return get_object_or_404(Visit.objects.filter(municipality__in=reach.towns(Permission.TEAM_JOIN)), pk=pk)


def appointment_of(case: Case, user: User, pk: str = "") -> Appointment | None:
    """What the visit is for: the appointment that is named (404 for another's), or today's first of that person's."""
    mine = Appointment.objects.planned().filter(Q(owner=user) | Q(with_user=user), case=case)
    mine = mine.select_related("with_user", "owner").order_by("at")
    if not pk:
        return mine.filter(at__date=timezone.localdate()).first()
    found = mine.filter(pk=int(pk)).first() if pk.isascii() and pk.isdigit() and len(pk) < 16 else None
    if found is None:
        raise Http404
    return found


def waiting_to_be_told(now: datetime) -> QuerySet[Visit]:
    """Those who should be back, and of whom a colleague or the leader has not been told."""
    untold = Q(colleague_told_at=None) | Q(leader_told_at=None)
    return Visit.objects.out().filter(untold, back_at__lte=now).select_related("user", "with_user").order_by("back_at")


def _out(visit: Visit, reach: Reach, now: datetime) -> Out:
    along = first_name(visit.with_user.name) if visit.with_user else ""
    return Out(
        pk=visit.pk, first_name=first_name(visit.user.name), with_first_name=along,
        began_at=visit.began_at, back_at=visit.back_at, is_overdue=rules.is_overdue(visit.back_at, now),
        is_own=visit.user_id == reach.user_id,
    )  # fmt: skip


def _code(reach: Reach, case: Case) -> str:
    """The address of the citizen's page, that of the record it was merged into included."""
    kept = case.citizen.merged_into_id or case.citizen_id
    found = Citizen.objects.visible_to(reach).filter(pk=kept).values_list("code", flat=True)
    return found.first() or ""
