"""No log-in outlives SESSION_COOKIE_AGE (ten hours), however busy it is; a closed user's session is gone."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse

OPENED = "opened_at"


class LogInAgeMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session = request.session
        if SESSION_KEY in session:
            now = time.time()
            opened = session.get(OPENED)
            if opened is None:
                session[OPENED] = now
            elif not 0 <= now - opened < settings.SESSION_COOKIE_AGE:
                end(request)
            if not request.user.is_authenticated:  # closed, or the password was changed elsewhere
                end(request)
        return self.get_response(request)


def end(request: HttpRequest) -> None:
    from django.contrib.auth.models import AnonymousUser

    request.session.flush()
    request.user = AnonymousUser()
