"""Invitations as the one who was invited meets them."""

from enum import StrEnum

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from fremskudt.access.links import token_hash
from fremskudt.access.models import Invitation, User
from fremskudt.access.roles import LIGHT_ROLES


class Way(StrEnum):
    """What the invited one must do."""

    DEVICE = "device"  # a light role: one press, and this device is known
    LOGIN = "login"  # choose a password or a passkey
    YES = "yes"  # logged in already: say yes
    LOG_IN = "log_in"  # has a login: use it first
    OTHER = "other"  # somebody else is logged in here


def find_valid(token: str) -> Invitation | None:
    """The invitation of this token while it holds; nothing for one unknown, expired, used or revoked."""
    waiting = Invitation.objects.filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())
    found = waiting.select_related("organisation").filter(token_hash=token_hash(token)).first()
    known = found and find_invited(found)
    return None if known and not known.is_active else found


def find_invited(invitation: Invitation) -> User | None:
    return User.objects.filter(email__iexact=invitation.email).first()


def way_in(invitation: Invitation, visitor: User | AnonymousUser) -> Way:
    known = find_invited(invitation)
    if isinstance(visitor, User) and visitor != known:
        return Way.OTHER
    if known and has_login(known):
        return Way.YES if visitor == known else Way.LOG_IN
    return Way.DEVICE if invitation.role in LIGHT_ROLES else Way.LOGIN


def has_login(user: User) -> bool:
    """Whether the user has a way in of their own, beside links by mail."""
    return (
        user.has_usable_password()
        or Authenticator.objects.filter(user=user).exists()
        or SocialAccount.objects.filter(user=user).exists()
    )
