"""A start with a lost or wrong key file is refused in one sentence; nothing is ever shown as garbage."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection

from fremskudt.access import key_file
from fremskudt.access.actions.keys import know_first
from fremskudt.access.keyring import keyring, write_new
from fremskudt.access.models import MasterKey
from fremskudt.access.selectors.keys import key_fault
from fremskudt.config.checks import keys_open_what_is_stored, refuse_wrong_keys
from fremskudt.config.cli import CommandError
from fremskudt.config.commands import keys

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def file(tmp_path: Path, settings: Any) -> Path:
    """The key file of a site that has been started."""
    settings.KEY_FILE = tmp_path / "keys.json"
    write_new(settings.KEY_FILE)
    refuse_wrong_keys()
    return tmp_path / "keys.json"


def anew(file: Path) -> None:
    file.unlink()
    write_new(file)


def edit(file: Path, **changes: object) -> None:
    file.write_text(json.dumps(json.loads(file.read_text()) | changes))


def test_keys_first_start_registers_the_versions_of_the_file_once(file: Path) -> None:
    first = MasterKey.objects.get()
    assert (first.version, first.retired_at) == (1, None)
    assert not [part for part in keyring().master.values() if part in bytes(first.probe)]
    know_first()
    refuse_wrong_keys()
    assert MasterKey.objects.get() == first
    assert key_fault() == ""


def test_keys_a_lost_file_is_refused_and_not_made_anew(file: Path) -> None:
    file.unlink()
    assert key_fault().startswith(f"The key file {file} is missing.")
    assert not file.exists()


def test_keys_another_sites_file_is_refused(file: Path) -> None:
    anew(file)
    assert key_fault().startswith(f"Version 1 in {file} is another key than the database was sealed with")


@pytest.mark.parametrize("name", ["audit", "index"])
def test_keys_another_log_or_index_key_is_refused(name: str, file: Path, tmp_path: Path) -> None:
    write_new(tmp_path / "other.json")
    edit(file, **{name: json.loads((tmp_path / "other.json").read_text())[name]})
    assert "audit or index key" in key_fault()


def test_keys_an_older_copy_without_the_newest_version_is_refused(file: Path) -> None:
    older = file.read_bytes()
    key_file.add_version(file, 2)
    assert key_fault() == ""  # a rotation that was stopped before it told the database
    MasterKey.objects.all().delete()
    know_first()
    file.write_bytes(older)
    assert key_fault() == f"Version 2 of the master key is not in {file}. Put back the copy that holds it."


def test_keys_every_door_refuses(file: Path) -> None:
    anew(file)
    with pytest.raises(ImproperlyConfigured, match="does not start: Version 1"):
        refuse_wrong_keys()
    assert [error.id for error in keys_open_what_is_stored()] == ["fremskudt.E004"]
    with pytest.raises(SystemCheckError, match="Version 1"):
        call_command("check", databases=["default"])


def test_keys_the_refusal_holds_no_key(file: Path) -> None:
    secrets = [*json.loads(file.read_text())["master"].values(), keyring().audit.hex()]
    edit(file, index="kort")
    assert "The index key" in key_fault()
    assert not [secret for secret in secrets if secret in key_fault()]


def test_keys_in_production_lie_apart_from_the_data(file: Path, settings: Any) -> None:
    settings.MODE = "production"
    assert key_fault() == ""
    settings.DATA_DIR = file.parent
    assert key_fault().startswith(f"KEY_FILE is {file}, within FREMSKUDT_DATA.")


def test_keys_new_ones_are_not_made_where_they_could_not_be_used(
    file: Path, settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError, match="Put back their file"):
        keys.new(tmp_path / "more.json")
    MasterKey.objects.all().delete()
    with pytest.raises(CommandError, match="there already, and was left as it is"):
        keys.new(file)
    settings.MODE, settings.DATA_DIR = "production", tmp_path
    with pytest.raises(CommandError, match="within FREMSKUDT_DATA"):
        keys.new(tmp_path / "more.json")
    assert list(tmp_path.iterdir()) == [file]
    settings.MODE = "test"
    assert keys.new(tmp_path / "safe" / "more.json") == 0
    written, told = json.loads((tmp_path / "safe" / "more.json").read_text()), capsys.readouterr().out
    assert not [key for key in (written["audit"], written["index"], *written["master"].values()) if key in told]


def test_keys_a_site_without_tables_is_told_to_make_them(file: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {MasterKey._meta.db_table} RENAME TO not_yet")
    assert key_fault() == ""
    with pytest.raises(CommandError, match="manage migrate"):
        keys.right_keys()
