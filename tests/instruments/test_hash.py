"""The hash follows the meaning and nothing else; a published version never changes."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from fremskudt.instruments import library
from fremskudt.instruments.loader import library_folder, load
from tests.instruments.small import Small

Change = Callable[[Small], object]


def hash_after(change: Change, folder: Path) -> str:
    small = Small()
    change(small)
    folder.mkdir()
    return small.load(folder).hash


def narrower(small: Small) -> None:
    small.scale("days", minimum=1, anchors=[7])
    small.da["anchors"]["days"].pop(0)
    small.en["anchors"]["days"].pop(0)


def in_one_bite(small: Small) -> None:
    small.logic["bites"] = [{"id": "first", "items": ["drinks", "support", "days"]}]
    small.da["bites"].pop("last")
    small.en["bites"].pop("last")


MEANING: dict[str, Change] = {
    "an option's code": lambda s: s.scale("help", codes={"friend": 2, "nurse": 1}),
    "the order of options": lambda s: s.scale("yes_no", codes=[0, 1]),
    "an option's text": lambda s: s.da["options"]["yes_no"].update({0: "Næh"}),
    "the English text": lambda s: s.en["items"].update(drinks="Do you drink at all?"),
    "a help text": lambda s: s.da["help"].update(days="Tæl ikke i dag."),
    "the routing": lambda s: s.show_if({"ne": ["drinks", 1]}),
    "the range": narrower,
    "an anchor": lambda s: s.da["anchors"]["days"].update({0: "Slet ingen"}),
    "the recall": lambda s: s.item(1, recall="P1M"),
    "a score": lambda s: s.logic["scores"]["load"].update(times=3),
    "a score's note": lambda s: s.da["notes"].update(load="Kun til brug i samtale."),
    "who answers": lambda s: s.head(respondent="therapist"),
    "the version": lambda s: s.head(version="1.0.1"),
}
NO_MEANING: dict[str, Change] = {
    "how it is asked": lambda s: s.head(modes=["self", "paper"]),
    "the terms": lambda s: s.da["terms"].update(own="Tilladelse givet."),
    "the holder": lambda s: s.logic["sources"]["own"].update(holder="Jer"),
    "the bites": in_one_bite,
    "the order of fields": lambda s: s.logic.update(scales=dict(reversed(s.logic["scales"].items()))),
    "when a number is unusual": lambda s: s.scale("days", warn_above=5),
}


@pytest.mark.parametrize("change", MEANING.values(), ids=MEANING)
def test_hash_changes_with_the_meaning(change: Change, tmp_path: Path) -> None:
    assert hash_after(change, tmp_path / "new") != hash_after(lambda s: None, tmp_path / "old")


@pytest.mark.parametrize("change", NO_MEANING.values(), ids=NO_MEANING)
def test_hash_stays_when_the_meaning_stays(change: Change, tmp_path: Path) -> None:
    assert hash_after(change, tmp_path / "new") == hash_after(lambda s: None, tmp_path / "old")


def test_hash_does_not_see_comments_and_layout(tmp_path: Path) -> None:
    folder = Small().write(tmp_path)
    before = load(folder).hash
    for file in folder.iterdir():
        raw = yaml.safe_load(file.read_text("utf-8"))
        file.write_text("# en bemærkning\n" + yaml.safe_dump(raw, default_flow_style=True, width=40), "utf-8")
    assert load(folder).hash == before


def test_hash_of_every_published_version_is_the_golden_one() -> None:
    golden = yaml.safe_load((library_folder() / "golden.yaml").read_text("utf-8"))
    found = {slug: instrument.hash for slug, instrument in library().items()}
    published = {slug: golden.get(slug, {}).get(library()[slug].version) for slug in found}
    assert published == found, "the content changed: raise the version, then add the new hash to golden.yaml"
    assert golden.keys() == found.keys()


def test_hash_golden_versions_only_grow() -> None:
    golden = yaml.safe_load((library_folder() / "golden.yaml").read_text("utf-8"))
    for slug, versions in golden.items():
        newest = max(versions, key=lambda version: [int(part) for part in version.split(".")])
        assert newest == library()[slug].version
        assert len(set(versions.values())) == len(versions)
