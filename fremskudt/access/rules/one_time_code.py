"""Codes of an authenticator app (RFC 6238: HMAC-SHA-1, 30 seconds, six digits), which is what every such app makes."""

import base64
import hmac
import struct
from hashlib import sha1

PERIOD = 30  # seconds a code stands in the app
DIGITS = 6
TOLERANCE = 1  # steps to either side: a phone's clock may be half a minute off


def code_at(secret: str, step: int) -> str:
    """The code of a base32 secret in the time step `step` (seconds since 1970 // 30). ValueError when not base32."""
    digest = hmac.digest(base64.b32decode(secret, casefold=True), struct.pack(">Q", step), sha1)
    offset = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def step_at(seconds: float) -> int:
    """The time step of an instant, given in seconds since 1970."""
    return int(seconds) // PERIOD


def matching_step(secret: str, code: str, seconds: float) -> int | None:
    """The step whose code this is, among those that hold at the instant; None when it is none of them."""
    now, found = step_at(seconds), None
    for step in range(now - TOLERANCE, now + TOLERANCE + 1):
        if hmac.compare_digest(code_at(secret, step).encode(), code.encode()):
            found = step  # no early return: each try takes equally long
    return found
