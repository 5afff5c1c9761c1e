"""The published study, built once for each module; the database is emptied when the module is done."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from fremskudt.access.models import User
from fremskudt.config import study as published_study
from fremskudt.evaluation.models import Run
from tests.cast import enter


@pytest.fixture(scope="module")
def run(django_db_setup: None, django_db_blocker, tmp_path_factory) -> Iterator[Run]:  # type: ignore[no-untyped-def]
    """The run of the study's plan. Its folder is named by its content, so only the first module draws the pictures."""
    # Committed, not in a transaction around the module: each test closes its connection, which would end that.
    with django_db_blocker.unblock():
        yield published_study.build(Path(tmp_path_factory.mktemp("files")))
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def evaluator(run: Run, db: None) -> User:
    return run.made_by


@pytest.fixture
def desk(evaluator: User, client: Client) -> Client:
    """A browser in which the study's evaluator is logged in."""
    enter(client, evaluator)
    return client
