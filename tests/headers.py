"""What every answer of the site must carry, whoever asks and whatever the answer. Asked of every test."""

from typing import Any

from django.http import HttpResponseBase

CONTENT_RULES = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
)


def faults(response: HttpResponseBase) -> list[str]:
    """What is wrong with the headers, in words; nothing when all is well."""
    found = []
    rules = response.get("Content-Security-Policy", "")
    found += [f"content rule {rule} is missing" for rule in CONTENT_RULES if rule not in rules]
    found += [f"content rules allow {word}" for word in ("unsafe-", "*", "http:") if word in rules]
    wanted = {
        "X-Content-Type-Options": {"nosniff"},
        "X-Frame-Options": {"DENY"},
        "Referrer-Policy": {"same-origin", "no-referrer", "strict-origin"},  # the last on pages opened by a secret
        "Cross-Origin-Opener-Policy": {"same-origin"},
        "Permissions-Policy": {"geolocation=()"},
    }
    if "no-store" not in response.get("Cache-Control", ""):  # the log-in library says it with more words
        found.append(f"Cache-Control is {response.get('Cache-Control')!r}")
    found += [f"{name} is {response.get(name)!r}" for name, ok in wanted.items() if response.get(name) not in ok]
    found += [
        f"cookie {name} can be read by scripts" for name, morsel in response.cookies.items() if open_cookie(morsel)
    ]
    return found


def open_cookie(morsel: Any) -> bool:
    """A cookie that a script or another site may read. The language is no secret; one that is taken away is empty."""
    if not morsel.value or morsel.key == "django_language":
        return False
    return not (morsel["httponly"] and morsel["samesite"] in {"Lax", "Strict"})
