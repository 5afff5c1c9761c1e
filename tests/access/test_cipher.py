"""What is sealed opens only whole, only with its key, and only in its place."""

import json
from pathlib import Path
from typing import Any

import pytest

from fremskudt.access import cipher, key_file
from fremskudt.access.cipher import Binding, SealBrokenError, Wrapped
from fremskudt.access.keyring import write_new

KEY = bytes(range(32))
NAME = "Søren Åkjær 🌊"
PLACE = Binding("identity", "name", "K-1")


@pytest.fixture(autouse=True)
def file(tmp_path: Path, settings: Any) -> Path:
    settings.KEY_FILE = tmp_path / "keys.json"
    write_new(settings.KEY_FILE)
    return tmp_path / "keys.json"


@pytest.mark.parametrize("text", [NAME, "", "x", "linje\nlinje\x00", "å" * 10_000])
def test_cipher_a_text_comes_back_as_it_was(text: str) -> None:
    assert cipher.open(KEY, cipher.seal(KEY, text, PLACE), PLACE) == text


def test_cipher_each_flipped_bit_of_each_byte_is_noticed() -> None:
    blob = cipher.seal(KEY, NAME, PLACE)
    for place in range(len(blob)):
        for bit in range(8):
            changed = bytearray(blob)
            changed[place] ^= 1 << bit
            with pytest.raises(SealBrokenError):
                cipher.open(KEY, bytes(changed), PLACE)


def test_cipher_a_cut_or_longer_text_is_noticed() -> None:
    blob = cipher.seal(KEY, NAME, PLACE)
    for changed in [*(blob[:length] for length in range(len(blob))), blob + b"\x00"]:
        with pytest.raises(SealBrokenError):
            cipher.open(KEY, changed, PLACE)


@pytest.mark.parametrize(
    "place",
    [
        Binding("identity", "address", "K-1"),
        Binding("identity", "name", "K-2"),
        Binding("note", "name", "K-1"),
        Binding("identity", "nam", "eK-1"),
        Binding("identity|name", "K-1", ""),
    ],
)
def test_cipher_a_text_opens_in_its_own_place_only(place: Binding) -> None:
    with pytest.raises(SealBrokenError):
        cipher.open(KEY, cipher.seal(KEY, NAME, PLACE), place)


def test_cipher_another_key_opens_nothing() -> None:
    with pytest.raises(SealBrokenError):
        cipher.open(bytes(32), cipher.seal(KEY, NAME, PLACE), PLACE)


def test_cipher_no_nonce_comes_twice() -> None:
    n = 100_000
    blobs = [cipher.seal(KEY, "x", PLACE) for _ in range(n)]
    assert len({blob[1:13] for blob in blobs}) == n
    assert len({blob[13:] for blob in blobs}) == n


def test_cipher_a_wrapped_key_opens_for_its_owner_and_version_only(file: Path) -> None:
    key, wrapped = cipher.new_wrapped_key("citizen:K-1")
    assert cipher.unwrap(wrapped, "citizen:K-1") == key
    assert key not in wrapped.key
    with pytest.raises(SealBrokenError):
        cipher.unwrap(wrapped, "citizen:K-2")
    key_file.add_version(file, 2)
    with pytest.raises(SealBrokenError):
        cipher.unwrap(Wrapped(2, wrapped.key), "citizen:K-1")
    with pytest.raises(SealBrokenError, match="Version 3"):
        cipher.unwrap(Wrapped(3, wrapped.key), "citizen:K-1")
    assert cipher.unwrap(wrapped, "citizen:K-1") == key
    assert cipher.new_wrapped_key("citizen:K-1")[1].version == 2


def test_cipher_a_wrapped_key_is_no_sealed_text_and_the_other_way_round() -> None:
    """The master key serves several ends, each with words of its own in the associated data."""
    _key, wrapped = cipher.new_wrapped_key("totp")
    sealed = cipher.seal_text("x" * 32, "totp")
    inner = cipher._parts(sealed)[2]
    with pytest.raises(SealBrokenError):
        cipher.unwrap(Wrapped(1, inner), "totp")
    with pytest.raises(SealBrokenError):
        cipher.open_text(cipher._as_text(1, "totp", wrapped.key), "totp")


