"""The keys that are kept outside the database, read from one file."""

import base64
import json
import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Keyring:
    """The master key's versions (the highest is used for what is new), and a key each for the log and for CPR look-up."""

    master: dict[int, bytes] = field(repr=False)
    audit: bytes = field(repr=False)
    index: bytes = field(repr=False)

    @property
    def newest(self) -> int:
        return max(self.master)


@cache
def keyring() -> Keyring:
    return read(Path(settings.KEY_FILE))


def read(file: Path) -> Keyring:
    found = json.loads(file.read_text())
    return Keyring(
        {int(version): base64.b64decode(key) for version, key in found["master"].items()},
        base64.b64decode(found["audit"]),
        base64.b64decode(found["index"]),
    )


def write_new(file: Path) -> None:
    def new() -> str:
        return base64.b64encode(os.urandom(32)).decode()

    file.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as out:
        json.dump({"master": {"1": new()}, "audit": new(), "index": new()}, out)
