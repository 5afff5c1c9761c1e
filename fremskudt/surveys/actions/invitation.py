"""Somebody is asked to answer: a row for each way on each day."""

from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.actor import Actor
from fremskudt.access.audit import Purpose
from fremskudt.access.models import User
from fremskudt.basics.verdict import Verdict, require
from fremskudt.surveys.actions import respondent as respondents
from fremskudt.surveys.models import Invitation, Respondent
from fremskudt.surveys.rules.asking import NO_YES
from fremskudt.surveys.rules.ways import Way
from fremskudt.surveys.selectors.asked import Asked, takes_part
from fremskudt.surveys.selectors.may_ask import may_ask_now

NOBODY = Actor("nobody")


def invite(*, asked: Asked, way: Way, by: User | None) -> Invitation:
    """Note that they were asked this way. Twice the same way on one day is once. NotNow where we may not ask."""
    with transaction.atomic():
        require(may_ask_now(asked))
        person, now = held(asked), timezone.now()
        of_today = Invitation.objects.filter(respondent=person, wave=asked.wave, way=way, by=by)
        newest = of_today.first()
        if newest and timezone.localdate(newest.made_at) == timezone.localdate(now):
            return newest
        made = Invitation.objects.create(respondent=person, wave=asked.wave, way=way, made_at=now, by=by)
        audit.record(by=by or NOBODY, action="invitation.make", subject=asked.subject, purpose=Purpose.EVALUATION)
    return made


def held(asked: Asked) -> Respondent:
    """Within the caller's transaction: the respondent, made when the study has not met them, and locked.

    NotNow where they have not said yes: then the study has no row of them, whatever is written here.
    """
    if asked.citizen is None:
        return Respondent.objects.select_for_update().get(study=asked.study, code=asked.code)
    root = asked.citizen.merged_into or asked.citizen
    require(Verdict.yes() if takes_part(asked) else Verdict.no(NO_YES))
    return respondents.find_or_make(study=asked.study, citizen=root)
