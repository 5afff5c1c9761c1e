"""What was done, by whom, for what: one event in the same transaction as the act itself."""

from django.db import transaction

from fremskudt.access.models import Event, User


def record(*, by: User, action: str, subject: str, purpose: str) -> Event:
    """Write an event. Outside a transaction it refuses, since an act without its event must not happen."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"The event {action} must be written in the transaction of the act.")
    roles = ",".join(sorted({membership.role for membership in by.memberships.all()}))
    return Event.objects.create(actor=f"user:{by.pk}", role=roles, action=action, subject=subject, purpose=purpose)
