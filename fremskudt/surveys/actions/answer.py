"""Answers are handed in: one question, a bite or a whole form, by whoever gives them, in any mode, at any time.

The database lets in one response for each person, wave and instrument, and each handing in once. Two who hand in at
the same moment are taken one after the other, since both hold the person's line; where both answer the same question,
the later stands. A whole form is a handful of statements: fresh answers are written once, as they end.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.actor import Actor
from fremskudt.access.audit import Purpose
from fremskudt.access.models import User
from fremskudt.basics.verdict import require
from fremskudt.instruments import Missing
from fremskudt.surveys.actions import instrument as instruments
from fremskudt.surveys.actions import respondent as respondents
from fremskudt.surveys.models import Answer, Given, Respondent, Response, Sheet
from fremskudt.surveys.rules import asking, bites
from fremskudt.surveys.rules.kinds import Mode, mode_of_all
from fremskudt.surveys.selectors.asked import Asked, response_of, takes_part, values_of

Told = Mapping[str, int | Missing | None]


def give(
    *,
    asked: Asked,
    items: Collection[str],
    given: bites.Given,
    operation: UUID,
    mode: Mode,
    by: User | Actor,
    helped_by: User | None = None,
    sheet: Sheet | None = None,
) -> Response:
    """Hand in the answers to these items; what `given` leaves out is skipped. The same operation twice is once.

    NotNow where the person does not take part (any more), where the wave takes no answers (paper is taken always),
    where the response came in a file, and where the form was asked in another version than the one that is begun.
    The values must be of the scale: the form that read them has seen to that.
    """
    now = timezone.now()
    with transaction.atomic():
        person = _respondent(asked, mode)
        response = response_of(asked.wave, person.code)
        before = _given_before(response)
        if response and operation in before:
            return response
        _require(asked, response, sheet)
        values, is_new = values_of(response, asked.instrument), response is None
        response = response or _begin(person, asked, mode, now)
        handed_in = Given.objects.create(
            response=response, operation=operation, mode=mode, helped_by=helped_by, sheet=sheet, at=now,
            is_late=timezone.localdate(now) > asked.wave.closes_on,
        )  # fmt: skip
        after = bites.answered(asked.instrument, items, given, values)
        _write(handed_in, _changed(asked, items, values, after), after if is_new else {})
        _stamp(response, mode_of_all({mode, *before.values()}), now)
        _note(asked, mode, by)
    return response


def _note(asked: Asked, mode: Mode, by: User | Actor) -> None:
    """What staff say about somebody is another act than what somebody says."""
    subject, purpose = asked.subject, Purpose.EVALUATION
    if mode is Mode.STAFF:
        audit.record(by=by, action="staff_form.write", subject=subject, purpose=purpose, fields="coded")
    else:
        audit.record(by=by, action="answer.give", subject=subject, purpose=purpose, fields="coded")


def _respondent(asked: Asked, mode: Mode) -> Respondent:
    """The person's line, held until the end: whoever else hands in for them waits. It follows the courses."""
    if asked.citizen is None:
        return Respondent.objects.select_for_update().get(study=asked.study, code=asked.code)
    person, is_new = respondents.hold(study=asked.study, citizen=asked.citizen)
    if not is_new and (asked.response is None or mode is Mode.STAFF):
        respondents.keep_listed(respondent=person, citizen=asked.citizen)
    return person


def _given_before(response: Response | None) -> dict[UUID, Mode]:
    """Operation → mode of each handing in so far."""
    if response is None:
        return {}
    told = response.givens.order_by().values_list("operation", "mode")
    return {operation: Mode(mode) for operation, mode in told}


def _require(asked: Asked, response: Response | None, sheet: Sheet | None) -> None:
    require(
        asking.may_give(
            asked.stage, takes_part=takes_part(asked), is_paper=sheet is not None,
            is_cut=asked.study.cut_at is not None, is_of_file=response is not None and response.delivery_id is not None,
            is_same_version={asked.instrument.hash} >= {each.instrument_hash for each in (response, sheet) if each},
        )
    )  # fmt: skip


def _begin(person: Respondent, asked: Asked, mode: Mode, now: datetime) -> Response:
    instruments.keep(asked.instrument)
    return Response.objects.create(
        respondent=person, wave=asked.wave, instrument=asked.instrument.id,
        instrument_version=asked.instrument.version, instrument_hash=asked.instrument.hash, mode=mode,
        answered_on=timezone.localdate(now), begun_at=now,
    )  # fmt: skip


def _changed(asked: Asked, items: Collection[str], before: Told, after: Told) -> Told:
    """What was answered just now, and what it hides or shows further on: it points at this handing in."""
    told = {name for item in items for name in asked.instrument.item(item).variables}
    return {name: value for name, value in after.items() if name in told or value != before[name]}


def _write(given: Given, changed: Told, fresh: Told) -> None:
    """The changed answers; of a response that was begun just now (`fresh`: all its values) the others as well."""
    rows = [
        Answer(
            response_id=given.response_id, variable=name, given=given if name in changed else None,
            value=None if isinstance(value, Missing) else value,
            missing=value.value if isinstance(value, Missing) else None,
        )
        for name, value in (fresh or changed).items()
    ]  # fmt: skip
    Answer.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["response", "variable"], update_fields=["value", "missing", "given"]
    )


def _stamp(response: Response, mode: Mode, now: datetime) -> None:
    """How it came about all in all, and the day of what is newest in it."""
    today = timezone.localdate(now)
    if (response.mode, response.answered_on) != (mode, today):
        Response.objects.filter(pk=response.pk).update(mode=mode, answered_on=today)
        response.mode, response.answered_on = mode.value, today
