"""The citizens within the reader's reach, by code and alias. Every one that is shown has an event of it."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.models import Organisation
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Assignment, Citizen, DoorOpening
from fremskudt.casework.models.citizen import CitizenQuerySet
from fremskudt.casework.rules import alias
from fremskudt.casework.rules.door import minutes_left
from fremskudt.casework.rules.page import SHOWN, span
from fremskudt.casework.selectors.door import OpenDoor


@dataclass(frozen=True)
class Row:
    """One citizen in a list: since when the reader follows, or until when the reader's opened door stands open."""

    code: str
    alias: str
    since: datetime | None
    door_until: datetime | None

    @property
    def purpose(self) -> Purpose:
        return Purpose.CARE if self.since else Purpose.DOOR

    @property
    def key(self) -> str:
        return f"citizen:{self.code}"


@dataclass(frozen=True)
class Listing:
    rows: list[Row]
    page: int
    more: bool


@dataclass(frozen=True)
class Follower:
    name: str
    since: datetime


@dataclass(frozen=True)
class Sheet:
    """A citizen's own page, and what the reader may do there."""

    row: Row
    followers: list[Follower]
    open_door: OpenDoor | None
    may_read_identity: bool
    may_edit_identity: bool
    may_read_log: bool
    may_give_link: bool


@transaction.atomic
def list_caseload(reach: Reach, page: int) -> Listing:
    """A page of the reader's own citizens."""
    found = _related(reach)[span(page)]
    rows = [_row(citizen) for citizen in found]
    _log(reach, "caseload.read", rows[:SHOWN])
    return Listing(rows[:SHOWN], page, more=len(rows) > SHOWN)


def rows_of(reach: Reach, codes: list[str]) -> list[Row]:
    """The same rows for citizens that another selector found, and wrote the events of."""
    return [_row(citizen) for citizen in _related(reach).filter(code__in=codes)]


@transaction.atomic
def read_citizen(reach: Reach, code: str) -> Sheet:
    citizen = get_object_or_404(_related(reach), code=code)
    row, town = _row(citizen), citizen.municipality_id
    following = Assignment.objects.in_force().filter(citizen=citizen).select_related("user").order_by("began_at")
    followers = [Follower(each.user.name, each.began_at) for each in following]
    _log(reach, "citizen.read", [row])
    return Sheet(
        row=row,
        followers=followers,
        open_door=_open_door(row),
        may_read_identity=town in reach.towns(Permission.IDENTITY_READ),
        may_edit_identity=town in reach.towns(Permission.IDENTITY_EDIT),
        may_read_log=town in reach.towns(Permission.CITIZEN_LOG_READ),
        may_give_link=town in reach.towns(Permission.LINK_GIVE),
    )


def find_citizen(reach: Reach, code: str, permission: Permission) -> Citizen:
    """The citizen an act concerns, where the reader holds the permission, or 404. For acts that show nothing."""
    within = Citizen.objects.visible_to(reach).filter(municipality__in=reach.towns(permission))
    return get_object_or_404(within, code=code)


def is_visible(reach: Reach, citizen: Citizen) -> bool:
    return Citizen.objects.visible_to(reach).filter(pk=citizen.pk).exists()


def list_towns(reach: Reach) -> list[Organisation]:
    """Where the reader may make a citizen."""
    return list(Organisation.objects.filter(pk__in=reach.towns(Permission.CITIZEN_CREATE)))


def suggest_alias(towns: list[Organisation]) -> str:
    """A word that nobody in these towns bears yet."""
    used = Citizen.objects.filter(municipality__in=towns).values_list("alias", flat=True)
    return secrets.choice(alias.free(frozenset(used)))


def _related(reach: Reach) -> CitizenQuerySet:
    """The visible citizens with the reader's own relation to each, those behind an opened door first."""
    mine = Assignment.objects.filter(citizen=OuterRef("pk"), user=reach.user_id, ended_at=None)
    door = DoorOpening.objects.filter(
        citizen=OuterRef("pk"), user=reach.user_id, closed_at=None, closes_at__gt=timezone.now()
    )
    related = Citizen.objects.visible_to(reach).annotate(
        followed=Exists(mine),
        since=Subquery(mine.values("began_at")[:1]),
        door_until=Subquery(door.order_by("-closes_at").values("closes_at")[:1]),
    )
    return related.order_by("followed", "alias", "pk")


def _row(citizen: Citizen) -> Row:
    since, until = citizen.since, citizen.door_until  # type: ignore[attr-defined]
    return Row(citizen.code, citizen.alias, since, None if since else until)


def _open_door(row: Row) -> OpenDoor | None:
    until = row.door_until
    return OpenDoor(row.code, minutes_left(until, timezone.now()), until) if until else None


def _log(reach: Reach, action: str, rows: list[Row]) -> None:
    """One event for each that is shown, with the purpose by which each is reached."""
    for purpose in (Purpose.CARE, Purpose.DOOR):
        subjects = [row.key for row in rows if row.purpose is purpose]
        if subjects:
            audit.record_reads(by=reach.actor, action=action, subjects=subjects, purpose=purpose, fields="coded")
