"""No setting weakens log-in unseen, and production's settings leave Django's own deployment check nothing to say."""

import os
import secrets
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings

from fremskudt.access import keyring
from fremskudt.config import env
from fremskudt.config.weak_login import MUST_BE_OFF, MUST_BE_OURS, OUR_FORMS, weak_login

NEEDED = (
    "CACHES",
    "ACCOUNT_RATE_LIMITS",
    "CODE_RATES",
    "ACCOUNT_REAUTHENTICATION_REQUIRED",
    "INSTALLED_APPS",
    "MFA_FORMS",
)


def as_they_are(**changed: Any) -> SimpleNamespace:
    names = (*NEEDED, *MUST_BE_OURS, "MFA_WEBAUTHN_USER_VERIFICATION", "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN", "MODE")
    return SimpleNamespace(**{**{name: getattr(settings, name) for name in names}, **changed})


def test_login_settings_are_not_weak() -> None:
    assert list(weak_login(settings)) == list(weak_login(as_they_are())) == []


WEAK: list[tuple[str, Any]] = [
    *((name, True) for name in MUST_BE_OFF),
    *((name, "allauth.account.adapter.DefaultAccountAdapter") for name in MUST_BE_OURS),
    *(("MFA_FORMS", {key: path for key, path in settings.MFA_FORMS.items() if key != form}) for form in OUR_FORMS),
    ("CACHES", {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}),
    ("ACCOUNT_RATE_LIMITS", False),
    ("CODE_RATES", ""),
    ("ACCOUNT_REAUTHENTICATION_REQUIRED", False),
    ("MFA_WEBAUTHN_USER_VERIFICATION", "preferred"),
    ("INSTALLED_APPS", [*settings.INSTALLED_APPS, "django.contrib.admin"]),
    ("INSTALLED_APPS", [*settings.INSTALLED_APPS, "allauth.headless"]),
]


@pytest.mark.parametrize(("name", "value"), WEAK)
def test_login_settings_each_weak_one_is_named(name: str, value: Any) -> None:
    problems = list(weak_login(as_they_are(**{name: value})))
    assert len(problems) == 1
    assert name in problems[0]


def test_login_settings_http_passkeys_are_for_trying_out_only() -> None:
    assert len(list(weak_login(as_they_are(MODE="production", MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN=True)))) == 1


def production(folder: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    (folder / "keys").mkdir(exist_ok=True)
    if not (folder / "keys" / "keys.json").exists():
        keyring.write_new(folder / "keys" / "keys.json")
    environment = {
        "PATH": os.environ["PATH"], "FREMSKUDT_MODE": "production", "FREMSKUDT_DATA": str(folder / "data"),
        "KEY_FILE": str(folder / "keys" / "keys.json"), "SECRET_KEY": secrets.token_urlsafe(60),
        "PSEUDONYM_KEY": secrets.token_urlsafe(40), "ALLOWED_HOSTS": "aftaler.example.org", **more,
    }  # fmt: skip
    (folder / "data").mkdir(exist_ok=True)
    script = "from fremskudt.config.cli import main; raise SystemExit(main())"
    words = [sys.executable, "-c", script, *command]
    return subprocess.run(words, env=environment, capture_output=True, text=True, check=False)


def test_login_settings_of_production_leave_the_deployment_check_nothing_to_say(tmp_path: Path) -> None:
    done = production(tmp_path, "manage", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "WARNINGS" not in done.stderr


PRINT = "from django.conf import settings; print(settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'])"
PROVIDER = {"OIDC_ISSUER": "https://login.kommune.example/oidc/", "OIDC_CLIENT_ID": "a", "OIDC_CLIENT_SECRET": "b"}


@pytest.mark.parametrize(
    ("environment", "printed"),
    [
        ({}, "[\"'self'\"]"),
        (PROVIDER, "[\"'self'\", 'https://login.kommune.example']"),
        (
            {**PROVIDER, "OIDC_ORIGINS": "https://a.example, https://b.example"},
            "[\"'self'\", 'https://a.example', 'https://b.example']",
        ),
    ],
)
def test_login_settings_forms_may_lead_to_the_provider_only_where_there_is_one(
    tmp_path: Path, environment: dict[str, str], printed: str
) -> None:
    done = production(tmp_path, "manage", "shell", "--no-imports", "-c", PRINT, **environment)
    assert done.stdout.strip() == printed, done.stderr


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({**PROVIDER, "OIDC_ISSUER": "http://login.kommune.example"}, "OIDC_ISSUER"),
        ({**PROVIDER, "OIDC_ISSUER": "login.kommune.example"}, "OIDC_ISSUER"),
        ({**PROVIDER, "OIDC_CLIENT_SECRET": ""}, "OIDC_CLIENT_SECRET"),
    ],
)
def test_login_settings_of_a_provider_that_cannot_be_used_stop_the_start(
    tmp_path: Path, environment: dict[str, str], said: str
) -> None:
    done = production(tmp_path, "serve", **environment)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_login_settings_secret_of_the_provider_may_lie_in_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret").write_text("hemmelig\n")
    monkeypatch.setenv("OIDC_CLIENT_ID", "a")
    monkeypatch.setenv("OIDC_CLIENT_SECRET_FILE", str(tmp_path / "secret"))
    made = env.openid_connect("https://login.kommune.example", "Kommunen")
    assert made["openid_connect"]["APPS"][0]["secret"] == "hemmelig"
    assert made["openid_connect"]["OAUTH_PKCE_ENABLED"] is True
