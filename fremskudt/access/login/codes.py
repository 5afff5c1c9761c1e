"""Codes that are typed: six digits from an app, or a recovery code. Each counts once, whichever worker is asked."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.utils import decrypt, encrypt
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from fremskudt.access.models import UsedCode, User
from fremskudt.access.rules.one_time_code import PERIOD, matching_step, step_at

WAITING = "new_app"  # in the session: the sealed secret of an app that is being set up
KEPT = 24 * 3600 // PERIOD  # steps for which a used code is remembered: a day, should the clock be set back
SPACING = str.maketrans("", "", " -\u00a0")
Type = Authenticator.Type


def accept_code(user: User, typed: str) -> Authenticator | None:
    """The user's factor that this code belongs to, now spent; None for a wrong code and for one that was used."""
    code = typed.translate(SPACING)
    for factor in Authenticator.objects.filter(user=user, type__in=[Type.TOTP, Type.RECOVERY_CODES]):
        if factor.type == Type.TOTP:
            accepted = accept_app_code(user, decrypt(factor.data["secret"]), code)
        else:
            accepted = factor.wrap().validate_code(code)  # locks the row, so that two at once are one after the other
        if accepted:
            factor.user = user
            return factor
    return None


def accept_app_code(user: User, secret: str, typed: str) -> bool:
    """Whether this is the app's code right now and was never used. A row says so: a cache may forget."""
    now = time.time()
    step = matching_step(secret, typed.translate(SPACING), now)
    if step is None:
        return False
    try:
        with transaction.atomic():
            UsedCode.objects.filter(user=user, step__lt=step_at(now) - KEPT).delete()
            UsedCode.objects.create(user=user, step=step)
    except IntegrityError:
        return False
    return True


def new_secret(request: HttpRequest) -> str:
    """A new app secret. It waits in the session, sealed, for the code that shows that the app has it."""
    secret = generate_totp_secret()
    request.session[WAITING] = encrypt(secret)
    return secret


def waiting_secret(request: HttpRequest) -> str:
    """The secret that was shown; a new one, which no code fits, when there is none."""
    sealed = request.session.get(WAITING)
    return decrypt(sealed) if sealed else new_secret(request)


def forget_waiting(request: HttpRequest) -> None:
    request.session.pop(WAITING, None)
