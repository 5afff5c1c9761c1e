"""All that may stand on »Mit ark«, from five ledgers, in one question."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import CharField, DateField, DateTimeField, F, IntegerField, Value
from django.db.models.functions import Cast, Coalesce

from fremskudt.access.models import Organisation
from fremskudt.casework.models import Appointment, Assignment, Case, Citizen, Letter, RoleCard


class Kind(StrEnum):
    NEXT = "next"  # words: what for; more: where exactly
    LETTER = "letter"
    FOLLOWER = "follower"  # words: the name
    HOUSE = "house"  # words: the name, which must not stand on the paper
    ROLE = "role"  # words: the role; more: who


class Line(NamedTuple):
    kind: str
    pk: int
    at: Any  # a time of appointments and followers, None of others
    on: Any  # a day of letters, None of others
    place: str
    words: str
    more: str
    outside: str
    organisation: int | None
    user: int | None


# Every branch gives every column the same type: PostgreSQL asks for it, and Django reads them all by the first.
TYPES = {
    "at": DateTimeField, "on": DateField, "place": CharField, "words": CharField, "more": CharField,
    "outside": CharField, "organisation": IntegerField, "user": IntegerField,
}  # fmt: skip


def list_lines(citizen: Citizen, now: datetime, today: date) -> list[Line]:
    """Coming appointments, deadlines, those who follow, names of houses, and roles that hold; in no order."""
    cases, town = Case.objects.of(citizen).values("pk"), citizen.municipality_id
    coming = Appointment.objects.planned().filter(case__in=cases, at__gte=now)
    letters = Letter.objects.filter(case__in=cases, done_at=None, deadline_on__gte=today)
    houses = Organisation.objects.within([town]).exclude(pk=town)
    cards = RoleCard.objects.standing().filter(case__in=cases, until_on__gte=today)
    who = Coalesce(F("user__name"), F("organisation__name"), F("outside"))
    rows = _lines(Kind.NEXT, coming, at="at", place="place", words="what_for", more="place_words").union(
        _lines(Kind.LETTER, letters, on="deadline_on", words="line"),
        _lines(Kind.FOLLOWER, Assignment.objects.of(citizen).in_force(), at="began_at", words="user__name"),
        _lines(Kind.HOUSE, houses, words="name"),
        _lines(Kind.ROLE, cards, words="role", more=who, outside="outside", organisation="organisation", user="user"),
        all=True,
    )
    return [Line(*row) for row in rows]


def _lines(kind: Kind, rows: Any, **columns: Any) -> Any:
    """The rows as lines of a kind; a column that is not named is empty."""
    named = {}
    for name, field in TYPES.items():
        given = columns.get(name, Value("" if field is CharField else None))
        named[f"line_{name}"] = Cast(F(given) if isinstance(given, str) else given, field())
    return rows.order_by().annotate(line_kind=Value(kind.value, CharField()), **named).values_list(
        "line_kind", "pk", *named
    )  # fmt: skip
