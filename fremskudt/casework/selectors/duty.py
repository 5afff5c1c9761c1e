"""Who is on duty this week, and who can be."""

from dataclasses import dataclass
from datetime import date, timedelta

from fremskudt.access.models import Organisation, User
from fremskudt.casework.models import Duty
from fremskudt.casework.selectors.hands import WRITERS
from fremskudt.casework.selectors.team import members


@dataclass(frozen=True)
class Week:
    town: Organisation
    days: list[date]
    on_duty: dict[date, int]  # day → user
    team: list[User]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def read_week(town: Organisation, first: date) -> Week:
    """Seven days from that Monday. Names of staff only, so no event."""
    days = [first + timedelta(days=number) for number in range(7)]
    found = Duty.objects.filter(municipality=town, on__range=(days[0], days[-1])).values_list("on", "user")
    return Week(town, days, dict(found), list(members(town.pk, WRITERS)))
