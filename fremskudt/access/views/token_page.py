"""What pages that are opened by a secret in their address have in common."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fremskudt.access.login.limits import too_many

MISSES = {"bad_link": "10/m/ip"}


def sealed(response: HttpResponse) -> HttpResponse:
    """Nowhere is the address told on: what is asked for from this page learns the name of the site at most.

    With `no-referrer` a browser says that a form comes from nowhere, and the check of its origin refuses it.
    """
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def bad_link(request: HttpRequest) -> HttpResponse:
    """The same page for a wrong, expired, used and revoked link, until someone tries too many."""
    counted = ratelimit.consume(request, app="access", action="bad_link", config=MISSES, limit_get=True)
    if counted is None:
        return sealed(too_many(request))
    return sealed(render(request, "access/link/bad.html", status=404))
