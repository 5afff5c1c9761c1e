"""Files stay small enough to be read: the build fails at 400 lines."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIMIT = 400


def tracked(*patterns: str) -> list[Path]:
    names = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in names.splitlines() if (ROOT / name).exists()]


def test_sizes_no_file_of_code_is_longer_than_the_limit() -> None:
    files = [file for file in tracked("*.py", "*.html", "*.css", "*.js", "*.typ") if "/migrations/" not in str(file)]
    assert len(files) > 50
    long = {
        str(file.relative_to(ROOT)): n for file in files if (n := len(file.read_text("utf-8").splitlines())) > LIMIT
    }
    assert not long


def test_sizes_no_module_is_called_by_a_name_that_says_nothing() -> None:
    empty_names = {"utils.py", "helpers.py", "misc.py", "common.py", "manager.py", "data.py"}
    assert not [file for file in tracked("*.py") if file.name in empty_names]
