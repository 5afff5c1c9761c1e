"""A phone or computer becomes somebody's own, or is forgotten."""

from django.db import transaction
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.links import new_token, token_hash
from fremskudt.access.models import Device, User


@transaction.atomic
def know(*, user: User, label: str, by: User) -> tuple[Device, str]:
    """The device, and the secret for its cookie, which is kept nowhere else."""
    token, now = new_token(), timezone.now()
    device = Device.objects.create(user=user, token_hash=token_hash(token), label=label, known_at=now, seen_at=now)
    record(by=by, action="device.know", subject=user.key, purpose=Purpose.OWN)
    return device, token


@transaction.atomic
def end(*, device: Device, by: User) -> None:
    """Forget the device: a link by mail opens nothing on it from now on."""
    if Device.objects.filter(pk=device.pk, revoked_at=None).update(revoked_at=timezone.now()):
        record(by=by, action="device.end", subject=f"user:{device.user_id}", purpose=Purpose.OWN)
