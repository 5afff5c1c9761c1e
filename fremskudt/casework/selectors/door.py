"""Closed doors: who may be found behind one, which of one's own stand open, and what was opened in a municipality."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access.audit import Purpose, record_reads
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Assignment, Citizen, DoorOpening
from fremskudt.casework.rules import door as rules
from fremskudt.casework.rules.identity import BadIdentityError, normal_cpr
from fremskudt.casework.rules.page import SHOWN, span
from fremskudt.casework.selectors.identity import cpr_mark

UNSEEN_FIRST = Case(When(seen_at=None, then=Value(0)), default=Value(1), output_field=IntegerField())


@dataclass(frozen=True)
class OpenDoor:
    """A door that the reader has opened and that is still open, for the banner on the citizen's pages."""

    code: str
    minutes_left: int
    closes_at: datetime


@dataclass(frozen=True)
class Opened:
    """One line of the leader's list."""

    pk: int
    code: str
    who: str
    reason: str
    words: str
    opened_at: datetime
    closed_at: datetime
    seen_at: datetime | None
    seen_by: str
    may_mark: str  # why the reader may not tick it off; empty when they may


@dataclass(frozen=True)
class Listing:
    rows: Sequence[Opened]
    n_unseen: int
    page: int
    more: bool


def find(reach: Reach, key: str) -> tuple[Citizen | None, bool]:
    """Who in the reader's municipality has this code or CPR number, and whether it was a CPR number.

    Nobody for one who is unknown, lives elsewhere or is barred to the reader, and for a number that two share: all the
    same way, with one question to the database.
    """
    within = Citizen.objects.in_towns_of(reach, Permission.DOOR_OPEN)
    try:
        number = normal_cpr(key)
    except BadIdentityError:
        number = None
    if number is None:
        codes = rules.spellings(key)
        return within.filter(Q(code__in=codes) | Q(merged_from__code__in=codes)).first(), False
    marks = [cpr_mark(town, number) for town in reach.towns(Permission.DOOR_OPEN)]
    either = Q(identity__cpr_index__in=marks) | Q(merged_from__identity__cpr_index__in=marks)
    found = list(within.filter(either).distinct()[:2])
    return (found[0] if len(found) == 1 else None), True


def own_open(reach: Reach, now: datetime) -> QuerySet[DoorOpening]:
    """The reader's doors that are open and lead somewhere they still may go."""
    within = Citizen.objects.in_towns_of(reach, Permission.DOOR_OPEN)
    found = DoorOpening.objects.filter(user=reach.user_id, closed_at=None, closes_at__gt=now, citizen__in=within)
    return found.select_related("citizen")


def find_open(reach: Reach, citizen: Citizen) -> OpenDoor | None:
    """One's own open door to this citizen: the banner's only need."""
    now = timezone.now()
    opening = own_open(reach, now).filter(citizen=citizen).first()
    return _open(opening, now) if opening else None


def open_among(openings: Iterable[DoorOpening], reach: Reach, now: datetime) -> OpenDoor | None:
    """The same, where the openings of a citizen within reach are at hand."""
    own = (one for one in openings if one.user_id == reach.user_id and not one.closed_at and one.closes_at > now)
    return next((_open(opening, now) for opening in own), None)


def purpose_for(reach: Reach, citizen: Citizen) -> Purpose:
    """What a read of a citizen within reach is logged as: care for one's own, else the door that was opened."""
    works_here = citizen.municipality_id in reach.towns(Permission.CASELOAD_READ)
    follows = Assignment.objects.of(citizen).filter(user=reach.user_id, ended_at=None)
    return Purpose.CARE if works_here and follows.exists() else Purpose.DOOR


def _openings(reach: Reach) -> QuerySet[DoorOpening]:
    within = Citizen.objects.in_towns_of(reach, Permission.LOG_CHECK)
    return DoorOpening.objects.filter(citizen__in=within)


def count_unseen(reach: Reach) -> int:
    """How many doors were opened in the municipality and not looked at yet."""
    return _openings(reach).filter(seen_at=None).count() if reach.may(Permission.LOG_CHECK) else 0


def get_opening(reach: Reach, pk: int) -> DoorOpening:
    return get_object_or_404(_openings(reach), pk=pk)


def list_opened(reach: Reach, page: int) -> Listing:
    """What was opened in the municipality: not yet looked at first, then the newest. Each line shown is an event."""
    with transaction.atomic():
        found = _openings(reach).select_related("citizen", "user", "seen_by")
        rows = list(found.order_by(UNSEEN_FIRST, "-opened_at", "pk")[span(page)])
        n_unseen = _openings(reach).filter(seen_at=None).count()
        record_reads(
            by=reach.actor, action="doors.read", subjects=list(dict.fromkeys(row.citizen.key for row in rows[:SHOWN])),
            purpose=Purpose.CHECK, fields="coded,free_text",
        )  # fmt: skip
    return Listing([_opened(row, reach) for row in rows[:SHOWN]], n_unseen, page, len(rows) > SHOWN)


def _open(opening: DoorOpening, now: datetime) -> OpenDoor:
    return OpenDoor(opening.citizen.code, rules.minutes_left(opening.closes_at, now), opening.closes_at)


def _opened(row: DoorOpening, reach: Reach) -> Opened:
    return Opened(
        pk=row.pk, code=row.citizen.code, who=row.user.name, reason=row.reason, words=row.words,
        opened_at=row.opened_at, closed_at=row.closed_at or row.closes_at, seen_at=row.seen_at,
        seen_by=row.seen_by.name if row.seen_by else "",
        may_mark=rules.may_mark_seen(opened_by_reader=row.user_id == reach.user_id).reason,
    )  # fmt: skip
