"""The demo population, written once and read back with nothing but the standard library."""

from pathlib import Path

import pytest

from demo import write_population
from tests.demo.recount import Study


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The four files."""
    out = tmp_path_factory.mktemp("demo")
    write_population(out)
    return out


@pytest.fixture(scope="session")
def study(folder: Path) -> Study:
    return Study.read(folder)
