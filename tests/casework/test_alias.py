"""Aliases and codes: what is proposed, what is refused, what cannot be guessed."""

import pytest

from fremskudt.basics.codes import ALPHABET, new_code
from fremskudt.casework.rules.alias import WORDS, Fault, fault, free, tidy

# The most common first names, the towns, and words that can shame: none may be proposed.
NEVER = frozenset(
    """
    anne mette kirsten hanne anna helle maria susanne lene marianne inge karen lone bente camilla pia jette
    charlotte birgit tina gitte louise ida emma freja clara alma ella karla agnes luna olivia sofia iris viola rose
    liva saga vibe terne silke mynte pil bellis anemone lærke svale perle linde georgine peter jens michael lars
    thomas henrik søren christian jan martin niels anders morten jesper hans bo sten storm bjørn ask birk falk ulf
    hjalte anker rosa timian merian vilje ravn randers odder vejle helsingør horsens kolding ribe skive thisted
    grenaa hobro faaborg aarhus odense aalborg hash sne pulver nål sprøjte kanyle joint skud trip stof røg pibe
    flaske øl vin pille tablet brun ske folie koks svamp krystal valmue hamp potte skammel børste bænk rotte gris ko
    so skrald affald klud syren ballon muskat salvie spids
    """.split()  # noqa: SIM905
)


def test_alias_words_are_many_and_each_will_do():
    assert len(WORDS) == len(set(WORDS)) >= 150
    assert [word for word in WORDS if fault(word) or tidy(word) != word] == []


def test_alias_words_are_neither_names_nor_places_nor_words_that_shame():
    assert NEVER & {word.casefold() for word in WORDS} == set()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Fault.EMPTY),
        ("  ", Fault.EMPTY),
        ("-", Fault.EMPTY),
        ("x" * 41, Fault.TOO_LONG),
        ("010190-1234", Fault.DIGITS),
        ("Kanel 2", Fault.DIGITS),
        ("20 30 40 50", Fault.DIGITS),
        ("Kanel ²", Fault.DIGITS),
        ("Kanel ٣", Fault.DIGITS),
        ("tea@example.org", Fault.ODD_SIGNS),
        ("Kanel\u202e", Fault.ODD_SIGNS),
        ("<b>Kanel", Fault.ODD_SIGNS),
    ],
)
def test_alias_is_refused(text, why):
    assert fault(tidy(text)) is why


@pytest.mark.parametrize("text", ["Kanel", "Æble", "Grøn stol", "Kaffe-kop", "Café", "x" * 40])
def test_alias_is_taken(text):
    assert fault(tidy(text)) is None


def test_alias_has_one_spelling():
    assert {tidy(text) for text in ["kanel", " KANEL ", "Kanel\t"]} == {"Kanel"}
    assert tidy("grøn   STOL") == tidy("Grøn Stol") == "Grøn stol"
    assert tidy("cafe\u0301") == "Café"


def test_alias_free_leaves_out_the_used_ones_and_goes_on_with_pairs():
    assert "Kanel" not in free(frozenset({"Kanel"}))
    pairs = free(frozenset(WORDS))
    assert "Abrikos agern" in pairs
    assert fault(pairs[0]) is None


def test_code_is_two_groups_of_signs_that_are_not_mistaken():
    code = new_code()
    assert len(code) == 9
    assert code[4] == "-"
    assert set(code) <= set(ALPHABET) | {"-"}
    assert not set(ALPHABET) & set("01OILSZBUVAEYÆØÅ") - set("V")


def test_code_draws_every_sign_anew():
    drawn = iter("K7M4Q2RX")
    assert new_code(lambda _signs: next(drawn)) == "K7M4-Q2RX"
    assert len({new_code() for _ in range(10_000)}) == 10_000
