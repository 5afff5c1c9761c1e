"""The published study, built once for each module inside a transaction that is rolled back when the module is done."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from fremskudt.access.models import User
from fremskudt.config import study as published_study
from fremskudt.evaluation.models import Run


@pytest.fixture(scope="module")
def run(django_db_setup: None, django_db_blocker, tmp_path_factory) -> Iterator[Run]:  # type: ignore[no-untyped-def]
    """The run of the study's plan. Its folder is named by its content, so only the first module draws the pictures."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield published_study.build(Path(tmp_path_factory.mktemp("files")))
        transaction.set_rollback(True)


@pytest.fixture
def evaluator(run: Run, db: None) -> User:
    return run.made_by


@pytest.fixture
def desk(evaluator: User, client: Client) -> Client:
    """A browser in which the study's evaluator is logged in."""
    client.force_login(evaluator)
    return client
