"""Fixtures that every room shares."""

import pytest

from tests import cast


@pytest.fixture
def people(db: None) -> cast.Cast:
    """The cast, with their organisations."""
    return cast.assemble()
