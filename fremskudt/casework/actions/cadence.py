"""Agree how often those around a citizen meet, or a partnership does. The newest agreement is in force (F46)."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.models import Organisation, User
from fremskudt.casework.actions.case import in_writing
from fremskudt.casework.models import Cadence, Case


def agree(*, case: Case, every_days: int | None, from_on: date, by: User) -> None:
    """None of days: it is no longer agreed. The same again is no new agreement."""
    with transaction.atomic():
        held = in_writing(case)
        newest = Cadence.objects.filter(case=held).first()
        if _is_new(newest, every_days, from_on):
            Cadence.objects.create(
                municipality=held.citizen.municipality, case=held, every_days=every_days, from_on=from_on,
                made_at=timezone.now(), by=by,
            )  # fmt: skip
            audit.record(by=by, action="cadence.agree", subject=held.citizen.key, purpose=Purpose.CARE, fields="coded")


def agree_with(*, house: Organisation, every_days: int | None, from_on: date, by: User) -> None:
    """The same for a partnership."""
    with transaction.atomic():
        held = Organisation.objects.select_for_update().get(pk=house.pk)
        newest = Cadence.objects.filter(organisation=held).first()
        if _is_new(newest, every_days, from_on):
            Cadence.objects.create(
                municipality_id=held.town, organisation=held, every_days=every_days, from_on=from_on,
                made_at=timezone.now(), by=by,
            )  # fmt: skip
            audit.record(
                by=by, action="cadence.agree_with", subject=f"org:{held.pk}", purpose=Purpose.ADMINISTRATION,
                fields="coded",
            )  # fmt: skip


def _is_new(newest: Cadence | None, every_days: int | None, from_on: date) -> bool:
    if newest is None:
        return every_days is not None
    if newest.every_days is None and every_days is None:
        return False
    return (newest.every_days, newest.from_on) != (every_days, from_on)
