"""Somebody asks for help today: written down, taken by one, closed."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.models import Organisation, User
from fremskudt.basics.verdict import NotNow, require
from fremskudt.casework.actions.case import has_ended
from fremskudt.casework.models import Case, UrgentRequest
from fremskudt.casework.rules import urgent as rules
from fremskudt.casework.rules.course import may_write

SAME = timedelta(minutes=10)


def ask(
    *, municipality: Organisation, case: Case | None, area: str, words: str, asked_at: datetime | None, by: User
) -> UrgentRequest:
    """Written down; `asked_at` is now where nobody says otherwise. The same words pressed again are one request."""
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=municipality.pk)
        if case:
            require(may_write(has_ended=has_ended(case)))
        now = timezone.now()
        same = UrgentRequest.objects.filter(
            municipality=municipality, case=case, area=area, words=words, by=by, closed_at=None, made_at__gt=now - SAME
        )
        if already := same.first():
            return already
        made = UrgentRequest.objects.create(
            municipality=municipality, case=case, area=area, words=words, asked_at=asked_at or now, made_at=now, by=by
        )
        _record(by, "urgent.ask", made, "coded,free_text")
    return made


def take(*, request: UrgentRequest, by: User) -> None:
    """One of two who press at once has it; the other is told when. Pressed twice by the same, once."""
    with transaction.atomic():
        held = _held(request)
        if held.taken_by_id == by.pk:
            return
        verdict = rules.may_take(is_taken_by_other=held.taken_by_id is not None, is_closed=held.closed_at is not None)
        if not verdict:
            raise NotNow(_(verdict.reason) % {"at": _clock(held.taken_at)})
        held.taken_at, held.taken_by = timezone.now(), by
        held.save(update_fields=["taken_at", "taken_by"])
        _record(by, "urgent.take", held, "coded")


def close(*, request: UrgentRequest, by: User) -> None:
    with transaction.atomic():
        held = _held(request)
        require(rules.may_close(taken_by=held.taken_by_id, by=by.pk))
        if held.closed_at is not None:
            return
        held.closed_at = timezone.now()
        held.save(update_fields=["closed_at"])
        _record(by, "urgent.close", held, "coded")


def _held(request: UrgentRequest) -> UrgentRequest:
    return UrgentRequest.objects.select_for_update(of=("self",)).select_related("case__citizen").get(pk=request.pk)


def _clock(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "H.i") if at else ""


def _record(by: User, action: str, request: UrgentRequest, fields: str) -> None:
    subject = request.case.citizen.key if request.case else f"urgent_request:{request.pk}"
    audit.record(by=by, action=action, subject=subject, purpose=Purpose.CARE, fields=fields)
