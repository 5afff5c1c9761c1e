"""Phones and computers that somebody made their own."""

from collections.abc import Iterable

from fremskudt.access.models import Device, User


def find_known(user: User, hashes: Iterable[str]) -> Device | None:
    """The user's own device among these marks; none that was forgotten."""
    return Device.objects.filter(user=user, token_hash__in=list(hashes), revoked_at=None).first()


def list_known(user: User) -> list[Device]:
    return list(Device.objects.filter(user=user, revoked_at=None))


def find_own(user: User, pk: int) -> Device | None:
    """The user's device of this number, while it is known."""
    return Device.objects.filter(user=user, pk=pk, revoked_at=None).first()
