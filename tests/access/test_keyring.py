"""The key file is read strictly, told of in plain words, and taken up again when it is replaced."""

import base64
import json
import logging
import os
import threading
from pathlib import Path
from typing import Any

import pytest

from fremskudt.access import key_file
from fremskudt.access.key_file import KeyFileError, read
from fremskudt.access.keyring import keyring, write_new

SECRET = base64.b64encode(bytes(range(32))).decode()
OTHER = base64.b64encode(bytes(range(1, 33))).decode()
THIRD = base64.b64encode(bytes(range(2, 34))).decode()
GOOD = {"master": {"1": SECRET}, "audit": OTHER, "index": THIRD}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    write_new(tmp_path / "keys.json")
    return tmp_path / "keys.json"


def written(tmp_path: Path, content: object) -> Path:
    file = tmp_path / "keys.json"
    file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    file.chmod(0o600)
    return file


def test_keyring_a_new_file_is_for_its_owner_alone_and_all_its_keys_differ(file: Path) -> None:
    keys = read(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert len({keys.master[1], keys.audit, keys.index}) == 3
    assert {len(key) for key in (keys.master[1], keys.audit, keys.index)} == {32}
    assert list(file.parent.iterdir()) == [file]


def test_keyring_is_never_written_over(file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(FileExistsError):
        write_new(file)
    assert file.read_bytes() == before


BROKEN: dict[str, Any] = {
    "no JSON": b"master: AAAA" + SECRET.encode(),
    "not text": b"\xff\xfe\x00" + SECRET.encode(),
    "empty": b"",
    "a list": [SECRET],
    "too deep": b"[" * 100_000,
    "a key is missing": {"master": {"1": SECRET}, "audit": OTHER},
    "one more key": GOOD | {"more": SECRET},
    "a name twice": f'{{"master":{{"1":"{SECRET}"}},"audit":"{OTHER}","audit":"{OTHER}","index":"{THIRD}"}}'.encode(),
    "master is no table": GOOD | {"master": SECRET},
    "no versions": GOOD | {"master": {}},
    "version 0": GOOD | {"master": {"0": SECRET}},
    "version 01": GOOD | {"master": {"01": SECRET}},
    "a version in words": GOOD | {"master": {"first": SECRET}},
    "a short key": GOOD | {"audit": SECRET[:40]},
    "a long key": GOOD | {"audit": base64.b64encode(bytes(33)).decode()},
    "no base64": GOOD | {"index": "!" + SECRET[1:]},
    "a number for a key": GOOD | {"index": 7},
    "nothing for a key": GOOD | {"master": {"1": None}},
    "the same key twice": GOOD | {"index": SECRET},
}


@pytest.mark.parametrize("fault", BROKEN)
def test_keyring_a_broken_file_is_refused_without_showing_what_stands_in_it(fault: str, tmp_path: Path) -> None:
    file = written(tmp_path, BROKEN[fault])
    with pytest.raises(KeyFileError) as refused:
        read(file)
    told = str(refused.value)
    assert str(file) in told
    assert not [part for part in (SECRET[:12], OTHER[:12], THIRD[:12]) if part in told]
    # nor does an error that a log would print behind it
    assert refused.value.__cause__ is None
    assert refused.value.__context__ is None


def test_keyring_a_good_file_is_read_with_all_its_versions(tmp_path: Path) -> None:
    keys = read(written(tmp_path, GOOD | {"master": {"2": SECRET, "10": base64.b64encode(bytes(32)).decode()}}))
    assert set(keys.master) == {2, 10}
    assert keys.newest == 10


def test_keyring_shows_no_key_when_it_is_printed(tmp_path: Path) -> None:
    keys = read(written(tmp_path, GOOD))
    assert repr(keys) == str(keys) == "Keyring()"


def test_keyring_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match=r"nowhere\.json is missing.*fremskudt keys new"):
        read(tmp_path / "nowhere.json")
    with pytest.raises(KeyFileError, match="cannot be read"):
        read(tmp_path)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_keyring_a_file_that_others_may_read_is_refused_or_at_least_told_of(
    mode: int, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file.chmod(mode)
    with pytest.raises(KeyFileError, match="chmod 600"):
        read(file)
    with caplog.at_level(logging.WARNING):
        assert read(file, strict=False).newest == 1
    assert "chmod 600" in caplog.text


def test_keyring_the_site_is_strict_in_production_only(file: Path, settings: Any) -> None:
    settings.KEY_FILE = file
    file.chmod(0o644)
    assert keyring().newest == 1
    settings.MODE = "production"
    os.utime(file)
    with pytest.raises(KeyFileError, match="open to other users"):
        keyring()


def test_keyring_a_replaced_file_is_taken_up_by_who_runs_already(file: Path, settings: Any) -> None:
    settings.KEY_FILE = file
    before = keyring()
    assert keyring() is before
    key_file.add_version(file, 2)
    assert keyring().newest == 2
    assert keyring().master[1] == before.master[1]
    key_file.remove_version(file, 1)
    assert set(keyring().master) == {2}


def test_keyring_a_file_that_goes_missing_is_not_worked_around(file: Path, settings: Any) -> None:
    settings.KEY_FILE = file
    settings.MODE = "production"
    keyring()
    file.unlink()
    with pytest.raises(KeyFileError, match="is missing"):
        keyring()
    assert not file.exists()


def test_keyring_a_version_is_added_once_and_keeps_the_rest(file: Path) -> None:
    before = read(file)
    key_file.add_version(file, 2)
    with_two = file.read_bytes()
    key_file.add_version(file, 2)
    assert file.read_bytes() == with_two
    after = read(file)
    assert (after.master[1], after.audit, after.index) == (before.master[1], before.audit, before.index)
    assert file.stat().st_mode & 0o777 == 0o600


def test_keyring_two_who_add_the_same_version_at_once_get_the_same_key(file: Path) -> None:
    threads = [threading.Thread(target=key_file.add_version, args=(file, 2)) for _ in range(8)]
    for thread in threads:
        thread.start()
    seen = {read(file).master.get(2) for _ in range(50)}
    for thread in threads:
        thread.join()
    assert seen - {None} <= {read(file).master[2]}


def test_keyring_what_a_stopped_run_left_beside_the_file_does_no_harm(file: Path) -> None:
    beside = file.with_name("keys.json.new")
    beside.write_text("half a fi")
    key_file.add_version(file, 2)
    assert set(read(file).master) == {1, 2}
    assert not beside.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root writes another's file")
def test_keyring_root_leaves_the_file_to_the_user_whose_it_is(file: Path) -> None:
    os.chown(file, 65534, 65534)
    key_file.add_version(file, 2)
    assert (file.stat().st_uid, file.stat().st_gid, file.stat().st_mode & 0o777) == (65534, 65534, 0o600)
