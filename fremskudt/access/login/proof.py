"""What a session has proved about the person, and how strong that makes it."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest

from fremskudt.access.models import User
from fremskudt.access.strength import KEY, Strength, strength_of

VOUCHED = "vouched_for"  # subject at the identity provider that vouched for a strong log-in
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
FIRST = {"password", "socialaccount", "invitation"}


def has_factor(user: User) -> bool:
    """Whether the user has an app or a passkey; recovery codes alone are no factor."""
    return is_mfa_enabled(user, FACTORS)


def proved(request: HttpRequest, user: User) -> Strength:
    """STRONG: the provider vouched for it, a passkey by itself, or a first factor together with a second one."""
    records = get_authentication_records(request, user)
    second = [record for record in records if record["method"] == "mfa"]
    if vouched(request, records):
        return Strength.STRONG
    if not second or not has_factor(user):
        return Strength.PASSWORD
    alone = any(record.get("passwordless") for record in second)
    return Strength.STRONG if alone or any(record["method"] in FIRST for record in records) else Strength.PASSWORD


def vouched(request: HttpRequest, records: list[dict[str, Any]]) -> bool:
    """Whether the provider vouched for the very subject that logged in."""
    subject = request.session.get(VOUCHED)
    return bool(subject) and any(
        record["method"] == "socialaccount" and record.get("uid") == subject for record in records
    )


def renew(request: HttpRequest, user: User) -> None:
    """Ask anew after a factor came or went. A session opened by a mailed link stays at least that strong."""
    found = proved(request, user)
    if found is Strength.PASSWORD and strength_of(request.session) is Strength.LINK:
        return
    request.session[KEY] = found


def proved_by_enrolling(request: HttpRequest, user: User, factor: Authenticator) -> None:
    """Setting a factor up shows that one has it: it counts as used in this session."""
    record_authentication(request, user, "mfa", id=factor.pk, type=factor.type)
