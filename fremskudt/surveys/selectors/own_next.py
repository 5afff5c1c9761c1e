"""»Det næste«: the next appointment in words, for a key that sees, and what can be answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import Organisation
from fremskudt.casework.models import Appointment, Case, Citizen
from fremskudt.casework.rules.own_sheet import PLACES, is_discreet
from fremskudt.surveys.rules.own_portion import minutes
from fremskudt.surveys.selectors.own_key import Key
from fremskudt.surveys.selectors.own_questions import left_of, list_open

WEEK = timedelta(days=6)  # so long the weekday says which day it is


@dataclass(frozen=True)
class Next:
    pk: int
    at: datetime
    place: str  # in Danish, without the name of any house
    lines: Sequence[str]  # what may stand on a phone that somebody looks at
    is_near: bool


@dataclass(frozen=True)
class OwnPage:
    sees: bool
    next: Next | None
    n_questions: int
    minutes: int
    phones: Sequence[str]
    is_known: bool  # whose key it is, so that more than answering can be done with it


@transaction.atomic
def read_own(key: Key) -> OwnPage:
    """With a key that sees, one event. With any other, nothing about anybody is shown."""
    n = next((len(left) for one in list_open(key) if (left := left_of(one))), 0)
    coming = find_next(key.citizen) if key.sees and key.citizen else None
    page = OwnPage(
        sees=key.sees, next=_next(coming) if coming else None, n_questions=n, minutes=minutes(n), phones=key.phones,
        is_known=key.person is not None,
    )  # fmt: skip
    if key.sees and key.citizen:
        record(
            by=key.actor, action="own_answers.open", subject=key.citizen.key, purpose=Purpose.OWN,
            fields="coded,free_text",
        )  # fmt: skip
    return page


def find_next(citizen: Citizen) -> Appointment | None:
    """The next appointment that stands. Shows nothing by itself."""
    coming = Appointment.objects.planned().filter(case__in=Case.objects.of(citizen), at__gte=timezone.now())
    return coming.select_related("case__citizen").order_by("at", "pk").first()


def _next(coming: Appointment) -> Next:
    town = coming.case.citizen.municipality_id
    houses = Organisation.objects.within([town]).exclude(pk=town).values_list("name", flat=True)
    lines = [line for line in (coming.place_words, coming.what_for) if line]
    told = [line for line in lines if is_discreet(line, list(houses))] if lines else []
    at = timezone.localtime(coming.at)
    return Next(coming.pk, at, PLACES[coming.place], told, at.date() - timezone.localdate() <= WEEK)
