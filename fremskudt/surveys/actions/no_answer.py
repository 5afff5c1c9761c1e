"""Why there is no answer: told, changed and taken back. What stops for good stops in every study."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.models import User
from fremskudt.basics.verdict import require
from fremskudt.surveys.actions.invitation import NOBODY, held
from fremskudt.surveys.models import NoAnswer, Respondent
from fremskudt.surveys.rules.questions import may_tell
from fremskudt.surveys.rules.why_no_answer import WHY
from fremskudt.surveys.selectors.asked import Asked

FOR_GOOD = [why for why, meaning in WHY.items() if meaning.for_good]


def tell(*, asked: Asked, why: str, by: User | None) -> NoAnswer:
    """The reason that stands for this person and wave; another takes its place. The same twice is once."""
    with transaction.atomic():
        person = held(asked)
        require(may_tell(why=why, is_complete=asked.response is not None and asked.next_bite is None))
        standing = NoAnswer.objects.filter(respondent=person, wave=asked.wave, undone_at=None)
        same = standing.filter(why=why).first()
        if same:
            return same
        now = timezone.now()
        standing.update(undone_at=now)
        made = NoAnswer.objects.create(respondent=person, wave=asked.wave, why=why, made_at=now, by=by)
        audit.record(
            by=by or NOBODY, action="no_answer.tell", subject=asked.subject, purpose=Purpose.EVALUATION, fields="coded"
        )
    return made


def tell_all(*, asked: Collection[Asked], why: str, by: User | None) -> None:
    """The same reason in each study that these belong to: for what stops for good."""
    with transaction.atomic():
        for one in {one.study.pk: one for one in asked}.values():
            tell(asked=one, why=why, by=by)


def undo(*, asked: Asked, by: User | None) -> bool:
    """It does not hold (any more): ask as before. What stopped for good is taken back whichever wave it was told in."""
    with transaction.atomic():
        n_undone = _standing(held(asked), asked).update(undone_at=timezone.now())
        if n_undone:
            audit.record(by=by or NOBODY, action="no_answer.undo", subject=asked.subject, purpose=Purpose.EVALUATION)
    return bool(n_undone)


def undo_all(*, asked: Collection[Asked], by: User | None) -> bool:
    with transaction.atomic():
        undone = [undo(asked=one, by=by) for one in asked]
    return any(undone)


def _standing(person: Respondent, asked: Asked) -> QuerySet[NoAnswer]:
    this_or_for_good = Q(wave=asked.wave) | Q(why__in=FOR_GOOD)
    return NoAnswer.objects.filter(this_or_for_good, respondent=person, undone_at=None)