@pytest.mark.parametrize("binding", ["totp", "two:words", "æ ø", ""])
def test_cipher_a_text_under_the_master_key_holds_its_version_in_front(binding: str) -> None:
    sealed = cipher.seal_text(NAME, binding)
    assert sealed.startswith(f"sealed:1:{binding}:")
    assert cipher.text_version(sealed) == 1
    assert cipher.open_text(sealed, binding) == NAME


def test_cipher_each_changed_sign_of_a_sealed_text_is_noticed() -> None:
    sealed = cipher.seal_text("JBSWY3DPEHPK3PXP", "totp")
    for place, sign in enumerate(sealed):
        for other in "A_1:= Ⅰ":
            if other != sign:
                with pytest.raises(SealBrokenError):
                    cipher.open_text(sealed[:place] + other + sealed[place + 1 :], "totp")
    for odd in ("", "sealed", "sealed:1", "sealed:1:totp:", "sealed:x:totp:AAAA", sealed + "A", " " + sealed):
        with pytest.raises(SealBrokenError):
            cipher.open_text(odd, "totp")


def test_cipher_a_sealed_text_opens_with_its_own_binding_only() -> None:
    sealed = cipher.seal_text("hemmelig", "totp")
    with pytest.raises(SealBrokenError):
        cipher.open_text(sealed, "recovery")
    with pytest.raises(SealBrokenError):
        cipher.open_text(sealed.replace("totp", "recovery"), "recovery")


def test_cipher_a_text_is_sealed_anew_with_the_newest_version(file: Path) -> None:
    old = cipher.seal_text("hemmelig", "totp")
    key_file.add_version(file, 2)
    new = cipher.reseal_text(old)
    assert cipher.text_version(new) == 2
    assert cipher.open_text(new, "totp") == cipher.open_text(old, "totp") == "hemmelig"


@pytest.mark.parametrize("value", ["JBSWY3DPEHPK3PXP", "", None, 7, [], "sealedvery"])
def test_cipher_what_was_never_sealed_has_no_version(value: object) -> None:
    assert cipher.text_version(value) is None


def test_cipher_a_blind_index_tells_places_kinds_and_values_apart() -> None:
    marks = [
        cipher.blind_index("cpr", 1, "0102031234"),
        cipher.blind_index("cpr", 2, "0102031234"),
        cipher.blind_index("cpr", 10, "102031234"),
        cipher.blind_index("phone", 1, "0102031234"),
        cipher.blind_index("cpr", 1, "0102031235"),
    ]
    assert len(set(marks)) == len(marks)
    assert {len(mark) for mark in marks} == {64}
    assert marks[0] == cipher.blind_index("cpr", 1, "0102031234")


def test_cipher_a_blind_index_needs_its_own_key(file: Path) -> None:
    before = cipher.blind_index("cpr", 1, "0102031234")
    key_file.add_version(file, 2)
    assert cipher.blind_index("cpr", 1, "0102031234") == before
    file.unlink()
    write_new(file)
    assert cipher.blind_index("cpr", 1, "0102031234") != before


def test_cipher_a_probe_answers_to_its_own_file_only(file: Path) -> None:
    probe, first = cipher.new_probe(1), file.read_text()
    assert cipher.answers(1, probe)
    assert not cipher.answers(2, probe)
    file.unlink()
    write_new(file)
    other = file.read_text()
    assert not cipher.answers(1, probe)
    for kept in ("master", "audit", "index"):
        file.write_text(json.dumps(json.loads(first) | {kept: json.loads(other)[kept]}))
        file.chmod(0o600)
        assert not cipher.answers(1, probe), kept
    file.write_text(first)
    assert cipher.answers(1, probe)


def test_cipher_an_error_holds_neither_text_nor_key() -> None:
    blob = cipher.seal(KEY, NAME, PLACE)
    with pytest.raises(SealBrokenError) as broken:
        cipher.open(KEY, blob[:-1] + bytes([blob[-1] ^ 1]), PLACE)
    told = f"{broken.value!r} {broken.value.__cause__!r} {broken.value.__context__!r}"
    for secret in (NAME, KEY.hex(), repr(KEY), "K-1"):
        assert secret not in told
