"""What the pages and the extract need to know, within the reader's reach."""

from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt import instruments
from fremskudt.access import audit
from fremskudt.access.models import User
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.instruments import Instrument
from fremskudt.surveys.models import Answer, Delivery, Respondent, Response, Study, Upload
from fremskudt.surveys.rules.cells import Known
from fremskudt.surveys.rules.delivery import Key, Stored, is_typed
from fremskudt.surveys.rules.kinds import Kind, Mode
from fremskudt.surveys.rules.participant import Participant
from fremskudt.surveys.rules.response import Filled, OneAnswer
from fremskudt.surveys.rules.turnout import Given, Opening, Person, WaveTurnout, by_answer_number, by_wave, turnout


def get_study(reach: Reach, slug: str) -> Study:
    return get_object_or_404(Study.objects.visible_to(reach).select_related("owner"), slug=slug)


def find_upload(user: User, study: Study, pk: int) -> Upload | None:
    return Upload.objects.open_for(user).filter(study=study, pk=pk).select_related("study").first()


def get_delivery(reach: Reach, study: Study, pk: int) -> Delivery:
    return get_object_or_404(Delivery.objects.visible_to(reach).select_related("by"), study=study, pk=pk)


def get_kind(slug: str) -> Kind:
    if slug not in list(Kind):
        raise Http404
    return Kind(slug)


def get_instrument(slug: str) -> Instrument:
    if slug not in instruments.library():
        raise Http404
    return instruments.get(slug)


def list_deliveries(reach: Reach, study: Study) -> list[Delivery]:
    return list(Delivery.objects.visible_to(reach).filter(study=study).select_related("by"))


def known(reach: Reach, study: Study, kind: Kind) -> Known:
    """What a file of this kind is held against. Beyond the reader's reach there are no municipalities and no people."""
    places = study.municipalities.all()
    if study.owner_id not in reach.where(Permission.STUDY_READ):
        places = places.filter(pk__in=reach.towns(Permission.STUDY_READ))
    people = Respondent.objects.visible_to(reach).filter(study=study)
    return Known(
        municipalities=tuple(places.values_list("name", flat=True)),
        respondents=frozenset(people.values_list("code", flat=True)),
        waves=frozenset(study.waves.filter(instrument=kind).values_list("number", flat=True)),
        starts_on=study.starts_on,
        today=timezone.localdate(),
    )


def stored(reach: Reach, study: Study, kind: Kind) -> dict[Key, Stored]:
    """Everything of this kind that the study has already, in the form in which files are read."""
    return _stored_participants(reach, study) if kind is Kind.PARTICIPANTS else _stored_responses(study, kind)


def _stored_participants(reach: Reach, study: Study) -> dict[Key, Stored]:
    """Those that came with a list. A line that was typed here gives way to the list's, so it is not among them."""
    sees_all = study.owner_id in reach.where(Permission.STUDY_READ)
    towns = reach.towns(Permission.STUDY_READ)
    people = Respondent.objects.filter(study=study).select_related("municipality", "delivery")
    seen = {person.pk for person in people if sees_all or person.municipality_id in towns}
    return {
        (person.code, 0): Stored(
            _participant(person) if person.pk in seen else None,
            file=person.delivery.name,
            row=person.delivery_row,
            imported_on=timezone.localdate(person.delivery.imported_at),
        )
        for person in people
        if not (person.pk in seen and is_typed(person.delivery.name))
    }


def listed(reach: Reach, study: Study) -> dict[str, Participant]:
    """borger_id → the line as the study has it now, of the people within reach."""
    people = Respondent.objects.visible_to(reach).filter(study=study).select_related("municipality")
    return {person.code: _participant(person) for person in people}


def _participant(person: Respondent) -> Participant:
    return Participant(
        code=person.code,
        municipality=person.municipality.name,
        status=person.status,
        identified_on=person.identified_on,
        started_on=person.started_on,
        phase=person.phase,
        ended_on=person.ended_on,
        end_phase=person.end_phase,
        end_reason=person.end_reason,
        moved_to=person.moved_to,
    )


def _stored_responses(study: Study, kind: Kind) -> dict[Key, Stored]:
    answers: dict[int, list[OneAnswer]] = {}
    given = Answer.objects.filter(response__respondent__study=study, response__instrument=kind).order_by("id")
    for response_id, variable, value, missing in given.values_list("response_id", "variable", "value", "missing"):
        answers.setdefault(response_id, []).append((variable, value, missing))
    responses = Response.objects.filter(respondent__study=study, instrument=kind)
    return {
        (response.respondent.code, response.wave.number): Stored(
            Filled(
                code=response.respondent.code,
                wave=response.wave.number,
                answered_on=response.answered_on,
                mode=Mode(response.mode),
                answers=tuple(answers.get(response.pk, ())),
            ),
            file=response.delivery.name,
            row=response.delivery_row,
            imported_on=timezone.localdate(response.delivery.imported_at),
        )
        for response in responses.select_related("respondent", "wave", "delivery")
    }


