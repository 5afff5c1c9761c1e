"""A small instrument with one part of every kind, as plain values that a test can change and write to a folder."""

import copy
from pathlib import Path
from typing import Any

import yaml

from fremskudt.instruments import Instrument, load
from fremskudt.instruments.missing import MISSING

HEAD = {"id": "small", "version": "1.0.0", "respondent": "citizen", "modes": ["self"], "languages": ["da", "en"]}
LOGIC: dict[str, Any] = {
    "instrument": {**HEAD, "source": "own"},
    "sources": {"own": {"holder": "Os", "verbatim": False}},
    "missing": dict(MISSING),
    "scales": {
        "yes_no": {"kind": "choice", "codes": [1, 0]},
        "days": {"kind": "integer", "minimum": 0, "maximum": 7, "anchors": [0, 7], "warn_above": 6},
        "help": {"kind": "multiple", "codes": {"friend": 1, "nurse": 2}},
    },
    "items": [
        {"id": "drinks", "scale": "yes_no"},
        {"id": "support", "scale": "help", "recall": "P7D"},
        {"id": "days", "scale": "days", "show_if": {"eq": ["drinks", 1]}},
    ],
    "bites": [{"id": "first", "items": ["drinks", "support"]}, {"id": "last", "items": ["days"]}],
    "scores": {"load": {"sum": ["drinks", "days"], "times": 2, "min_items": 2}},
}
TEXTS: dict[str, dict[str, Any]] = {
    "da": {
        "title": "Lille skema",
        "items": {"drinks": "Drikker du?", "support": "Hvem hjælper?", "days": "Hvor mange dage?"},
        "help": {"days": "Tæl også i dag."},
        "options": {"yes_no": {1: "Ja", 0: "Nej"}, "help": {"friend": "En ven", "nurse": "En sygeplejerske"}},
        "anchors": {"days": {0: "Ingen", 7: "Alle"}},
        "bites": {"first": "Først", "last": "Sidst"},
        "scores": {"load": "Belastning"},
        "notes": {"load": "Kun til samtale."},
        "sources": {"own": "Eget skema"},
        "terms": {"own": "Frit."},
    },
    "en": {
        "title": "Small form",
        "items": {"drinks": "Do you drink?", "support": "Who helps?", "days": "How many days?"},
        "help": {"days": "Count today as well."},
        "options": {"yes_no": {1: "Yes", 0: "No"}, "help": {"friend": "A friend", "nurse": "A nurse"}},
        "anchors": {"days": {0: "None", 7: "All"}},
        "bites": {"first": "First", "last": "Last"},
        "scores": {"load": "Load"},
        "notes": {"load": "For talking only."},
        "sources": {"own": "Own form"},
        "terms": {"own": "Free."},
    },
}


class Small:
    """The files of the instrument, open to change: `logic`, `da` and `en`."""

    def __init__(self) -> None:
        self.logic, texts = copy.deepcopy(LOGIC), copy.deepcopy(TEXTS)
        self.da, self.en = texts["da"], texts["en"]

    def write(self, parent: Path) -> Path:
        folder = parent / "small"
        folder.mkdir()
        for name, content in (("instrument", self.logic), ("texts.da", self.da), ("texts.en", self.en)):
            text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
            (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        return folder

    def load(self, parent: Path) -> Instrument:
        return load(self.write(parent))

    def item(self, number: int, **fields: object) -> None:
        self.logic["items"][number] |= fields

    def scale(self, name: str, **fields: object) -> None:
        self.logic["scales"][name] |= fields

    def head(self, **fields: object) -> None:
        self.logic["instrument"] |= fields

    def bite(self, number: int, *items: str) -> None:
        self.logic["bites"][number]["items"] = list(items)

    def show_if(self, condition: object) -> None:
        self.logic["items"][2]["show_if"] = condition
