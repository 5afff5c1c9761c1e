"""What somebody is asked in a wave: the words, the answers so far, and whether they are taken now.

Shows nothing by itself and writes no event: whoever shows it, does.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Max, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.basics.verdict import Verdict
from fremskudt.casework.models import Citizen
from fremskudt.casework.selectors.taking_part import taking_part
from fremskudt.instruments import Bite, Instrument, Item, Missing, shown
from fremskudt.surveys.models import Answer, Given, Hold, LicenceYes, NoAnswer, Response, Sheet, Study, StudyForm, Wave
from fremskudt.surveys.rules import asking, bites
from fremskudt.surveys.rules.asking import Stage, Window
from fremskudt.surveys.rules.why_no_answer import WHY
from fremskudt.surveys.selectors import instrument as instruments
from fremskudt.surveys.selectors.respondent import code_of


@dataclass(frozen=True)
class Asked:
    """One person in one wave. `citizen` is None where only the code is known (a paper sheet, a list in a file)."""

    wave: Wave
    code: str  # the respondent's, in this study
    citizen: Citizen | None
    instrument: Instrument  # the version it was begun with, else the newest
    values: bites.Values
    response: Response | None
    stage: Stage

    @property
    def study(self) -> Study:
        return self.wave.study

    @property
    def subject(self) -> str:
        """Whom the log names."""
        return self.citizen.key if self.citizen else f"respondent:{self.study.slug}/{self.code}"

    @cached_property
    def bites(self) -> list[Bite]:
        return bites.bites(self.instrument, self.values)

    @property
    def next_bite(self) -> Bite | None:
        """The first that holds something nobody has come to; None when everything is answered, skipped or hidden."""
        return bites.next_bite(self.instrument, self.values)

    def shown(self, bite: Bite) -> list[Item]:
        """The questions of a bite that are shown, in its order."""
        items = map(self.instrument.item, bite.items)
        return [item for item in items if shown(item, self.values) is not False]

    def is_left(self, item: Item) -> bool:
        """Whether nobody has come to this question yet."""
        return any(self.values[name] in {None, Missing.NOT_ASKED} for name in item.variables)


def list_asked(citizen: Citizen, today: date | None = None) -> list[Asked]:
    """What may be answered by this citizen now, what closes first on top: of studies they take part in.

    Not what is held back, ended by a reason, or of an instrument that the municipality may not use.
    """
    today, root = today or timezone.localdate(), citizen.merged_into or citizen
    found = []
    for wave in open_waves([root.municipality_id], today):
        one = asked_of(root, wave, today)
        if why_not(one):
            found.append(one)
    return found


def open_waves(towns: Collection[int], today: date) -> list[Wave]:
    """Waves of what citizens answer, opened, and not so long over that nobody could be answering."""
    found = _waves().filter(study__municipalities__in=towns, study__cut_at=None, opens_on__lte=today).distinct()
    active = dict(Given.objects.filter(response__wave__in=found).values_list("response__wave").annotate(Max("at")))
    limits = windows(found)
    return [
        wave
        for wave in found.order_by("closes_on", "pk")
        if instruments.newest(wave.instrument).respondent == "citizen"
        and asking.stage(
            limits[wave.pk], begun=wave.pk in active, today=today,
            last_answer_on=timezone.localdate(active[wave.pk]) if wave.pk in active else None,
        )
        is not Stage.CLOSED
    ]  # fmt: skip


def windows(waves: Collection[Wave] | QuerySet[Wave]) -> dict[int, Window]:
    """Wave id → its days, with the limits of the study's form. One question."""
    forms = StudyForm.objects.filter(study__in={wave.study_id for wave in waves})
    limits = {(form.study_id, form.instrument): form for form in forms}
    return {wave.pk: _window(wave, limits.get((wave.study_id, wave.instrument))) for wave in waves}


def asked_of(citizen: Citizen, wave: Wave, today: date | None = None) -> Asked:
    """A citizen in a wave, whether or not they may be asked."""
    return _asked(wave, code_of(wave.study.slug, citizen), citizen, today or timezone.localdate())


def asked_by_sheet(sheet: Sheet, today: date | None = None) -> Asked:
    """The person whom a paper sheet was printed for, known by the code alone."""
    wave = get_object_or_404(_waves(), pk=sheet.wave_id)
    return _asked(wave, sheet.respondent.code, None, today or timezone.localdate(), sheet.instrument_hash)


def why_not(one: Asked) -> Verdict:
    """May this person be asked now? For whom only the code is known, that they take part was asked at printing."""
    is_in = one.citizen is None or bool(taking_part([one.citizen.pk], one.study.slug))
    if not is_licensed(one.instrument, _town(one)):
        return Verdict.no(asking.NOT_LICENSED)
    return asking.may_ask(one.stage, takes_part=is_in, is_held=is_held(one), is_stopped=is_stopped(one))


def is_held(one: Asked) -> bool:
    """Whether a therapist or the citizen has put the questions off to a later day."""
    mine = Hold.objects.filter(respondent__study=one.study, respondent__code=one.code, lifted_at=None)
    return mine.filter(instrument__in=["", one.wave.instrument], until_on__gt=timezone.localdate()).exists()


def is_stopped(one: Asked) -> bool:
    """Whether a reason ends the asking: one of this wave, or one for good of any."""
    told = NoAnswer.objects.filter(respondent__study=one.study, respondent__code=one.code, undone_at=None)
    reasons = told.values_list("wave", "why")
    return any(WHY[why].for_good or (wave == one.wave.pk and WHY[why].stops) for wave, why in reasons)


def is_licensed(instrument: Instrument, municipality: int) -> bool:
    """May the municipality (id) use it? What is our own needs nobody's word."""
    if not any(source.verbatim for source in instrument.sources):
        return True
    return LicenceYes.objects.filter(municipality=municipality, instrument=instrument.id, ended_at=None).exists()


def response_of(wave: Wave, code: str) -> Response | None:
    """The one response there can be."""
    return Response.objects.filter(wave=wave, instrument=wave.instrument, respondent__code=code).first()


def values_of(response: Response | None, instrument: Instrument) -> bites.Values:
    """The answers so far; what nobody has begun is asked nothing."""
    values = bites.empty(instrument)
    told = Answer.objects.filter(response=response).order_by("id") if response else Answer.objects.none()
    for name, value, missing in told.values_list("variable", "value", "missing"):
        values[name] = Missing(missing) if missing else value
    return values


def _asked(wave: Wave, code: str, citizen: Citizen | None, today: date, version: str = "") -> Asked:
    response = response_of(wave, code)
    version = response.instrument_hash if response else version
    instrument = instruments.of_hash(version) if version else instruments.newest(wave.instrument)
    newest = Given.objects.filter(response=response).aggregate(at=Max("at"))["at"] if response else None
    at = asking.stage(
        windows([wave])[wave.pk], begun=response is not None, today=today,
        last_answer_on=timezone.localdate(newest) if newest else None,
    )  # fmt: skip
    return Asked(wave, code, citizen, instrument, values_of(response, instrument), response, at)


def _waves() -> QuerySet[Wave]:
    return Wave.objects.select_related("study")


def _window(wave: Wave, form: StudyForm | None) -> Window:
    if form is None:
        return asking.window(wave.opens_on, wave.closes_on)
    return asking.window(
        wave.opens_on, wave.closes_on, start_within=form.start_within_days, grace=form.grace_days, idle=form.idle_days
    )


def _town(one: Asked) -> int:
    if one.citizen:
        return one.citizen.municipality_id
    return one.study.respondents.get(code=one.code).municipality_id
