"""The reader's caseload, in groups: extra attention, not seen for long, in rhythm, in a pause, farewell for now.

One question to the database for everybody and one for the page, however many there are. Every one shown is an event.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import (
    Appointment,
    Assignment,
    BoardEntry,
    Case,
    Citizen,
    ContactAgreement,
    DoorOpening,
    Pause,
    SafetyNotice,
    TreatmentRequest,
    UrgentRequest,
)  # fmt: skip
from fremskudt.casework.models.citizen import ROOT, CitizenQuerySet
from fremskudt.casework.rules import caseload as rules
from fremskudt.casework.rules.caseload import Group, Standing
from fremskudt.casework.rules.contact import REACHED
from fremskudt.casework.rules.page import SHOWN, span
from fremskudt.casework.rules.safety import oldest_in_force
from fremskudt.casework.selectors.contact import newest_of

COLUMNS = (
    "root", "code", "alias", "citizen__municipality", "is_followed", "door_until", "found_on", "ending__on", "seen_at",
    "every_days", "not_now_until", "look_again_on", "next_at", "asked_on", "is_urgent", "board_on",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One citizen in the list, as of today."""

    pk: int
    code: str
    alias: str
    standing: Standing
    group: Group | None  # none for a farewell of more than a year ago, which only a search finds
    door_until: datetime | None  # until when the reader's opened door stands open, where the reader does not follow
    next_at: datetime | None
    asked_on: date | None  # since when the fourteen days run
    is_urgent: bool
    may_write: bool
    notices: Sequence[str] = ()  # kinds of safety notices

    @property
    def purpose(self) -> Purpose:
        return Purpose.DOOR if self.door_until else Purpose.CARE

    @property
    def key(self) -> str:
        return f"citizen:{self.code}"

    @property
    def days_unseen(self) -> int:
        return rules.days_unseen(self.standing, timezone.localdate())

    @property
    def is_open(self) -> bool:
        """Whether a contact can be logged from the list: of one's own, and not of a course that has ended."""
        return self.may_write and not self.door_until and self.standing.ended_on is None


@dataclass(frozen=True)
class Listing:
    rows: list[Row]
    page: int
    more: bool

    @property
    def groups(self) -> list[tuple[Group, list[Row]]]:
        """The rows of the page, under the heading of each group."""
        shown = ((group, list(rows)) for group, rows in groupby(self.rows, key=lambda row: row.group))
        return [(group, rows) for group, rows in shown if group]


@transaction.atomic
def list_caseload(reach: Reach, page: int) -> Listing:
    """A page of the reader's own citizens."""
    today = timezone.localdate()
    everyone = [row for row in _rows(reach, Citizen.objects.visible_to(reach)) if row.group]
    in_order = sorted(everyone, key=lambda row: rules.place(row.standing, row.alias, today))
    found = in_order[span(page)]
    rows = _with_notices(found[:SHOWN], today)
    _log(reach, "caseload.read", rows)
    return Listing(rows, page, more=len(found) > SHOWN)


def rows_of(reach: Reach, codes: Iterable[str]) -> list[Row]:
    """The same rows for citizens that another selector found, and wrote the events of; the nearest turn first."""
    today = timezone.localdate()
    rows = _rows(reach, Citizen.objects.visible_to(reach).filter(code__in=list(codes)))
    return _with_notices(sorted(rows, key=lambda row: rules.place(row.standing, row.alias, today)), today)


def _rows(reach: Reach, citizens: CitizenQuerySet) -> list[Row]:
    courses: dict[int, list[dict[str, Any]]] = {}
    for course in _courses(reach, citizens):
        courses.setdefault(course["root"], []).append(course)
    return [_row(reach, of_one) for of_one in courses.values()]


