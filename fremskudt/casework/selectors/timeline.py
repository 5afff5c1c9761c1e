"""What happened, the newest first, through every course of a citizen: twenty lines at a time, corrections beneath."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from fremskudt.access.reach import Reach
from fremskudt.casework.models import Case, Contact, HelpGiven, PhaseInterval
from fremskudt.casework.models.case import CaseQuerySet
from fremskudt.casework.rules.timeline import SHOWN
from fremskudt.casework.selectors import timeline_lines as ledgers
from fremskudt.casework.selectors.case import Opened, open_case
from fremskudt.casework.selectors.course import log_look_at_course
from fremskudt.casework.selectors.door import OpenDoor


@dataclass(frozen=True)
class Line:
    """One line, with the codes of its kind; the page makes the sentence. `earlier` is what it replaced."""

    what: str
    row: int
    at: datetime
    made: datetime
    who: str | None
    number: int | None
    code: str
    place: str
    way: str
    words: str
    until: date | None
    is_set: bool
    replaced: int | None
    earlier: list["Line"] = field(default_factory=list)
    help_given: list[str] = field(default_factory=list)  # codes of rules/contact.py

    @property
    def key(self) -> tuple[str, int]:
        return self.what, self.row


@dataclass(frozen=True)
class Timeline:
    opened: Opened
    open_door: OpenDoor | None
    lines: list[Line]
    kind: str
    page: int
    more: bool


@transaction.atomic
def read_timeline(reach: Reach, code: str, kind: str, page: int) -> Timeline:
    opened = open_case(reach, code)
    courses = Case.objects.of(opened.citizen)
    start = (page - 1) * SHOWN
    found = _in_order(ledgers.standing(courses, kind))[start : start + SHOWN + 1]
    lines = [Line(*row) for row in found]
    shown = lines[:SHOWN]
    _fold_corrections(shown, courses)
    _add_help(shown)
    door = log_look_at_course(reach, opened, "timeline.read", "coded,free_text")
    return Timeline(opened, door, shown, kind, page, more=len(lines) > SHOWN)


def _in_order(ledgers_: list[ledgers.Lines]) -> Any:
    """All in one question, the newest first; of two at the same time the one that was written last."""
    first, *others = ledgers_
    return first.union(*others, all=True).order_by("-line_at", "-line_made", "-line_row")


def _fold_corrections(shown: Iterable[Line], courses: CaseQuerySet) -> None:
    """Beneath each line that replaced another, that one, and what it replaced in turn. One question, or none."""
    if not any(line.replaced for line in shown):
        return
    within = {"case__in": courses.values("pk"), "replaced_by__isnull": False}
    contacts, phases = Contact.objects.filter(**within), PhaseInterval.objects.filter(**within)
    rows = ledgers.contacts(contacts).union(ledgers.phases(phases), all=True)
    replaced = {line.key: line for line in (Line(*row) for row in rows)}
    for line in shown:
        old = replaced.get((line.what, line.replaced or 0))
        while old is not None:
            line.earlier.append(old)
            old = replaced.get((old.what, old.replaced or 0))


def _add_help(shown: Iterable[Line]) -> None:
    contacts = {line.row: line for line in shown if line.what == "contact"}
    if contacts:
        for contact, kind in HelpGiven.objects.filter(contact__in=contacts).values_list("contact", "kind"):
            contacts[contact].help_given.append(kind)
