"""What must be true before the product starts: safe production settings, a rule on every view, safe SQLite."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from fremskudt.access import data_policy
from fremskudt.access.actions.keys import know_first
from fremskudt.access.guard import unguarded_views
from fremskudt.access.keyring import is_migrated
from fremskudt.access.selectors.keys import key_fault
from fremskudt.config.weak_login import weak_login


def unsafe_settings(values: Any) -> Iterator[str]:
    """One sentence per setting that production may not start with, each naming the setting and what to do."""
    if len(values.SECRET_KEY) < 50 or "insecure" in values.SECRET_KEY:
        yield "SECRET_KEY must be a random secret of at least 50 characters: run `fremskudt key`."
    if len(values.PSEUDONYM_KEY) < 32 or "insecure" in values.PSEUDONYM_KEY:
        yield "PSEUDONYM_KEY must be a random secret of at least 32 characters: run `fremskudt key`."
    if values.PSEUDONYM_KEY == values.SECRET_KEY:
        yield "PSEUDONYM_KEY must not be the same as SECRET_KEY."
    if not values.ALLOWED_HOSTS or "*" in values.ALLOWED_HOSTS:
        yield "ALLOWED_HOSTS must list the host names of the site, and never *."
    if values.DEBUG:
        yield "DEBUG must be off."
    if not values.SESSION_COOKIE_SECURE or not values.CSRF_COOKIE_SECURE:
        yield "SESSION_COOKIE_SECURE and CSRF_COOKIE_SECURE must be on."
    if not values.SECURE_HSTS_SECONDS:
        yield "SECURE_HSTS_SECONDS must be set."
    if not (values.SECURE_SSL_REDIRECT or values.SECURE_PROXY_SSL_HEADER):
        yield "SECURE_SSL_REDIRECT is off: then BEHIND_PROXY must be yes, so that https is known to be in front."


def refuse_unsafe_settings() -> None:
    """Stop the start of a production site that is not safe."""
    problems = list(unsafe_settings(settings)) if settings.MODE == "production" else []
    if problems:
        raise ImproperlyConfigured("Fremskudt does not start in production mode: " + " ".join(problems))


def refuse_wrong_keys() -> None:
    """Stop a start that would show garbage. On its first start a site notes which keys it was given."""
    fault = key_fault()
    if fault:
        raise ImproperlyConfigured(f"Fremskudt does not start: {fault}")
    if is_migrated():
        know_first()


@register(Tags.security)
def settings_are_safe(**kwargs: Any) -> list[CheckMessage]:
    problems = unsafe_settings(settings) if settings.MODE == "production" else ()
    return [Error(problem, id="fremskudt.E001") for problem in problems]


@register(Tags.security)
def log_in_is_not_weakened(**kwargs: Any) -> list[CheckMessage]:
    return [Error(problem, id="fremskudt.E006") for problem in weak_login(settings)]


@register(Tags.urls)
def every_view_has_a_rule(**kwargs: Any) -> list[CheckMessage]:
    return [
        Error(f"The view at {address} has no @requires, @link_holder or @public.", id="fremskudt.E002")
        for address in unguarded_views()
    ]


@register(Tags.models)
def every_field_has_a_data_class(**kwargs: Any) -> list[CheckMessage]:
    return [Error(problem, id="fremskudt.E005") for problem in data_policy.problems()]


@register(Tags.database)
def sqlite_keeps_what_it_acknowledged(**kwargs: Any) -> list[CheckMessage]:
    if connection.vendor != "sqlite":
        return []
    wanted: dict[str, set[str | int]] = {
        "journal_mode": {"wal", "memory"},
        "synchronous": {2},
        "secure_delete": {1},
        "foreign_keys": {1},
    }
    with connection.cursor() as cursor:
        found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    return [
        Error(f"SQLite runs with {name}={found[name]}.", id="fremskudt.E003")
        for name, allowed in wanted.items()
        if found[name] not in allowed
    ]


@register(Tags.database)
def keys_open_what_is_stored(**kwargs: Any) -> list[CheckMessage]:
    fault = key_fault()
    return [Error(fault, id="fremskudt.E004")] if fault else []
