"""What somebody is asked in a wave: the words, the answers so far, and whether they are taken now.

Shows nothing by itself and writes no event: whoever shows it, does.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import F, Max, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.basics.verdict import Verdict
from fremskudt.casework.models import Citizen, TakingPart
from fremskudt.casework.models.citizen import ROOT
from fremskudt.casework.selectors.taking_part import studies_of, taking_part
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

    @property
    def is_of_file(self) -> bool:
        """Whether the response was not given here, so that nothing can be added to it."""
        return self.response is not None and self.response.delivery_id is not None

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

    Not what is held back, ended by a reason, or of an instrument that the municipality may not use. As many questions
    to the database for many waves as for one.
    """
    today, root = today or timezone.localdate(), citizen.merged_into or citizen
    limits = _open([root.municipality_id], today)
    codes = {wave.study_id: code_of(wave.study.slug, root) for wave in limits}
    waves = _to_ask(root, list(limits), codes) if limits else []
    begun = _begun(waves, codes)
    found = [
        _asked(wave, codes[wave.study_id], root, begun.get(wave.pk, NOTHING), limits[wave], today) for wave in waves
    ]
    return [one for one in found if asking.may_answer(one.stage) and not (one.response and one.response.delivery_id)]


def open_waves(towns: Collection[int], today: date) -> list[Wave]:
    """Waves of what citizens answer, opened, and not so long over that nobody could be answering."""
    return list(_open(towns, today))


def windows(waves: Collection[Wave] | QuerySet[Wave]) -> dict[int, Window]:
    """Wave id → its days, with the limits of the study's form. One question."""
    forms = StudyForm.objects.filter(study__in={wave.study_id for wave in waves})
    limits = {(form.study_id, form.instrument): form for form in forms}
    return {wave.pk: _window(wave, limits.get((wave.study_id, wave.instrument))) for wave in waves}


def asked_of(citizen: Citizen, wave: Wave, today: date | None = None) -> Asked:
    """A citizen in a wave, whether or not they may be asked."""
    root = citizen.merged_into or citizen
    return _one(wave, code_of(wave.study.slug, root), root, today or timezone.localdate())


def asked_by_sheet(sheet: Sheet, today: date | None = None) -> Asked:
    """The person whom a paper sheet was printed for, known by the code alone."""
    wave = get_object_or_404(_waves(), pk=sheet.wave_id)
    return _one(wave, sheet.respondent.code, None, today or timezone.localdate(), sheet.instrument_hash)


def why_not(one: Asked) -> Verdict:
    """May this person be asked now?"""
    if not is_licensed(one.instrument, _town(one)):
        return Verdict.no(asking.NOT_LICENSED)
    if one.is_of_file:
        return Verdict.no(asking.FROM_FILE)
    return asking.may_ask(one.stage, takes_part=takes_part(one), is_held=is_held(one), is_stopped=is_stopped(one))


def takes_part(one: Asked) -> bool:
    """Whether a yes to the study stands.

    Where the code alone is known, a yes was there when the sheet was printed: then, whether it has not been taken back.
    """
    slug = one.study.slug
    if one.citizen:
        return bool(taking_part([one.citizen.pk], slug))
    told = TakingPart.objects.filter(study=slug, citizen__municipality=_town(one)).exclude(answer="yes").order_by()
    roots = set(told.annotate(root=ROOT).values_list("root", flat=True))  # few: who ever said anything but yes
    if not roots:
        return True
    stopped = Citizen.objects.filter(pk__in=roots - taking_part(roots, slug))
    return one.code not in {code_of(slug, citizen) for citizen in stopped}


def is_held(one: Asked) -> bool:
    """Whether a therapist or the citizen has put the questions off to a later day."""
    mine = Hold.objects.filter(respondent__study=one.study, respondent__code=one.code, lifted_at=None)
    return mine.filter(instrument__in=["", one.wave.instrument], until_on__gt=timezone.localdate()).exists()


def is_stopped(one: Asked) -> bool:
    """Whether a reason ends the asking: one of this wave, or one for good of any."""
    told = NoAnswer.objects.filter(respondent__study=one.study, respondent__code=one.code, undone_at=None)
    return any(_stops(why, wave == one.wave.pk) for wave, why in told.values_list("wave", "why"))


def is_licensed(instrument: Instrument, municipality: int) -> bool:
    """May the municipality (id) use it? What is our own needs nobody's word."""
    if not _needs_licence(instrument):
        return True
    return LicenceYes.objects.filter(municipality=municipality, instrument=instrument.id, ended_at=None).exists()


def response_of(wave: Wave, code: str) -> Response | None:
    """The one response there can be."""
    return Response.objects.filter(wave=wave, instrument=wave.instrument, respondent__code=code).first()


def values_of(response: Response | None, instrument: Instrument) -> bites.Values:
    """The answers so far; what nobody has begun is asked nothing."""
    told = Answer.objects.filter(response=response).order_by("id") if response else Answer.objects.none()
    return _values(instrument, told.values_list("variable", "value", "missing"))


@dataclass(frozen=True)
class _Begun:
    """What somebody has answered in a wave so far."""

    response: Response | None = None
    answers: tuple[tuple[str, int | None, str | None], ...] = ()
    newest: datetime | None = None


