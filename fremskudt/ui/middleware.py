"""What every answer of the site has in common: no copy is kept of a page, none may ask where a phone is, and a no that
has a reason is a page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from fremskudt.basics.verdict import NotNow


class NoStoreMiddleware:
    """No page is kept by the browser, so Back shows nothing after logging out. Static files do not pass here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", "geolocation=()")  # no page may ask where the phone is
        return response


class NotNowMiddleware:
    """A rule said no: 409 with the same sentence as stands beneath the greyed button."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, NotNow):
            return None
        return render(request, "409.html", {"reason": gettext(exception.reason)}, status=409)
