"""What a phone fetches: the first page with all it needs within 60 kB, a later page within 15 kB, as they travel."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Request

from tests.access.two_workers import free_port, wait_for_workers
from tests.browser.conftest import PHONE

FIRST, LATER = 60_000, 15_000
QUIET: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "start_new_session": True}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo's site, with hashed and compressed files, as a municipality's is served."""
    port, folder = free_port(), tmp_path_factory.mktemp("weight")
    environment = {
        **os.environ,
        "FREMSKUDT_MODE": "demo",
        "FREMSKUDT_DATA": str(folder),
        "DATABASE_URL": "",
        "KEY_FILE": "",
    }
    made = "from fremskudt.config import demo_people, start; start.prepare_site(); demo_people.assemble()"
    subprocess.run([sys.executable, "-c", made], env=environment, check=True)
    command = f"from fremskudt.config.start import serve; serve('127.0.0.1', {port})"
    server = subprocess.Popen([sys.executable, "-c", command], env=environment, **QUIET)
    try:
        wait_for_workers(server, port)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(server.pid, signal.SIGKILL)  # its workers too; a browser that is still there would be waited for
        server.wait(timeout=30)


def travelled(request: Request) -> int:
    """Bytes of the answer as they came; what the browser had already has none (and is told as less than none)."""
    return max(0, request.sizes()["responseBodySize"])


def test_weight_of_the_first_page_and_of_later_ones_on_a_phone(browser: Browser, demo: str) -> None:
    """The therapist opens I dag on a phone that has never been here; then the list, then one's own page."""
    entered = browser.new_context(base_url=demo, viewport=PHONE)
    page = entered.new_page()
    page.goto("/log-ind/")
    page.locator("button[value='tea@oevelse.example.org']").click()
    page.wait_for_url("**/idag/")
    fresh = browser.new_context(base_url=demo, viewport=PHONE, storage_state=entered.storage_state())
    phone, finished = fresh.new_page(), list[Request]()
    phone.on("requestfinished", lambda request: finished.append(request))  # noqa: PLW0108  a builtin is refused
    weights = []
    for address in ("/idag/", "/borgere/", "/mig/"):
        finished.clear()
        phone.goto(address, wait_until="networkidle")
        weights.append(sum(travelled(request) for request in finished))
    entered.close()
    fresh.close()
    assert 10_000 < weights[0] <= FIRST, weights
    assert all(1_000 < weight <= LATER for weight in weights[1:]), weights
    print(weights)
