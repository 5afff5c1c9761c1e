"""The answers that a citizen lets the contact see, and their curve. A page and an event of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db import transaction

from fremskudt.access.reach import Reach
from fremskudt.basics.verdict import Verdict, require
from fremskudt.casework.models import Citizen
from fremskudt.casework.selectors.case import Opened, log_read
from fremskudt.instruments import Instrument, Item, Missing, shown
from fremskudt.surveys.models import Answer, Response, Study
from fremskudt.surveys.rules import bites
from fremskudt.surveys.rules.questions import HIDDEN
from fremskudt.surveys.selectors import instrument as instruments
from fremskudt.surveys.selectors.curve import Curves, curves_of
from fremskudt.surveys.selectors.questions_course import find_opened
from fremskudt.surveys.selectors.respondent import code_of


@dataclass(frozen=True)
class Form:
    """One response as it stands."""

    response: Response
    instrument: Instrument
    values: bites.Values

    @cached_property
    def items(self) -> list[Item]:
        """What somebody has come to and is shown, in the form's order."""
        come_to = [item for item in self.instrument.items if self.values[item.variables[0]] is not Missing.NOT_ASKED]
        return [item for item in come_to if shown(item, self.values) is not False]


@dataclass(frozen=True)
class Shared:
    opened: Opened
    forms: Sequence[Form]  # the newest round first
    curves: Curves


@transaction.atomic
def read_shared(reach: Reach, code: str) -> Shared:
    """NotNow where the citizen has not said that we may see any."""
    opened = find_opened(reach, code)
    forms = _forms(opened.citizen)
    require(Verdict.yes() if forms else Verdict.no(HIDDEN))
    shared = Shared(opened, forms, curves_of(opened.citizen, shared_only=True))
    log_read(reach, opened, "questions.read_shared")
    return shared


def _forms(citizen: Citizen) -> list[Form]:
    studies = Study.objects.filter(municipalities=citizen.municipality_id, cut_at=None).values_list("pk", "slug")
    codes = {study: code_of(slug, citizen) for study, slug in studies}
    told = Answer.objects.filter(response__shared="yes", response__respondent__code__in=codes.values())
    answers: dict[Response, list[Answer]] = {}
    for one in told.select_related("response__wave", "response__respondent").order_by("id"):
        if codes.get(one.response.respondent.study_id) == one.response.respondent.code:
            answers.setdefault(one.response, []).append(one)
    forms = [_form(response, told) for response, told in answers.items()]
    forms = [one for one in forms if one.instrument.respondent == "citizen"]
    return sorted(forms, key=lambda one: one.response.wave.opens_on, reverse=True)


def _form(response: Response, told: Sequence[Answer]) -> Form:
    instrument = instruments.of_hash(response.instrument_hash)
    values = {one.variable: Missing(one.missing) if one.missing else one.value for one in told}
    return Form(response, instrument, bites.empty(instrument) | values)