NOTHING = _Begun()
COLUMNS = ("response", "variable", "value", "missing", "given__at")


def _one(wave: Wave, code: str, citizen: Citizen | None, today: date, version: str = "") -> Asked:
    begun = _begun([wave], {wave.study_id: code}).get(wave.pk, NOTHING)
    is_begun = begun.response is not None
    matter = asking.limits_matter(wave.opens_on, wave.closes_on, begun=is_begun, today=today)
    limits = windows([wave])[wave.pk] if matter else _window(wave, None)
    return _asked(wave, code, citizen, begun, limits, today, version)


def _asked(  # noqa: PLR0917
    wave: Wave, code: str, citizen: Citizen | None, begun: _Begun, limits: Window, today: date, version: str = ""
) -> Asked:
    response = begun.response
    version = response.instrument_hash if response else version
    instrument = instruments.of_hash(version) if version else instruments.newest(wave.instrument)
    at = asking.stage(
        limits, begun=response is not None, today=today,
        last_answer_on=timezone.localdate(begun.newest) if begun.newest else None,
    )  # fmt: skip
    return Asked(wave, code, citizen, instrument, _values(instrument, begun.answers), response, at)


def _begun(waves: Collection[Wave], codes: Mapping[int, str]) -> dict[int, _Begun]:
    """Wave id → what the person of these codes (by study) has answered. Two questions, or one when it is nothing."""
    mine = Response.objects.filter(wave__in=waves, respondent__code__in=set(codes.values()))
    of_wave = {each.wave_id: each for each in mine.filter(instrument=F("wave__instrument")).order_by()}
    if not of_wave:
        return {}
    answers: dict[int, list[tuple[str, int | None, str | None]]] = {}
    newest: dict[int, datetime] = {}  # each handing in answers something, so the newest has answers that stand
    told = Answer.objects.filter(response__in=of_wave.values()).order_by("id")
    for response, name, value, missing, at in told.values_list(*COLUMNS):
        answers.setdefault(response, []).append((name, value, missing))
        if at:
            newest[response] = max(at, newest.get(response, at))
    return {wave: _Begun(each, tuple(answers.get(each.pk, ())), newest.get(each.pk)) for wave, each in of_wave.items()}


def _values(instrument: Instrument, answers: Iterable[tuple[str, int | None, str | None]]) -> bites.Values:
    values = bites.empty(instrument)
    for name, value, missing in answers:
        values[name] = Missing(missing) if missing else value
    return values


def _open(towns: Collection[int], today: date) -> dict[Wave, Window]:
    """What closes first on top. Three questions."""
    towns_own = _waves().filter(study__municipalities__in=towns, study__cut_at=None, opens_on__lte=today).distinct()
    found = list(towns_own.order_by("closes_on", "pk"))
    given = Given.objects.filter(response__wave__in=found).order_by().values_list("response__wave")
    active = dict(given.annotate(Max("at")))
    limits = windows(found)
    return {
        wave: limits[wave.pk]
        for wave in found
        if instruments.newest(wave.instrument).respondent == "citizen"
        and asking.stage(
            limits[wave.pk], begun=wave.pk in active, today=today,
            last_answer_on=timezone.localdate(active[wave.pk]) if wave.pk in active else None,
        )
        is not Stage.CLOSED
    }  # fmt: skip


def _to_ask(citizen: Citizen, waves: Collection[Wave], codes: Mapping[int, str]) -> list[Wave]:
    """Those of these waves that somebody may be asked in, as `why_not` has it, by four questions."""
    studies = studies_of(citizen.pk)
    mine = [wave for wave in waves if wave.study.slug in studies]
    if not mine:
        return []
    of_town = LicenceYes.objects.filter(municipality=citizen.municipality_id, ended_at=None)
    licences = set(of_town.values_list("instrument", flat=True))
    held, stopped = _held(codes), _stopped(codes)
    return [
        wave
        for wave in mine
        if (wave.instrument in licences or not _needs_licence(instruments.newest(wave.instrument)))
        and not {(wave.study_id, ""), (wave.study_id, wave.instrument)} & held
        and not any(_stops(why, other == wave.pk) for study, other, why in stopped if study == wave.study_id)
    ]


def _held(codes: Mapping[int, str]) -> set[tuple[int, str]]:
    """(study, instrument) of what is put off; without an instrument it is everything."""
    mine = Hold.objects.filter(respondent__study__in=codes, respondent__code__in=codes.values(), lifted_at=None)
    return set(mine.filter(until_on__gt=timezone.localdate()).values_list("respondent__study", "instrument"))


def _stopped(codes: Mapping[int, str]) -> list[tuple[int, int, str]]:
    """(study, wave, reason) of each reason that was told."""
    told = NoAnswer.objects.filter(respondent__study__in=codes, respondent__code__in=codes.values(), undone_at=None)
    return list(told.values_list("respondent__study", "wave", "why"))


def _stops(why: str, is_of_this_wave: bool) -> bool:
    return WHY[why].for_good or (is_of_this_wave and WHY[why].stops)


def _needs_licence(instrument: Instrument) -> bool:
    return any(source.verbatim for source in instrument.sources)


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
