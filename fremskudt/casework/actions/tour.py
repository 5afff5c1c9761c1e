"""Plan a tour, and call it off. The visits in it are appointments of their own."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import Area, User
from fremskudt.casework.models import Tour


def plan(*, on: date, area: Area, is_evening: bool, with_user: User | None, by: User) -> Tour:
    """A tour of one's own; the same, pressed twice, is one."""
    told = {"on": on, "area": area, "is_evening": is_evening, "with_user": with_user, "user": by}
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        if already := Tour.objects.filter(**told, called_off_at=None).first():
            return already
        tour = Tour.objects.create(municipality=area.municipality, made_at=timezone.now(), by=by, **told)
        _record("tour.plan", tour, by)
    return tour


def call_off(*, tour: Tour, by: User) -> None:
    """The visits in it stand: each is called off with the citizen."""
    with transaction.atomic():
        if Tour.objects.filter(pk=tour.pk, called_off_at=None).update(called_off_at=timezone.now()):
            _record("tour.call_off", tour, by)


def take_back(*, tour: Tour, by: User) -> None:
    """The tour stands again."""
    with transaction.atomic():
        if Tour.objects.filter(pk=tour.pk, called_off_at__isnull=False).update(called_off_at=None):
            _record("tour.take_back", tour, by)


def _record(action: str, tour: Tour, by: User) -> None:
    subject = f"org:{tour.municipality_id}"
    record(by=by, action=action, subject=subject, purpose=Purpose.ADMINISTRATION, fields="coded")
