"""The world in which every address is tried: the published study, the cast, and one thing of every kind."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from fremskudt.access.models import Membership
from fremskudt.access.roles import Role
from fremskudt.config import study as published_study
from fremskudt.surveys.actions import study as study_actions
from fremskudt.surveys.models import Study
from tests import cast
from tests.access import world as worlds


def build(work: Path) -> Study:
    """The published study with its run, so that the evaluator's pages have something to show."""
    return published_study.build(work).extract.study


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker, tmp_path_factory) -> Iterator[worlds.World]:  # type: ignore[no-untyped-def]
    # Committed, not in a transaction around the module: each test closes its connection, which would end that.
    with django_db_blocker.unblock():
        # Without its analysis where only people are tried: that takes its time.
        make = published_study.import_all if os.environ.get("LIGHT_WORLD") else build
        study = make(Path(tmp_path_factory.mktemp("files")))
        people = cast.assemble()
        Membership.objects.create(user=people.evaluator, organisation=study.owner, role=Role.EVALUATOR)
        elsewhere = study_actions.create(
            slug="et-andet-sted", title="Den anden undersøgelse", owner=people.elsewhere, starts_on=date(2024, 1, 1),
            municipalities=[people.municipalities["Vejle"]], ends_on=date(2025, 1, 1), waves={}, by=people.outsider,
        )  # fmt: skip
        built = worlds.build(people, study, elsewhere)
        worlds.log_everybody_in(built)
        worlds.places(built)
        yield built
        call_command("flush", interactive=False, verbosity=0)
