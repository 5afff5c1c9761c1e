"""The tie is cut: a new code at random, and no hour, worker, file or sheet left that leads back. Never undone.

What was answered goes on counting in every extract, which knows months only. See docs/decisions for what remains.
"""

from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.models import PersonalLink, User
from fremskudt.basics.verdict import Verdict, require
from fremskudt.casework.models import Citizen
from fremskudt.casework.rules.pseudonym import random_code
from fremskudt.casework.selectors.taking_part import studies_of
from fremskudt.surveys.models import Correction, Given, Hold, Invitation, NoAnswer, Respondent, Response, Sheet, Study
from fremskudt.surveys.rules import tie as rules
from fremskudt.surveys.selectors.tie import is_cut_in, lines_of

DAYS = ("identified_on", "started_on", "ended_on")


def cut_person(*, citizen: Citizen, study: Study, typed: str, by: User) -> None:
    """Of one who does not take part (any more). `typed` is the citizen's code, to be sure. NotNow where it may not."""
    with transaction.atomic():
        require(Verdict.yes() if rules.is_typed(citizen.code, typed) else Verdict.no(rules.WRONG_CODE))
        people = list(lines_of(study, [citizen]).select_for_update())
        require(rules.may_cut_person(takes_part=study.slug in studies_of(citizen.pk), has_code=bool(people)))
        _cut(people)
        audit.record(by=by, action="tie.cut", subject=citizen.key, purpose=Purpose.ADMINISTRATION)


def cut_study(*, study: Study, towns: Collection[int], typed: str, by: User) -> None:
    """Of everybody in these municipalities (ids), once the study is over. `typed` is the study's slug, to be sure.

    The study is cut when nobody's code in it can be followed, in any municipality.
    """
    with transaction.atomic():
        require(Verdict.yes() if rules.is_typed(study.slug, typed) else Verdict.no(rules.WRONG_CODE))
        held, today = Study.objects.select_for_update().get(pk=study.pk), timezone.localdate()
        whole = [town for town in towns if not is_cut_in(held, town)]
        require(rules.may_cut_study(ends_on=held.ends_on, today=today, has_codes=bool(whole)))
        _cut(list(held.respondents.filter(municipality__in=whole).select_for_update()))
        if all(is_cut_in(held, town) for town in held.municipalities.values_list("pk", flat=True)):
            Study.objects.filter(pk=held.pk).update(cut_at=timezone.now())
        audit.record(by=by, action="tie.cut_study", subject=f"study:{held.slug}", purpose=Purpose.ADMINISTRATION)


def _cut(people: Collection[Respondent]) -> None:
    """What is done at the same hour stands in the log under the citizen: so no hour stands here, nor who helped."""
    for person in people:
        person.code, person.delivery, person.delivery_row = random_code(), None, None
        for name in DAYS:
            day = getattr(person, name)
            setattr(person, name, day and day.replace(day=1))
    Respondent.objects.bulk_update(people, ["code", "delivery", "delivery_row", *DAYS])
    _drop_sheets(Sheet.objects.filter(respondent__in=people))
    responses = Response.objects.filter(respondent__in=people)
    responses.update(begun_at=None, answered_on=TruncMonth("answered_on"), delivery=None, delivery_row=None)
    Given.objects.filter(response__in=responses).update(at=TruncMonth("at"), helped_by=None)
    Correction.objects.filter(response__in=responses).update(at=TruncMonth("at"))
    Invitation.objects.filter(respondent__in=people).update(made_at=TruncMonth("made_at"), by=None)
    NoAnswer.objects.filter(respondent__in=people, undone_at__isnull=False).delete()
    NoAnswer.objects.filter(respondent__in=people).update(made_at=TruncMonth("made_at"), by=None)
    Hold.objects.filter(respondent__in=people).delete()


def _drop_sheets(sheets: QuerySet[Sheet]) -> None:
    """A sheet that is out leads to nobody's answers any more."""
    links = list(sheets.filter(link__isnull=False).values_list("link", flat=True))
    PersonalLink.objects.filter(pk__in=links, revoked_at=None).update(revoked_at=timezone.now())
    Given.objects.filter(sheet__in=sheets).update(sheet=None)
    sheets.delete()
