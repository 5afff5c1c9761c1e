"""Small typed readers of the environment. An odd value stops the start and names the setting and what is allowed."""

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


class SettingError(Exception):
    """A setting in the environment that cannot be used; the text says which, and what to write."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def choice(name: str, allowed: tuple[str, ...], default: str) -> str:
    value = text(name, default)
    if value not in allowed:
        raise SettingError(f"{name} is {value!r}. Write one of: {', '.join(allowed)}.")
    return value


def flag(name: str, default: bool) -> bool:
    value = text(name, "yes" if default else "no").lower()
    if value in {"yes", "true", "1", "on"}:
        return True
    if value in {"no", "false", "0", "off"}:
        return False
    raise SettingError(f"{name} is {value!r}. Write yes or no.")


def number(name: str, default: int, minimum: int = 0) -> int:
    value = text(name, str(default))
    if not value.isdecimal() or int(value) < minimum:
        raise SettingError(f"{name} is {value!r}. Write a whole number of at least {minimum}.")
    return int(value)


def names(name: str) -> list[str]:
    """A comma-separated list; empty when the setting is missing."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def secret(name: str) -> str:
    """A secret from NAME, or from the file that NAME_FILE points at (for secrets mounted as files)."""
    file = text(f"{name}_FILE")
    if not file:
        return text(name)
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingError(f"{name}_FILE cannot be read: {error.strerror}.") from error


# No index is built for one question: once the database is analysed, SQLite would rather do that, over a whole ledger,
# than look up a column that is nearly always empty. Every question that matters has its index (test_today_speed.py).
SQLITE_START = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;PRAGMA foreign_keys=ON;"
    "PRAGMA trusted_schema=OFF;PRAGMA temp_store=MEMORY;PRAGMA busy_timeout=20000;PRAGMA cache_size=-20000;"
    "PRAGMA automatic_index=OFF;"
)
# A writer that hangs must not hold all others for ever: they give up, and say so. The rest of the start is for short
# questions to what lies in memory; what is bound in the database is prepared there at once (docs/decisions/0029).
POSTGRESQL_START = "-c lock_timeout=10s -c jit=off -c random_page_cost=1.1"
POSTGRESQL = {"pool": {"min_size": 2, "max_size": 8}, "options": POSTGRESQL_START, "prepare_threshold": 0}


def database(url: str, default_file: Path) -> dict[str, Any]:
    """The Django DATABASES entry for DATABASE_URL; without one, SQLite in `default_file`.

    synchronous=FULL because NORMAL loses acknowledged writes in a power cut; IMMEDIATE because a transaction that reads
    and then writes would otherwise fail with "database is locked" whatever the timeout.
    """
    parts = urlsplit(url)
    if not url or parts.scheme == "sqlite":
        file = unquote(parts.path.removeprefix("/")) if url else str(default_file)
        return {
            "ENGINE": "fremskudt.config.sqlite",
            "NAME": file,
            "CONN_MAX_AGE": 60,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_START},
        }
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise SettingError("DATABASE_URL must look like postgresql://user:password@host:5432/name or sqlite:///path.")
    extra = dict(parse_qsl(parts.query))
    host = extra.pop("host", "") or unquote(parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,  # the pool keeps the connections
        "OPTIONS": {**POSTGRESQL, **extra},
    }


def web_address(name: str) -> str:
    """An address that begins with https, or with http on this very machine; empty when the setting is missing."""
    value = text(name).rstrip("/")
    parts = urlsplit(value)
    if value and not (parts.netloc and (parts.scheme == "https" or parts.hostname in {"127.0.0.1", "localhost"})):
        raise SettingError(f"{name} is {value!r}. Write an address that begins with https://.")
    return value


def host(name: str, *, needed: bool) -> str:
    """A host name such as sms.example.org; empty when the setting is missing and may be."""
    value = text(name)
    if (value or needed) and not re.fullmatch(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", value):
        raise SettingError(f"{name} is {value!r}. Write a host name, such as sms.example.org.")
    return value


def phone(name: str, default: str, *, needed: bool) -> str:
    """A telephone number as it is shown; empty when the setting is missing and may be."""
    value = text(name, default)
    if (value or needed) and not re.fullmatch(r"\+?[0-9][0-9 ]{2,18}", value):
        raise SettingError(f"{name} is {value!r}. Write a telephone number: digits and spaces.")
    return value


def origin(address: str) -> list[str]:
    """Scheme, host and port of an address, as a list for a content rule; an empty list for none."""
    parts = urlsplit(address)
    return [f"{parts.scheme}://{parts.netloc}"] if address else []


def openid_connect(issuer: str, name: str) -> dict[str, Any]:
    """The log-in library's entry for one identity provider; without an issuer there is none."""
    app = {
        "provider_id": "kommune",
        "name": name,
        "client_id": text("OIDC_CLIENT_ID"),
        "secret": secret("OIDC_CLIENT_SECRET"),
        "settings": {"server_url": issuer},
    }
    if issuer and not (app["client_id"] and app["secret"]):
        raise SettingError("OIDC_ISSUER is set: then OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be, too.")
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app] if issuer else []}}
