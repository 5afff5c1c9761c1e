"""One bite of a staff form at a time, saved at once. A citizen is known to the study by a pseudonym alone."""

import hashlib
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from fremskudt import instruments
from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.models import User
from fremskudt.basics.verdict import require
from fremskudt.casework.models import Case, Citizen
from fremskudt.instruments import Bite, Missing
from fremskudt.surveys.models import Answer, Delivery, Respondent, Response, Study, Wave
from fremskudt.surveys.rules import staff_form as rules
from fremskudt.surveys.rules.bites import Given, answered
from fremskudt.surveys.rules.delivery import is_typed, typed_name
from fremskudt.surveys.rules.kinds import Kind, Mode
from fremskudt.surveys.selectors import staff_form as selectors
from fremskudt.surveys.selectors.respondent import as_listed, code_of


def save(*, citizen: Citizen, case: Case, wave: Wave, bite: Bite, given: Given, by: User) -> Response:
    """The answers of one bite; what is left out is skipped. Pressed twice, the same stands. NotNow once closed."""
    with transaction.atomic():
        held = Case.objects.select_for_update().get(pk=case.pk)
        ended_on = held.ending.on if hasattr(held, "ending") else None
        today, instrument = timezone.localdate(), instruments.get(wave.instrument)
        require(
            rules.may_fill(
                started_on=held.started_on, ended_on=ended_on, opens_on=wave.opens_on, closes_on=wave.closes_on,
                today=today,
            )
        )  # fmt: skip
        before = selectors.values_of(wave, citizen, instrument)
        response = selectors.response_of(wave, citizen) or _begin(wave, citizen, held, by)
        _keep_listed(response.respondent, held)
        after = answered(instrument, bite.items, given, before)
        _write(response, {name: value for name, value in after.items() if value != before[name]})
        Response.objects.filter(pk=response.pk).update(answered_on=today)
        audit.record(by=by, action="staff_form.write", subject=citizen.key, purpose=Purpose.EVALUATION, fields="coded")
    return response


def _begin(wave: Wave, citizen: Citizen, case: Case, by: User) -> Response:
    """The response with nothing asked yet, and the respondent when the study has not met them."""
    instrument, respondent = instruments.get(wave.instrument), _respondent(wave.study, citizen, case, by)
    delivery = _typed(wave.study, Kind(wave.instrument), by)
    response = Response.objects.create(
        respondent=respondent, instrument=instrument.id, wave=wave, instrument_version=instrument.version,
        instrument_hash=instrument.hash, mode=Mode.STAFF, answered_on=timezone.localdate(), delivery=delivery,
        delivery_row=delivery.n_rows,
    )  # fmt: skip
    Answer.objects.bulk_create(
        Answer(response=response, variable=name, missing=Missing.NOT_ASKED) for name in instrument.variables
    )
    return response


def _write(response: Response, changed: Mapping[str, int | Missing | None]) -> None:
    answers = list(response.answers.filter(variable__in=changed).order_by("id"))
    for answer in answers:
        value = changed[answer.variable]
        answer.value, answer.missing = (None, value.value) if isinstance(value, Missing) else (value, None)
    if not answers:
        return
    Answer.objects.bulk_update(answers, ["value", "missing"])
    _seal(response.delivery_id, [f"{one.response_id} {one.variable}={one.value}{one.missing}" for one in answers])


def _respondent(study: Study, citizen: Citizen, case: Case, by: User) -> Respondent:
    """The line of the participant list; made the first time. One that came with a list in a file is the list's."""
    code = code_of(study.slug, citizen)
    found = Respondent.objects.filter(study=study, code=code).first()
    if found:
        return found
    delivery = _typed(study, Kind.PARTICIPANTS, by)
    return Respondent.objects.create(
        study=study, code=code, municipality=citizen.municipality, delivery=delivery, delivery_row=delivery.n_rows,
        **as_listed(citizen),
    )  # fmt: skip


def _keep_listed(respondent: Respondent, case: Case) -> None:
    """A line that was typed follows the course; one that came with a file stays as it came."""
    listed = as_listed(case.citizen.merged_into or case.citizen)
    is_changed = any(getattr(respondent, name) != value for name, value in listed.items())
    if is_changed and is_typed(respondent.delivery.name):
        Respondent.objects.filter(pk=respondent.pk).update(**listed)
        _seal(respondent.delivery_id, [f"{respondent.code} {listed}"])


def _typed(study: Study, kind: Kind, by: User) -> Delivery:
    """One more row in what this person types in today: each kind of form has one such delivery a day."""
    name = typed_name(timezone.localdate())
    Study.objects.select_for_update().get(pk=study.pk)  # as a file is taken in: one at a time for each study
    mine = Delivery.objects.filter(study=study, kind=kind, by=by, name=name)
    delivery = mine.first() or Delivery(
        study=study, kind=kind, name=name, sha256="", by=by, n_rows=0, n_new=0, n_unchanged=0, n_repeated=0
    )
    delivery.n_rows += 1
    delivery.n_new += 1
    delivery.save()
    return delivery


def _seal(delivery: int, lines: list[str]) -> None:
    """There is no file to take a fingerprint of: it is a chain over everything that was typed, in its order."""
    held = Delivery.objects.select_for_update().get(pk=delivery)
    text = "\n".join([held.sha256, *lines])
    Delivery.objects.filter(pk=delivery).update(sha256=hashlib.sha256(text.encode()).hexdigest())
