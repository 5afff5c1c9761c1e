"""Who has seen a citizen's case: every event about the citizen, in words a person can check."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from fremskudt.access.audit import record
from fremskudt.access.models import Event
from fremskudt.access.reach import Reach
from fremskudt.casework.models import Citizen, DoorOpening
from fremskudt.casework.selectors.door import OpenDoor, open_among, purpose_for
from fremskudt.casework.selectors.family import family_keys
from fremskudt.casework.selectors.who import Who, who_of

PAGE = 50
DOOR = "door.open"


@dataclass(frozen=True)
class Line:
    at: datetime
    action: str
    purpose: str
    who: Who
    reason: str = ""  # of a closed door: the key of the reason, and the words
    words: str = ""


@dataclass(frozen=True)
class Log:
    lines: Sequence[Line]
    earlier: int  # from which number on there is more; 0 when this is all
    open_door: OpenDoor | None  # by which the reader got here, for the banner


def read_log(reach: Reach, citizen: Citizen, before: int = 0) -> Log:
    """The newest fifty lines, or the fifty before that number. Reading them is itself an event, written last."""
    return _read(reach, citizen, action="citizen_log.read", before=before, most=PAGE)


def read_whole_log(reach: Reach, citizen: Citizen) -> Log:
    """Every line, for the sheet that the citizen gets in the hand."""
    return _read(reach, citizen, action="citizen_log.print", before=0, most=0)


def _read(reach: Reach, citizen: Citizen, *, action: str, before: int, most: int) -> Log:
    with transaction.atomic():
        found = Event.objects.filter(subject__in=family_keys(citizen)).order_by("-number")
        found = found.filter(number__lt=before) if before else found
        events = list(found[: most + 1] if most else found)
        shown = events[:most] if most else events
        people = who_of(shown, citizen.municipality_id)
        family = Citizen.objects.family_of([citizen.pk]).values("pk")
        openings = list(DoorOpening.objects.filter(citizen__in=family).select_related("citizen").order_by("opened_at"))
        purpose = purpose_for(reach, citizen)
        record(by=reach.actor, action=action, subject=citizen.key, purpose=purpose, fields="coded,free_text")
    lines = [_line(event, people[event.number], openings) for event in shown]
    to_this_one = [one for one in openings if one.citizen_id == citizen.pk]
    earlier = shown[-1].number if len(events) > len(shown) else 0
    return Log(lines, earlier, open_among(to_this_one, reach, timezone.now()))


def _line(event: Event, who: Who, openings: Sequence[DoorOpening]) -> Line:
    """An event of a door tells of the last opening by the same person at that time."""
    own = [one for one in openings if f"user:{one.user_id}" == event.actor and one.opened_at <= event.at]
    reason, words = (own[-1].reason, own[-1].words) if event.action == DOOR and own else ("", "")
    return Line(event.at, event.action, event.purpose, who, reason, words)
