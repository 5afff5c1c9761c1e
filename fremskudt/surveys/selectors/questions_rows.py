"""Every wave of a citizen at once, as selectors/asked.py has them one by one: four questions for however many."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from fremskudt.basics.verdict import Verdict
from fremskudt.casework.models import Citizen, TakingPart
from fremskudt.instruments import Missing
from fremskudt.surveys.models import Answer, Hold, LicenceYes, NoAnswer, Response, StudyForm, Wave
from fremskudt.surveys.rules import asking, bites
from fremskudt.surveys.rules import questions as rules
from fremskudt.surveys.rules.why_no_answer import WHY
from fremskudt.surveys.selectors import instrument as instruments
from fremskudt.surveys.selectors.asked import Asked
from fremskudt.surveys.selectors.may_ask import Course
from fremskudt.surveys.selectors.respondent import code_of


@dataclass(frozen=True)
class Row:
    """One wave of one instrument, as this citizen stands in it."""

    asked: Asked
    verdict: Verdict  # may we ask now
    takes_part: bool
    told: str  # what they answered to the study: yes, no, withdrawn; empty: nobody has asked
    hold: Hold | None  # what holds it back, the latest day first
    no_answer: NoAnswer | None  # the reason that stands


if TYPE_CHECKING:

    class _Wave(Wave):
        """A wave with what is fetched along with it."""

        start_within: int | None
        grace: int | None
        idle: int | None
        has_licence: bool
        told: str | None


def rows_of(citizen: Citizen, course: Course, today: date) -> list[Row]:
    """This citizen in every wave of the town's studies, what closes first on top; those not opened yet as well."""
    waves = [wave for wave in _waves(citizen) if instruments.newest(wave.instrument).respondent == "citizen"]
    codes = {study.pk: code_of(study.slug, citizen) for study in {wave.study for wave in waves}}
    given = _given([wave for wave in waves if wave.opens_on <= today], codes)
    stops = _Stops(codes, today)
    found = [(wave, _asked(wave, codes[wave.study_id], citizen, given.get(wave.pk, []), today)) for wave in waves]
    return [_row(wave, asked, stops, course) for wave, asked in found]


def _waves(citizen: Citizen) -> Iterable["_Wave"]:
    """Those of the town's studies, each with its form's limits, the licence, and the citizen's answer to the study."""
    form = StudyForm.objects.filter(study=OuterRef("study"), instrument=OuterRef("instrument"))
    licence = LicenceYes.objects.filter(
        municipality=citizen.municipality_id, instrument=OuterRef("instrument"), ended_at=None
    )
    mine = TakingPart.objects.filter(Q(citizen=citizen) | Q(citizen__merged_into=citizen), made_at__lte=timezone.now())
    stricter = Case(When(answer="yes", then=Value(1)), default=Value(0), output_field=IntegerField())
    told = mine.filter(study=OuterRef("study__slug")).order_by("-said_at", stricter)
    found = Wave.objects.filter(study__municipalities=citizen.municipality_id, study__cut_at=None)
    return found.select_related("study").annotate(
        start_within=Subquery(form.values("start_within_days")), grace=Subquery(form.values("grace_days")),
        idle=Subquery(form.values("idle_days")), has_licence=Exists(licence), told=Subquery(told.values("answer")[:1]),
    ).order_by("closes_on", "pk")  # type: ignore[return-value]  # fmt: skip


def _given(waves: Collection[Wave], codes: dict[int, str]) -> dict[int, list[Answer]]:
    """Wave id → the answers of this person's response in it."""
    found: dict[int, list[Answer]] = {}
    of_waves = Answer.objects.filter(response__wave__in=waves, response__instrument=F("response__wave__instrument"))
    mine = of_waves.filter(response__respondent__code__in=codes.values())
    for answer in mine.select_related("response__respondent", "given").order_by("id"):
        response = answer.response
        if codes[response.respondent.study_id] == response.respondent.code:
            found.setdefault(response.wave_id, []).append(answer)
    return found


class _Stops:
    """What was put off, and what there is no answer to, by study."""

    def __init__(self, codes: dict[int, str], today: date) -> None:
        mine = Q(respondent__study__in=list(codes), respondent__code__in=list(codes.values()))
        held: QuerySet[Hold] = Hold.objects.filter(mine, lifted_at=None, until_on__gt=today)
        self.holds = list(held.select_related("respondent").order_by("-until_on", "-pk"))
        self.reasons = list(NoAnswer.objects.filter(mine, undone_at=None).select_related("respondent"))

    def hold(self, wave: Wave) -> Hold | None:
        of_study = (one for one in self.holds if one.respondent.study_id == wave.study_id)
        return next((one for one in of_study if one.instrument in {"", wave.instrument}), None)

    def reason(self, wave: Wave) -> NoAnswer | None:
        """What stops for good goes before what was said of this wave."""
        of_study = [one for one in self.reasons if one.respondent.study_id == wave.study_id]
        fitting = [one for one in of_study if WHY[one.why].for_good or one.wave_id == wave.pk]
        return max(fitting, key=lambda one: WHY[one.why].for_good, default=None)


def _row(wave: "_Wave", asked: Asked, stops: _Stops, course: Course) -> Row:
    told, hold, reason = wave.told or "", stops.hold(wave), stops.reason(wave)
    verdict = asking.may_ask(
        asked.stage, takes_part=told == "yes", is_held=hold is not None,
        is_stopped=reason is not None and (WHY[reason.why].stops or WHY[reason.why].for_good),
    )  # fmt: skip
    if asked.is_of_file:
        verdict = Verdict.no(asking.FROM_FILE)
    if any(source.verbatim for source in asked.instrument.sources) and not wave.has_licence:
        verdict = Verdict.no(asking.NOT_LICENSED)
    verdict = rules.may_ask_now(verdict, has_ended=course.has_ended, is_paused=course.is_paused, not_now=course.not_now)
    return Row(asked, verdict, told == "yes", told, hold, reason)


def _asked(wave: "_Wave", code: str, citizen: Citizen, answers: list[Answer], today: date) -> Asked:
    response: Response | None = answers[0].response if answers else None
    instrument = instruments.of_hash(response.instrument_hash) if response else instruments.newest(wave.instrument)
    values = bites.empty(instrument)
    values |= {one.variable: Missing(one.missing) if one.missing else one.value for one in answers}
    newest = max((one.given.at for one in answers if one.given), default=None)
    window = asking.window(
        wave.opens_on, wave.closes_on, start_within=wave.start_within, grace=wave.grace, idle=wave.idle
    )
    at = asking.stage(
        window, begun=response is not None, today=today,
        last_answer_on=timezone.localdate(newest) if newest else None,
    )  # fmt: skip
    return Asked(wave, code, citizen, instrument, values, response, at)
