"""Each guard is taken away once, in a copy of the tree, and the tests that hold it must then fail.

A green suite proves little by itself; this one shows that it would be red.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

import pytest

from tests.access.faults import FAULTS, Fault

ROOT = Path(__file__).parents[2]
AT_A_TIME = 2
NOT_NEEDED = ("cacheprovider", "playwright", "hypothesispytest", "anyio")  # a third of the time to start goes to them
Done = subprocess.CompletedProcess[str]
Tried = dict[Fault, Future[Done]]


def copy_to(tree: Path) -> Path:
    for name in ("fremskudt", "tests", "demo"):
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tree)
    (tree / "node_modules").symlink_to(ROOT / "node_modules")
    return tree


def outcome(tree: Path, tests: str) -> Done:
    plugins = [part for name in NOT_NEEDED for part in ("-p", f"no:{name}")]
    asked = [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", *plugins, *tests.split()]
    # Bytecode of the sound file would do for the faulty one, if both were written in the same second.
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "LIGHT_WORLD": "yes", "PYTHONPATH": str(tree)}
    return subprocess.run(asked, cwd=tree, env=environment, capture_output=True, text=True, check=False)


def without(fault: Fault, trees: SimpleQueue[Path]) -> Done:
    """What the tests say when the guard is gone."""
    tree = trees.get()
    try:
        file = tree / "fremskudt" / fault.file
        sound = file.read_text("utf-8")
        file.write_text(sound.replace(fault.guard, fault.instead), "utf-8")
        try:
            return outcome(tree, fault.tests)
        finally:
            file.write_text(sound, "utf-8")
    finally:  # a tree that is not given back would be waited for by all the others
        trees.put(tree)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    tree = copy_to(tmp_path_factory.mktemp("sound"))
    yield tree
    shutil.rmtree(tree)


@pytest.fixture(scope="module")
def tried(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tried]:
    """Every fault of this run, tried beforehand, two at a time: most of the time goes to starting the tests."""
    trees: SimpleQueue[Path] = SimpleQueue()
    for _number in range(AT_A_TIME):
        trees.put(copy_to(tmp_path_factory.mktemp("faulty")))
    calls = (item.callspec.params for item in request.session.items if getattr(item, "callspec", None))
    asked = [call["fault"] for call in calls if isinstance(call.get("fault"), Fault)]  # others have a `fault`, too
    pool = ThreadPoolExecutor(AT_A_TIME)
    yield {fault: pool.submit(without, fault, trees) for fault in asked}
    pool.shutdown(cancel_futures=True)
    while not trees.empty():
        shutil.rmtree(trees.get())


def test_fault_list_is_caught_by_tests_that_pass_without_the_fault(sound: Path, tried: object) -> None:
    """Asked first, while the faults are being tried."""
    tests = " ".join(dict.fromkeys(part for fault in FAULTS for part in fault.tests.split()))
    done = outcome(sound, tests)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.what.replace(" ", "-"))
def test_fault_is_caught(tried: Tried, fault: Fault) -> None:
    found = (ROOT / "fremskudt" / fault.file).read_text("utf-8").count(fault.guard)
    assert found == 1, f"{fault.file} holds this guard {found} times: {fault.guard}"
    done = tried[fault].result()
    assert done.returncode == 1, done.stdout + done.stderr
    assert "FAILED" in done.stdout


def test_fault_list_is_long_enough() -> None:
    assert len({fault.what for fault in FAULTS}) == len(FAULTS) >= 40
