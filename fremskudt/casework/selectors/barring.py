"""Who is barred from whom, for those who set and lift it. Whoever is barred meets none of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access.audit import Purpose, record_reads
from fremskudt.access.models import User
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Barring, Citizen
from fremskudt.casework.rules import barring as rules
from fremskudt.casework.rules.door import spellings
from fremskudt.casework.rules.page import SHOWN, span


@dataclass(frozen=True)
class Line:
    pk: int
    code: str
    alias: str
    who: str
    reason: str
    set_at: datetime
    set_by: str
    review_on: date
    due: bool
    asked_at: datetime | None
    asked_by: str
    next_is_lift: bool  # whether somebody has asked already
    refused: str  # why the reader may not take the next step; empty when they may


@dataclass(frozen=True)
class Listing:
    rows: Sequence[Line]
    page: int
    more: bool


def list_barrings(reach: Reach, page: int = 1) -> Listing:
    """The barrings in force, the one to look at first at the top. Each line shown is an event."""
    with transaction.atomic():
        rows = list(_in_force(reach).order_by("review_on", "pk")[span(page)])
        _log(reach, rows[:SHOWN])
    today = timezone.localdate()
    return Listing([_line(row, reach, today) for row in rows[:SHOWN]], page, len(rows) > SHOWN)


def read_barring(reach: Reach, pk: int) -> Line:
    with transaction.atomic():
        row = get_object_or_404(_in_force(reach), pk=pk)
        _log(reach, [row])
    return _line(row, reach, timezone.localdate())


def get_barring(reach: Reach, pk: int) -> Barring:
    """The barring an act concerns, or 404. Shows nothing."""
    return get_object_or_404(_in_force(reach), pk=pk)


def find_citizen(reach: Reach, code: str) -> Citizen | None:
    """The citizen of a code in the reader's municipalities."""
    within = Citizen.objects.in_towns_of(reach, Permission.BARRING_EDIT)
    codes = spellings(code)
    return within.filter(Q(code__in=codes) | Q(merged_from__code__in=codes)).first()


def workers(reach: Reach) -> QuerySet[User]:
    """Everybody who belongs to an organisation of the reader's municipalities and may log in."""
    towns = reach.towns(Permission.BARRING_EDIT)
    belongs = Q(memberships__organisation__in=towns) | Q(memberships__organisation__municipality__in=towns)
    found = User.objects.filter(belongs, is_active=True).distinct().order_by("name")
    return found.prefetch_related("memberships__organisation")


def is_barred(citizen: Citizen, user: User) -> bool:
    return Barring.objects.of(citizen).filter(user=user, lifted_at=None).exists()


def works_in(user: User, town: int) -> bool:
    """Whether the person belongs to an organisation of that municipality (the organisation's id)."""
    belongs = Q(organisation=town) | Q(organisation__municipality=town)
    return user.memberships.filter(belongs).exists()


def _in_force(reach: Reach) -> QuerySet[Barring]:
    within = Citizen.objects.in_towns_of(reach, Permission.BARRING_EDIT)
    either = Q(citizen__in=within) | Q(citizen__merged_into__in=within)
    found = Barring.objects.filter(either, lifted_at=None)
    return found.select_related("citizen__merged_into", "user", "set_by", "lift_asked_by")


def _log(reach: Reach, rows: Sequence[Barring]) -> None:
    subjects = list(dict.fromkeys(_person(row).key for row in rows))
    record_reads(
        by=reach.actor, action="barring.read", subjects=subjects, purpose=Purpose.ADMINISTRATION,
        fields="coded,free_text",
    )  # fmt: skip


def _person(row: Barring) -> Citizen:
    """Whom it bars from: of records that were merged, the one that was kept."""
    return row.citizen.merged_into or row.citizen


def _line(row: Barring, reach: Reach, today: date) -> Line:
    by = reach.user_id or 0
    asked = row.lift_asked_by_id
    verdict = (
        rules.may_lift(barred=row.user_id, asked_by=asked, by=by) if asked else rules.may_ask(barred=row.user_id, by=by)
    )
    return Line(
        pk=row.pk, code=_person(row).code, alias=_person(row).alias, who=row.user.name, reason=row.reason,
        set_at=row.set_at, set_by=row.set_by.name, review_on=row.review_on, due=rules.is_due(row.review_on, today),
        asked_at=row.lift_asked_at, asked_by=row.lift_asked_by.name if row.lift_asked_by else "",
        next_is_lift=asked is not None, refused=verdict.reason,
    )  # fmt: skip
