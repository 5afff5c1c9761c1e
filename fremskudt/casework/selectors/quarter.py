"""A closed quarter and the one before it: the rows that lie in them, as they stood when each was closed.

What is written, undone or corrected after that day changes nothing, so nobody learns of one person by reading the same
page twice.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, OuterRef, Q, Subquery, Value, When
from django.db.models import Case as Which
from django.db.models.functions import Cast, Coalesce

from fremskudt.casework.models import Contact
from fremskudt.casework.rules.contact import REACHED
from fremskudt.casework.rules.period import Period
from fremskudt.casework.selectors.hours import first_moment

ROOT_BY_CASE = Coalesce("case__citizen__merged_into", "case__citizen")
Rows = Any  # a query set; the checker loses its type where it is annotated
Within = Callable[[datetime], Q]  # what else holds of a row, as it was known by a moment


@dataclass(frozen=True)
class Quarters:
    """Of some towns. Every row it gives says with `is_now` whether it is of the quarter, else of the one before."""

    towns: Collection[int]
    period: Period

    def both(self, rows: Rows, day: str, made: str, *, town: str, more: Within | None = None) -> Rows:
        """The rows of the two quarters.

        `day` is a date (or with `__at` behind it a moment), `made` when the row was written.
        """
        is_moment, found = day.endswith("at"), Q()
        for period in (self.period, self.period.before()):
            known_by = first_moment(period.closes_on)
            start, end = (first_moment(period.start), first_moment(period.next_day)) if is_moment else (
                period.start, period.next_day)  # fmt: skip
            one = Q(**{f"{day}__gte": start, f"{day}__lt": end, f"{made}__lt": known_by})
            found |= one & more(known_by) if more else one
        start = first_moment(self.period.start) if is_moment else self.period.start
        is_now = Which(When(**{f"{day}__gte": start}, then=Value(True)), default=Value(False))
        within = rows.filter(found, **{f"{town}__in": self.towns}).order_by()
        return within.annotate(is_now=Cast(is_now, BooleanField()))

    def of_cases(self, rows: Rows, day: str, made: str = "made_at", more: Within | None = None) -> Rows:
        """The same of what belongs to a course, with `root`: the record that stands for the person."""
        found = self.both(rows, day, made, town="case__citizen__municipality", more=more)
        return found.annotate(root=ROOT_BY_CASE)

    def each(self, of: Callable[[Period, datetime], Rows], *columns: str) -> Rows:
        """One question for both quarters, where a row depends on what was known when its own was closed."""
        one, other = (
            of(period, first_moment(period.closes_on)).order_by().values(*columns)
            for period in (self.period, self.period.before())
        )
        return one.union(other, all=True)

    def in_town(self, rows: Rows, town: str, period: Period) -> Rows:
        """The rows of the towns, said to be of this one of the two quarters."""
        is_now = Value(period == self.period, BooleanField())
        return rows.filter(**{f"{town}__in": self.towns}).annotate(is_now=is_now)


def standing_contact(known_by: datetime) -> Q:
    held = Q(undone_at=None) | Q(undone_at__gte=known_by)
    return held & (Q(replaced_by=None) | Q(replaced_by__made_at__gte=known_by))


def of_standing_contact(known_by: datetime) -> Q:
    """Of a row that may belong to a contact: it belongs to none, or to one that held."""
    return Q(contact=None) | Q(contact__undone_at=None) | Q(contact__undone_at__gte=known_by)


def standing_phase(known_by: datetime) -> Q:
    held = Q(withdrawn_at=None) | Q(withdrawn_at__gte=known_by)
    return held & (Q(replaced_by=None) | Q(replaced_by__made_at__gte=known_by))


def standing_hours(known_by: datetime) -> Q:
    return Q(removed_at=None) | Q(removed_at__gte=known_by)


def first_reached(known_by: datetime, case: str) -> Subquery:
    """When they first were in contact, as it was known then."""
    held = Contact.objects.filter(standing_contact(known_by), made_at__lt=known_by, outcome__in=list(REACHED))
    return Subquery(held.filter(case=OuterRef(case)).order_by("at").values("at")[:1])
