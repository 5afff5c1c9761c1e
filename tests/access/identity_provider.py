"""An identity provider in a process of its own: `python -W ignore -m tests.access.identity_provider PORT`.

What it tells about a person is set by `know`. The claims `token_iss` and `token_aud` make it sign a wrong token.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests


@contextmanager
def identity_provider(port: int) -> Iterator[str]:
    """Its address, as long as it is served."""
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-W", "ignore", "-m", "tests.access.identity_provider", str(port)]
    environment = {**os.environ, "AUTHLIB_INSECURE_TRANSPORT": "1"}
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet)
    try:
        wait_for(server, address)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(server: subprocess.Popen[bytes], address: str) -> None:
    until = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < until:
        try:
            requests.get(address, timeout=30)
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the identity provider did not start")


def know(address: str, subject: str, **claims: Any) -> None:
    """Let the provider know a person."""
    requests.put(f"{address}/users/{subject}", json=claims, timeout=30).raise_for_status()


def agree(log_in_address: str, subject: str) -> str:
    """What somebody does at the provider: log in there. Where they are sent afterwards."""
    answer = requests.post(log_in_address, data={"sub": subject}, timeout=30, allow_redirects=False)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def serve(port: int) -> None:
    from oidc_provider_mock import _app as mock
    from werkzeug.serving import run_simple

    class Token(mock.OpenIDCode):
        def get_compatible_claims(self, request: Any) -> dict[str, Any]:
            claims, told = super().get_compatible_claims(request), request.user.claims
            wrong = {name: told[f"token_{name}"] for name in ("iss", "aud") if f"token_{name}" in told}
            return {**claims, **wrong}

    mock.OpenIDCode = Token  # type: ignore[misc]
    run_simple("127.0.0.1", port, mock.app(), threaded=True)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
