"""What those one follows may answer now, as one unit of work: who is left in this round."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from fremskudt.access.audit import Purpose
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Assignment, Citizen
from fremskudt.casework.rules.page import SHOWN, span
from fremskudt.casework.selectors.case import log_reads
from fremskudt.instruments import Instrument
from fremskudt.surveys.models import Wave
from fremskudt.surveys.selectors import instrument as instruments
from fremskudt.surveys.selectors.rounds import InWave, is_staff, people_in, with_limits

LATEST = timedelta(days=120)  # after a wave has closed: nobody is still answering


class Open(NamedTuple):
    """One form that somebody may go on with."""

    wave: Wave
    instrument: Instrument
    person: InWave


@dataclass(frozen=True)
class Row:
    citizen: Citizen
    open: list[Open]

    @property
    def waits(self) -> bool:
        """Whether nothing of it may be asked for today."""
        return not any(one.person.may_be_asked for one in self.open)


class Unit(NamedTuple):
    """A wave, and how many of those one follows are left in it."""

    wave: Wave
    instrument: Instrument
    n_left: int


@dataclass(frozen=True)
class Listing:
    rows: list[Row]
    units: list[Unit]
    page: int
    more: bool


@transaction.atomic
def list_mine(reach: Reach, page: int) -> Listing:
    """A page of those the reader follows who are owed a question, with an event for each who is shown."""
    mine = _followed(reach)
    waves, towns = _waves({citizen.municipality_id for citizen in mine.values()})
    left = _left(mine, waves, towns)
    rows = sorted((Row(mine[pk], found) for pk, found in left.items()), key=_nearest)
    shown = rows[span(page)]
    log_reads(reach, [row.citizen for row in shown[:SHOWN]], "rounds.read_own", Purpose.CARE)
    units = [
        Unit(wave, instruments.newest(wave.instrument), sum(wave in [one.wave for one in row.open] for row in rows))
        for wave in waves
    ]
    return Listing(shown[:SHOWN], [unit for unit in units if unit.n_left], page, len(shown) > SHOWN)


def _followed(reach: Reach) -> dict[int, Citizen]:
    follows = Assignment.objects.of(OuterRef("pk")).filter(user=reach.user_id, ended_at=None)
    citizens = Citizen.objects.visible_to(reach).filter(municipality__in=reach.towns(Permission.QUESTIONS_ASK))
    return {citizen.pk: citizen for citizen in citizens.filter(Exists(follows))}


def _waves(towns: Collection[int]) -> tuple[list[Wave], dict[int, set[int]]]:
    """What citizens of these municipalities answer and what may still be open, closing first on top; and where."""
    today = timezone.localdate()
    open_now = Wave.objects.filter(
        study__municipalities__in=towns, study__cut_at=None, opens_on__lte=today, closes_on__gte=today - LATEST
    )
    rows = with_limits(open_now).select_related("study").annotate(town=F("study__municipalities"))
    waves: dict[int, Wave] = {}
    where: dict[int, set[int]] = {}
    for row in rows.order_by("closes_on", "pk"):
        if not is_staff(row):
            waves.setdefault(row.pk, row)
            where.setdefault(row.study_id, set()).add(row.town)
    return list(waves.values()), where


def _left(mine: dict[int, Citizen], waves: Sequence[Wave], towns: dict[int, set[int]]) -> dict[int, list[Open]]:
    """Citizen → what is open and not accounted for."""
    people = people_in(waves, towns) if waves else {}
    found: dict[int, list[Open]] = {}
    for wave in waves:
        form = instruments.newest(wave.instrument)
        for one in people[wave.pk]:
            if one.citizen and one.citizen.pk in mine and one.is_open and not one.is_accounted:
                found.setdefault(one.citizen.pk, []).append(Open(wave, form, one))
    return found


def _nearest(row: Row) -> tuple[bool, date, str]:
    return row.waits, min(one.wave.closes_on for one in row.open), row.citizen.alias
