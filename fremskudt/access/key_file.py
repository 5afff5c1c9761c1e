"""The key file: one piece of JSON outside the database, {"master": {"1": KEY, …}, "audit": KEY, "index": KEY}.

Each KEY is 32 random bytes in base64. No text of an error, and nothing that is printed, holds any part of them.
"""

import base64
import json
import logging
import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

LENGTH = 32
VERSION = re.compile("[1-9][0-9]{0,8}")
Mark = tuple[int, int, int]  # what changes when a file is replaced
log = logging.getLogger(__name__)


class KeyFileError(Exception):
    """The key file cannot be used; the text says which file, what is wrong and what to do."""


@dataclass(frozen=True)
class Keyring:
    """The versions of the master key (the highest is for what is new), a key for the log and one for CPR look-up."""

    master: dict[int, bytes] = field(repr=False)
    audit: bytes = field(repr=False)
    index: bytes = field(repr=False)

    @property
    def newest(self) -> int:
        return max(self.master)


def read(file: Path, *, strict: bool = True) -> Keyring:
    """The keys of a file. A file that others may read is refused when strict, and otherwise only told of in the log."""
    return read_marked(file, strict=strict)[1]


def mark(found: os.stat_result) -> Mark:
    return found.st_ino, found.st_mtime_ns, found.st_size


def unreadable(file: Path, error: OSError) -> KeyFileError:
    if isinstance(error, FileNotFoundError):
        return KeyFileError(
            f"The key file {file} is missing. Put it back from where its copy is kept; "
            "only a new site makes one with `fremskudt keys new`."
        )
    return KeyFileError(f"The key file {file} cannot be read: {error.strerror}. Let the service's user read it.")


def read_marked(file: Path, *, strict: bool) -> tuple[Mark, Keyring]:
    """The keys, and the mark of the very file they were read from."""
    try:
        with file.open("rb") as opened:
            found, content = os.fstat(opened.fileno()), opened.read()
    except OSError as error:
        raise unreadable(file, error) from None
    if found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        told = f"The key file {file} is open to other users. Close it: chmod 600 {file}"
        if strict:
            raise KeyFileError(told)
        log.warning(told)
    return mark(found), _parse(file, content)


def _parse(file: Path, content: bytes) -> Keyring:
    found = _json(content)
    if not isinstance(found, dict):
        raise KeyFileError(f"The key file {file} is not JSON as `fremskudt keys new` writes it. Put back its copy.")
    if set(found) != {"master", "audit", "index"} or not isinstance(found["master"], dict):
        raise KeyFileError(f"The key file {file} must hold master, audit and index, each once, and nothing else.")
    if not found["master"]:
        raise KeyFileError(f"The key file {file} holds no version of the master key. Put back its copy.")
    if not all(VERSION.fullmatch(version) for version in found["master"]):
        raise KeyFileError(f"The key file {file} has a master key whose version is no whole number from 1.")
    master = {int(version): _key(file, f"master {version}", key) for version, key in found["master"].items()}
    keys = Keyring(master, _key(file, "audit", found["audit"]), _key(file, "index", found["index"]))
    if len({*master.values(), keys.audit, keys.index}) < len(master) + 2:
        raise KeyFileError(f"The key file {file} holds the same key twice. Each must be its own.")
    return keys


def _json(content: bytes) -> Any:
    """What the text says, or nothing when it is no JSON: the library's own error would carry the text along."""

    def once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
        found = list(pairs)
        if len({name for name, _value in found}) < len(found):
            raise ValueError
        return dict(found)

    try:
        return json.loads(content.decode(), object_pairs_hook=once)
    except (ValueError, RecursionError):
        return None


def _key(file: Path, name: str, text: object) -> bytes:
    try:
        key = base64.b64decode(text, validate=True) if isinstance(text, str) else b""
    except ValueError:
        key = b""
    if len(key) != LENGTH:
        raise KeyFileError(f"The {name} key in {file} is not {LENGTH} bytes in base64. Put back the file's copy.")
    return key


def write_new(file: Path) -> None:
    """Make a key file with version 1 of everything; FileExistsError when there is one."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(file):
        if file.exists():
            raise FileExistsError(file)
        _replace(file, Keyring({1: os.urandom(LENGTH)}, os.urandom(LENGTH), os.urandom(LENGTH)))


def add_version(file: Path, version: int) -> None:
    """Add a version of the master key, unless the file has it: two who add the same one get the same key."""
    with _alone(file):
        keys = read(file, strict=False)
        if version not in keys.master:
            _replace(file, replace(keys, master=keys.master | {version: os.urandom(LENGTH)}))


def remove_version(file: Path, version: int) -> None:
    """Take a version out of the file. Whatever is sealed with it can then be opened with a copy of the file only."""
    with _alone(file):
        keys = read(file, strict=False)
        left = {kept: key for kept, key in keys.master.items() if kept != version}
        if len(left) < len(keys.master):
            _replace(file, replace(keys, master=left))


class _alone:  # noqa: N801  read as a word: with _alone(file)
    """Only one process changes the file at a time; those who read it never wait."""

    def __init__(self, file: Path) -> None:
        self.folder = file.parent

    def __enter__(self) -> None:
        import fcntl  # not on every system; one that only reads keys needs none of it

        self.handle = os.open(self.folder, os.O_RDONLY)
        fcntl.flock(self.handle, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        os.close(self.handle)


def _replace(file: Path, keys: Keyring) -> None:
    """Write beside the file and move it there: a reader finds the old one or the new one, also after a power cut."""
    beside = file.with_name(f"{file.name}.new")
    beside.unlink(missing_ok=True)  # left by one who was stopped before moving it
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as out:
        if file.exists() and (owner := file.stat()).st_uid != os.geteuid():
            os.fchown(handle, owner.st_uid, owner.st_gid)  # root adds a version; the service must still read it
        json.dump(_as_json(keys), out)
        out.flush()
        os.fsync(handle)
    beside.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _as_json(keys: Keyring) -> dict[str, Any]:
    def text(key: bytes) -> str:
        return base64.b64encode(key).decode()

    master = {str(version): text(key) for version, key in sorted(keys.master.items())}
    return {"master": master, "audit": text(keys.audit), "index": text(keys.index)}
