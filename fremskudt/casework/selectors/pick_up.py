"""Agreements about fetching something: the days, whether it was fetched, and the days that nobody has noted yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Case, PickUp, PickUpDay
from fremskudt.casework.rules import pick_up as rules
from fremskudt.casework.rules.undo import may_undo
from fremskudt.casework.selectors.case import Opened, log_read, open_case

SHOWN = 10  # agreements
NOTED_DAYS = timedelta(days=14)


@dataclass(frozen=True)
class Noted:
    pk: int
    on: date
    was_fetched: bool
    by: str
    can_undo: bool
    is_unseen: bool  # not fetched, and nobody has said yet that they have seen it

    @property
    def iso(self) -> str:
        return self.on.isoformat()


@dataclass(frozen=True)
class Row:
    pk: int
    weekdays: str
    place: str
    helper: str
    owner: str
    from_on: date
    until_on: date | None
    is_over: bool
    next_on: date | None
    to_note: list[date]
    noted: list[Noted]


@dataclass(frozen=True)
class Sheet:
    opened: Opened
    pick_up: Row


def rows_of(opened: Opened) -> list[Row]:
    """The agreements that go on, and those that ended within the days that can still be noted. Two queries."""
    today = timezone.localdate()
    unseen = Q(was_fetched=False, seen_at=None)  # stays until somebody says that they have seen it
    alarms = PickUpDay.objects.filter(unseen).values("pick_up")
    going_on = Q(until_on=None) | Q(until_on__gte=today - rules.LOOK_BACK) | Q(pk__in=alarms)
    found = list(pick_ups_of(opened).filter(going_on).order_by("from_on", "pk")[:SHOWN])
    days = PickUpDay.objects.filter(Q(on__gte=today - NOTED_DAYS) | unseen, pick_up__in=found)
    days = days.select_related("by").order_by("-on")
    by_agreement: dict[int, list[PickUpDay]] = {}
    for day in days:
        by_agreement.setdefault(day.pick_up_id, []).append(day)
    return [_row(one, by_agreement.get(one.pk, []), today) for one in found]


@transaction.atomic
def read_pick_up(reach: Reach, code: str, pk: int) -> Sheet:
    opened = open_case(reach, code)
    pick_up = get_object_or_404(pick_ups_of(opened), pk=pk)
    row = _row(pick_up, [], timezone.localdate())
    log_read(reach, opened, "papers.read", "free_text")
    return Sheet(opened, row)


def find_pick_up(reach: Reach, code: str, pk: int) -> PickUp:
    """The agreement an act concerns, or 404. For acts that show nothing."""
    return get_object_or_404(pick_ups_of(open_case(reach, code, Permission.CASE_WRITE)), pk=pk)


def find_day(reach: Reach, code: str, pk: int) -> PickUpDay:
    opened = open_case(reach, code, Permission.CASE_WRITE)
    days = PickUpDay.objects.filter(pick_up__case__in=Case.objects.of(opened.citizen))
    return get_object_or_404(days.select_related("pick_up__case__citizen"), pk=pk)


def pick_ups_of(opened: Opened) -> QuerySet[PickUp]:
    found = PickUp.objects.filter(case__in=Case.objects.of(opened.citizen))
    return found.select_related("case__citizen", "owner")


def _row(one: PickUp, days: list[PickUpDay], today: date) -> Row:
    agreed = (one.weekdays, one.from_on, one.until_on)
    return Row(
        pk=one.pk, weekdays=one.weekdays, place=one.place_words, helper=one.helper, owner=one.owner.name,
        from_on=one.from_on, until_on=one.until_on, is_over=one.until_on is not None and one.until_on < today,
        next_on=rules.next_day(*agreed, today), noted=_noted(days),
        to_note=rules.days_to_note(*agreed, {day.on for day in days}, today),
    )  # fmt: skip


def _noted(days: Iterable[PickUpDay]) -> list[Noted]:
    now = timezone.now()
    return [
        Noted(
            day.pk, day.on, day.was_fetched, day.by.name, may_undo(day.made_at, now),
            is_unseen=not day.was_fetched and day.seen_at is None,
        )
        for day in days
    ]  # fmt: skip
