"""The import contracts of pyproject.toml hold, and each would notice a forbidden import."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    code = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports('pyproject.toml', no_cache=True))"
    return subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)


def test_imports_follow_the_contracts() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


FORBIDDEN = {
    "Rooms: arrows run one way": ("fremskudt/access/roles.py", "import fremskudt.evaluation.models"),
    "Inside a room": ("fremskudt/surveys/models/study.py", "import fremskudt.surveys.selectors.study"),
    "Pure code knows no Django": ("fremskudt/instruments/routing.py", "import django.utils.timezone"),
    "Field work runs without": ("fremskudt/surveys/selectors/study.py", "import numpy"),
    "Person data has one door out": ("fremskudt/evaluation/selectors.py", "import fremskudt.surveys.models"),
    "Identity is out of": ("fremskudt/evaluation/extract.py", "import fremskudt.casework.selectors.identity"),
    "What is shown has passed": ("fremskudt/analysis/tables.py", "import fremskudt.analysis.counts"),
    "Inside analysis": ("fremskudt/analysis/results.py", "import fremskudt.analysis.disclosure"),
}


@pytest.mark.parametrize("contract", FORBIDDEN)
def test_imports_that_are_forbidden_break_their_contract(contract: str, tmp_path: Path) -> None:
    file, line = FORBIDDEN[contract]
    shutil.copytree(
        ROOT / "fremskudt", tmp_path / "fremskudt", ignore=shutil.ignore_patterns("__pycache__", "static", "vendor")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / file).open("a", encoding="utf-8") as module:
        module.write(f"\n{line}\n")
    done = lint(tmp_path)
    broken = [row for row in done.stdout.splitlines() if " BROKEN" in row]
    assert any(contract in row for row in broken), done.stdout + done.stderr


def test_imports_a_new_top_level_room_must_be_placed(tmp_path: Path) -> None:
    shutil.copytree(
        ROOT / "fremskudt", tmp_path / "fremskudt", ignore=shutil.ignore_patterns("__pycache__", "static", "vendor")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "fremskudt" / "attic").mkdir()
    (tmp_path / "fremskudt" / "attic" / "__init__.py").touch()
    assert lint(tmp_path).returncode != 0
