"""Production starts only when it is safe, and SQLite keeps what it has acknowledged."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection

from fremskudt.config.checks import every_view_has_a_rule, sqlite_keeps_what_it_acknowledged, unsafe_settings

SAFE = {
    "SECRET_KEY": "s" * 60,
    "PSEUDONYM_KEY": "p" * 40,
    "ALLOWED_HOSTS": ["aftaler.example.org"],
    "DEBUG": False,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SECURE_HSTS_SECONDS": 1,
    "SECURE_SSL_REDIRECT": True,
    "SECURE_PROXY_SSL_HEADER": None,
}
UNSAFE = {
    "SECRET_KEY": "short",
    "PSEUDONYM_KEY": "short",
    "ALLOWED_HOSTS": ["*"],
    "DEBUG": True,
    "SESSION_COOKIE_SECURE": False,
    "CSRF_COOKIE_SECURE": False,
    "SECURE_HSTS_SECONDS": 0,
    "SECURE_SSL_REDIRECT": False,
}


def test_start_safe_settings_are_accepted() -> None:
    assert list(unsafe_settings(SimpleNamespace(**SAFE))) == []


@pytest.mark.parametrize("name", UNSAFE)
def test_start_each_unsafe_setting_is_named(name: str) -> None:
    problems = list(unsafe_settings(SimpleNamespace(**{**SAFE, name: UNSAFE[name]})))
    assert len(problems) == 1
    assert name in problems[0]


def fremskudt(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name not in {"FREMSKUDT_MODE", "DATABASE_URL"}}
    command = [sys.executable, "-c", "from fremskudt.config.cli import main; raise SystemExit(main())", *arguments]
    return subprocess.run(command, env={**clean, **environment}, capture_output=True, text=True, check=False)


def test_start_production_without_keys_refuses_and_says_which(tmp_path: Path) -> None:
    done = fremskudt("serve", FREMSKUDT_DATA=str(tmp_path))
    assert done.returncode == 2
    for name in ("SECRET_KEY", "PSEUDONYM_KEY", "ALLOWED_HOSTS"):
        assert name in done.stderr


def test_start_help_names_every_command() -> None:
    done = fremskudt("--help")
    assert done.returncode == 0
    assert "reproduce" in done.stdout


@pytest.mark.django_db
def test_start_sqlite_is_set_to_keep_what_it_acknowledged() -> None:
    with connection.cursor() as cursor:
        found = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("synchronous", "secure_delete", "foreign_keys")
        }
    assert found == {"synchronous": 2, "secure_delete": 1, "foreign_keys": 1}


def test_start_every_view_has_a_rule() -> None:
    assert every_view_has_a_rule() == []


@pytest.mark.django_db
def test_start_an_sqlite_that_forgets_too_little_is_named() -> None:
    """secure_delete can be switched inside a test's transaction; the other settings cannot."""
    with connection.cursor() as cursor:
        assert sqlite_keeps_what_it_acknowledged() == []
        cursor.execute("PRAGMA secure_delete=OFF")
        try:
            assert [error.msg for error in sqlite_keeps_what_it_acknowledged()] == ["SQLite runs with secure_delete=0."]
        finally:
            cursor.execute("PRAGMA secure_delete=ON")


def test_start_asks_the_checks_before_it_serves(tmp_path: Path) -> None:
    weak = "import fremskudt.config.env as env; env.SQLITE_START = env.SQLITE_START.replace('=FULL', '=NORMAL');"
    serve = "from fremskudt.config.cli import main; raise SystemExit(main(['serve', '--port', '1']))"
    environment = {**os.environ, "FREMSKUDT_MODE": "demo", "FREMSKUDT_DATA": str(tmp_path), "DATABASE_URL": ""}
    command = [sys.executable, "-c", weak + serve]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert "SQLite runs with synchronous=1" in done.stderr
