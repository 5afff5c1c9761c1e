"""Somebody is invited to a role, and says yes with the link they got."""

from datetime import timedelta

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.utils import timezone

from fremskudt.access.actions import device as device_actions
from fremskudt.access.actor import Actor
from fremskudt.access.audit import Purpose, record
from fremskudt.access.links import new_token, token_hash
from fremskudt.access.models import ROLES_IN, Invitation, Membership, Organisation, User
from fremskudt.access.roles import LIGHT_ROLES, Role
from fremskudt.access.rules.membership import may_invite
from fremskudt.access.selectors.invitation import find_invited, has_login
from fremskudt.basics.verdict import NotNow, Verdict, require

VALID = timedelta(days=7)
USED = "Linket virker ikke længere."
LOG_IN = "Du har allerede et login. Log ind med det, og åbn så linket igen."


@transaction.atomic
def send(*, email: str, name: str, organisation: Organisation, role: str, by: User | Actor) -> tuple[Invitation, str]:
    """The invitation, and the secret of its link, which is kept nowhere else. The mail is the caller's to send.

    That `by` may invite in this organisation is the caller's to ask. It is no user for a site's first administrator.
    """
    email, now = email.strip().lower(), timezone.now()
    same = Invitation.objects.filter(email=email, organisation=organisation, role=role)
    require(
        may_invite(
            administers=True,
            to_self=isinstance(by, User) and email == by.email.lower(),
            role_exists=role in ROLES_IN[organisation.kind],
            waits=same.filter(accepted_at=None, revoked_at=None, expires_at__gt=now).exists(),
        )
    )
    token = new_token()
    invitation = Invitation.objects.create(
        token_hash=token_hash(token), email=email, name=name.strip(), organisation=organisation, role=Role(role),
        invited_by=by if isinstance(by, User) else None, invited_at=now, expires_at=now + VALID,
    )  # fmt: skip
    record(
        by=by, action="invitation.send", subject=key(invitation), purpose=Purpose.ADMINISTRATION, fields="identifying"
    )
    return invitation, token


@transaction.atomic
def revoke(*, invitation: Invitation, by: User | Actor) -> None:
    """Close an invitation that was not accepted; nothing happens to any other."""
    waiting = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None)
    if waiting.update(revoked_at=timezone.now()):
        record(by=by, action="invitation.revoke", subject=key(invitation), purpose=Purpose.ADMINISTRATION)


@transaction.atomic
def accept(
    *, invitation: Invitation, device: str = "", name: str = "", password_hash: str = "", by: User | None = None
) -> tuple[User, str]:
    """Make the invited one a member, and a user first if need be; the user, and their device's secret.

    `by` is the one who is logged in, and nobody for a newcomer. `device` names the browser: with a light role it
    becomes the user's own. `password_hash` is made by the caller, since making it takes long.
    """
    now = timezone.now()
    waiting = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None, expires_at__gt=now)
    if not waiting.update(accepted_at=now):
        raise NotNow(USED)
    user = by or _user(invitation, name)
    if password_hash:  # never in the place of one that somebody chose before
        User.objects.filter(pk=user.pk, password__startswith=UNUSABLE_PASSWORD_PREFIX).update(password=password_hash)
        user.password = password_hash
    Membership.objects.get_or_create(user=user, organisation=invitation.organisation, role=invitation.role)
    light = invitation.role in LIGHT_ROLES
    token = device_actions.know(user=user, label=device, by=user)[1] if light else ""
    record(by=user, action="invitation.accept", subject=user.key, purpose=Purpose.OWN, fields="identifying")
    return user, token


def key(invitation: Invitation) -> str:
    """How the log names an invitation."""
    return f"invitation:{invitation.pk}"


def _user(invitation: Invitation, name: str) -> User:
    # Two invitations to one e-mail may be accepted at the same moment.
    known = find_invited(invitation)
    if known:
        require(Verdict.no(LOG_IN) if has_login(known) else Verdict.yes())
        return known
    fresh = User(email=invitation.email, name=name)
    fresh.set_unusable_password()
    wanted = {"name": fresh.name, "password": fresh.password}
    return User.objects.get_or_create(email=invitation.email, defaults=wanted)[0]
