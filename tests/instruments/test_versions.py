"""How much a new version changes, which number it takes, and what may never happen between two versions."""

from collections.abc import Callable
from pathlib import Path

import pytest

from fremskudt.instruments import Instrument
from fremskudt.instruments.versions import Size, before, differences, next_version, objection, size_of
from tests.instruments.small import Small

Change = Callable[[Small], object]


def after(folder: Path, *changes: Change, version: str = "1.0.0", verbatim: bool = False) -> Instrument:
    small = Small()
    small.head(version=version)
    small.logic["sources"]["own"]["verbatim"] = verbatim
    for change in changes:
        change(small)
    folder.mkdir(parents=True, exist_ok=True)
    return small.load(folder)


def another_item(small: Small) -> None:
    small.logic["items"].append({"id": "more", "scale": "yes_no"})
    small.bite(1, "days", "more")
    small.da["items"]["more"], small.en["items"]["more"] = "Mere?", "More?"


def without_item(small: Small) -> None:
    small.logic["items"].pop(1)
    small.logic["scales"].pop("help")
    small.bite(0, "drinks")
    for texts in (small.da, small.en):
        texts["items"].pop("support")
        texts["options"].pop("help")


def another_order(small: Small) -> None:
    small.logic["items"][:2] = reversed(small.logic["items"][:2])
    small.bite(0, "support", "drinks")


def another_option(small: Small) -> None:
    small.scale("yes_no", codes=[1, 0, 2])
    small.da["options"]["yes_no"][2], small.en["options"]["yes_no"][2] = "Måske", "Perhaps"


def danish_only(small: Small) -> None:
    small.head(languages=["da"])


CHANGES: dict[str, tuple[Change, Size]] = {
    "nothing": (lambda s: None, Size.SAME),
    "a word of a question": (lambda s: s.da["items"].update(drinks="Drikker du noget?"), Size.EDITORIAL),
    "a help text": (lambda s: s.en["help"].update(days="Today too."), Size.EDITORIAL),
    "a word of an answer": (lambda s: s.da["options"]["yes_no"].update({0: "Næh"}), Size.EDITORIAL),
    "the word at an end": (lambda s: s.da["anchors"]["days"].update({0: "Slet ingen"}), Size.EDITORIAL),
    "the title": (lambda s: s.da.update(title="Andet"), Size.EDITORIAL),
    "a note": (lambda s: s.da["notes"].update(load="Andet."), Size.EDITORIAL),
    "a question more": (another_item, Size.MINOR),
    "another order": (another_order, Size.MINOR),
    "answers the other way round": (lambda s: s.scale("yes_no", codes=[0, 1]), Size.MINOR),
    "a question less": (without_item, Size.MAJOR),
    "an answer more": (another_option, Size.MAJOR),
    "another code": (lambda s: s.scale("help", codes={"friend": 2, "nurse": 1}), Size.MAJOR),
    "another range": (lambda s: s.scale("days", maximum=8), Size.MAJOR),
    "another way": (lambda s: s.show_if({"ne": ["drinks", 1]}), Size.MAJOR),
    "another time": (lambda s: s.item(1, recall="P1M"), Size.MAJOR),
    "another sum": (lambda s: s.logic["scores"]["load"].update(times=3), Size.MAJOR),
    "who answers": (lambda s: s.head(respondent="therapist"), Size.MAJOR),
    "how it is asked": (lambda s: s.head(modes=["paper"]), Size.SAME),
}


@pytest.mark.parametrize(("change", "size"), CHANGES.values(), ids=CHANGES)
def test_versions_a_change_is_classed(change: Change, size: Size, tmp_path: Path) -> None:
    old, new = after(tmp_path / "old"), after(tmp_path / "new", change, version="9.0.0")
    assert size_of(old, new) == size
    assert all(one.words["da"] and one.words["en"] for one in differences(old, new))
    if new.hash != after(tmp_path / "same", version="9.0.0").hash:
        assert differences(old, new), "whatever changes the hash is a difference"


