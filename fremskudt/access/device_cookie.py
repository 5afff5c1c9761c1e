"""The mark by which a phone or computer is known: a random secret in a cookie for each person who made it theirs.

A phone that several share holds a secret for each of them, so that nobody's mark is somebody else's too.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from fremskudt.access.links import token_hash

NAME = "__Host-device" if settings.SECURE else "device"
AGE = 400 * 24 * 3600  # seconds; the longest that browsers keep a cookie
MOST = 8


def held(request: HttpRequest) -> list[str]:
    """The hashes of the secrets this browser holds."""
    return [token_hash(token) for token in _tokens(request)]


def give(request: HttpRequest, response: HttpResponse, token: str) -> None:
    """Add a secret to those the browser holds; the oldest go first when they grow many."""
    tokens = [*_tokens(request), token][-MOST:]
    response.set_cookie(
        NAME, ".".join(tokens), max_age=AGE, secure=settings.SECURE, httponly=True, samesite="Strict", path="/"
    )


def _tokens(request: HttpRequest) -> list[str]:
    return [token for token in request.COOKIES.get(NAME, "").split(".") if token][-MOST:]
