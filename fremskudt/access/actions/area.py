"""Areas: a new one, its numbers, closed when it is not used, and opened again."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import Area, Organisation, User
from fremskudt.access.rules import area as rules
from fremskudt.basics.verdict import NotNow


class NameTakenError(Exception):
    """There is an area of that name in the municipality already."""


def create(
    *, municipality: Organisation, name: str, n_inhabitants: int | None, drive_minutes: int | None,
    drive_km: int | None, by: User,
) -> Area:  # fmt: skip
    area = Area(
        municipality=municipality, name=name, n_inhabitants=n_inhabitants, drive_minutes=drive_minutes,
        drive_km=drive_km,
    )  # fmt: skip
    with transaction.atomic():
        _save(area)
        _record("area.create", area, by)
    return area


def change(
    *, area: Area, name: str, n_inhabitants: int | None, drive_minutes: int | None, drive_km: int | None, by: User
) -> None:
    area.name, area.n_inhabitants, area.drive_minutes, area.drive_km = name, n_inhabitants, drive_minutes, drive_km
    with transaction.atomic():
        _save(area)
        _record("area.change", area, by)


def close(*, area: Area, by: User) -> None:
    """It is chosen for nothing new; what was planned there stays. Closed twice it is closed once."""
    with transaction.atomic():
        if Area.objects.filter(pk=area.pk, closed_at=None).update(closed_at=timezone.now()):
            _record("area.close", area, by)


def reopen(*, area: Area, by: User) -> None:
    """In use again. Refused when another has taken the name meanwhile."""
    if area.closed_at is None:
        return
    area.closed_at = None
    with transaction.atomic():
        try:
            _save(area)
        except NameTakenError:
            raise NotNow(rules.NAME_TAKEN) from None
        _record("area.reopen", area, by)


def _save(area: Area) -> None:
    others = Area.objects.filter(municipality=area.municipality, closed_at=None).exclude(pk=area.pk)
    if area.closed_at is None and others.filter(name__iexact=area.name).exists():
        raise NameTakenError
    try:
        with transaction.atomic():
            area.save()
    except IntegrityError as error:  # somebody else took the name in the meantime
        raise NameTakenError from error


def _record(action: str, area: Area, by: User) -> None:
    subject = f"org:{area.municipality_id}"
    record(by=by, action=action, subject=subject, purpose=Purpose.ADMINISTRATION, fields="coded")
