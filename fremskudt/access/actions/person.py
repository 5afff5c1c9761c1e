"""Shut somebody out at once, and let them in again."""

from collections.abc import Iterable
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from fremskudt.access.actions import invitation, session
from fremskudt.access.actions.membership import held_administrators, record_about, require
from fremskudt.access.models import Device, Organisation, User
from fremskudt.access.rules import membership as rules
from fremskudt.access.selectors.people import open_invitations


@dataclass(frozen=True)
class Closed:
    """What a closing did: `everywhere`, or only the roles here because they also belong elsewhere."""

    everywhere: bool
    n_invitations: int  # open ones to or from the person that were closed with it


def close(*, user: User, towns: Iterable[int], by: User) -> Closed:
    """No session, device or open invitation outlives this. Who also belongs elsewhere loses only the roles here."""
    with transaction.atomic():
        administrators = held_administrators(towns)
        user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        last = [town for town, ids in administrators.items() if ids == {user.pk}]
        verdict = rules.may_close(
            administers=any(by.pk in ids for ids in administrators.values()),
            own=user.pk == by.pk,
            last_administrator=bool(last),
            closed=not user.is_active,
        )
        require(verdict)
        n_invitations = _close_invitations(user, administrators, by)
        here = user.memberships.filter(organisation__in=Organisation.objects.within(administrators))
        everywhere = here.count() == user.memberships.count()
        if everywhere:
            _shut_out(user, by)
        else:
            for membership in here:
                membership.delete()
                record_about(user, "membership.end", by)
    return Closed(everywhere, n_invitations)


def _close_invitations(user: User, towns: Iterable[int], by: User) -> int:
    """Also those they sent: a link to an e-mail of their own would be a way back in."""
    theirs = open_invitations().filter(Q(email__iexact=user.email) | Q(invited_by=user))
    found = list(theirs.filter(organisation__in=Organisation.objects.within(towns)))
    for one in found:
        invitation.revoke(invitation=one, by=by)
    return len(found)


def _shut_out(user: User, by: User) -> None:
    user.is_active = False
    user.save(update_fields=["is_active"])
    Device.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now())
    session.end_all(user=user, by=by)
    record_about(user, "access.close", by)


def reset_factors(*, user: User, towns: Iterable[int], by: User) -> None:
    """For somebody whose phone is gone: all second factors go, and with them every open session.

    The password stays, unknown to everybody else. Until a new factor is set up it opens nothing but the page for that.
    """
    with transaction.atomic():
        administrators = held_administrators(towns)
        factors = Authenticator.objects.filter(user=user)
        verdict = rules.may_reset(
            administers=any(by.pk in ids for ids in administrators.values()),
            own=user.pk == by.pk,
            has_factors=factors.exists(),
        )
        require(verdict)
        factors.delete()
        session.end_all(user=user, by=by)
        record_about(user, "factor.remove", by)


def reopen(*, user: User, towns: Iterable[int], by: User) -> None:
    """Let somebody in again, with the roles they had. Devices must be made known anew."""
    with transaction.atomic():
        administrators = held_administrators(towns)
        user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        verdict = rules.may_reopen(
            administers=any(by.pk in ids for ids in administrators.values()), closed=not user.is_active
        )
        require(verdict)
        user.is_active = True
        user.save(update_fields=["is_active"])
        record_about(user, "access.reopen", by)
