"""The evaluator's page of waves: the leader's numbers by municipality and instrument, as others may see them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.models import Organisation
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.basics.small_counts import HIDDEN
from fremskudt.instruments import Instrument
from fremskudt.surveys.models import Study, Wave
from fremskudt.surveys.rules import turnout as rules
from fremskudt.surveys.rules.kinds import Kind
from fremskudt.surveys.rules.shown_turnout import (
    PART,
    Shown,
    TwoWays,
    Ways,
    may_list,
    shown,
    shown_openly,
    total,
    two_ways,
)
from fremskudt.surveys.rules.standing import MEANING, Standing
from fremskudt.surveys.rules.turnout import Given
from fremskudt.surveys.selectors import instrument as instruments
from fremskudt.surveys.selectors.rounds import InWave, is_staff, people_in, tally_of, with_limits


@dataclass(frozen=True)
class Part:
    """One wave in one municipality. `missing`: codes of the study that have not answered; `is_withheld`: not told."""

    town: Organisation | None  # nothing: all of them
    shown: Shown
    missing: tuple[str, ...] = ()
    is_withheld: bool = False


@dataclass(frozen=True)
class WaveTurnout:
    wave: Wave
    parts: tuple[Part, ...]
    total: Part

    @property
    def is_begun(self) -> bool:
        return self.wave.opens_on <= timezone.localdate()

    @property
    def n_missing(self) -> int:
        return sum(len(part.missing) for part in self.parts)

    @property
    def is_withheld(self) -> bool:
        return any(part.is_withheld for part in self.parts)


@dataclass(frozen=True)
class InstrumentTurnout:
    """One instrument of the study. Both ways of counting come from the same people, so they have the same sum."""

    instrument: Instrument
    is_staff: bool
    waves: tuple[WaveTurnout, ...]
    towns: list[Organisation]
    two_ways: TwoWays
    n_responses: int

    @property
    def n_missing(self) -> int:
        return sum(each.n_missing for each in self.waves)

    @property
    def is_withheld(self) -> bool:
        return any(each.is_withheld for each in self.waves)

    @property
    def hides(self) -> bool:
        return any(part.shown.hides for wave in self.waves for part in wave.parts)


@transaction.atomic
def list_turnouts(reach: Reach, study: Study) -> list[InstrumentTurnout]:
    """For each instrument with waves: who answered and who did not, of the people within reach.

    Small numbers are hidden from all but the leader of just these people. Everybody who is shown by code, as one who
    has not answered, has an event of it.
    """
    found = _turnouts(reach, study)
    codes = {code for each in found for wave in each.waves for part in wave.parts for code in part.missing}
    subjects = [f"respondent:{study.slug}/{code}" for code in sorted(codes)]
    purpose = audit.Purpose.EVALUATION
    audit.record_reads(by=reach.actor, action="turnout.read", subjects=subjects, purpose=purpose, fields="key")
    return found


def owns(reach: Reach, study: Study) -> bool:
    """Whether the reader may ask the study's leaders to look at something."""
    return study.owner_id in reach.where(Permission.STUDY_EDIT)


def find_asked(study: Study, wave: str, town: str) -> tuple[Wave, Organisation] | None:
    """The wave and the municipality that were chosen on the page; None where one of them is not the study's."""
    if not (wave.isdecimal() and town.isdecimal() and len(wave) < 10 and len(town) < 10):
        return None
    found = Wave.objects.filter(study=study, pk=wave).select_related("study").first()
    place = study.municipalities.filter(pk=town).first()
    return (found, place) if found and place else None


def towns_of(reach: Reach, study: Study) -> dict[int, Organisation]:
    """The municipalities of the study that the reader may see: all of them for its owner, else one's own."""
    places = study.municipalities.all()
    if study.owner_id not in reach.where(Permission.STUDY_READ):
        places = places.filter(pk__in=reach.towns(Permission.STUDY_READ))
    return {place.pk: place for place in places}


def _turnouts(reach: Reach, study: Study) -> list[InstrumentTurnout]:
    towns = towns_of(reach, study)
    of_study = Wave.objects.filter(study=study).select_related("study").order_by("instrument", "number")
    waves = list(with_limits(of_study))
    people = people_in(waves, {study.pk: towns}, reach) if waves else {}
    is_own = towns.keys() <= reach.towns(Permission.ROUND_RUN)
    of_instrument: dict[str, list[Wave]] = defaultdict(list)
    for wave in waves:
        of_instrument[wave.instrument].append(wave)
    in_order = [*(kind for kind in Kind if kind in of_instrument), *sorted(of_instrument.keys() - set(Kind))]
    return [_of_instrument(of_instrument[slug], people, towns, is_own=is_own) for slug in in_order]


def _of_instrument(
    waves: list[Wave], people: Mapping[int, list[InWave]], towns: Mapping[int, Organisation], *, is_own: bool
) -> InstrumentTurnout:
    given = [Given(one.code, wave.number) for wave in waves for one in people[wave.pk] if one.done]
    found = tuple(_of_wave(wave, people[wave.pk], towns, is_own=is_own) for wave in waves)
    hidden = [each.wave.number for each in found if _hides_answers(each.total.shown)]
    by_wave, by_number = rules.by_wave(given), rules.by_answer_number(given)
    return InstrumentTurnout(
        instrument=instruments.newest(waves[0].instrument), is_staff=is_staff(waves[0]), waves=found,
        towns=list(towns.values()), two_ways=two_ways(by_wave, by_number, None if is_own else hidden),
        n_responses=len(given),
    )  # fmt: skip


def _hides_answers(of_wave: Shown) -> bool:
    return HIDDEN in {of_wave.cells[Standing.WHOLE], of_wave.cells[PART]}


def _of_wave(wave: Wave, people: list[InWave], towns: Mapping[int, Organisation], *, is_own: bool) -> WaveTurnout:
    of_town: dict[int, list[InWave]] = defaultdict(list)
    for one in people:
        of_town[one.town].append(one)
    names = sorted(of_town, key=lambda town: towns[town].name)
    parts = tuple(_part(towns[town], of_town[town], is_own=is_own) for town in names)
    return WaveTurnout(wave, parts, Part(None, total(_shown(people, is_own=is_own), [part.shown for part in parts])))


def _shown(people: Iterable[InWave], *, is_own: bool) -> Shown:
    found = list(people)
    ways = Ways(Counter(one.mode for one in found if one.done), sum(one.is_late for one in found))
    return (shown_openly if is_own else shown)(tally_of(found), ways)


def _part(town: Organisation, people: list[InWave], *, is_own: bool) -> Part:
    found = _shown(people, is_own=is_own)
    silent = [one for one in people if MEANING[one.standing].eligible and not MEANING[one.standing].answered]
    listed = tuple(sorted(one.code for one in silent if one.is_listed))
    if may_list(found, n_silent=len(silent), n_listed=len(listed)):
        return Part(town, found, listed)
    return Part(town, found, is_withheld=True)
