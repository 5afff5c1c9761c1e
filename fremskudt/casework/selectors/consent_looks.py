"""On which days somebody outside the team has read about a citizen, by the house they were from (F52)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.access.roles import PERMISSIONS, Permission
from fremskudt.casework.models import Citizen
from fremskudt.casework.selectors.family import family_keys
from fremskudt.casework.selectors.own_log import Did, did
from fremskudt.casework.selectors.who import who_of

SHOWN = 12
LOOKED_THROUGH = 400  # lines of the log: more than a page of paper can hold
READERS = [role for role, granted in PERMISSIONS.items() if Permission.AGREED_READ in granted]


@dataclass(frozen=True)
class Look:
    on: date
    house: str


def list_looks(citizen: Citizen) -> list[Look]:
    """The newest first, one for each house and day; three queries. Whole names stand in no line."""
    theirs = Q()
    for role in READERS:
        theirs |= Q(role__contains=role)
    found = Event.objects.filter(theirs, subject__in=family_keys(citizen)).order_by("-number")[:LOOKED_THROUGH]
    events = [event for event in found if did(event.action) is Did.SAW]
    people = who_of(events, citizen.municipality_id)
    looks = [
        Look(timezone.localdate(event.at), house) for event in events for house in people[event.number].organisations
    ]
    return list(dict.fromkeys(looks))[:SHOWN]
