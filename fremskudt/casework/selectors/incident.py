"""Incidents, for the leader who follows them up. They are about those who work here; no citizen is named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext

from fremskudt.access.audit import Purpose, record_reads
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Citizen, Incident
from fremskudt.casework.rules import incident as rules
from fremskudt.casework.rules.page import SHOWN, span


@dataclass(frozen=True)
class Line:
    pk: int
    happened_at: datetime
    place_kind: str
    what: str
    done: str
    needed: str
    who: str
    seen_at: datetime | None
    seen_by: str


@dataclass(frozen=True)
class Listing:
    rows: Sequence[Line]
    page: int
    more: bool


def within(reach: Reach) -> QuerySet[Incident]:
    """Those of the reader's municipalities, but not one with a citizen whom the reader is barred from."""
    open_to_reader = Q(case=None) | Q(case__citizen__in=Citizen.objects.not_barred(reach))
    return Incident.objects.filter(open_to_reader, municipality__in=reach.towns(Permission.INCIDENT_READ))


@transaction.atomic
def list_incidents(reach: Reach, page: int = 1) -> Listing:
    """A page of them, those nobody has seen first. Each that is shown is an event."""
    rows = list(_shown(within(reach)).order_by(F("seen_at").desc(nulls_first=True), "-happened_at", "-pk")[span(page)])
    _log(reach, rows[:SHOWN])
    return Listing([_line(row) for row in rows[:SHOWN]], page, len(rows) > SHOWN)


def get_incident(reach: Reach, pk: int) -> Incident:
    """The incident an act concerns, or 404. Shows nothing."""
    return get_object_or_404(within(reach), pk=pk)


def list_between(reach: Reach, first: date, last: date) -> list[Line]:
    """Those of the days from first to last, oldest first, for the file. The action that makes it writes the event."""
    found = _shown(within(reach)).filter(happened_at__date__gte=first, happened_at__date__lte=last)
    return [_line(row) for row in found.order_by("happened_at", "pk")]


def _shown(found: QuerySet[Incident]) -> QuerySet[Incident]:
    return found.select_related("by", "seen_by", "case__citizen__merged_into")


def _line(row: Incident) -> Line:
    """Without the citizen's alias and code, also where somebody wrote them."""
    words = _names(row.case.citizen) if row.case else []
    what, done, needed = (
        rules.without(text, words, gettext(rules.SOMEBODY)) for text in (row.what, row.done, row.needed)
    )
    return Line(
        pk=row.pk, happened_at=timezone.localtime(row.happened_at), place_kind=row.place_kind, what=what, done=done,
        needed=needed, who=row.by.name, seen_at=row.seen_at, seen_by=row.seen_by.name if row.seen_by else "",
    )  # fmt: skip


def _names(citizen: Citizen) -> list[str]:
    family = [citizen, citizen.merged_into] if citizen.merged_into else [citizen]
    return [word for one in family for word in (one.alias, one.code)]


def _log(reach: Reach, rows: Sequence[Incident]) -> None:
    subjects = list(dict.fromkeys(row.case.citizen.key if row.case else row.by.key for row in rows))
    record_reads(
        by=reach.actor, action="incident.read", subjects=subjects, purpose=Purpose.ADMINISTRATION, fields="free_text"
    )
