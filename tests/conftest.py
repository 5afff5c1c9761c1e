"""Fixtures that every room shares."""

from typing import Any

import pytest

from tests import cast


@pytest.fixture
def people(db: None) -> cast.Cast:
    """The cast, with their organisations."""
    return cast.assemble()


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """The safe way to keep a password is slow on purpose; the tests' people need not wait for it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
