"""A citizen's own answers over time, for the citizen who opened the own link and for whom they are shared with."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.http import Http404

from fremskudt.access.audit import Purpose, record
from fremskudt.access.links import actor_of
from fremskudt.access.models import PersonalLink
from fremskudt.casework.models import Citizen
from fremskudt.casework.selectors.own_consents import citizen_of
from fremskudt.instruments import Missing
from fremskudt.surveys.models import Answer, Response, Study
from fremskudt.surveys.rules import curve as rules
from fremskudt.surveys.rules.curve import Curve, ScoreCurve, Told
from fremskudt.surveys.selectors import instrument as instruments
from fremskudt.surveys.selectors.respondent import code_of


@dataclass(frozen=True)
class Curves:
    """Every question with at least two answers, and the scores, of what citizens answer."""

    curves: Sequence[Curve]
    scores: Sequence[ScoreCurve]


@dataclass(frozen=True)
class CurvePage:
    curves: Sequence[Curve]
    chosen: int  # which of them is drawn, from 0

    @property
    def curve(self) -> Curve | None:
        return self.curves[self.chosen] if self.curves else None


@transaction.atomic
def read_curve(link: PersonalLink, chosen: int, *, action: str) -> CurvePage:
    """One question's answers, or that there is nothing to draw yet. Each showing is an event."""
    citizen = citizen_of(link)
    found = curves_of(citizen).curves
    if found and not 0 <= chosen < len(found):
        raise Http404
    record(by=actor_of(link), action=action, subject=citizen.key, purpose=Purpose.OWN, fields="coded")
    return CurvePage(found, chosen)


def curves_of(citizen: Citizen, *, shared_only: bool = False) -> Curves:
    """Over all studies; `shared_only`: what the citizen lets the contact see. No event: whoever shows it writes one.

    Three questions, however many rounds there were.
    """
    root = citizen.merged_into or citizen
    told = _told(root, shared_only=shared_only)
    found, scores = [], []
    for slug, responses in told.items():
        instrument = instruments.newest(slug)
        if instrument.respondent == "citizen":
            found += rules.curves(instrument, responses)
            scores += rules.score_curves(instrument, responses)
    return Curves(found, scores)


def _told(citizen: Citizen, *, shared_only: bool) -> dict[str, list[Told]]:
    """Instrument → what each response said, the oldest first."""
    slugs = Study.objects.filter(municipalities=citizen.municipality_id).values_list("pk", "slug")
    codes = {study: code_of(slug, citizen) for study, slug in slugs}
    given = Response.objects.filter(respondent__code__in=codes.values()).select_related("wave", "respondent")
    if shared_only:
        given = given.filter(shared="yes")
    mine = [one for one in given if codes.get(one.respondent.study_id) == one.respondent.code]
    answers: dict[int, dict[str, int | Missing | None]] = {one.pk: {} for one in mine}
    rows = Answer.objects.filter(response__in=mine).order_by().values_list("response", "variable", "value", "missing")
    for response, name, value, missing in rows:
        answers[response][name] = Missing(missing) if missing else value
    told: dict[str, list[Told]] = {}
    for one in sorted(mine, key=lambda each: (each.wave.opens_on, each.pk)):
        said = Told(one.answered_on, one.wave.number, one.instrument_version, answers[one.pk])
        told.setdefault(one.instrument, []).append(said)
    return told
