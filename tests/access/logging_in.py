"""Logging in through the real pages, for the tests of log-in."""

import re
import time
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

from allauth.core.context import request_context
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.http import HttpResponse
from django.test import Client

from fremskudt.access.models import Event, User
from fremskudt.access.rules.one_time_code import code_at, step_at
from tests.cast import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def give_app(user: User, secret: str = SECRET) -> str:
    with asked_by(user):
        TOTP.activate(user, secret)
    return secret


def give_recovery_codes(user: User) -> list[str]:
    with asked_by(user):
        return RecoveryCodes.activate(user).generate_codes()


def asked_by(user: User) -> AbstractContextManager[None]:
    """Secrets are sealed for the one who asks."""
    return request_context(SimpleNamespace(user=user))  # type: ignore[arg-type,return-value]


def code_now(secret: str = SECRET, later: int = 0) -> str:
    """The app's code, or that of so many steps later."""
    return code_at(secret, step_at(time.time()) + later)


def type_password(client: Client, email: str, password: str = PASSWORD, **more: Any) -> HttpResponse:
    return client.post("/log-ind/", {"login": email, "password": password}, **more)


def type_code(client: Client, code: str, **more: Any) -> HttpResponse:
    return client.post("/log-ind/to-trin/", {"code": code}, **more)


def log_in(client: Client, user: User, later: int = 0) -> Client:
    """With password and app."""
    type_password(client, user.email)
    assert type_code(client, code_now(later=later)).status_code == 302
    return client


def is_logged_in(client: Client) -> bool:
    return client.get("/mig/sikkerhed/").status_code == 200


def body(response: HttpResponse) -> str:
    """What stands on the page, without what differs from one answer to the next: tokens, and what was typed."""
    return re.sub(r'(csrfmiddlewaretoken" |name="login" )?value="[^"]*"', "", response.content.decode())


def events(action: str) -> list[tuple[str, str]]:
    return list(Event.objects.filter(action=action).order_by("number").values_list("actor", "subject"))
