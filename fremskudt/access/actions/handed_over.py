"""A worker gives the phone to a citizen: the screen is locked, and the citizen's own pages alone stay open.

All of it is in the one session that the browser has, so it holds in every tab. What the citizen's pages keep in it
goes when the worker is back, and the link that opened them is dead from then on.
"""

from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone

from fremskudt.access import links
from fremskudt.access.actions import session as sessions
from fremskudt.access.models import OpenSession, PersonalLink, User

KEPT = "kept_while_handed_over"  # names of what was in the session before


def hand_over(*, store: SessionBase, session: OpenSession, link: PersonalLink, by: User) -> None:
    """Lock, and let the link be used in this browser until it is unlocked."""
    store[KEPT] = list(store.keys())
    links.enter(store, link)
    store[links.HANDED] = True
    sessions.lock(session=session, by=by)


def end_link(*, store: SessionBase) -> None:
    """The citizen is done: the pages are closed, and the screen stays locked."""
    held = store.pop(links.SESSION, None)
    if held and store.get(links.HANDED):
        PersonalLink.objects.filter(pk=held["link"], revoked_at=None).update(revoked_at=timezone.now())


def take_back(*, store: SessionBase) -> None:
    """The worker is back: nothing of the citizen's is left in the session. Nothing where nobody was handed anything."""
    if not store.get(links.HANDED):
        return
    end_link(store=store)
    kept = store.pop(KEPT, [])
    for name in [name for name in store.keys() if name not in kept]:  # noqa: SIM118  a session is no mapping
        del store[name]
