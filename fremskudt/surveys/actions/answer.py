"""Answers are handed in: one question, a bite or a whole form, by whoever gives them, in any mode, at any time.

The database lets in one response for each person, wave and instrument, and each handing in once. Two who hand in at
the same moment are taken one after the other; where both answer the same question, the later stands.
"""

from collections.abc import Collection, Mapping
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
from fremskudt.surveys.selectors.asked import Asked, values_of

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

    NotNow where the wave takes no answers any more (paper is taken always). The values must be of the scale: the form
    that read them has seen to that.
    """
    with transaction.atomic():
        response = _hold(asked, mode)
        if Given.objects.filter(response=response, operation=operation).exists():
            return response
        if sheet is None:
            require(asking.may_answer(asked.stage))
        handed_in = _write(response, asked, items, given, Given(
            response=response, operation=operation, mode=mode, helped_by=helped_by, sheet=sheet, at=timezone.now(),
            is_late=timezone.localdate() > asked.wave.closes_on,
        ))  # fmt: skip
        modes = {Mode(one) for one in response.givens.order_by().values_list("mode", flat=True).distinct()}
        Response.objects.filter(pk=response.pk).update(
            answered_on=timezone.localdate(handed_in.at), mode=mode_of_all(modes)
        )
        audit.record(by=by, action="answer.give", subject=asked.subject, purpose=Purpose.EVALUATION, fields="coded")
    return response


def _hold(asked: Asked, mode: Mode) -> Response:
    """The response, locked; begun with nothing asked when there is none."""
    person = _respondent(asked)
    instruments.keep(asked.instrument)
    now = timezone.now()
    response, is_new = Response.objects.get_or_create(
        respondent=person, wave=asked.wave, instrument=asked.instrument.id,
        defaults={
            "instrument_version": asked.instrument.version, "instrument_hash": asked.instrument.hash, "mode": mode,
            "answered_on": timezone.localdate(now), "begun_at": now,
        },
    )  # fmt: skip
    if is_new:
        Answer.objects.bulk_create(
            Answer(response=response, variable=name, missing=Missing.NOT_ASKED) for name in asked.instrument.variables
        )
    return Response.objects.select_for_update().get(pk=response.pk)


def _respondent(asked: Asked) -> Respondent:
    if asked.citizen is None:
        return Respondent.objects.get(study=asked.study, code=asked.code)
    person = respondents.find_or_make(study=asked.study, citizen=asked.citizen)
    respondents.keep_listed(respondent=person, citizen=asked.citizen)
    return person


def _write(response: Response, asked: Asked, items: Collection[str], given: bites.Given, new: Given) -> Given:
    """What was answered just now, and what it hides or shows further on, points at this handing in."""
    new.save()
    before = values_of(response, asked.instrument)
    after = bites.answered(asked.instrument, items, given, before)
    told = {name for item in items for name in asked.instrument.item(item).variables}
    changed = {name: value for name, value in after.items() if name in told or value != before[name]}
    answers = list(response.answers.filter(variable__in=changed).order_by("id"))
    for answer in answers:
        value = changed[answer.variable]
        answer.value, answer.missing = (None, value.value) if isinstance(value, Missing) else (value, None)
        answer.given = new
    Answer.objects.bulk_update(answers, ["value", "missing", "given"])
    return new
