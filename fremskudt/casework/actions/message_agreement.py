"""A citizen's answer to being written to by SMS: by a worker who heard it, or by STOP from the phone itself."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.models import User
from fremskudt.basics.verdict import require
from fremskudt.casework.actions.link import NOBODY
from fremskudt.casework.models import Citizen, MessageAgreement
from fremskudt.casework.rules import message_agreement as rules
from fremskudt.casework.selectors.message_agreement import newest_answer


def answer(*, citizen: Citizen, answer: str, form: str, witness: str, by: User) -> MessageAgreement:
    """Write it down. The same answer while it stands is one, so a double press is."""
    with transaction.atomic():
        held, newest = _hold(citizen.pk)
        require(rules.may_answer(answer, form=form, witness=witness))
        if newest and newest.answer == answer:
            return newest
        made = _write(held, newest, timezone.now(), answer=answer, form=form, witness=witness, by=by)
        audit.record(by=by, action="message_agreement.answer", subject=held.key, purpose=Purpose.CARE, fields="coded")
    return made


def stop(*, citizen_id: int, now: datetime) -> MessageAgreement | None:
    """STOP came from the phone. Nothing where no yes stands: they were stopped already, by another worker perhaps."""
    with transaction.atomic():
        held, newest = _hold(citizen_id)
        if newest is None or newest.answer != "yes":
            return None
        made = _write(held, newest, now, answer="stop", form="sms", witness="", by=None)
        audit.record(by=NOBODY, action="message_agreement.stop", subject=held.key, purpose=Purpose.OWN, fields="coded")
    return made


def _hold(citizen_id: int) -> tuple[Citizen, MessageAgreement | None]:
    held = Citizen.objects.select_for_update(of=("self",)).get(pk=citizen_id)
    return held, newest_answer(held)


def _write(
    held: Citizen, newest: MessageAgreement | None, now: datetime, *, answer: str, form: str, witness: str,
    by: User | None,
) -> MessageAgreement:  # fmt: skip
    """After whatever was said before, also where somebody has set the clock back: the newest decides."""
    said_at = max(now, newest.said_at) if newest else now
    return MessageAgreement.objects.create(
        citizen=held, answer=answer, form=form, witness=witness, said_at=said_at, made_at=now, by=by
    )
