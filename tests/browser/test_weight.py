"""What a phone fetches: the first page with all it needs within 60 kB, a later page within 15 kB, as they travel."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Request

from tests.access.two_workers import free_port

FIRST, LATER = 60_000, 15_000


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
    server = subprocess.Popen([sys.executable, "-c", command], env=environment, stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def test_weight_of_the_first_page_and_of_a_later_one_on_a_phone(page: Page, demo: str) -> None:
    """The therapist opens I dag on a phone that has never been here; then the list, then somebody on it."""
    finished: list[Request] = []
    page.goto(f"{demo}/log-ind/")
    page.locator("button[value='tea@oevelse.example.org']").click()
    session = page.context.cookies()
    fresh = page.context.browser.new_context(viewport=page.viewport_size, base_url=demo)  # type: ignore[union-attr]
    fresh.add_cookies(session)  # type: ignore[arg-type]
    phone = fresh.new_page()
    phone.on("requestfinished", finished.append)
    weights = []
    for address in ("/idag/", "/borgere/", "/mig/"):
        finished.clear()
        phone.goto(address, wait_until="networkidle")
        weights.append(sum(request.sizes()["responseBodySize"] for request in finished))
    fresh.close()
    assert 0 < weights[0] <= FIRST, weights
    assert all(0 < weight <= LATER for weight in weights[1:]), weights
