"""A rotation can stop anywhere: everything stays readable, and the next run goes on from there."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fremskudt.access import cipher, key_file
from fremskudt.access.keyring import keyring, write_new
from fremskudt.access.models import Event, MasterKey
from fremskudt.access.reach import reach_of
from fremskudt.access.selectors.keys import count_login_secrets, key_fault
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.actions import rotation
from fremskudt.casework.actions.call_request import empty_expired
from fremskudt.casework.actions.identity import write
from fremskudt.casework.actions.letter import add, remove_picture
from fremskudt.casework.models import CallRequest, Citizen, Letter
from fremskudt.casework.models.identity import Identity
from fremskudt.casework.rules.call_request import UNANSWERED_KEPT
from fremskudt.casework.selectors.call_request import opened
from fremskudt.casework.selectors.identity import FIELDS, find_by_cpr, read_identity
from fremskudt.casework.selectors.letter import read_picture
from fremskudt.casework.selectors.rotation import count_by_version, count_calls_by_version, count_letters_by_version
from fremskudt.config.commands import keys
from tests.casework.call_field import call
from tests.casework.field import citizen
from tests.cast import Cast

pytestmark = [pytest.mark.database, pytest.mark.django_db]
N = 23
N_LETTERS = 6
BATCH = 4


class Killed(BaseException):
    """Not an Exception, as a kill is none: nothing of ours may catch it."""


@pytest.fixture(autouse=True)
def file(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.KEY_FILE = tmp_path / "keys.json"
    write_new(settings.KEY_FILE)
    monkeypatch.setattr(rotation, "BATCH", BATCH)
    return tmp_path / "keys.json"


@pytest.fixture
def citizens(people: Cast) -> list[Citizen]:
    made = [citizen(people, alias=f"Alias {n}", code=f"K-{n}", followed_by=people.therapist) for n in range(N)]
    for n, one in enumerate(made):
        write(citizen=one, name=f"Navn {n}", cpr=f"010203-{n:04}", phone=f"876543{n:02}", by=people.therapist)
    for one in made[:N_LETTERS]:
        keep_letter(one, people, one.code.encode())
    for user in (people.therapist, people.colleague):
        binding = f"totp {user.pk}"
        data = {"secret": cipher.seal_text(f"totp {user.pk}", binding), "codes": [1, cipher.seal_text("frø", binding)]}
        authenticators().create(user=user, type="totp", data=data)
    authenticators().create(user=people.leader, type="webauthn", data={"name": "nøgle", "credential": {"id": "x"}})
    return made


def keep_letter(one: Citizen, people: Cast, picture: bytes) -> Letter:
    case, by = one.cases.get(), people.therapist
    return add(case=case, line="Et brev", deadline_on=None, owner=by, picture=picture, by=by)


def authenticators() -> Any:
    return apps.get_model("mfa", "Authenticator").objects


def unreadable(people: Cast) -> list[str]:
    """The codes of citizens, letters, and keys of users, whose secrets do not come out as they went in."""
    reach, wrong = reach_of(people.therapist), []
    for n in range(N):
        found = read_identity(reach, f"K-{n}", "care")
        if (found.name, found.cpr, found.phone) != (f"Navn {n}", f"010203{n:04}", f"+45876543{n:02}"):
            wrong.append(f"K-{n}")
    for letter in Letter.objects.exclude(picture=None).select_related("case__citizen"):
        code = letter.case.citizen.code
        if read_picture(reach, code, letter.pk) != code.encode():
            wrong.append(f"letter {letter.pk}")
    for row in authenticators().filter(type="totp"):
        binding = f"totp {row.user_id}"
        if cipher.open_text(row.data["secret"], binding) != binding or row.data["codes"][0] != 1:
            wrong.append(binding)
    return wrong


def test_rotation_moves_every_key_and_secret_and_says_so_in_the_log(
    citizens: list[Citizen], people: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    before = list(Identity.objects.order_by("pk").values_list(*FIELDS, "cpr_index"))
    assert keys.rotate() == 0
    assert count_by_version() == {2: N}
    assert count_letters_by_version() == {2: N_LETTERS}
    assert count_login_secrets() == {2: 2}
    assert (
        list(Identity.objects.order_by("pk").values_list(*FIELDS, "cpr_index")) == before
    )  # only the keys' wrapping changed
    assert unreadable(people) == []
    assert [one.code for one in find_by_cpr(reach_of(people.therapist), "010203-0007", "care")] == ["K-7"]
    rotated = Event.objects.filter(action="keys.rotate").values_list("actor", "subject", "purpose")
    assert list(rotated) == [("system", "key:2", "administration")]
    told = capsys.readouterr()
    assert "23 with version 2" in told.err
    assert "Version 2 is in use" in told.out


def test_rotation_leaves_a_passkey_and_what_was_never_sealed_as_it_was(citizens: list[Citizen]) -> None:
    before = authenticators().get(type="webauthn").data
    keys.rotate()
    assert authenticators().get(type="webauthn").data == before


def test_rotation_new_identities_are_sealed_with_the_newest_version(citizens: list[Citizen], people: Cast) -> None:
    keys.rotate()
    write(citizen=citizen(people, alias="Ny", followed_by=people.therapist), name="Ny", by=people.therapist)
    write(citizen=citizens[0], name="Navn 0", cpr="010203-0000", phone="87654300", by=people.therapist)
    assert count_by_version() == {2: N + 1}
    assert unreadable(people) == []


POINTS = 20


def test_rotation_stopped_at_any_statement_goes_on_and_loses_nothing(citizens: list[Citizen], people: Cast) -> None:
    with CaptureQueriesContext(connection) as whole:
        keys.rotate()
    n_statements = sum("SAVEPOINT" not in query["sql"] for query in whole.captured_queries)
    assert n_statements > POINTS
    for point in range(POINTS):
        version = keyring().newest
        with pytest.raises(Killed), connection.execute_wrapper(Stop(after=point * n_statements // POINTS)):
            keys.rotate()
        assert unreadable(people) == []
        assert key_fault() == ""
        assert keys.rotate() == 0
        assert unreadable(people) == []
        assert keyring().newest - version in {1, 2}  # a stop before anything was begun or after all was done: once more
        assert count_by_version() == {keyring().newest: N}
        assert count_letters_by_version() == {keyring().newest: N_LETTERS}
        assert count_login_secrets() == {keyring().newest: 2}


class Stop:
    """Stops everything at a statement to the database, as an execute wrapper."""

    def __init__(self, after: int) -> None:
        self.left = after

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "SAVEPOINT" not in sql:
            if self.left == 0:
                raise Killed
            self.left -= 1
        return execute(sql, params, many, context)


@pytest.mark.parametrize("call", ["fsync", "fdopen"])
def test_rotation_stopped_while_the_key_file_is_written_keeps_the_old_one(
    call: str, citizens: list[Citizen], people: Cast, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = file.read_bytes()

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(os, call, killed)
        with pytest.raises(Killed):
            keys.rotate()
    assert file.read_bytes() == before
    assert unreadable(people) == []
    assert keys.rotate() == 0
    assert count_by_version() == {2: N}


def test_rotation_three_versions_side_by_side_are_all_read_and_gathered(
    citizens: list[Citizen], people: Cast, file: Path
) -> None:
    for version, n_batches in ((2, 3), (3, 1)):
        key_file.add_version(file, version)
        batches = rotation.rewrap(to=version)
        for _ in range(n_batches):
            next(batches)
    assert count_by_version() == {1: N - 3 * BATCH, 2: 2 * BATCH, 3: BATCH}
    assert unreadable(people) == []
    keys.rotate()
    assert count_by_version() == {3: N}
    assert unreadable(people) == []


def test_rotation_retires_a_version_only_when_nothing_needs_it(
    citizens: list[Citizen], people: Cast, file: Path
) -> None:
    keys.right_keys()
    with pytest.raises(NotNow, match="newest"):
        keys.retire(1)
    key_file.add_version(file, 2)
    with pytest.raises(NotNow, match="31 keys and secrets need version 1"):
        keys.retire(1)
    keys.rotate()
    authenticators().filter(user=people.colleague).update(data={"secret": seal_under(1)})
    with pytest.raises(NotNow, match="1 keys and secrets need version 1"):
        keys.retire(1)
    assert set(keyring().master) == {1, 2}
    authenticators().filter(user=people.colleague).delete()
    assert keys.retire(1) == 0
    assert set(keyring().master) == {2}
    assert MasterKey.objects.get(version=1).retired_at is not None
    assert key_fault() == ""
    assert unreadable(people) == []
    assert keys.retire(1) == 0
    assert list(Event.objects.filter(action="keys.retire").values_list("subject", flat=True)) == ["key:1"]
    with pytest.raises(NotNow, match="no version 7"):
        keys.retire(7)


def seal_under(version: int) -> str:
    key = keyring().master[version]
    return cipher._as_text(version, "x", cipher._encrypt(key, b"x", cipher._bound("text", "x", version)))


def test_rotation_stopped_between_the_mark_and_the_file_is_done_again(citizens: list[Citizen], file: Path) -> None:
    keys.right_keys()
    keys.rotate()
    held = file.read_bytes()
    keys.retire(1)
    file.write_bytes(held)  # as if stopped before the file was written
    assert key_fault() == ""
    assert keys.retire(1) == 0
    assert set(keyring().master) == {2}


def test_rotation_a_version_never_comes_back(citizens: list[Citizen], file: Path) -> None:
    keys.right_keys()
    keys.rotate()
    keys.rotate()
    assert set(keyring().master) == {1, 2, 3}
    keys.retire(1)
    keys.retire(2)
    keys.rotate()
    assert set(keyring().master) == {3, 4}


def test_rotation_what_cannot_be_opened_is_told_and_keeps_its_version(
    citizens: list[Citizen], capsys: pytest.CaptureFixture[str]
) -> None:
    keys.right_keys()
    row = Identity.objects.get(citizen=citizens[5])
    Identity.objects.filter(pk=row.pk).update(wrapped_key=bytes(row.wrapped_key)[:-1] + b"x")
    assert keys.rotate() == 1
    assert count_by_version() == {1: 1, 2: N - 1}
    assert "K-5" in capsys.readouterr().err
    with pytest.raises(NotNow, match="1 keys and secrets"):
        keys.retire(1)


def test_rotation_check_tells_which_version_is_needed_by_how_many(
    citizens: list[Citizen], capsys: pytest.CaptureFixture[str]
) -> None:
    keys.right_keys()
    keys.rotate()
    keys.retire(1)
    capsys.readouterr()
    assert keys.check() == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("version 1: retired")
    nothing = "needed by 0 citizens' keys, 0 letters' keys, 0 calls' keys and 0 log-in secrets"
    assert told[0].endswith(f"not in the key file, {nothing}")
    needed = f"needed by {N} citizens' keys, {N_LETTERS} letters' keys, 0 calls' keys and 2 log-in secrets"
    assert told[1].endswith(f"in the key file, {needed}")


def test_rotation_a_letter_that_cannot_be_opened_is_told_and_keeps_its_version(
    citizens: list[Citizen], capsys: pytest.CaptureFixture[str]
) -> None:
    keys.right_keys()
    broken, last = Letter.objects.order_by("pk")[2], Letter.objects.order_by("-pk")[0]
    Letter.objects.filter(pk=broken.pk).update(wrapped_key=bytes(broken.wrapped_key or b"")[:-1] + b"x")
    assert keys.rotate() == 1
    assert count_letters_by_version() == {1: 1, 2: N_LETTERS - 1}
    assert f"letter {broken.pk}" in capsys.readouterr().err
    with pytest.raises(NotNow, match="1 keys and secrets"):
        keys.retire(1)
    remove_picture(letter=last, by=last.by)
    assert count_letters_by_version() == {1: 1, 2: N_LETTERS - 2}


def test_rotation_never_reads_nor_writes_a_sealed_picture(citizens: list[Citizen]) -> None:
    before = list(Letter.objects.order_by("pk").values_list("picture"))
    with CaptureQueriesContext(connection) as asked:
        keys.rotate()
    assert not [query for query in asked if '"picture"' in query["sql"]]
    assert list(Letter.objects.order_by("pk").values_list("picture")) == before


def test_rotation_new_letters_are_sealed_with_the_newest_version(citizens: list[Citizen], people: Cast) -> None:
    keys.rotate()
    keep_letter(citizens[10], people, b"K-10")
    assert count_letters_by_version() == {2: N_LETTERS + 1}
    assert unreadable(people) == []


def test_rotation_of_a_request_to_ring_is_carried_out_counted_and_told(
    citizens: list[Citizen], people: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    keys.right_keys()
    calls = [call(people, words=f"Ord {n}") for n in range(BATCH + 2)]
    broken, emptied = calls[2], calls[4]
    CallRequest.objects.filter(pk=broken.pk).update(wrapped_key=bytes(broken.wrapped_key or b"")[:-1] + b"x")
    CallRequest.objects.filter(pk=emptied.pk).update(made_at=emptied.made_at - UNANSWERED_KEPT)
    assert empty_expired(timezone.now()) == 1
    assert keys.rotate() == 1
    assert count_calls_by_version() == {1: 1, 2: BATCH}
    assert f"call:{broken.code}" in capsys.readouterr().err
    assert keys.check() == 0
    assert f"{BATCH} calls' keys" in capsys.readouterr().out
    with pytest.raises(NotNow, match="1 keys and secrets"):
        keys.retire(1)
    for n, one in enumerate(calls):
        if one not in {broken, emptied}:
            one.refresh_from_db()
            assert opened(one).words == f"Ord {n}"
