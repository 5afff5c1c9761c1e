"""»Mit ark«: the next appointment, who one can ring, the next deadline, and what to do when it burns.

Lines that would tell whoever finds the paper too much are left out, and the one who prints is told which.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from fremskudt.access.reach import Reach
from fremskudt.casework.models import Citizen
from fremskudt.casework.rules.own_sheet import PLACES, is_discreet
from fremskudt.casework.rules.team import first_name
from fremskudt.casework.selectors.case import Opened, log_read, open_case
from fremskudt.casework.selectors.door import OpenDoor
from fremskudt.casework.selectors.own_sheet_lines import Kind, Line, list_lines
from fremskudt.casework.selectors.plan import door_of
from fremskudt.casework.selectors.role_card_holder import around

MOST_ROLES = 6


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
    roles: Sequence[str]  # of those around the citizen who may know of it: who, and what they are
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
    found = list_lines(opened.citizen, timezone.now(), timezone.localdate())
    lines = _Lines([one.words for one in found if one.kind == Kind.HOUSE])
    coming = min((one for one in found if one.kind == Kind.NEXT), key=lambda one: one.at, default=None)
    letter = min((one for one in found if one.kind == Kind.LETTER), key=lambda one: (one.on, one.pk), default=None)
    following = sorted((one for one in found if one.kind == Kind.FOLLOWER), key=lambda one: one.at)
    sheet = OwnSheet(
        opened=opened,
        next=_next(coming, lines) if coming else None,
        people=list(dict.fromkeys(first_name(one.words) for one in following)),
        roles=_roles(opened.citizen, [one for one in found if one.kind == Kind.ROLE], lines),
        contact=lines.kept(settings.CONTACT),
        deadline=Deadline(letter.on, lines.kept(letter.words)) if letter else None,
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


def _roles(citizen: Citizen, cards: Sequence[Line], lines: _Lines) -> list[str]:
    """Of those a yes covers, as many as there is room for on one page.

    A house has its name in the line, and so stays off the paper.
    """
    if not cards:
        return []
    known = around(citizen, [card.user for card in cards])
    trusted = [card for card in cards if known.may_hold(card.organisation, card.user, card.outside)]
    told = [f"{_called(card)}: {card.words}" for card in sorted(trusted, key=lambda one: one.pk)[:MOST_ROLES]]
    return [line for line in map(lines.kept, told) if line]


def _called(card: Line) -> str:
    return first_name(card.more) if card.user else card.more


def _next(coming: Line, lines: _Lines) -> Next:
    return Next(coming.at, PLACES[coming.place], lines.kept(coming.more), lines.kept(coming.words))
