"""Settings of the log-in library that would open a weaker door beside the one that is locked."""

from collections.abc import Iterator
from typing import Any

OURS = "fremskudt.access."
SHARED_CACHES = {
    "django.core.cache.backends.db.DatabaseCache",
    "django.core.cache.backends.redis.RedisCache",
    "django.core.cache.backends.memcached.PyMemcacheCache",
    "django.core.cache.backends.memcached.PyLibMCCache",
}
MUST_BE_OFF = {
    "MFA_TOTP_INSECURE_BYPASS_CODE": "it is a code that always fits",
    "MFA_TRUST_ENABLED": "a trusted browser is not asked for the second factor",
    "MFA_PASSKEY_SIGNUP_ENABLED": "nobody becomes a user by themselves",
    "ACCOUNT_LOGIN_BY_CODE_ENABLED": "a code by mail is no factor",
    "ACCOUNT_LOGIN_BY_CODE_TRUST_ENABLED": "a trusted browser is not asked for the second factor",
    "SOCIALACCOUNT_EMAIL_AUTHENTICATION": "whoever is at the provider is matched in login/provider.py",
    "SOCIALACCOUNT_STORE_TOKENS": "no token is needed after log-in",
}
MUST_BE_OURS = ("ACCOUNT_ADAPTER", "MFA_ADAPTER", "SOCIALACCOUNT_ADAPTER")
OUR_FORMS = ("authenticate", "reauthenticate", "activate_totp")  # each would else keep used codes in the cache
NO_DOORS = ("django.contrib.admin", "allauth.headless", "allauth.idp")


def weak_login(values: Any) -> Iterator[str]:
    """One sentence per setting that weakens log-in, each naming the setting and why."""
    yield from (f"{name} must be off: {why}." for name, why in MUST_BE_OFF.items() if getattr(values, name, None))
    for name in MUST_BE_OURS:
        if not getattr(values, name, "").startswith(OURS):
            yield f"{name} must be ours: the library's own keeps secrets unsealed and writes no log."
    for form in OUR_FORMS:
        if not values.MFA_FORMS.get(form, "").startswith(OURS):
            yield f"MFA_FORMS[{form!r}] must be ours: the library's own keeps used codes in the cache."
    for app in NO_DOORS:
        if app in values.INSTALLED_APPS:
            yield f"{app} must not be in INSTALLED_APPS: it is another way in."
    yield from weak_values(values)


def weak_values(values: Any) -> Iterator[str]:
    if values.CACHES["default"]["BACKEND"] not in SHARED_CACHES:
        yield "CACHES['default'] must be shared by the workers: the tries are counted there."
    if not (values.ACCOUNT_RATE_LIMITS and values.ACCOUNT_RATE_LIMITS.get("login_failed") and values.CODE_RATES):
        yield "ACCOUNT_RATE_LIMITS['login_failed'] and CODE_RATES must say how often may be tried."
    if not values.ACCOUNT_REAUTHENTICATION_REQUIRED:
        yield "ACCOUNT_REAUTHENTICATION_REQUIRED must be on."
    if values.MFA_WEBAUTHN_USER_VERIFICATION != "required":
        yield "MFA_WEBAUTHN_USER_VERIFICATION must be 'required': a passkey alone opens everything."
    if values.MODE == "production" and values.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN:
        yield "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN must be off."
