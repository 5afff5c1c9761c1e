"""A message to a citizen's phone: claimed, then sent, then noted. Nobody gets the same twice.

Whoever comes first claims it by its row (`Message`; the database lets one in for each citizen, kind and occasion) and
reads the number, in one transaction with the event of that. Then the message goes, outside of any transaction, and then
the time is written. A worker that is killed in between leaves a claim without a time: the message may have gone, so it
never goes again. A message that the gateway refused may be tried again after a quarter of an hour.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit, gateways
from fremskudt.access.actor import SYSTEM
from fremskudt.access.audit import Purpose
from fremskudt.access.gateways import Reply
from fremskudt.access.models import User
from fremskudt.casework.actions import message_agreement as agreements
from fremskudt.casework.models import Citizen, Message, MessageAgreement
from fremskudt.casework.rules import message as rules
from fremskudt.casework.rules.identity import BadIdentityError, normal_phone, shown_phone
from fremskudt.casework.rules.message import Kind
from fremskudt.casework.rules.message_agreement import Heard, heard
from fremskudt.casework.rules.message_text import text_of
from fremskudt.casework.rules.team import first_name
from fremskudt.casework.selectors.followers import list_followers
from fremskudt.casework.selectors.message import may_say_to, of_family, standing
from fremskudt.casework.selectors.message_agreement import who_said_yes
from fremskudt.casework.selectors.message_phone import open_phone, whose_phone

logger = logging.getLogger(__name__)
SAMPLE_RESTS = 60  # seconds; pressed twice, it is one

PutOff = Callable[[Citizen, datetime], date | None]  # what waits until that day; None: nothing did


@dataclass(frozen=True)
class Claim:
    """The right to send one message, which one worker gets."""

    message: Message
    number: str = field(repr=False)


def send(
    *,
    citizen: Citizen,
    kind: Kind,
    occasion: str,
    text: Callable[[], str],
    by: User | None,
    now: datetime | None = None,
    sender: User | None = None,
    is_dead: bool = False,
    then: Callable[[], object] | None = None,
) -> bool:
    """Whether it went, now and by this call. Never inside a transaction.

    `text` is asked once the message is claimed, so it says what is true as it goes. `sender` is whose name stands in
    it, where nobody pressed (`by` None). `then` is done in the transaction that notes it as sent.
    """
    now = now or timezone.now()
    claim = _claim(citizen, kind, occasion, by=by, now=now, sender=sender or by, is_dead=is_dead)
    if claim is None:
        return False
    if not _goes(claim, text, now):
        return False
    with transaction.atomic():
        Message.objects.filter(pk=claim.message.pk).update(sent_at=now)
        if then:
            then()
    return True


def read_replies(now: datetime, put_off: PutOff | None = None) -> int:
    """Everything that came back from phones; returns how many were heard. Words are forgotten as they are read.

    STOP stops, and is answered once. »Ikke nu« is handed to `put_off`, without its words. What else comes, and what
    comes from somebody who has no yes, is not kept and not answered. A reply is let go of when it is done with.
    """
    gateway = gateways.gateway()
    replies = gateway.replies()
    numbers = {reply.mark: _normal(reply.number) for reply in replies}
    known = whose_phone({one for one in numbers.values() if one}, who_said_yes()) if replies else {}
    for reply in replies:
        _hear(reply, known.get(numbers[reply.mark] or "", []), now, put_off)
        gateway.forget(reply)
    return len(replies)


def try_on_oneself(*, text: str, by: User) -> bool:
    """The text to whoever works here and asks; whether it went. Pressed twice within a minute, it is once."""
    if not cache.add(f"message.sample:{by.pk}", True, SAMPLE_RESTS):
        return True
    with transaction.atomic():
        audit.record(by=by, action="message.try", subject=by.key, purpose=Purpose.OWN, fields="coded")
    went = gateways.try_on_oneself(by.email, text)
    if not went:
        cache.delete(f"message.sample:{by.pk}")
    return went


def _claim(
    citizen: Citizen, kind: Kind, occasion: str, *, by: User | None, now: datetime, sender: User | None, is_dead: bool
) -> Claim | None:
    """Nobody where it was sent or claimed, or where no message may go now; all is asked anew under the lock."""
    with transaction.atomic():
        root = Citizen.objects.select_for_update(of=("self",)).get(pk=citizen.merged_into_id or citizen.pk)
        known = standing(root, now, sender=sender, is_dead=is_dead)
        number = open_phone(root) if rules.may_write(kind, known) else None
        message = _row(root, kind, occasion, by, now) if number else None
        if message is None or number is None:
            return None
        audit.record(
            by=by or SYSTEM, action="message.send", subject=root.key, purpose=Purpose.CARE, fields="identifying"
        )
    return Claim(message, number)


def _row(root: Citizen, kind: Kind, occasion: str, by: User | None, now: datetime) -> Message | None:
    kept = of_family(root).filter(kind=kind, occasion=occasion).first()
    if kept is None:
        return Message.objects.create(citizen=root, kind=kind, occasion=occasion, made_at=now, by=by)
    if not rules.may_claim(is_sent=kept.sent_at is not None, failed_at=kept.failed_at, now=now):
        return None
    kept.made_at, kept.failed_at, kept.by = now, None, by
    kept.save(update_fields=["made_at", "failed_at", "by"])
    return kept


def _goes(claim: Claim, text: Callable[[], str], now: datetime) -> bool:
    """What tells what it is about goes nowhere, whoever wrote it: a host's name can."""
    try:
        words = text()
        may = may_say_to(claim.message.citizen, words)
        went = bool(may) and gateways.gateway().send(claim.number, words)
        if not may:
            logger.error("A message was not sent: its text, or the address in it, tells what it is about.")
    except Exception:
        _refused(claim, now)
        raise
    if not went:
        _refused(claim, now)
    return went


def _refused(claim: Claim, now: datetime) -> None:
    Message.objects.filter(pk=claim.message.pk, sent_at=None).update(failed_at=now)


def _hear(reply: Reply, roots: list[int], now: datetime, put_off: PutOff | None) -> None:
    """Two may share a phone: it is said of both, and answered once."""
    kind = heard(reply.words)
    if kind is Heard.STOP:
        stopped = [one for one in (agreements.stop(citizen_id=root, now=now) for root in roots) if one]
        for agreement in stopped[:1]:
            _say_stopped(agreement, now)
    elif kind is Heard.NOT_NOW and put_off is not None:
        people = list(Citizen.objects.filter(pk__in=roots).order_by("pk"))
        days = [(one, day) for one in people if (day := put_off(one, now))]
        for citizen, day in days[:1]:
            _say_not_now(citizen, day, now)


def _say_stopped(agreement: MessageAgreement, now: datetime) -> None:
    text, occasion = text_of(Kind.STOPPED, number=_to_ring()), f"stop:{agreement.pk}"
    send(citizen=agreement.citizen, kind=Kind.STOPPED, occasion=occasion, text=lambda: text, by=None, now=now)


def _say_not_now(citizen: Citizen, day: date, now: datetime) -> None:
    followers = list_followers(citizen)
    if followers:
        text = text_of(Kind.NOT_NOW, day=day, name=first_name(followers[0].name))
        occasion = f"not_now:{timezone.localdate(now).isoformat()}"
        send(citizen=citizen, kind=Kind.NOT_NOW, occasion=occasion, text=lambda: text, by=None, now=now)


def _to_ring() -> str:
    number = _normal(settings.SMS_CALL)
    return shown_phone(number) if number else settings.SMS_CALL


def _normal(number: str) -> str | None:
    try:
        return normal_phone(number)
    except BadIdentityError:
        return None
