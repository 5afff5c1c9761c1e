"""CPR and phone numbers are taken as people write them; names are found however they are spelled."""

import pytest

from fremskudt.casework.rules import identity as rules
from fremskudt.casework.rules.identity import BadIdentityError, folded, is_named, normal_cpr, normal_phone

ALLOWED_CPR = {
    "0102031234": "0102031234",
    "010203-1234": "0102031234",
    "010203 1234": "0102031234",
    " 010203 - 1234\u200b ": "0102031234",
    "０１０２０３１２３４": "0102031234",
    "290204-1234": "2902041234",
    "311299-0000": "3112990000",
    "010165-0001": "0101650001",  # fails modulus 11, as numbers from 2007 on may
    "610203-1234": "6102031234",  # a replacement number: the 1st with 60 added
    "910399-1234": "9103991234",
}
REFUSED_CPR = [
    "010203123", "01020312345", "320103-1234", "310403-1234", "300204-1234", "290203-1234", "000103-1234",
    "010003-1234", "011303-1234", "600103-1234", "920103-1234", "910403-1234", "010203_1234", "01-02-03-1234",
    "ABCDEF-1234", "010203-ABCD", "-0102031234", "010203--‐-1234", "٠١٠٢٠٣١٢٣٤",
]  # fmt: skip


@pytest.mark.parametrize("written", ALLOWED_CPR)
def test_identity_cpr_is_taken_as_people_write_it(written: str) -> None:
    assert normal_cpr(written) == ALLOWED_CPR[written]


@pytest.mark.parametrize("written", REFUSED_CPR)
def test_identity_cpr_that_cannot_be_one_is_refused_without_being_repeated(written: str) -> None:
    with pytest.raises(BadIdentityError) as refused:
        normal_cpr(written)
    assert str(refused.value) == rules.CPR_WRONG
    assert not any(sign.isdigit() for sign in str(refused.value))


@pytest.mark.parametrize("written", [None, "", "  ", "\u200b"])
def test_identity_nothing_written_is_no_number(written: str | None) -> None:
    assert normal_cpr(written) is None
    assert normal_phone(written) is None


@pytest.mark.parametrize(
    ("written", "kept", "shown"),
    [
        ("12345678", "+4512345678", "12 34 56 78"),
        ("12 34 56 78", "+4512345678", "12 34 56 78"),
        ("+45 12-34-56-78", "+4512345678", "12 34 56 78"),
        ("0045 (12) 34.56.78", "+4512345678", "12 34 56 78"),
        ("4512345678", "+4512345678", "12 34 56 78"),
        ("+46 70 123 45 67", "+46701234567", "+46701234567"),
        ("00299 12 34 56", "+299123456", "+299123456"),
    ],
)
def test_identity_phone_is_kept_in_one_form(written: str, kept: str, shown: str) -> None:
    assert normal_phone(written) == kept
    assert rules.shown_phone(kept) == shown
    assert normal_phone(kept) == normal_phone(shown) == kept


@pytest.mark.parametrize("written", ["1234567", "123456789", "+45123", "+4512345678901", "+12345", "ring", "12a45678"])
def test_identity_phone_that_cannot_be_one_is_refused(written: str) -> None:
    with pytest.raises(BadIdentityError):
        normal_phone(written)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Ærø Ågård", ["aro", "agard"]),
        ("AAGE O'Brien", ["age", "obrien"]),
        ("Soerensen, Søren", ["sorensen", "soren"]),
        ("José Müller-Łoś", ["jose", "muller", "los"]),
        ("Weiß", ["weiss"]),
        ("Name_2", ["name", "2"]),
        ("…", []),
    ],
)
def test_identity_names_are_folded(name: str, words: list[str]) -> None:
    assert folded(name) == words


def test_identity_no_words_name_nobody() -> None:
    assert not is_named([], "Søren")
    assert not is_named(["soren"], None)
    assert is_named(["so", "ka"], "Søren", "Kanel")
