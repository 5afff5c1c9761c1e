"""Migrations are one line per app, and say what the models say."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

OURS = [app.label for app in apps.get_app_configs() if app.name.startswith("fremskudt.")]


@pytest.mark.database
@pytest.mark.django_db
def test_migrations_are_current() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_migrations_are_linear() -> None:
    graph = MigrationLoader(None, ignore_no_migrations=True).graph
    for label in OURS:
        own = [key for key in graph.nodes if key[0] == label]
        assert len(graph.leaf_nodes(label)) == min(len(own), 1), label
