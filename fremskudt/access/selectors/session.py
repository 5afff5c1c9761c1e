"""Browsers that are logged in."""

from django.utils import timezone

from fremskudt.access.models import OpenSession, User
from fremskudt.access.models.login import WHOLE


def find_open(user: User, pk: int) -> OpenSession | None:
    """The user's session of this number; none once it is ended."""
    return OpenSession.objects.filter(user=user, pk=pk).first()


def list_open(user: User) -> list[OpenSession]:
    """Newest use first, without those that have grown too old to open anything."""
    return list(OpenSession.objects.filter(user=user, began_at__gt=timezone.now() - WHOLE))
