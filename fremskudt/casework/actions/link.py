"""The citizen's own link: given by the one who follows them, opened by whoever holds it, ended at any time."""

from datetime import timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from fremskudt.access import links
from fremskudt.access.actor import Actor
from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import PersonalLink, User
from fremskudt.casework.models import Citizen

LASTS = timedelta(days=30)
NOBODY = Actor("nobody")


def give(*, citizen: Citizen, purpose: str, by: User) -> tuple[PersonalLink, str]:
    """A new link and its secret, which is nowhere else. The citizen's earlier link of this purpose ends."""
    token, now = links.new_token(), timezone.now()
    with transaction.atomic():
        Citizen.objects.select_for_update().get(pk=citizen.pk)
        _open_links(citizen, purpose).update(revoked_at=now)
        link = PersonalLink.objects.create(
            token_hash=links.token_hash(token), subject=citizen.key, purpose=purpose, made_at=now, made_by=by,
            expires_at=now + LASTS,
        )  # fmt: skip
        record(by=by, action="link.give", subject=citizen.key, purpose=Purpose.CARE)
    return link, token


def revoke(*, citizen: Citizen, purpose: str, by: User) -> bool:
    """End the citizen's link now; no when there was none."""
    with transaction.atomic():
        n_ended = _open_links(citizen, purpose).update(revoked_at=timezone.now())
        if n_ended:
            record(by=by, action="link.revoke", subject=citizen.key, purpose=Purpose.CARE)
    return bool(n_ended)


def open_with(*, session: SessionBase, link: PersonalLink) -> None:
    """Exchange the link for a short session of its own: nothing of an earlier one, a log-in included, is left in it."""
    session.flush()
    links.enter(session, link)
    session.set_expiry(int(links.IDLE.total_seconds()))
    with transaction.atomic():
        record(by=links.actor_of(link), action="link.open", subject=link.subject, purpose=Purpose.OWN)


def report_guessing() -> None:
    """Somebody has tried so many links that did not hold that they must wait: the log's readers should see it."""
    with transaction.atomic():
        record(by=NOBODY, action="link.guessing", subject="link:unknown", purpose=Purpose.CHECK)


def _open_links(citizen: Citizen, purpose: str) -> QuerySet[PersonalLink]:
    return PersonalLink.objects.filter(subject=citizen.key, purpose=purpose, revoked_at=None)