def _courses(reach: Reach, citizens: CitizenQuerySet) -> Iterable[dict[str, Any]]:
    """Every course of these and of what was merged with them, the newest first, with the reader's relation to each."""
    of_case, now, kept = {"case": OuterRef("pk")}, timezone.now(), citizens.values("pk")
    agreement = ContactAgreement.objects.filter(**of_case).order_by("-made_at", "-pk")
    seen = newest_of(OuterRef("pk")).filter(outcome__in=list(REACHED))
    planned = Appointment.objects.planned().filter(**of_case, at__gte=now).order_by("at")
    running = TreatmentRequest.objects.filter(**of_case, begun_on=None, withdrawn_at=None)
    mine = Assignment.objects.filter(user=reach.user_id, ended_at=None).values(root=ROOT)
    door = DoorOpening.objects.filter(citizen=OuterRef("root"), user=reach.user_id, closed_at=None, closes_at__gt=now)
    cases = Case.objects.filter(Q(citizen__in=kept) | Q(citizen__merged_into__in=kept)).annotate(
        root=ROOT,
        code=Coalesce("citizen__merged_into__code", "citizen__code"),
        alias=Coalesce("citizen__merged_into__alias", "citizen__alias"),
        is_followed=ExpressionWrapper(Q(citizen__in=mine) | Q(citizen__merged_into__in=mine), BooleanField()),
        door_until=Subquery(door.order_by("-closes_at").values("closes_at")[:1]),
        seen_at=Subquery(seen.values("at")[:1]),
        every_days=Subquery(agreement.values("every_days")[:1]),
        not_now_until=Subquery(agreement.values("not_now_until")[:1]),
        look_again_on=Subquery(Pause.objects.open().filter(**of_case).values("look_again_on")[:1]),
        next_at=Subquery(planned.values("at")[:1]),
        asked_on=Subquery(running.values("asked_on")[:1]),
        board_on=Subquery(BoardEntry.objects.filter(**of_case, off_at=None).values("look_again_on")[:1]),
        is_urgent=Exists(UrgentRequest.objects.filter(**of_case, closed_at=None)),
    )
    rows: Iterable[dict[str, Any]] = cases.order_by("-found_on", "-pk").values(*COLUMNS)
    return rows


def _row(reach: Reach, courses: list[dict[str, Any]]) -> Row:
    """The newest course tells where somebody stands; when they were seen and what comes next, any of them."""
    newest = courses[0]
    door = None if newest["is_followed"] else newest["door_until"]
    on_board = [course["board_on"] for course in courses if course["board_on"]]
    seen, planned = _each(courses, "seen_at"), _each(courses, "next_at")
    standing = Standing(
        found_on=newest["found_on"], last_seen_on=timezone.localdate(max(seen)) if seen else None,
        every_days=newest["every_days"], not_now_until=newest["not_now_until"],
        look_again_on=newest["look_again_on"], ended_on=newest["ending__on"], is_door=door is not None,
        board_on=min(on_board, default=None),
    )  # fmt: skip
    return Row(
        pk=newest["root"], code=newest["code"], alias=newest["alias"], standing=standing,
        group=rules.group_of(standing, timezone.localdate()), door_until=door,
        next_at=timezone.localtime(min(planned)) if planned else None, asked_on=newest["asked_on"],
        is_urgent=any(course["is_urgent"] for course in courses),
        may_write=newest["citizen__municipality"] in reach.towns(Permission.CASE_WRITE),
    )  # fmt: skip


def _each(courses: list[dict[str, Any]], name: str) -> list[datetime]:
    return [course[name] for course in courses if course[name] is not None]


def _with_notices(rows: list[Row], today: date) -> list[Row]:
    """With the kinds of safety notices that hold today, whichever of the merged records they were written in."""
    shown = [row.pk for row in rows]
    of_family = Q(citizen__in=shown) | Q(citizen__merged_into__in=shown)
    holding = SafetyNotice.objects.standing().filter(of_family, review_on__gte=oldest_in_force(today))
    kinds: dict[int, dict[str, None]] = {}
    for root, kind in holding.order_by("-seen_on", "-pk").annotate(root=ROOT).values_list("root", "kind"):
        kinds.setdefault(root, {})[kind] = None
    return [replace(row, notices=tuple(kinds.get(row.pk, ()))) for row in rows]


def _log(reach: Reach, action: str, rows: list[Row]) -> None:
    """One event for each that is shown, with the purpose by which each is reached."""
    for purpose in (Purpose.CARE, Purpose.DOOR):
        subjects = [row.key for row in rows if row.purpose is purpose]
        if subjects:
            audit.record_reads(by=reach.actor, action=action, subjects=subjects, purpose=purpose, fields="coded")
