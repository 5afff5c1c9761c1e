"""A link by mail is asked for, and opens a session on a device that is known."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from fremskudt.access.actor import Actor
from fremskudt.access.audit import Purpose, record
from fremskudt.access.links import new_token, token_hash
from fremskudt.access.models import Device, SignInLink, User
from fremskudt.access.roles import LIGHT_ROLES
from fremskudt.access.selectors.device import find_known

VALID = timedelta(minutes=15)
KEPT = timedelta(days=1)
ANYBODY = Actor("nobody")


@transaction.atomic
def ask(*, email: str) -> tuple[User | None, str]:
    """The user of the address when they have a light role, and the secret of a link. Who asks is not known.

    An unknown address costs the same: the same statements, a row, a line in the log.
    """
    token, now = new_token(), timezone.now()
    user = User.objects.filter(email__iexact=email, is_active=True, memberships__role__in=LIGHT_ROLES).first()
    SignInLink.objects.filter(expires_at__lt=now - KEPT).delete()
    SignInLink.objects.create(user=user, token_hash=token_hash(token), made_at=now, expires_at=now + VALID)
    record(by=ANYBODY, action="sign_in_link.ask", subject=user.key if user else "nobody", purpose=Purpose.OWN)
    return user, token


@transaction.atomic
def use(*, token: str, held: Iterable[str]) -> User | None:
    """The user whose link this is, once, and only where their device is known by one of the marks that it holds."""
    now = timezone.now()
    links = SignInLink.objects.filter(token_hash=token_hash(token), used_at=None, expires_at__gt=now)
    link = links.filter(user__is_active=True, user__memberships__role__in=LIGHT_ROLES).select_related("user").first()
    device = link and link.user and find_known(link.user, held)
    if not link or not link.user or not device or not links.update(used_at=now):
        return None
    Device.objects.filter(pk=device.pk).update(seen_at=now)
    record(by=link.user, action="sign_in_link.use", subject=link.user.key, purpose=Purpose.OWN)
    return link.user
