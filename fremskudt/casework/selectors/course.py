"""What the pages about one course have in common: the event of the look, and the reader's open door."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from fremskudt.access.audit import Purpose
from fremskudt.access.reach import Reach
from fremskudt.casework.models import Case, PhaseInterval
from fremskudt.casework.rules.phase import PHASES, SHORT_NAMES, last_day
from fremskudt.casework.selectors import door as doors
from fremskudt.casework.selectors.case import Opened, log_read
from fremskudt.casework.selectors.door import OpenDoor


@dataclass(frozen=True)
class Stretch:
    """A period as the ribbon shows it: the short name of its phase and the whole one, in the page's language."""

    pk: int
    lane: str
    name: str
    start_on: date
    end_on: date | None
    reason: str = ""
    is_by_plan: bool = False


@dataclass(frozen=True)
class Ribbon:
    stretches: list[Stretch]
    start: date
    end: date


def log_look_at_course(reach: Reach, opened: Opened, action: str, fields: str = "coded") -> OpenDoor | None:
    """Write that somebody looked at a page of the course, and give the door by which they did, for the banner."""
    with transaction.atomic(savepoint=False):
        door = doors.find_open(reach, opened.citizen) if opened.purpose is Purpose.DOOR else None
        log_read(reach, opened, action, fields)
    return door


def ribbon_of(case: Case, intervals: Iterable[PhaseInterval], today: date) -> Ribbon:
    """The standing periods of a course from its first day to today, or to farewell, which closes what is open."""
    ended_on = case.ending.on if hasattr(case, "ending") else None
    stretches = [
        Stretch(
            each.pk, gettext(SHORT_NAMES[each.phase]), gettext(PHASES[each.phase]), each.start_on,
            last_day(each.end_on, ended_on, each.start_on), each.reason, each.is_by_plan,
        )
        for each in intervals
    ]  # fmt: skip
    first = min([case.found_on, *(stretch.start_on for stretch in stretches)])
    return Ribbon(stretches, first, max(ended_on or today, first))
