"""Instruments of every shape our format can have, made by hypothesis."""

from typing import Any

from hypothesis import strategies as st

from fremskudt.instruments import Instrument
from fremskudt.instruments.copies import from_texts
from fremskudt.instruments.missing import MISSING
from fremskudt.instruments.taking.written import yaml_of

LETTERS = st.characters(
    codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn", "Zl", "Zp"), exclude_characters="\ufeff"
)
WORDS = st.text(LETTERS, min_size=1, max_size=30).map(lambda text: f"x {text}") | st.sampled_from(
    ["=1+1", "Ja", '"citat"', "a\nb", "<b>&amp;</b>", " mellemrum ", "{name}", "5 = fem"]
)
NUMBERS = [number for number in range(-9, 13) if number not in MISSING.values()]


class Made:
    """The sections of an instrument while it grows, and its words in the languages it has."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.languages = draw(st.sampled_from([["da"], ["da", "en"], ["en", "da"]]))
        self.texts: dict[str, dict[str, Any]] = {language: {} for language in self.languages}
        self.scales: dict[str, Any] = {}
        self.items: list[dict[str, Any]] = []
        self.variables: dict[str, list[int]] = {}

    def say(self, *path: object, marked: str = "") -> None:
        for language, tree in self.texts.items():
            spot = tree
            for step in path[:-1]:
                spot = spot.setdefault(step, {})
            spot[path[-1]] = f"{marked}{self.draw(WORDS)}" + (f" {marked}{language}" if marked else "")

    def scale(self, name: str) -> None:
        kind = self.draw(st.sampled_from(["choice", "integer", "multiple"]))
        if kind == "integer":
            low = self.draw(st.integers(0, 5))
            high = low + self.draw(st.integers(1, 200))
            self.scales[name] = {"kind": kind, "minimum": low, "maximum": high}
            if marks := sorted(self.draw(st.sets(st.integers(low, high), max_size=3))):
                self.scales[name]["anchors"] = marks
                for mark in marks:
                    self.say("anchors", name, mark)
            if self.draw(st.booleans()):
                self.scales[name]["warn_above"] = self.draw(st.integers(low, high - 1))
            return
        codes = self.draw(st.lists(st.sampled_from(NUMBERS), min_size=2, max_size=5, unique=True))
        keys: list[Any] = codes if kind == "choice" else [f"o{number}" for number, _ in enumerate(codes)]
        self.scales[name] = {"kind": kind, "codes": codes if kind == "choice" else dict(zip(keys, codes, strict=True))}
        for number, key in enumerate(keys):
            self.say("options", name, key, marked=f"nr {number}.")

    def item(self, id: str, scale: str, sources: list[str]) -> None:
        item: dict[str, Any] = {"id": id, "scale": scale}
        if self.draw(st.booleans()):
            item["source"] = self.draw(st.sampled_from(sources))
        if self.draw(st.booleans()):
            item["recall"] = self.draw(st.sampled_from(["P7D", "P1M", "P12W"]))
        if self.variables and self.draw(st.booleans()):
            item["show_if"] = self.condition(2)
        self.items.append(item)
        self.say("items", id)
        if self.draw(st.booleans()):
            self.say("help", id)
        found = self.scales[scale]
        if found["kind"] == "multiple":
            self.variables |= {f"{id}.{slug}": [0, 1] for slug in found["codes"]}
        else:
            whole = found["kind"] == "integer"
            self.variables[id] = [found["minimum"], found["maximum"]] if whole else found["codes"]

    def condition(self, depth: int) -> dict[str, Any]:
        kind = self.draw(
            st.sampled_from(["compare", "compare", "in", "and", "or", "not"] if depth else ["compare", "in"])
        )
        if kind == "not":
            return {"not": self.condition(depth - 1)}
        if kind in {"and", "or"}:
            return {kind: [self.condition(depth - 1) for _ in range(self.draw(st.integers(2, 3)))]}
        variable = self.draw(st.sampled_from(list(self.variables)))
        numbers = self.variables[variable]
        if kind == "in":
            return {
                "in": [variable, self.draw(st.lists(st.sampled_from(numbers), min_size=1, max_size=3, unique=True))]
            }
        return {
            self.draw(st.sampled_from(["eq", "ne", "gt", "ge", "lt", "le"])): [
                variable,
                self.draw(st.sampled_from(numbers)),
            ]
        }


@st.composite
def instruments(draw: Any) -> Instrument:
    """One instrument, read by the same rules as a file."""
    made = Made(draw)
    sources = ["own", "holder"]
    n_scales = draw(st.integers(1, 3))
    for number in range(n_scales):
        made.scale(f"s{number}")
    n_items = draw(st.integers(n_scales, 6))
    for number in range(n_items):
        made.item(f"q{number}", f"s{number % n_scales}", sources)
    cuts = sorted(draw(st.sets(st.integers(1, n_items - 1), max_size=2))) if n_items > 1 else []
    ids = [item["id"] for item in made.items]
    bites = [{"id": f"b{a}", "items": ids[a:b]} for a, b in zip([0, *cuts], [*cuts, n_items], strict=True)]
    for bite in bites:
        made.say("bites", bite["id"])
    scores = _scores(made)
    made.say("title")
    made.items[0]["source"] = "own"
    head = {
        "id": "made", "version": draw(st.sampled_from(["1.0.0", "2.10.3"])),
        "respondent": draw(st.sampled_from(["citizen", "therapist"])),
        "modes": draw(st.lists(st.sampled_from(["self", "assisted", "paper"]), min_size=1, unique=True)),
        "languages": made.languages, "source": "holder",
    }  # fmt: skip
    for source in sources:
        made.say("sources", source)
        made.say("terms", source)
    structure = {
        "instrument": head,
        "sources": {"own": {"holder": "Os", "verbatim": False}, "holder": {"holder": draw(WORDS), "verbatim": True}},
        "missing": dict(MISSING), "scales": made.scales, "items": made.items, "bites": bites,
        **({"scores": scores} if scores else {}),
    }  # fmt: skip
    texts = {language: yaml_of(words) for language, words in made.texts.items()}
    return from_texts("made", yaml_of(structure), texts)


def _scores(made: Made) -> dict[str, Any]:
    numeric = [item["id"] for item in made.items if made.scales[item["scale"]]["kind"] != "multiple"]
    if not numeric or not made.draw(st.booleans()):
        return {}
    items = made.draw(st.lists(st.sampled_from(numeric), min_size=1, unique=True))
    score = {"sum": items, "times": made.draw(st.integers(1, 9)), "min_items": made.draw(st.integers(1, len(items)))}
    if made.draw(st.booleans()):
        score["change"] = made.draw(st.integers(1, 9))
        made.say("notes", "total")
    made.say("scores", "total")
    return {"total": score}
