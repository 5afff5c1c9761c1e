"""Addresses and things that the tests of the administrator's people share."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event, Invitation, Membership, Organisation, User
from fremskudt.access.roles import Role

PEOPLE, INVITE, SENT = reverse("access:people"), reverse("access:invite"), reverse("access:invite_sent")


def one(user: User) -> str:
    return reverse("access:person", args=[user.pk])


def role_of(user: User) -> str:
    return reverse("access:person_role", args=[user.pk])


def invitation(
    organisation: Organisation, email: str = "ny@example.org", role: Role = Role.THERAPIST, **more: Any
) -> Invitation:
    now = timezone.now()
    values = {"name": "Ny", "invited_at": now, "expires_at": now + timedelta(days=7), "token_hash": email + role}
    return Invitation.objects.create(organisation=organisation, email=email, role=role, **values | more)


def state() -> tuple[object, ...]:
    """All that these pages can change."""
    return (
        sorted(Membership.objects.values_list("user", "organisation", "role")),
        sorted(User.objects.values_list("pk", "is_active", "email", "name", "password")),
        list(Invitation.objects.order_by("pk").values_list("pk", "revoked_at")),
        Event.objects.filter(purpose="administration").count(),
    )