class InstrumentTurnout(NamedTuple):
    """Both ways of counting come from the same responses, so they have the same sum."""

    instrument: Instrument
    waves: tuple[WaveTurnout, ...]
    by_wave: dict[int, int]
    by_answer_number: dict[int, int]

    @property
    def n_responses(self) -> int:
        return sum(self.by_wave.values())

    @property
    def n_missing(self) -> int:
        return sum(wave.total.n_missing for wave in self.waves)

    @property
    def n_by_answer_number(self) -> int:
        return sum(self.by_answer_number.values())

    @property
    def two_ways(self) -> list[tuple[int, int, int]]:
        """Number, responses in that wave, responses that are somebody's of that number."""
        numbers = sorted(self.by_wave.keys() | self.by_answer_number.keys())
        return [(number, self.by_wave.get(number, 0), self.by_answer_number.get(number, 0)) for number in numbers]


class RespondentRow(NamedTuple):
    code: str
    municipality: str
    status: int
    identified_on: date | None
    started_on: date | None
    ended_on: date | None
    phase: int | None
    end_phase: int | None
    end_reason: int | None
    moved_to: int | None


class ResponseRow(NamedTuple):
    id: int
    code: str
    instrument: str
    version: str
    hash: str
    wave: int
    mode: str
    answered_on: date


class AnswerRow(NamedTuple):
    response: int
    variable: str
    value: int | None
    missing: str | None


class StudyRows(NamedTuple):
    respondents: list[RespondentRow]
    responses: list[ResponseRow]
    answers: list[AnswerRow]


def study_rows(study: Study) -> StudyRows:
    """Every row of a study, for the extract alone. The order depends on what the rows say, never on when they came."""
    people = Respondent.objects.filter(study=study).values_list(
        *("code", "municipality__name", "status", "identified_on", "started_on", "ended_on"),
        *("phase", "end_phase", "end_reason", "moved_to"),
    )
    given = Response.objects.filter(respondent__study=study).values_list(
        *("id", "respondent__code", "instrument", "instrument_version", "instrument_hash"),
        *("wave__number", "mode", "answered_on"),
    )
    answers = Answer.objects.filter(response__respondent__study=study).order_by()
    responses = sorted(map(ResponseRow._make, given), key=lambda row: (row.instrument, row.wave, row.code))
    place = {row.id: number for number, row in enumerate(responses)}
    return StudyRows(
        sorted(map(RespondentRow._make, people), key=lambda row: row.code),
        responses,
        sorted(
            map(AnswerRow._make, answers.values_list("response_id", "variable", "value", "missing")),
            key=lambda row: (place[row.response], row.variable),
        ),
    )


def delivery_rows(study: Study) -> list[dict[str, str | int]]:
    """What the extract's manifest says about each delivery, in an order that their content decides."""
    found = Delivery.objects.filter(study=study).order_by("kind", "sha256")
    return [
        {"kind": row.kind, "sha256": row.sha256, "rows": row.n_rows, "repeated_rows": row.n_repeated} for row in found
    ]


def municipality_of(study: Study) -> dict[str, str]:
    """The name of each respondent's municipality, by code."""
    return dict(Respondent.objects.filter(study=study).values_list("code", "municipality__name"))


@transaction.atomic
def list_turnouts(reach: Reach, study: Study) -> list[InstrumentTurnout]:
    """For each instrument with waves: who answered and who did not, of the people within reach.

    Everybody who is shown by code, as one who has not answered, has an event of it.
    """
    found = _turnouts(reach, study)
    shown = {code for turnout in found for wave in turnout.waves for code in wave.total.missing}
    subjects = [f"respondent:{study.slug}/{code}" for code in sorted(shown)]
    purpose = audit.Purpose.EVALUATION
    audit.record_reads(by=reach.actor, action="turnout.read", subjects=subjects, purpose=purpose, fields="key")
    return found


def _turnouts(reach: Reach, study: Study) -> list[InstrumentTurnout]:
    fields = ("code", "municipality__name", "status", "started_on", "ended_on")
    found = Respondent.objects.visible_to(reach).filter(study=study)
    people = [Person(*row) for row in found.values_list(*fields)]
    openings: dict[str, list[Opening]] = {}
    for wave in study.waves.all():
        openings.setdefault(wave.instrument, []).append(Opening(wave.number, wave.opens_on, wave.closes_on))
    given = _given(study, {person.code for person in people})
    return [
        InstrumentTurnout(
            instrument=instruments.get(kind),
            waves=turnout(people, openings[kind], given.get(kind, [])),
            by_wave=by_wave(given.get(kind, [])),
            by_answer_number=by_answer_number(given.get(kind, [])),
        )
        for kind in Kind
        if kind in openings
    ]


def _given(study: Study, codes: set[str]) -> dict[str, list[Given]]:
    """Instrument → the responses of these people."""
    fields = ("instrument", "respondent__code", "wave__number", "mode")
    given: dict[str, list[Given]] = {}
    for instrument, code, number, mode in Response.objects.filter(respondent__study=study).values_list(*fields):
        if code in codes:
            given.setdefault(instrument, []).append(Given(code, number, Mode(mode)))
    return given
