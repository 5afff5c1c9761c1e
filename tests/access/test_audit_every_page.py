"""Every page that writes to the log when somebody looks shows nothing when the log cannot be written."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from fremskudt.access.matrix import TABLE
from fremskudt.access.models import Event, Membership, User
from fremskudt.access.roles import Role
from fremskudt.config import study as published_study
from fremskudt.surveys.actions import study as study_actions
from tests.access import world as worlds
from tests.access.broken_log import refused_lines
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def world(people: Cast, tmp_path: Path) -> worlds.World:
    study = published_study.import_all(tmp_path)
    Membership.objects.create(user=people.evaluator, organisation=study.owner, role=Role.EVALUATOR)
    elsewhere = study_actions.create(
        slug="et-andet-sted", title="Den anden undersøgelse", owner=people.elsewhere, starts_on=date(2024, 1, 1),
        municipalities=[people.municipalities["Vejle"]], ends_on=date(2025, 1, 1), waves={}, by=people.outsider,
    )  # fmt: skip
    return worlds.build(people, study, elsewhere)


def look(user: User, address: str) -> tuple[HttpResponse, int]:
    """The answer to one GET, and how many lines it wrote; both are undone."""
    before = Event.objects.count()
    with transaction.atomic():
        answer = enter(Client(), user).get(address)
        written = 0 if connection.needs_rollback else Event.objects.count() - before
        transaction.set_rollback(True)
    return answer, written  # type: ignore[return-value]


def test_audit_every_page_that_tells_the_log_is_503_without_it(world: worlds.World) -> None:
    places, told = worlds.places(world), set()
    for name, row in TABLE.items():
        if "GET" not in row.methods:
            continue
        address = reverse(name, kwargs=places.get(name, {}).get("own", {}))
        for role in sorted(row.roles)[:1]:  # the guard is the same for all
            _answer, written = look(world.user(role), address)
            with refused_lines():
                answer, _none = look(world.user(role), address)
            assert (answer.status_code == 503) == bool(written), (name, role, answer.status_code, written)
            if written:
                assert answer.content.decode() == render_to_string("503.html"), (name, role)
                told.add(name)
    assert {"casework:caseload", "casework:citizen", "casework:distribution", "casework:citizen_log"} <= told, told
