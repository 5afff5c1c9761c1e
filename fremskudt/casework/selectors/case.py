"""The course that a page is about: the newest of a citizen whom the reader reaches, or 404, and the event of a read."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Assignment, Case, Citizen


@dataclass(frozen=True)
class Opened:
    """A citizen with the newest course, and why the reader may look: they follow, or opened a closed door."""

    citizen: Citizen
    case: Case
    purpose: Purpose

    @property
    def code(self) -> str:
        return self.citizen.code

    @property
    def alias(self) -> str:
        return self.citizen.alias

    @property
    def has_ended(self) -> bool:
        return hasattr(self.case, "ending")


def open_case(reach: Reach, code: str, permission: Permission = Permission.CASELOAD_READ) -> Opened:
    """For pages and acts alike; 404 beyond reach. A page that shows anything goes on with `log_read`, last of all."""
    follows = Assignment.objects.of(OuterRef("pk")).filter(user=reach.user_id, ended_at=None)
    within = Citizen.objects.visible_to(reach).filter(municipality__in=reach.towns(permission))
    citizen = get_object_or_404(within.select_related("municipality").annotate(is_followed=Exists(follows)), code=code)
    case = Case.objects.of(citizen).select_related("ending").order_by("-found_on", "-pk").first()
    if case is None:
        raise Http404
    purpose = Purpose.CARE if citizen.is_followed else Purpose.DOOR  # type: ignore[attr-defined]
    return Opened(citizen, case, purpose)


def log_read(reach: Reach, opened: Opened, action: str, fields: str = "coded") -> None:
    """The event of having looked. Write it in the transaction of the read, and last."""
    audit.record_reads(
        by=reach.actor, action=action, subjects=[opened.citizen.key], purpose=opened.purpose, fields=fields
    )


def log_reads(reach: Reach, citizens: list[Citizen], action: str, purpose: Purpose, fields: str = "coded") -> None:
    """The same for a list: one event for each citizen that is shown."""
    keys = [citizen.key for citizen in citizens]
    audit.record_reads(by=reach.actor, action=action, subjects=keys, purpose=purpose, fields=fields)
