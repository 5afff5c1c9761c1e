"""A browser is logged in, locks, opens again, and ends."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from fremskudt.access.actor import Actor
from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import OpenSession, User
from fremskudt.access.models.login import WHOLE

MOST_WRONG = 5


@transaction.atomic
def begin(*, by: User, label: str) -> OpenSession:
    """The row that keeps the session alive. The log-in itself is the event, and has its own line in the log."""
    now = timezone.now()
    OpenSession.objects.filter(user=by, began_at__lte=now - WHOLE).delete()
    return OpenSession.objects.create(user=by, label=label, began_at=now, seen_at=now)


def use(*, session: OpenSession) -> None:
    """Put the lock off. Written at every use, so it has no line in the log."""
    OpenSession.objects.filter(pk=session.pk, locked_at=None).update(seen_at=timezone.now())


@transaction.atomic
def lock(*, session: OpenSession, by: User | None = None) -> None:
    """Lock; `by` is the one who asked for it, and nobody when the time did."""
    if OpenSession.objects.filter(pk=session.pk, locked_at=None).update(locked_at=timezone.now()) and by:
        record(by=by, action="session.lock", subject=by.key, purpose=Purpose.OWN)


def take_try(*, session: OpenSession) -> bool:
    """Spend one of the five tries to unlock, before it is looked at: tries at the same moment are counted, too."""
    found = OpenSession.objects.filter(pk=session.pk, n_wrong__lt=MOST_WRONG)
    return bool(found.update(n_wrong=F("n_wrong") + 1))


def tries_left(*, session: OpenSession) -> int:
    """How many more tries there are; none for a session that is gone."""
    n_wrong = OpenSession.objects.filter(pk=session.pk).values_list("n_wrong", flat=True).first()
    return 0 if n_wrong is None else max(0, MOST_WRONG - n_wrong)


@transaction.atomic
def unlock(*, session: OpenSession, by: User) -> None:
    found = OpenSession.objects.filter(pk=session.pk, user=by)
    if found.update(locked_at=None, n_wrong=0, seen_at=timezone.now()):
        record(by=by, action="session.unlock", subject=by.key, purpose=Purpose.OWN)


@transaction.atomic
def end(*, session: OpenSession, by: User | Actor) -> None:
    """The browser is logged out at its next request."""
    gone, _each = OpenSession.objects.filter(pk=session.pk).delete()
    if gone:
        record(by=by, action="session.end", subject=f"user:{session.user_id}", purpose=Purpose.OWN)


@transaction.atomic
def end_others(*, keep: OpenSession, by: User) -> int:
    """All the user's own sessions but this one; how many they were."""
    gone, _each = OpenSession.objects.filter(user=by).exclude(pk=keep.pk).delete()
    record(by=by, action="session.end", subject=by.key, purpose=Purpose.OWN)
    return gone


@transaction.atomic
def end_all(*, user: User, by: User) -> int:
    """Everywhere, as when somebody's access is closed; how many they were."""
    gone, _each = OpenSession.objects.filter(user=user).delete()
    record(by=by, action="session.end", subject=user.key, purpose=Purpose.ADMINISTRATION)
    return gone
