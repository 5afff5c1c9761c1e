"""»Mit ark«: the next appointment, who one can ring, the next deadline, and what to do when it burns.

Lines that would tell whoever finds the paper too much are left out, and the one who prints is told which.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from fremskudt.access.models import Organisation
from fremskudt.access.reach import Reach
from fremskudt.casework.models import Appointment, Assignment, Case, Letter
from fremskudt.casework.rules.own_sheet import PLACES, is_discreet
from fremskudt.casework.selectors.case import Opened, log_read, open_case
from fremskudt.casework.selectors.door import OpenDoor
from fremskudt.casework.selectors.plan import door_of


@dataclass(frozen=True)
class Next:
    at: datetime
    place: str  # in Danish, without the name of any house
    place_words: str
    what_for: str


@dataclass(frozen=True)
class Deadline:
    on: date
    line: str


@dataclass(frozen=True)
class OwnSheet:
    opened: Opened
    next: Next | None
    people: Sequence[str]  # first names
    contact: str
    deadline: Deadline | None
    left_out: Sequence[str]
    open_door: OpenDoor | None


@transaction.atomic
def read_own_sheet(reach: Reach, code: str) -> OwnSheet:
    return _read(reach, code, action="own_sheet.read")


@transaction.atomic
def read_own_sheet_print(reach: Reach, code: str) -> OwnSheet:
    """The same, for the sheet that the citizen gets in the hand."""
    return _read(reach, code, action="own_sheet.print")


def _read(reach: Reach, code: str, *, action: str) -> OwnSheet:
    opened = open_case(reach, code)
    cases = Case.objects.of(opened.citizen)
    coming = Appointment.objects.planned().filter(case__in=cases, at__gte=timezone.now()).order_by("at").first()
    letters = Letter.objects.filter(case__in=cases, done_at=None, deadline_on__gte=timezone.localdate())
    letter = letters.order_by("deadline_on", "pk").first()
    following = Assignment.objects.of(opened.citizen).in_force().select_related("user")
    town = opened.citizen.municipality_id
    houses = [*Organisation.objects.within([town]).exclude(pk=town).values_list("name", flat=True)]
    lines = _Lines(houses)
    sheet = OwnSheet(
        opened=opened,
        next=_next(coming, lines) if coming else None,
        people=[each.user.name.split()[0] for each in following.order_by("began_at")],
        contact=lines.kept(settings.CONTACT),
        deadline=_deadline(letter, lines) if letter else None,
        left_out=lines.left_out,
        open_door=door_of(reach, opened),
    )
    log_read(reach, opened, action, "coded,free_text")
    return sheet


class _Lines:
    """Keeps the discreet lines, and remembers the others."""

    def __init__(self, houses: Sequence[str]) -> None:
        self.houses, self.left_out = houses, list[str]()

    def kept(self, line: str) -> str:
        if is_discreet(line, self.houses):
            return line
        self.left_out.append(line)
        return ""


def _next(coming: Appointment, lines: _Lines) -> Next:
    return Next(coming.at, PLACES[coming.place], lines.kept(coming.place_words), lines.kept(coming.what_for))


def _deadline(letter: Letter, lines: _Lines) -> Deadline | None:
    return Deadline(letter.deadline_on, lines.kept(letter.line)) if letter.deadline_on else None
