"""Who follows whom, for the leader: codes, aliases and the names of staff, never a citizen's identity."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.models import Organisation, User
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission, Role
from fremskudt.casework.models import Assignment, Barring, Citizen
from fremskudt.casework.models.citizen import ROOT
from fremskudt.casework.rules.page import SHOWN, span


@dataclass(frozen=True)
class Row:
    code: str
    alias: str
    followers: list[str]


@dataclass(frozen=True)
class Listing:
    without: list[Row]  # those whom nobody follows
    followed: list[Row]
    page: int
    more: bool


@dataclass(frozen=True)
class Follower:
    pk: int
    name: str
    since: datetime


@dataclass(frozen=True)
class Choice:
    """Who follows a citizen now, and who else could."""

    citizen: Citizen
    followers: list[Follower]
    candidates: list[User]
    barred: list[str]  # names of those whose assignment lies still beneath a barring
    gone: list[str]  # and of those who no longer have access to citizens here

    @property
    def names(self) -> str:
        return ", ".join(follower.name for follower in self.followers)


@transaction.atomic
def list_distribution(reach: Reach, page: int) -> Listing:
    """A page of every citizen in the reader's municipalities, first those whom nobody follows."""
    following = Assignment.objects.in_force().of(OuterRef("pk"))
    everyone = Citizen.objects.in_towns_of(reach, Permission.CASELOAD_ASSIGN).annotate(followed=Exists(following))
    found = list(everyone.order_by("followed", "alias", "pk")[span(page)])
    shown, names = found[:SHOWN], _names(found[:SHOWN])
    rows = [Row(citizen.code, citizen.alias, names.get(citizen.pk, [])) for citizen in shown]
    _log(reach, shown)
    return Listing(
        without=[row for row in rows if not row.followers],
        followed=[row for row in rows if row.followers],
        page=page,
        more=len(found) > SHOWN,
    )


@transaction.atomic
def read_choice(reach: Reach, code: str) -> Choice:
    """The choice as it is shown; with an event."""
    choice = find_choice(reach, code)
    _log(reach, [choice.citizen])
    return choice


def find_choice(reach: Reach, code: str) -> Choice:
    """The choice that an answer is held against, or 404. For acts that show nothing."""
    citizen = get_object_or_404(Citizen.objects.in_towns_of(reach, Permission.CASELOAD_ASSIGN), code=code)
    open_ones = Assignment.objects.in_force().of(citizen).select_related("user").order_by("-began_at")
    newest_last = {each.user_id: Follower(each.user_id, each.user.name, each.began_at) for each in open_ones}
    followers = sorted(newest_last.values(), key=lambda each: each.since)
    following = set(newest_last)
    idle = Assignment.objects.of(citizen).filter(ended_at=None).exclude(user__in=following).order_by("user__name")
    names, barred = idle.values_list("user__name", flat=True), _barred(citizen)
    return Choice(
        citizen=citizen,
        followers=followers,
        candidates=_candidates(citizen, following),
        barred=list(names.filter(user__in=barred)),
        gone=list(names.exclude(user__in=barred)),
    )


def _barred(citizen: Citizen) -> QuerySet[User]:
    return User.objects.filter(pk__in=Barring.objects.of(citizen).filter(lifted_at=None).values("user"))


def _candidates(citizen: Citizen, following: set[int]) -> list[User]:
    """Those who follow now, and the therapists of the municipality's drug centres; never one who is barred."""
    therapists = User.objects.filter(
        memberships__role=Role.THERAPIST,
        memberships__organisation__kind=Organisation.Kind.DRUG_CENTRE,
        memberships__organisation__municipality=citizen.municipality_id,
        is_active=True,
    ).exclude(pk__in=_barred(citizen))
    return list((therapists | User.objects.filter(pk__in=following)).distinct().order_by("name", "pk"))


def _names(citizens: list[Citizen]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    family = Citizen.objects.family_of([citizen.pk for citizen in citizens])
    following = Assignment.objects.in_force().filter(citizen__in=family).annotate(root=ROOT).order_by("began_at")
    for citizen, name in following.values_list("root", "user__name"):
        if name not in found.setdefault(citizen, []):
            found[citizen].append(name)
    return found


def _log(reach: Reach, citizens: list[Citizen]) -> None:
    """One event for each that is shown."""
    audit.record_reads(
        by=reach.actor,
        action="distribution.read",
        subjects=[citizen.key for citizen in citizens],
        purpose=Purpose.ADMINISTRATION,
        fields="coded",
    )
