"""The code on a wall, asked of two real workers: a double tap that meets itself, and posts of many megabytes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
import requests

from tests.access.two_workers import SETTINGS, site

pytestmark = pytest.mark.database
WALL = "/p/WWWW-2222/"
HANG = """
import django; django.setup()
from fremskudt.access.models import Organisation, User
from fremskudt.partnership.models import Batch
from django.utils import timezone
house = Organisation.objects.get(kind="drop_in")
by = User.objects.get(name="Lea")
told = {"leads_to": "tip", "made_at": timezone.now(), "by": by}
Batch.objects.create(code="WWWW-2222", municipality=house.municipality, organisation=house, **told)
"""
COUNT = """
import django; django.setup()
from fremskudt.partnership.models import Tip
print(Tip.objects.count())
"""


def run(code: str, folder: Path) -> str:
    """In a process of its own, on the database of the two workers."""
    url = os.environ.get("DATABASE_URL", "")
    own = urlunsplit(urlsplit(url)._replace(path=f"/two_workers_{os.getpid()}")) if url else ""
    environment = {**os.environ, "FREMSKUDT_DATA": str(folder), "DJANGO_SETTINGS_MODULE": SETTINGS, "DATABASE_URL": own}
    done = subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True)
    return done.stdout.split()[-1] if done.stdout.split() else ""


@pytest.fixture(scope="module")
def wall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("two")
    with site(folder) as home:
        run(HANG, folder)
        yield home + WALL, folder


def token(address: str) -> str:
    return requests.get(address, timeout=60).text.partition('name="token" value="')[2].partition('"')[0]


def test_wall_double_tap_that_meets_itself_in_two_workers_is_one_tip(wall: tuple[str, Path]) -> None:
    address, folder = wall
    sent = {"token": token(address), "place": "street", "seen": "alone", "worry": "much", "age": ""}
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: requests.post(address, sent, timeout=60), range(8)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text.partition('class="receipt">')[2][:9] for answer in answers}) == 1
    assert run(COUNT, folder) == "1"


@pytest.mark.parametrize("megabytes", [1, 20, 25])
def test_wall_post_of_many_megabytes_is_bounded_and_clear(wall: tuple[str, Path], megabytes: int) -> None:
    address, folder = wall
    before, sent = run(COUNT, folder), {"place": "street", "seen": "alone", "worry": "much"}
    try:
        word = "a " * (megabytes * 500_000)
        answer = requests.post(address, {**sent, "token": token(address), "memory_word": word}, timeout=120)
        assert answer.status_code in {400, 413, 422}
        assert "Traceback" not in answer.text
        assert not answer.cookies
    except requests.ConnectionError:  # hung up on while it still sent
        pass
    assert run(COUNT, folder) == before
    assert requests.get(address, timeout=60).status_code == 200
