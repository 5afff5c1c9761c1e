"""The only ways to expose a view: @requires(permission) or @public. A system check refuses any other."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver

from fremskudt.access.roles import Permission

View = Callable[..., Any]
PUBLIC = "public"


def requires(permission: Permission) -> Callable[[View], View]:
    """Logged in and with the permission; the log-in page otherwise, 403 when logged in without it."""

    def guarded(view: View) -> View:
        @wraps(view)
        def check(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not request.reach.may(permission):  # type: ignore[attr-defined]
                raise PermissionDenied
            return view(request, *args, **kwargs)  # type: ignore[no-any-return]

        check.rule = permission  # type: ignore[attr-defined]
        return check

    return guarded


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
