"""What the pages and the extract need to know, within the reader's reach."""

from datetime import date
from typing import NamedTuple

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access.models import User
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.surveys.models import Answer, Delivery, Respondent, Response, Study, Upload
from fremskudt.surveys.rules.cells import Known
from fremskudt.surveys.rules.delivery import Key, Record, Stored, is_of_courses
from fremskudt.surveys.rules.kinds import Kind, Mode
from fremskudt.surveys.rules.participant import Participant
from fremskudt.surveys.rules.response import Filled, OneAnswer


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
    """Those that came with a list. A line that was made here gives way to the list's, so it is not among them."""
    sees_all = study.owner_id in reach.where(Permission.STUDY_READ)
    towns = reach.towns(Permission.STUDY_READ)
    people = Respondent.objects.filter(study=study).select_related("municipality", "delivery")
    seen = {person.pk for person in people if sees_all or person.municipality_id in towns}
    return {
        (person.code, 0): _stored(_participant(person) if person.pk in seen else None, person)
        for person in people
        if not (person.pk in seen and _follows_courses(person))
    }


def _stored(record: Record | None, row: Respondent | Response) -> Stored:
    """With the file that brought it; without one where it was given here."""
    if row.delivery is None:
        return Stored(record)
    imported_on = timezone.localdate(row.delivery.imported_at)
    return Stored(record, file=row.delivery.name, row=row.delivery_row, imported_on=imported_on)


def _follows_courses(person: Respondent) -> bool:
    return person.delivery is None or is_of_courses(person.delivery.name)


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
        (response.respondent.code, response.wave.number): _stored(
            Filled(
                code=response.respondent.code,
                wave=response.wave.number,
                answered_on=response.answered_on,
                mode=Mode(response.mode),
                answers=tuple(answers.get(response.pk, ())),
            ),
            response,
        )
        for response in responses.select_related("respondent", "wave", "delivery")
    }


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
