"""Who gets a sheet: one citizen in what may be asked of them now, or everybody of a wave whom we may ask."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Citizen
from fremskudt.casework.selectors.case import Opened, log_read, open_case
from fremskudt.instruments import Instrument
from fremskudt.surveys.models import Sheet, Wave
from fremskudt.surveys.rules.standing import Standing
from fremskudt.surveys.selectors import instrument as instruments
from fremskudt.surveys.selectors.asked import Asked, is_licensed
from fremskudt.surveys.selectors.may_ask import askable
from fremskudt.surveys.selectors.rounds import people_of

LANGUAGES = ("da", "en")
DONE = {Standing.WHOLE, Standing.STOPPED}


@dataclass(frozen=True)
class One:
    """The sheets that could be printed for one citizen: one for each wave that something is left of."""

    opened: Opened
    waves: Sequence[Asked]
    n_out: int  # sheets of these waves that are printed and not typed

    @property
    def languages(self) -> list[str]:
        """Those that all of them have."""
        return [one for one in LANGUAGES if all(one in asked.instrument.languages for asked in self.waves)]


@dataclass(frozen=True)
class Pack:
    """A wave, and whom a sheet may be printed for."""

    wave: Wave
    instrument: Instrument
    people: Sequence[Citizen]


@transaction.atomic
def read_one(reach: Reach, code: str) -> One:
    found = find_one(reach, code)
    log_read(reach, found.opened, "sheet.offer")
    return found


def find_one(reach: Reach, code: str) -> One:
    """For the act of printing, or 404. Shows nothing, so no event."""
    opened = open_case(reach, code, Permission.QUESTIONS_ASK)
    waves = [one for one in askable(opened.citizen) if one.next_bite]
    out = Sheet.objects.filter(wave__in=[one.wave for one in waves], respondent__code__in=[one.code for one in waves])
    return One(opened, waves, out.filter(typed_at=None).count())


@transaction.atomic
def read_pack(reach: Reach, wave: int) -> Pack:
    """How many sheets it will be. The page shows no code, so the event is about the wave."""
    pack = find_pack(reach, wave)
    subject = f"study:{pack.wave.study.slug} wave:{wave}"
    audit.record(by=reach.actor, action="sheets.offer", subject=subject, purpose=Purpose.EVALUATION, fields="coded")
    return pack


def find_pack(reach: Reach, wave: int) -> Pack:
    """The citizens of the reader's municipalities whom we may ask and something is left for, by code. 404 beyond."""
    towns = reach.towns(Permission.ROUND_RUN)
    within = Wave.objects.filter(study__municipalities__in=towns, study__cut_at=None).distinct()
    found = get_object_or_404(within.select_related("study"), pk=wave)
    instrument = instruments.newest(found.instrument)
    if instrument.respondent != "citizen":
        raise Http404
    licensed = {town for town in towns if is_licensed(instrument, town)}
    people = [
        one.citizen
        for one in people_of(found, licensed, reach)
        if one.citizen and one.is_listed and one.may_be_asked and one.standing not in DONE
    ]
    return Pack(found, instrument, sorted(people, key=lambda citizen: citizen.code))
