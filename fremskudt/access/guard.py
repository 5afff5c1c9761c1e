"""The ways to expose a view: @requires(permission), @link_holder(purpose), @public. A check refuses any other."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, get_resolver

from fremskudt.access.links import HANDED, open_link
from fremskudt.access.roles import Permission

View = Callable[..., Any]
PUBLIC = "public"


def requires(permission: Permission) -> Callable[[View], View]:
    """Logged in and with the permission: otherwise the log-in page, the page of the second factor, or 403."""

    def guarded(view: View) -> View:
        @wraps(view)
        def check(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            reach = request.reach  # type: ignore[attr-defined]
            if permission in reach.withheld:
                return redirect("access:strengthen")
            if not reach.may(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)  # type: ignore[no-any-return]

        check.rule = permission  # type: ignore[attr-defined]
        return check

    return guarded


def link_holder(*purposes: str) -> Callable[[View], View]:
    """For the citizen who opened a personal link of one of these purposes; for anybody else the page does not exist.

    A session of somebody who is logged in is never a citizen's, whatever it holds; unless they locked it and handed the
    phone over, for as long as it stays locked.
    """

    def guarded(view: View) -> View:
        @wraps(view)
        def check(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            is_ours = request.user.is_authenticated and not is_handed_over(request)
            link = None if is_ours else open_link(request.session, *purposes)
            if link is None:
                return link_closed(request)
            request.link = link  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)  # type: ignore[no-any-return]

        check.rule = "link:" + " ".join(purposes)  # type: ignore[attr-defined]
        return check

    return guarded


def is_handed_over(request: HttpRequest) -> bool:
    """Whether a worker has locked the screen and given the phone to the citizen, to answer and nothing else."""
    session = getattr(request, "open_session", None)
    return session is not None and session.locked_at is not None and request.session.get(HANDED, False) is True


def link_closed(request: HttpRequest) -> HttpResponse:
    """The one answer to a link that is unknown, expired, revoked or for something else: it tells not which."""
    return render(request, "ui/link_closed.html", status=404)


def public(view: View) -> View:
    """For everyone, logged in or not. The page may then hold nothing about anyone."""

    @wraps(view)
    def check(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs)  # type: ignore[no-any-return]

    check.rule = PUBLIC  # type: ignore[attr-defined]
    return check


def views(patterns: list[URLPattern | URLResolver] | None = None, route: str = "/") -> Iterator[tuple[str, View]]:
    """Every (address, view) that the resolver knows."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        address = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, address)
        else:
            yield address, pattern.callback


def unguarded_views() -> Iterator[str]:
    """Addresses whose view carries no rule."""
    return (address for address, view in views() if not hasattr(view, "rule"))
