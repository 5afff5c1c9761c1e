"""All papers and agreements of a citizen on one page: deadlines first, then letters, what is fetched, appointments."""

from dataclasses import dataclass

from django.db import transaction

from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Letter
from fremskudt.casework.selectors import appointment as appointments
from fremskudt.casework.selectors import letter as letters
from fremskudt.casework.selectors import pick_up as pick_ups
from fremskudt.casework.selectors.appointment import Row as AppointmentRow
from fremskudt.casework.selectors.case import Opened, log_read, open_case
from fremskudt.casework.selectors.letter import Row as LetterRow
from fremskudt.casework.selectors.pick_up import Row as PickUpRow

SHOWN = 20
FOLDED = 10


@dataclass(frozen=True)
class Papers:
    opened: Opened
    deadlines: list[LetterRow]
    letters: list[LetterRow]
    done: list[LetterRow]
    pick_ups: list[PickUpRow]
    planned: list[AppointmentRow]
    told: list[AppointmentRow]
    more: bool  # letters wait that do not stand here
    may_write: bool

    @property
    def is_empty(self) -> bool:
        return not any((self.deadlines, self.letters, self.done, self.pick_ups, self.planned, self.told))


@transaction.atomic
def read_papers(reach: Reach, code: str, *, whole: bool = False) -> Papers:
    """At most twenty letters that wait, all of them when the whole is asked for."""
    opened = open_case(reach, code)
    waiting, more = _waiting(opened, whole=whole)
    papers = Papers(
        opened=opened,
        deadlines=[row for row in waiting if row.deadline_on],
        letters=[row for row in waiting if not row.deadline_on],
        done=[letters.row_of(one) for one in _done(opened)],
        pick_ups=pick_ups.rows_of(opened),
        planned=_appointments(opened, told=False),
        told=_appointments(opened, told=True),
        more=more,
        may_write=opened.citizen.municipality_id in reach.towns(Permission.CASE_WRITE),
    )
    log_read(reach, opened, "papers.read", "free_text")
    return papers


def _waiting(opened: Opened, *, whole: bool) -> tuple[list[LetterRow], bool]:
    waiting = letters.in_order(letters.letters_of(opened).filter(done_at=None))
    found = [letters.row_of(one) for one in (waiting if whole else waiting[: SHOWN + 1])]
    return (found, False) if whole else (found[:SHOWN], len(found) > SHOWN)


def _done(opened: Opened) -> list[Letter]:
    return list(letters.letters_of(opened).exclude(done_at=None).order_by("-done_at")[:FOLDED])


def _appointments(opened: Opened, *, told: bool) -> list[AppointmentRow]:
    found = appointments.appointments_of(opened)
    if told:
        return [appointments.row_of(one) for one in found.exclude(outcome="").order_by("-at", "-pk")[:FOLDED]]
    return [appointments.row_of(one) for one in found.filter(outcome="").order_by("at", "pk")[:SHOWN]]
