"""Questions wait until a day, and are let go again (F37). What we have put off, nobody is asked about meanwhile."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.actor import Actor
from fremskudt.access.audit import Purpose
from fremskudt.access.models import User
from fremskudt.basics.verdict import require
from fremskudt.surveys.actions.invitation import NOBODY, held
from fremskudt.surveys.models import Hold, Respondent
from fremskudt.surveys.rules.questions import may_hold
from fremskudt.surveys.selectors.asked import Asked


def hold(*, asked: Asked, instrument: str, reason: str, until_on: date, by: User | Actor | None) -> Hold:
    """Questions of this instrument ("": of all in the study) wait until the day. By nobody or a link: the citizen.

    A new one takes the place of the one before, so the day can be moved nearer too. The same twice is once.
    """
    with transaction.atomic():
        require(may_hold(reason=reason, until_on=until_on, today=timezone.localdate()))
        person, who = held(asked), by if isinstance(by, User) else None
        standing = _standing(person, [instrument] if instrument else None)
        same = standing.filter(instrument=instrument, reason=reason, until_on=until_on, by=who).first()
        if same:
            return same
        now = timezone.now()
        standing.update(lifted_at=now)
        made = Hold.objects.create(
            respondent=person, instrument=instrument, reason=reason, until_on=until_on, made_at=now, by=who
        )
        audit.record(
            by=by or NOBODY, action="hold.make", subject=asked.subject, purpose=Purpose.EVALUATION, fields="coded"
        )
    return made


def hold_all(*, asked: Collection[Asked], reason: str, until_on: date, by: User | Actor | None) -> None:
    """All questions of each study that these belong to."""
    with transaction.atomic():
        for one in {one.study.pk: one for one in asked}.values():
            hold(asked=one, instrument="", reason=reason, until_on=until_on, by=by)


def lift(*, asked: Asked, by: User | Actor | None) -> bool:
    """Ask again from now on; no where nothing held these questions back."""
    with transaction.atomic():
        person = held(asked)
        n_lifted = _standing(person, ["", asked.wave.instrument]).update(lifted_at=timezone.now())
        if n_lifted:
            audit.record(by=by or NOBODY, action="hold.lift", subject=asked.subject, purpose=Purpose.EVALUATION)
    return bool(n_lifted)


def _standing(person: Respondent, instruments: Collection[str] | None) -> QuerySet[Hold]:
    """Those that still hold; of these instruments, or of any (None)."""
    found = Hold.objects.filter(respondent=person, lifted_at=None, until_on__gt=timezone.localdate())
    return found if instruments is None else found.filter(instrument__in=instruments)
