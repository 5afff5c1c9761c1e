"""Logging somebody in who came by a link: with an invitation, or with a mail on a device that is known."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest

from fremskudt.access.models import User
from fremskudt.access.strength import KEY, Strength


def enter(request: HttpRequest, user: User, *, method: str, strength: Strength) -> None:
    """`method` is what was proved just now: password, invitation or link."""
    get_adapter(request).login(request, user)
    record_authentication(request, user, method)
    request.session[KEY] = strength
