"""A line of hours here and one elsewhere, for the tests that try every address."""

from datetime import date

from django.utils import timezone

from fremskudt.access.models import Organisation, User
from fremskudt.casework.models import WorkHours
from tests.cast import Cast


def hours_near_and_far(people: Cast) -> tuple[WorkHours, WorkHours]:
    return line(people.centre, people.therapist), line(people.centre_elsewhere, people.therapist_elsewhere)


def line(organisation: Organisation, by: User) -> WorkHours:
    """The same line each time it is asked for."""
    found, _made = WorkHours.objects.get_or_create(
        municipality_id=organisation.town, organisation=organisation, on=date(2026, 1, 5), kind="meeting", minutes=60,
        by=by, defaults={"made_at": timezone.now()},
    )  # fmt: skip
    return found
