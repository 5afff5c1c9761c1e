"""The waves of the leader's municipalities: what is open with its counts, what comes, and what is over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.instruments import Instrument
from fremskudt.surveys.models import Wave
from fremskudt.surveys.rules.standing import Tally
from fremskudt.surveys.selectors import instrument as instruments
from fremskudt.surveys.selectors.rounds import InWave, people_in, tally_of, towns_in, with_limits


@dataclass(frozen=True)
class Row:
    """One wave, of all the reader's municipalities, and of each where there are several."""

    wave: Wave
    instrument: Instrument
    tally: Tally
    of_towns: list[tuple[str, Tally]]

    @property
    def is_staff(self) -> bool:
        return self.instrument.respondent != "citizen"


@dataclass(frozen=True)
class Listing:
    open: list[Row]
    over: list[Row]
    to_come: list[tuple[Wave, Instrument]]  # the next of each form

    @property
    def next_on(self) -> date | None:
        return min((wave.opens_on for wave, _form in self.to_come), default=None)


def list_rounds(reach: Reach) -> Listing:
    """Numbers of one's own people and nobody's name or code, so no event. Open ones first, what closes first on top."""
    today, towns = timezone.localdate(), reach.towns(Permission.ROUND_RUN)
    taking_part = Wave.objects.filter(study__municipalities__in=towns).select_related("study").distinct()
    waves = list(with_limits(taking_part).order_by("closes_on", "pk"))
    names = towns_in({wave.study_id for wave in waves}, towns)
    begun = [wave for wave in waves if wave.opens_on <= today]
    people = people_in(begun, names, reach) if begun else {}
    rows = [_row(wave, people[wave.pk], names[wave.study_id]) for wave in begun]
    return Listing(
        open=[row for row in rows if row.wave.closes_on >= today],
        over=[row for row in reversed(rows) if row.wave.closes_on < today],
        to_come=_next(wave for wave in waves if wave.opens_on > today),
    )


def _row(wave: Wave, people: list[InWave], names: dict[int, str]) -> Row:
    of_town = [(name, tally_of(one for one in people if one.town == town)) for town, name in names.items()]
    return Row(wave, instruments.newest(wave.instrument), tally_of(people), of_town if len(of_town) > 1 else [])


def _next(waves: Iterable[Wave]) -> list[tuple[Wave, Instrument]]:
    found: dict[tuple[int, str], Wave] = {}
    for wave in waves:
        nearest = found.setdefault((wave.study_id, wave.instrument), wave)
        if wave.opens_on < nearest.opens_on:
            found[wave.study_id, wave.instrument] = wave
    return [
        (wave, instruments.newest(wave.instrument)) for wave in sorted(found.values(), key=lambda one: one.opens_on)
    ]
