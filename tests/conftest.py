"""Fixtures that every room shares."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import Client

from tests import cast, database, headers
from tests.flushing import flushing


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> bool:
    """Whether the tables are there already, so that pytest-django has only to see that none is missing."""
    return database.copy()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        database.keep()


@pytest.fixture
def people(db: None) -> cast.Cast:
    """The cast, with their organisations."""
    return cast.assemble()


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """The safe way to keep a password is slow on purpose; the tests' people need not wait for it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def _log_can_be_flushed() -> Iterator[None]:
    """A test that commits ends with empty tables, the log's too; only here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", flushing(BaseDatabaseOperations.execute_sql_flush))
        yield


@pytest.fixture(scope="session", autouse=True)
def _every_answer_has_its_headers() -> Iterator[None]:
    """Whatever a test asks of the site, the answer is held against the rules of the headers."""
    ask = Client.request

    def ask_and_look(client: Client, **asked: Any) -> Any:
        response = ask(client, **asked)
        assert not (faults := headers.faults(response)), (asked.get("PATH_INFO"), response.status_code, faults)
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "request", ask_and_look)
        yield
