"""The published study and the demo's answers to it, read once."""

import json
from pathlib import Path
from typing import Any

import pytest

import demo
from fremskudt.analysis.plan import Plan, load_plan
from fremskudt.analysis.run import RunResult, run
from tests.analysis.extract_folder import forms_of, write_extract

PLANS = Path(__file__).parents[2] / "fremskudt" / "evaluation" / "plans"


@pytest.fixture(scope="session")
def published() -> dict[str, Any]:
    return json.loads((Path(demo.__file__).parent / "published.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def plan() -> Plan:
    return load_plan(PLANS / "vive-2025.yaml")


@pytest.fixture(scope="session")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An extract folder with the demo's answers."""
    files = tmp_path_factory.mktemp("demo_files")
    demo.write_population(files)
    return write_extract(tmp_path_factory.mktemp("study"), forms_of(files))


@pytest.fixture(scope="session")
def result(study: Path, plan: Plan) -> RunResult:
    return run(study, plan)
