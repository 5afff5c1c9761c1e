"""The screen locks when nobody has used it for a quarter of an hour, and a session that was ended is dead at once.

Both are asked of one row for every request, so that it holds for all pages, in all windows, whatever wrote it.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta

from django.contrib.auth import SESSION_KEY, logout
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from fremskudt.access import links
from fremskudt.access.actions import handed_over
from fremskudt.access.actions import session as actions
from fremskudt.access.models import OpenSession, PersonalLink, User
from fremskudt.access.rules.browser import browser_words
from fremskudt.access.scrub import SECRET
from fremskudt.access.selectors.session import find_open
from fremskudt.access.visit import Visit

KEY = "open_session"
NEXT = "locked_from"
WRITTEN_EVERY = timedelta(seconds=30)  # the lock may come this much early, and a busy page writes no oftener
# What a locked session may still ask for: the lock itself, and ways out.
OPEN_WHEN_LOCKED = ("access:lock", "access:lock_now", "access:logout", "casework:leave")
# What the citizen may reach as well, whom a worker gave the locked phone to, for as long as they use it. Each of these
# pages asks for the link in the session by itself (guard.link_holder).
OPEN_WHEN_HANDED_OVER = (
    "surveys:own_answers", "surveys:own_answer_give", "surveys:own_share", "surveys:own_thanks",
    "surveys:questions_take_back",
)  # fmt: skip


class LockMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        held = request.session.get(KEY) if SESSION_KEY in request.session else None
        response = self._answer(request)
        if held and request.session.get(KEY) != held:  # logged out, or in as someone else
            OpenSession.objects.filter(pk=held).delete()
        if SESSION_KEY in request.session and KEY not in request.session:  # logged in just now
            opened(request)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        session = opened(request)
        if session is None:
            return self.get_response(request)
        now = timezone.now()
        if session.is_locked(now):
            if session.locked_at is None:
                actions.lock(session=session)
                session.locked_at = now
            if is_answering(request):
                return self._answer_citizen(request)
            return self.get_response(request) if request.path in open_addresses() else locked(request)
        if now - session.seen_at > WRITTEN_EVERY and is_use(request):
            actions.use(session=session)
        return self.get_response(request)

    def _answer_citizen(self, request: HttpRequest) -> HttpResponse:
        """Without a script: what is left lying leaves the screen when its time is over."""
        response = self.get_response(request)
        response.headers["Refresh"] = f"{int(links.IDLE.total_seconds()) + 1}; url={reverse('access:lock')}"
        return response


def hand_over(request: Visit, *, link: PersonalLink, back: str) -> None:
    """Lock the screen and open the citizen's own pages with the link. After unlocking the worker is at `back`."""
    handed_over.take_back(store=request.session)  # what a late answer from the last time may have left
    remember(request, back)
    list(get_messages(request))  # what was still to be said was for the worker
    handed_over.hand_over(store=request.session, session=request.open_session, link=link, by=request.user)


def is_answering(request: HttpRequest) -> bool:
    """Whether this is a page of the citizen's who was given the phone, and they are still using it."""
    if not request.session.get(links.HANDED):
        return False
    is_theirs = request.path in addresses_of(OPEN_WHEN_HANDED_OVER)
    return is_theirs and links.open_link(request.session, links.ANSWER) is not None


def opened(request: HttpRequest) -> OpenSession | None:
    """The row of the session that somebody is logged in with; one that was ended logs out."""
    if SESSION_KEY not in request.session or not isinstance(user := request.user, User):
        return None
    if KEY not in request.session:
        new = actions.begin(by=user, label=browser_words(request.headers.get("User-Agent", "")))
        request.session[KEY] = new.pk
    session = find_open(user, request.session[KEY])
    if session is None:
        logout(request)
    request.open_session = session  # type: ignore[attr-defined]
    return session


def is_use(request: HttpRequest) -> bool:
    """Whether a person did this. A page that fetches its own parts must not keep the screen open."""
    if request.method not in {"GET", "HEAD"}:
        return True
    return "HX-Request" not in request.headers and request.headers.get("Sec-Fetch-Dest", "document") == "document"


def locked(request: HttpRequest) -> HttpResponse:
    """On to the locked screen, which leads back to the page somebody was on."""
    remember(request, came_from(request))
    response = redirect("access:lock")
    if "HX-Request" in request.headers:
        response.status_code = 200  # htmx never sees a redirect: the browser follows it by itself
        response.headers["HX-Redirect"] = response.headers["Location"]
        del response.headers["Location"]
    return response


def remember(request: HttpRequest, page: str) -> None:
    """Where to go on after unlocking: a page of ours, and never one that is opened by the secret in its address.

    While the phone is handed over it is where the worker was, whatever the citizen tries.
    """
    if request.session.get(links.HANDED):
        return
    own = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    if own and not SECRET.search(page):
        request.session[NEXT] = page


def came_from(request: HttpRequest) -> str:
    """The page itself, or the one that held the form or the part."""
    if request.method == "GET" and is_use(request):
        return request.get_full_path()
    return request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")


def open_addresses() -> set[str]:
    return addresses_of(OPEN_WHEN_LOCKED)


def addresses_of(names: Iterable[str]) -> set[str]:
    found = set()
    for name in names:
        try:
            found.add(reverse(name))
        except NoReverseMatch:  # a room that is not part of this installation
            continue
    return found
