"""What the citizen sees through the own link: on which days somebody looked, and who by function. Nothing more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from fremskudt.access.actor import SYSTEM
from fremskudt.access.audit import Purpose, record
from fremskudt.access.links import actor_of
from fremskudt.access.models import Event, PersonalLink
from fremskudt.casework.models import Citizen
from fremskudt.casework.selectors.family import family_keys
from fremskudt.casework.selectors.who import Side, who_of

PAGE = 50
# Whoever looks over the citizen's shoulder must not learn that somebody is barred, nor from what. What the system
# tidies up by itself is left out too: nobody looked.
HIDDEN = "barring."


class Did(StrEnum):
    """What somebody did, as coarse as a shoulder may read it."""

    SAW = "saw"
    SAW_IDENTITY = "saw_identity"
    WROTE = "wrote"
    OPENED = "opened"  # through a closed door
    CHECKED = "checked"  # who else had looked
    GAVE_LINK = "gave_link"


PARTICULAR = {
    "door.open": Did.OPENED,
    "door.close": Did.SAW,
    "door.seen": Did.CHECKED,
    "identity.read": Did.SAW_IDENTITY,
    "link.give": Did.GAVE_LINK,
    "link.revoke": Did.GAVE_LINK,
    "link.open": Did.SAW,
    "agreed.receipt": Did.SAW,
}


@dataclass(frozen=True)
class Look:
    side: Side
    first_name: str  # of the team's people only
    did: Did


@dataclass(frozen=True)
class Day:
    on: date
    looks: Sequence[Look]


@dataclass(frozen=True)
class OwnLog:
    days: Sequence[Day]
    earlier: int  # from which number on there is more; 0 when this is all


def read_own_log(link: PersonalLink, before: int = 0) -> OwnLog:
    """The days of the newest fifty lines, or of the fifty before that number. Every showing is an event."""
    with transaction.atomic():
        citizen = Citizen.objects.filter(code=link.subject.removeprefix("citizen:")).first()
        if citizen is None:
            raise Http404
        about = Event.objects.filter(subject__in=family_keys(citizen))
        found = about.exclude(action__startswith=HIDDEN).exclude(actor=SYSTEM.key).order_by("-number")
        events = list((found.filter(number__lt=before) if before else found)[: PAGE + 1])
        people = who_of(events[:PAGE], citizen.municipality_id)
        record(by=actor_of(link), action="own_log.read", subject=link.subject, purpose=Purpose.OWN, fields="coded")
    looks = [
        (timezone.localdate(event.at), _look(event, people[event.number].side, people[event.number].first_name))
        for event in events[:PAGE]
    ]
    return OwnLog(list(_days(looks)), events[PAGE - 1].number if len(events) > PAGE else 0)


def _look(event: Event, side: Side, first_name: str) -> Look:
    return Look(side, first_name if side is Side.TEAM else "", did(event.action))


def did(action: str) -> Did:
    noun, _dot, verb = action.partition(".")
    if action in PARTICULAR:
        return PARTICULAR[action]
    if noun in {"citizen_log", "log", "log_check", "doors"}:
        return Did.CHECKED
    return Did.SAW if verb.rpartition("_")[2] in {"read", "search", "print", "export"} else Did.WROTE


def _days(looks: Sequence[tuple[date, Look]]) -> Iterator[Day]:
    """The same person doing the same on the same day is one line."""
    for on, group in groupby(looks, key=lambda one: one[0]):
        yield Day(on, list(dict.fromkeys(look for _on, look in group)))
