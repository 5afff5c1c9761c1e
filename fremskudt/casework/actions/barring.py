"""Bar a worker from a citizen, and lift it again by two. Each is an event; the reason is not in it."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import PersonalLink, User
from fremskudt.basics.verdict import require
from fremskudt.casework.models import Barring, Citizen, DoorOpening
from fremskudt.casework.rules import barring as rules


def set_barring(*, citizen: Citizen, user: User, reason: str, review_on: date, by: User) -> Barring:
    """From the next request the worker meets what an outsider meets.

    Their open doors close, and the links they gave the citizen end, since they may know those by heart. Their
    assignment stays beneath, so that lifting the barring brings it back.
    """
    with transaction.atomic():
        Citizen.objects.select_for_update().get(pk=citizen.pk)
        now = timezone.now()
        already = Barring.objects.of(citizen).filter(user=user, lifted_at=None).first()
        if already:
            return already
        barring = Barring.objects.create(
            citizen=citizen, user=user, reason=reason, review_on=review_on, set_at=now, set_by=by
        )
        DoorOpening.objects.filter(citizen=citizen, user=user, closed_at=None, closes_at__gt=now).update(closed_at=now)
        PersonalLink.objects.filter(subject=citizen.key, made_by=user, revoked_at=None).update(revoked_at=now)
        record(by=by, action="barring.set", subject=citizen.key, purpose=Purpose.ADMINISTRATION, fields="free_text")
    return barring


def in_force(barring: Barring) -> Barring:
    """The barring, held to the end of the transaction; refused when somebody lifted it a moment ago."""
    held = Barring.objects.select_for_update().get(pk=barring.pk)
    require(rules.may_still_change(lifted=held.lifted_at is not None))
    return held


def ask_to_lift(*, barring: Barring, by: User) -> None:
    """The first of two. Asked twice, the first who did stands."""
    with transaction.atomic():
        held = in_force(barring)
        require(rules.may_ask(barred=held.user_id, by=by.pk))
        if held.lift_asked_by_id is not None:
            return
        held.lift_asked_at, held.lift_asked_by = timezone.now(), by
        held.save(update_fields=["lift_asked_at", "lift_asked_by"])
        record(by=by, action="barring.lift_asked", subject=held.citizen.key, purpose=Purpose.ADMINISTRATION)


def lift(*, barring: Barring, by: User) -> None:
    """The second of two."""
    with transaction.atomic():
        held = in_force(barring)
        require(rules.may_lift(barred=held.user_id, asked_by=held.lift_asked_by_id, by=by.pk))
        held.lifted_at, held.lifted_by = timezone.now(), by
        held.save(update_fields=["lifted_at", "lifted_by"])
        record(by=by, action="barring.lifted", subject=held.citizen.key, purpose=Purpose.ADMINISTRATION)