def test_versions_wording_that_is_not_ours_is_another_meaning(tmp_path: Path) -> None:
    change: Change = lambda s: s.da["items"].update(drinks="Drikker du noget?")  # noqa: E731
    old, new = after(tmp_path / "old", verbatim=True), after(tmp_path / "new", change, verbatim=True)
    assert size_of(old, new) is Size.MAJOR


@pytest.mark.parametrize(
    ("version", "size", "wanted"),
    [
        ("1.2.3", Size.SAME, "1.2.4"),
        ("1.2.3", Size.EDITORIAL, "1.2.4"),
        ("1.2.3", Size.MINOR, "1.3.0"),
        ("1.9.9", Size.MAJOR, "2.0.0"),
    ],
)
def test_versions_the_next_number(version: str, size: Size, wanted: str) -> None:
    assert next_version(version, size) == wanted


PUBLISHED: dict[str, tuple[Change, str, str | None]] = {
    "words, patch": (CHANGES["a word of a question"][0], "1.0.1", None),
    "words, a leap": (CHANGES["a word of a question"][0], "3.0.0", None),
    "words, same number": (CHANGES["a word of a question"][0], "1.0.0", "versionen 1.0.1."),
    "added, patch": (another_item, "1.0.1", "Giv den 1.1.0."),
    "added, minor": (another_item, "1.1.0", None),
    "meaning, minor": (CHANGES["another way"][0], "1.1.0", "Giv den 2.0.0."),
    "meaning, major": (CHANGES["another way"][0], "2.0.0", None),
    "lower": (another_item, "0.9.0", "Giv den 1.1.0."),
    "the same": (lambda s: None, "1.0.0", "og den er ens."),
    "the same, later": (lambda s: None, "1.0.1", None),
}


@pytest.mark.parametrize(("change", "version", "why"), PUBLISHED.values(), ids=PUBLISHED)
def test_versions_which_number_may_be_published(change: Change, version: str, why: str | None, tmp_path: Path) -> None:
    old, new = after(tmp_path / "old"), after(tmp_path / "new", change, version=version)
    found = objection(new, [old])
    if why is None:
        assert found is None
    else:
        assert found is not None
        assert found["da"].endswith(why)
        assert found["en"]


def another_type(small: Small) -> None:
    small.scale("days", kind="choice", codes=[1, 2])
    for key in ("minimum", "maximum", "anchors", "warn_above"):
        small.logic["scales"]["days"].pop(key)
    for texts in (small.da, small.en):
        texts.pop("anchors")
        texts["options"]["days"] = {1: f"{texts['title']} 1", 2: f"{texts['title']} 2"}


def test_versions_a_question_never_gets_another_type_not_even_after_a_pause(tmp_path: Path) -> None:
    first = after(tmp_path / "first")
    second = after(tmp_path / "second", another_item, version="1.1.0")
    third = after(tmp_path / "third", another_type, version="9.0.0")
    found = objection(third, [second, first])
    assert found is not None
    assert found["da"].startswith("»days« har haft en anden slags svar")


def test_versions_are_compared_as_numbers(tmp_path: Path) -> None:
    known = [after(tmp_path / version, version=version) for version in ("1.10.0", "1.9.0", "2.0.0")]
    assert before(after(tmp_path / "new", version="1.11.0"), known) == known[0]
    assert objection(after(tmp_path / "next", another_item, version="1.10.1"), known[:2]) == {
        "da": "Versionen 1.10.1 er for lav efter det, der er ændret siden 1.10.0. Giv den 1.11.0.",
        "en": "The version 1.10.1 is too low for what has changed since 1.10.0. Give it 1.11.0.",
    }  # fmt: skip


def test_versions_a_language_more_is_words(tmp_path: Path) -> None:
    old = after(tmp_path / "old", danish_only)
    assert size_of(old, after(tmp_path / "new")) is Size.EDITORIAL
