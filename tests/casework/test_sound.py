"""Names that are said alike have one key; names that are not have another."""

import pytest

from fremskudt.casework.rules.sound import keys_sound_alike, sound_key, sound_keys

ALIKE = """
    Kristian/Christian Sofie/Sophie Mette/Metthe Jens/Jäns Åse/Aase Søren/Soeren Søren/Soren Søren/Sören Lærke/Laerke
    Thomas/Tomas Viktor/Wictor Karl/Carl Cecilie/Sesilie Filip/Phillip Hjalmar/Jalmar Hvid/Vid Michael/Mikael
    Camilla/Kamilla Jacob/Jakob Isak/Isaac Kjeld/Keld Svend/Sven Niels/Nils Alexander/Aleksander Louise/Luise Maja/Maya
    Kaj/Kay Henrik/Hendrik Erik/Eric Johan/Johann Conny/Konni Sanne/Zanne Kasper/Casper Schmidt/Smit Heidi/Hejdi
    Gitte/Githe José/Jose Marcus/Markus Birgitte/Birgithe Johnny/Jonni Schou/Skou LONE/lone
""".split()  # noqa: SIM905  a list to read, not to parse
APART = """
    Mikkel/Mikael Anna/Anne Hans/Jens Kirsten/Kristen Lis/Lone Søren/Sara Ole/Alle Per/Bo Knud/Knut Ida/Eda
""".split()  # noqa: SIM905


@pytest.mark.parametrize("pair", ALIKE)
def test_sound_is_the_same(pair: str) -> None:
    one, other = pair.split("/")
    assert sound_key(one) == sound_key(other) != ""


@pytest.mark.parametrize("pair", APART)
def test_sound_is_another(pair: str) -> None:
    one, other = pair.split("/")
    assert sound_key(one) != sound_key(other)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Kristian", "Christian Hansen", True),
        ("Kristian Sørensen", "Christian Soerensen", True),
        ("Kristian Holm", "Kristian Berg", False),
        ("Anne-Marie", "Ane Marie", True),
        ("Hansen", "Kristian Hansen", False),
        ("", "Kristian", False),
        ("", "", False),
        ("🙂", "🙂", False),
        ("123", "123", False),
        ("محمد", "محمد", True),
    ],
)
def test_sound_of_whole_names(one: str, other: str, alike: bool) -> None:
    first, second = sound_keys(one), sound_keys(other)
    assert keys_sound_alike(first, second) is keys_sound_alike(second, first) is alike


def test_sound_of_the_same_name_in_another_composition_is_the_same() -> None:
    assert sound_keys("Åse Sørensen") == sound_keys("Åse Sørensen") == ("ase", "sorensen")
