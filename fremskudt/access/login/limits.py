"""How often something may be tried, counted where every worker sees it, and the page that says when to try again."""

import time
from datetime import timedelta
from math import ceil

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from fremskudt.access.models import User

SHORTEST = 60  # seconds; the library's own limits on pages all have windows of a minute


class TooManyTries(ImmediateHttpResponse):
    """Answered with the page that says when to try again."""

    def __init__(self, request: HttpRequest, wait: float = SHORTEST) -> None:
        super().__init__(too_many(request, wait))


def too_many(request: HttpRequest, wait: float = SHORTEST) -> HttpResponse:
    """429, with the time of day from which the next try counts."""
    minutes = max(1, ceil(wait / 60))
    at = timezone.now() + timedelta(minutes=minutes)
    response = render(request, "429.html", {"minutes": minutes, "at": at}, status=429)
    response.headers["Retry-After"] = str(minutes * 60)
    return response


def count_try(request: HttpRequest, *, name: str, rates: str, key: str) -> ratelimit.RateLimitUsage:
    """Count a try; past the limit (or when the count cannot be kept) it raises TooManyTries."""
    usage = ratelimit.consume(request, app="access", action=name, config={name: rates}, key=key)
    if usage is None:
        raise TooManyTries(request, _wait(request, name, rates, key))
    return usage


def forget_tries(request: HttpRequest, *, name: str, rates: str, key: str) -> None:
    ratelimit.clear(request, app="access", action=name, config={name: rates}, key=key)


def _wait(request: HttpRequest, name: str, rates: str, key: str) -> float:
    """Seconds until every limit that is now full has room again."""
    now, longest = time.time(), 0.0
    for rate in ratelimit.parse_rates(rates):
        tries = cache.get(ratelimit.get_cache_key(request, app="access", action=name, rate=rate, key=key), [])
        if len(tries) >= rate.amount:
            longest = max(longest, tries[-1] + rate.duration - now)
    return longest or SHORTEST


def count_password(request: HttpRequest, email: str) -> ratelimit.RateLimitUsage:
    return count_try(request, name="password", rates=settings.ACCOUNT_RATE_LIMITS["login_failed"], key=email.lower())


def count_code(request: HttpRequest, user: User) -> ratelimit.RateLimitUsage:
    return count_try(request, name="code", rates=settings.CODE_RATES, key=user.key)


def forget_codes(request: HttpRequest, user: User) -> None:
    """A right code clears the wrong ones before it."""
    forget_tries(request, name="code", rates=settings.CODE_RATES, key=user.key)


def forget_passwords(request: HttpRequest, email: str) -> None:
    """After a new password, the wrong tries with the old one count no more; those of the address still do."""
    rates = ",".join(rate for rate in settings.ACCOUNT_RATE_LIMITS["login_failed"].split(",") if rate.endswith("/key"))
    forget_tries(request, name="password", rates=rates, key=email.lower())
