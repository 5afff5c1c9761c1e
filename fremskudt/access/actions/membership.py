"""Roles in organisations: given, ended, offered by invitation.

What is asked here is asked while the municipality's row is held, so that two administrators who act at the same moment
do so one after the other, and the second finds what the first has done.
"""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from fremskudt.access.actions import invitation
from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import ROLES_IN, Invitation, Membership, Organisation, User
from fremskudt.access.rules import membership as rules
from fremskudt.access.selectors.membership import administrators_of, may_end
from fremskudt.access.selectors.people import open_invitations
from fremskudt.basics.verdict import NotNow, Verdict


def add(*, user: User, organisation: Organisation, role: str, by: User) -> Membership:
    """Give somebody who is a user one more role."""
    with transaction.atomic():
        administrators = held_administrators([organisation.town])
        user = User.objects.get(pk=user.pk)
        verdict = rules.may_give(
            administers=by.pk in administrators[organisation.town],
            to_self=user.pk == by.pk,
            role_exists=role in ROLES_IN[organisation.kind],
            has_role=user.memberships.filter(organisation=organisation, role=role).exists(),
            closed=not user.is_active,
        )
        require(verdict)
        try:
            with transaction.atomic():
                made = Membership.objects.create(user=user, organisation=organisation, role=role)
        except IntegrityError:  # an invitation was accepted in the meantime
            raise NotNow(gettext(rules.HAS_ROLE)) from None
        record_about(user, "membership.add", by)
    return made


def end(*, membership: Membership, by: User) -> None:
    """End one role. Nobody's only role: their access is closed instead, so that they stay in somebody's sight."""
    with transaction.atomic():
        held_administrators([membership.organisation.town])
        [(_membership, verdict)] = may_end([membership], by.pk)
        require(verdict)
        gone, _each = Membership.objects.filter(pk=membership.pk).delete()
        if gone:  # a colleague may have ended it in the meantime
            record_about(membership.user, "membership.end", by)


def invite(*, email: str, name: str, organisation: Organisation, role: str, by: User) -> tuple[Invitation, str]:
    """Invite somebody to a role; the link's secret is returned this once."""
    with transaction.atomic():
        administrators = held_administrators([organisation.town])
        waiting = open_invitations().filter(email__iexact=email, organisation=organisation, role=role)
        verdict = rules.may_invite(
            administers=by.pk in administrators[organisation.town],
            to_self=email.casefold() == by.email.casefold(),
            role_exists=role in ROLES_IN[organisation.kind],
            waits=waiting.exists(),
        )
        require(verdict)
        return invitation.send(email=email, name=name, organisation=organisation, role=role, by=by)


def held_administrators(towns: Iterable[int]) -> dict[int, set[int]]:
    """Town → the ids of those who administer it and can log in, with the towns held until the transaction ends."""
    towns = sorted(towns)
    list(Organisation.objects.select_for_update(no_key=True).filter(pk__in=towns).order_by("pk"))
    return administrators_of(towns)


def require(verdict: Verdict) -> None:
    if not verdict:
        raise NotNow(gettext(verdict.reason))


def record_about(user: User, action: str, by: User) -> None:
    record(by=by, action=action, subject=user.key, purpose=Purpose.ADMINISTRATION, fields="coded")
