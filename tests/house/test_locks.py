"""Lock files pin every package by hash and name no host, so that any mirror of an index serves them."""

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-bench.txt", "package-lock.json", ".npmrc"]


@pytest.mark.parametrize("name", LOCKS)
def test_locks_name_no_host(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "://" not in text
    assert "resolved" not in json.dumps(json.loads(text)) if name.endswith(".json") else True


@pytest.mark.parametrize("name", LOCKS[:3])
def test_locks_pin_every_package_by_hash(name: str) -> None:
    packages = re.findall(r"^[a-z0-9].*?(?=^\S|\Z)", (ROOT / name).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert len(packages) > 20
    assert not [
        package.splitlines()[0] for package in packages if "--hash=sha256:" not in package or "==" not in package
    ]


def test_locks_no_tracked_file_names_an_index() -> None:
    hosts = "pypi[.]org|pythonhosted|registry[.]npmjs|files[.]pyth"
    found = subprocess.run(
        ["git", "grep", "-lE", hosts, "--", ".", ":!tests/house/test_locks.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.stdout == ""
