"""Hours and kilometres of the reader's municipalities over a period: sums by kind, and the lines that one may remove.

About work, not about persons: there is no line of a citizen, and none of a colleague, so looking is no event.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models import Sum as Added
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access.models import Organisation
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Contact, HelpGiven, WorkHours
from fremskudt.casework.rules.contact import HELP
from fremskudt.casework.rules.hours import CONTACTS, WORK, Sum, kind_of_contact, total
from fremskudt.casework.rules.period import Period
from fremskudt.casework.selectors.activity_offer import TakingPart, count_kinds
from fremskudt.partnership.selectors.activity import minutes_given

OWN_LINES = 10


@dataclass(frozen=True)
class Numbers:
    """The sums of a period: kind (as the rules name it) → sum. A kind nothing is written of is not there."""

    period: Period
    contacts: dict[str, Sum]
    help_given: dict[str, Sum]  # part of the contacts, and never added to them
    work: dict[str, Sum]
    volunteers: dict[str, Sum]  # by the name of the organisation
    own_lines: list[WorkHours]
    more_lines: bool
    taking_part: TakingPart | None = None  # today, for the leader alone

    @property
    def total(self) -> Sum:
        """Contacts and staff's other work. Volunteers' hours stand by themselves."""
        return total([*self.contacts.values(), *self.work.values()])

    @property
    def is_empty(self) -> bool:
        return not (self.contacts or self.work or self.volunteers)


def read_numbers(reach: Reach, period: Period) -> Numbers:
    towns = reach.towns(Permission.HOURS_EDIT)
    lines = _lines(towns, period).filter(by=reach.user_id).select_related("organisation")
    found = list(lines[: OWN_LINES + 1])
    led = reach.towns(Permission.OVERVIEW_READ)
    return Numbers(
        period, **sums(towns, period), own_lines=found[:OWN_LINES], more_lines=len(found) > OWN_LINES,
        taking_part=count_kinds(led) if led else None,
    )  # fmt: skip


def sums(towns: Collection[int], period: Period, known_by: datetime | None = None) -> dict[str, dict[str, Sum]]:
    """The four tables; with `known_by` only what was written before then."""
    work = _lines(towns, period, known_by)
    return {
        "contacts": _contacts(towns, period, known_by),
        "help_given": _help_given(towns, period, known_by),
        "work": _by(work.filter(is_volunteer=False), "kind", WORK),
        "volunteers": _volunteers(towns, period, known_by, work),
    }


def _volunteers(
    towns: Collection[int], period: Period, known_by: datetime | None, work: QuerySet[WorkHours]
) -> dict[str, Sum]:
    """Hours that were written, and those that a house counted with an activity (F76)."""
    found = _by(work.filter(is_volunteer=True), "organisation__name")
    for house, (n, minutes) in minutes_given(towns, period.start, period.end, known_by).items():
        found[house] = found.get(house, Sum()) + Sum(n, minutes)
    return dict(sorted(found.items()))


def find_line(reach: Reach, pk: int) -> WorkHours:
    """A line of the reader's municipalities, or 404."""
    within = WorkHours.objects.filter(municipality__in=reach.towns(Permission.HOURS_EDIT))
    return get_object_or_404(within, pk=pk)


def organisations(reach: Reach) -> QuerySet[Organisation]:
    """Those whose hours the reader may write: the municipality itself and all that works within it."""
    within = Organisation.objects.within(reach.towns(Permission.HOURS_EDIT))
    return within.exclude(kind=Organisation.Kind.EVALUATOR).order_by("name", "pk")


def own_place(reach: Reach) -> int | None:
    """The organisation that is proposed: the reader's own."""
    return min(reach.where(Permission.HOURS_EDIT), default=None)


def first_moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def standing(contacts: QuerySet[Contact], known_by: datetime | None) -> QuerySet[Contact]:
    """Contacts that hold; with `known_by` those that held then, whatever was undone or corrected since."""
    if known_by is None:
        return contacts.filter(undone_at=None, replaced_by=None)
    held = Q(undone_at=None) | Q(undone_at__gte=known_by)
    return contacts.filter(held, made_at__lt=known_by).exclude(replaced_by__made_at__lt=known_by)


def contacts_of(towns: Collection[int], period: Period, known_by: datetime | None = None) -> QuerySet[Contact]:
    """Standing contacts of a period in municipalities."""
    start, end = first_moment(period.start), first_moment(period.next_day)
    within = Contact.objects.filter(case__citizen__municipality__in=towns, at__gte=start, at__lt=end)
    return standing(within, known_by).order_by()


def _lines(towns: Collection[int], period: Period, known_by: datetime | None = None) -> QuerySet[WorkHours]:
    lines = WorkHours.objects.filter(municipality__in=towns, on__range=(period.start, period.end))
    if known_by is None:
        return lines.filter(removed_at=None)
    return lines.filter(Q(removed_at=None) | Q(removed_at__gte=known_by), made_at__lt=known_by)


def _contacts(towns: Collection[int], period: Period, known_by: datetime | None) -> dict[str, Sum]:
    rows = contacts_of(towns, period, known_by).values("place", "way").annotate(
        n=Count("pk"), sum_minutes=Added("minutes"), n_known=Count("minutes"),
        sum_estimated=Added("minutes", filter=Q(minutes_are_estimated=True)), sum_kilometres=Added("kilometres"),
    )  # fmt: skip
    found: dict[str, Sum] = {}
    for row in rows:
        kind = kind_of_contact(row["place"], row["way"])
        found[kind] = found.get(kind, Sum()) + Sum(
            row["n"], row["sum_minutes"], row["sum_estimated"] or 0, row["n"] - row["n_known"], row["sum_kilometres"]
        )
    return {kind: found[kind] for kind in CONTACTS if kind in found}


def _help_given(towns: Collection[int], period: Period, known_by: datetime | None) -> dict[str, Sum]:
    of_contacts = HelpGiven.objects.filter(contact__in=contacts_of(towns, period, known_by).values("pk"))
    return _by(of_contacts, "kind", HELP, kilometres=False)


def _by(
    rows: QuerySet[Any], column: str, order: Collection[str] | None = None, *, kilometres: bool = True
) -> dict[str, Sum]:
    """The rows' sums by a column, in the order of the rules or of the alphabet."""
    columns: dict[str, Any] = {"n": Count("pk"), "sum_minutes": Added("minutes"), "n_known": Count("minutes")}
    if kilometres:
        columns["sum_kilometres"] = Added("kilometres")
    found = {
        row["named"]: Sum(row["n"], row["sum_minutes"], 0, row["n"] - row["n_known"], row.get("sum_kilometres"))
        for row in rows.order_by().annotate(named=F(column)).values("named").annotate(**columns)
    }
    return {name: found[name] for name in (order or sorted(found)) if name in found}
