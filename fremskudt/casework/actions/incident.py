"""A threat or violence: told by who was there, seen by the leader, handed on to the work environment as a file."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import Organisation, User
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Case, Incident
from fremskudt.casework.rules.undo import LASTS
from fremskudt.casework.selectors.incident import Line, list_between


def report(
    *, municipality: Organisation, case: Case | None, happened_at: datetime, place_kind: str, what: str, done: str,
    needed: str, by: User,
) -> Incident:  # fmt: skip
    """Told once; the same, pressed twice, is one."""
    told = {
        "municipality": municipality, "case": case, "happened_at": happened_at, "place_kind": place_kind,
        "what": what, "done": done, "needed": needed, "by": by,
    }  # fmt: skip
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        if already := Incident.objects.filter(**told, made_at__gte=timezone.now() - LASTS).first():
            return already
        incident = Incident.objects.create(**told, made_at=timezone.now())
        subject = case.citizen.key if case else by.key
        record(by=by, action="incident.report", subject=subject, purpose=Purpose.CARE, fields="free_text")
    return incident


def mark_seen(*, incident: Incident, by: User) -> None:
    """Somebody follows it up. The first who does stands."""
    with transaction.atomic():
        if Incident.objects.filter(pk=incident.pk, seen_at=None).update(seen_at=timezone.now(), seen_by=by):
            record(by=by, action="incident.seen", subject=incident.by.key, purpose=Purpose.ADMINISTRATION)


def export(*, reach: Reach, first: date, last: date, by: User) -> list[Line]:
    """The lines of the file, with one event for each municipality whose they are. No citizen is in them."""
    with transaction.atomic():
        lines = list_between(reach, first, last)
        for town in sorted(reach.towns(Permission.INCIDENT_READ)):
            record(
                by=by, action="incident.export", subject=f"org:{town}", purpose=Purpose.ADMINISTRATION,
                fields="free_text",
            )  # fmt: skip
    return lines
