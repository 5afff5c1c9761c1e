"""AES-256-GCM for what is stored of a person. Each sealed text is bound to its place, so that it opens nowhere else.

A sealed text is a byte for the form, 12 random bytes of nonce, then what AES-GCM makes of the text, with its tag of 16
bytes. A citizen's own key is wrapped the same way by a version of the master key. The nonces are random: no key comes
near the 2³² messages that NIST SP 800-38D allows for that.
"""

import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hmac import compare_digest, digest
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fremskudt.access.keyring import keyring

FORM = b"\x01"
NONCE = 12
TAG = 16
MARK = "sealed"  # how a text that is sealed as text begins


class SealBrokenError(Exception):
    """What is stored cannot be opened: it was changed or moved, or its key is not here. Never holds text or key."""


class Binding(NamedTuple):
    """The place a sealed text belongs to: table, column, and the row's code or the code of its owner."""

    table: str
    column: str
    row: str


class Wrapped(NamedTuple):
    """A data key as it is stored, and the version of the master key that opens it."""

    version: int
    key: bytes


def new_wrapped_key(owner: str) -> tuple[bytes, Wrapped]:
    """A new data key for one owner, and the same key wrapped for the database."""
    key = os.urandom(32)
    return key, wrap(key, owner)


def wrap(key: bytes, owner: str, version: int | None = None) -> Wrapped:
    """Wrap a data key for its owner with a version of the master key, else with the newest."""
    version = version or keyring().newest
    return Wrapped(version, _encrypt(_master(version), key, _bound("key", owner, version)))


def unwrap(wrapped: Wrapped, owner: str) -> bytes:
    return _decrypt(_master(wrapped.version), wrapped.key, _bound("key", owner, wrapped.version))


def seal(key: bytes, text: str, binding: Binding) -> bytes:
    """Seal a text under a data key, for one place."""
    return seal_bytes(key, text.encode(), binding)


def open(key: bytes, blob: bytes, binding: Binding) -> str:
    """The text of `seal`; SealBrokenError in any other place, with any other key, and when a single bit was changed."""
    return open_bytes(key, blob, binding).decode()


def seal_bytes(key: bytes, content: bytes, binding: Binding) -> bytes:
    """The same for what is no text: a picture."""
    return _encrypt(key, content, _bound("field", *binding))


def open_bytes(key: bytes, blob: bytes, binding: Binding) -> bytes:
    return _decrypt(key, bytes(blob), _bound("field", *binding))


def seal_text(text: str, binding: str) -> str:
    """Seal a text under the master key itself, for a store that holds texts only: sealed:VERSION:BINDING:BASE64."""
    version = keyring().newest
    blob = _encrypt(_master(version), text.encode(), _bound("text", binding, version))
    return _as_text(version, binding, blob)


def open_text(sealed: str, binding: str) -> str:
    version, bound_to, blob = _parts(sealed)
    if bound_to != binding:
        raise SealBrokenError("A sealed text was moved to another place.")
    return _decrypt(_master(version), blob, _bound("text", binding, version)).decode()


def text_version(value: object) -> int | None:
    """The version of the master key that a text of `seal_text` needs; None for anything else."""
    return _parts(value)[0] if isinstance(value, str) and value.startswith(f"{MARK}:") else None


def reseal_text(sealed: str) -> str:
    """The same text, for the same place, under the newest master key."""
    binding = _parts(sealed)[1]
    return seal_text(open_text(sealed, binding), binding)


def blind_index(kind: str, place: int, value: str) -> str:
    """A keyed hash by which a value can be looked up in one municipality (its id) without being readable."""
    return digest(keyring().index, _bound("index", kind, place, value), "sha256").hex()


def new_probe(version: int) -> bytes:
    """Known bytes under a version of the master key, by which a start finds out whether this is the right key file."""
    return _encrypt(_master(version), _known(), _bound("probe", version))


def answers(version: int, probe: bytes) -> bool:
    """Is this the key file the probe was made with: this version, and the keys of log and index beside it?"""
    try:
        return compare_digest(_decrypt(_master(version), probe, _bound("probe", version)), _known())
    except SealBrokenError:
        return False


def _known() -> bytes:
    keys = keyring()
    return digest(keys.audit, b"probe", "sha256") + digest(keys.index, b"probe", "sha256")


def _as_text(version: int, binding: str, blob: bytes) -> str:
    return f"{MARK}:{version}:{binding}:{urlsafe_b64encode(blob).decode()}"


def _parts(sealed: str) -> tuple[int, str, bytes]:
    try:
        _mark, version, rest = sealed.split(":", 2)
        binding, blob = rest.rsplit(":", 1)
        found = int(version), binding, urlsafe_b64decode(blob)
        if _as_text(*found) == sealed:  # there is one way to write it
            return found
    except ValueError:
        pass
    raise SealBrokenError("A sealed text is not in the form it is written in.")


def _master(version: int) -> bytes:
    key = keyring().master.get(version)
    if key is None:
        raise SealBrokenError(f"Version {version} of the master key is not in the key file.")
    return key


def _bound(*parts: str | int) -> bytes:
    """Associated data: JSON, so that no two places run together."""
    return json.dumps(parts).encode()


def _encrypt(key: bytes, content: bytes, bound: bytes) -> bytes:
    nonce = os.urandom(NONCE)
    return FORM + nonce + AESGCM(key).encrypt(nonce, content, FORM + bound)


def _decrypt(key: bytes, blob: bytes, bound: bytes) -> bytes:
    if blob[:1] == FORM and len(blob) >= 1 + NONCE + TAG:
        try:
            return AESGCM(key).decrypt(blob[1 : 1 + NONCE], blob[1 + NONCE :], FORM + bound)
        except InvalidTag:
            pass
    raise SealBrokenError("What is stored cannot be opened with its key: it was changed or moved, or the key is wrong.")
