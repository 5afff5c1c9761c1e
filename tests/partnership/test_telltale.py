"""What in a text tells who somebody is: how much of it is caught, and how much that is harmless is stopped (F03)."""

import re
from pathlib import Path

import pytest

from fremskudt.partnership.rules import telltale
from fremskudt.partnership.rules.telltale import found_in, sentence
from fremskudt.partnership.rules.telltale_name import (
    ambiguous,
    capitals_in,
    first_names,
    harmless,
    names_in,
    plain_names,
    surnames,
)  # fmt: skip
from tests.partnership.telltale_lines import harmless as harmless_lines
from tests.partnership.telltale_lines import identifying

KINDS = {
    "name": telltale.NAME, "cpr": telltale.CPR, "phone": telltale.PHONE, "mail": telltale.MAIL,
    "address": telltale.ADDRESS, "plate": telltale.PLATE, "handle": telltale.HANDLE,
}  # fmt: skip
CATALOGUES = Path(__file__).parents[2].glob("fremskudt/*/locale/en/LC_MESSAGES/django.po")


def test_telltale_catches_what_tells_and_lets_the_rest_through() -> None:
    telling, plain = identifying(), harmless_lines()
    assert len(telling) >= 500
    assert len(plain) >= 500
    slipped = [line for _kind, line in telling if not found_in(line)]
    stopped = {line: (found_in(line), names_in(line)) for line in plain if found_in(line)}
    share_caught, share_stopped = 1 - len(slipped) / len(telling), len(stopped) / len(plain)
    told = (
        f"caught {share_caught:.1%} of {len(telling)}, wrongly stopped {share_stopped:.1%} of {len(plain)}\n"
        f"slipped: {slipped}\nstopped: {stopped}"
    )
    assert share_caught >= 0.95, told
    assert share_stopped <= 0.05, told


@pytest.mark.parametrize("kind", KINDS)
def test_telltale_says_what_it_looks_like(kind: str) -> None:
    lines = [line for of, line in identifying() if of == kind]
    wrong = {line: found_in(line) for line in lines if KINDS[kind] not in found_in(line)}
    assert len(wrong) <= 0.05 * len(lines), wrong


def test_telltale_stops_almost_nothing_of_the_texts_of_the_product() -> None:
    """Three thousand Danish sentences that nobody wrote for this test."""
    texts = [text for file in CATALOGUES for text in re.findall(r'^msgid "([^"%{]+)"$', file.read_text("utf-8"), re.M)]
    stopped = {text: found_in(text) for text in texts if found_in(text)}
    assert len(texts) > 1000
    assert len(stopped) <= 0.01 * len(texts), f"{len(stopped)} of {len(texts)}: {stopped}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ""),
        ("   \n", ""),
        ("manden ved Brugsen", ""),
        ("Jens sov der", "Det ligner et navn. Skriv et andet ord, så gemmer vi."),
        ("ring 22 33 44 55", "Det ligner et nummer eller en adresse. Skriv kun området."),
        ("Jens, 22 33 44 55", "Det ligner et navn. Skriv et andet ord, så gemmer vi."),
        ("K7M4-Q2RX har det bedre", "Det ligner et nummer eller en adresse. Skriv kun området."),
    ],
)
def test_telltale_has_one_kind_sentence(text: str, said: str) -> None:
    assert sentence(found_in(text)) == said


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hans jakke var våd", []),  # his
        ("I dag så jeg Hans", ["Hans"]),
        ("JEG SÅ HANS CYKEL", []),  # shouted: the capital says nothing
        ("Bo er et ord", []),
        ("Bo Hansen sov", ["Bo", "Hansen"]),
        ("hun hedder mille", ["mille"]),
        ("hos Mads Bro", ["Mads", "Bro"]),
        ("ved Hans Broges Gade", []),
        ("Sankt Mortens Kirke", []),
        ("tag en jakke på", []),
        ("Ask sover i skuret", ["Ask"]),
        ("Frost har vi haft nok af", []),
        ("Tysker-Hans kom igen", ["Tysker-Hans"]),
        ("Hans hund fryser", []),
        ("den lange Laust", ["Laust"]),
    ],
)
def test_telltale_names_that_are_words_as_well(text: str, names: list[str]) -> None:
    assert names_in(text)[:1] == names[:1]


def test_telltale_any_capital_of_its_own_may_be_an_alias() -> None:
    assert capitals_in("Vi talte om Kanel og om Røde Kors på Vestergade i Randers") == ["Kanel"]
    assert capitals_in("Vi var på Perlekæden i går", ["Herberget Perlekæden"]) == []
    assert capitals_in("Kanel sover bedre. Havre også.") == []  # a sentence gives every first word its capital
    assert capitals_in("Sig: Vil du have en kop?\n- Ro\n1. Lyt") == []


def test_telltale_lists_are_long_and_agree() -> None:
    assert len(first_names()) >= 400
    assert len(surnames()) >= 150
    assert not plain_names() & (harmless() | ambiguous())


PIECES = [
    "a", "A ", "1", "1 ", "a@", "Ab. ", "_a", "\n-", "12.", "gade ", "bor ", "ring 1 ", "født 1/", "bil A", "A-A ",
    "a#", "haveforening ", "plads 1 ", "Åen 1 ", "///a.", "nr. 1 på ", "fylder ", "1234 ", "Ask-Ask ", "sover. ",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_telltale_no_pattern_runs_away(piece: str) -> None:
    """With a square of the length this would take an hour, and with a cube it would never end."""
    assert isinstance(found_in(piece * (60_000 // len(piece))), list)


def test_telltale_a_megabyte_is_read_as_quickly_as_it_is_long() -> None:
    book = "hun sover under broen, og det regner. " * 27_000
    assert len(book) > 1_000_000
    assert found_in(book) == []
    assert found_in(f"{book} hun hedder Gitte") == [telltale.NAME]
