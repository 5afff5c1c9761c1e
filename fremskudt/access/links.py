"""Personal links: 32 random bytes, of which only the hash is kept, exchanged by a press for a short session."""

import hashlib
import secrets
from collections.abc import MutableMapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from fremskudt.access.actor import Actor
from fremskudt.access.models import PersonalLink

OWN_PAPERS = "own_papers"  # to see what is one's own, and to answer
ANSWER = "answer"  # to answer, and to see nothing that stands already; its subject is the citizen
SHEET = "sheet"  # the same by the code on one paper sheet; its subject is `sheet:<pk>`, so it ties nobody to a study
SESSION = "personal_link"
HANDED = "phone_is_handed_over"  # in the session of a worker who locked it and gave the phone away
IDLE = timedelta(minutes=15)


def new_token() -> str:
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def valid_link(token: str) -> PersonalLink | None:
    """The link of this token while it holds; nothing for an unknown, expired or revoked one."""
    found = PersonalLink.objects.filter(token_hash=token_hash(token), revoked_at=None, expires_at__gt=timezone.now())
    return found.first()


def actor_of(link: PersonalLink) -> Actor:
    """How the log names whoever holds the link: it cannot know that it is the citizen."""
    return Actor(f"link:{link.pk}", role="link_holder")


def enter(session: MutableMapping[str, Any], link: PersonalLink) -> None:
    session[SESSION] = {"link": link.pk, "seen": timezone.now().isoformat()}


def open_link(session: MutableMapping[str, Any], *purposes: str) -> PersonalLink | None:
    """The link this session was opened with, asked anew each time; each use renews its fifteen minutes."""
    held = session.get(SESSION)
    if not held or timezone.now() - datetime.fromisoformat(held["seen"]) > IDLE:
        return None
    now = timezone.now()
    link = PersonalLink.objects.filter(
        pk=held["link"], purpose__in=purposes, revoked_at=None, expires_at__gt=now
    ).first()
    if link:
        enter(session, link)
    return link
