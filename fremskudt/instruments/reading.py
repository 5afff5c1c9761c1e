"""The parts of an instrument, read from the sections of its file: scales, sources, items, bites and scores.

Each function reports what is wrong and leaves the broken part out; None in a table stands for "there, but broken", so
that one mistake is not reported twice.
"""

import re
from collections.abc import Mapping, Sequence

from fremskudt.instruments.conditions import ConditionReader
from fremskudt.instruments.document import Fields, typed
from fremskudt.instruments.faults import Fault, Place
from fremskudt.instruments.model import Bite, Item, Score, Source
from fremskudt.instruments.routing import Condition, route
from fremskudt.instruments.scales import Scale
from fremskudt.instruments.texts import Texts

DURATION = re.compile(r"P[1-9][0-9]?[DWM]")
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


def good_name(name: str, place: Place) -> bool:
    """May this be the name of a part (and of a column)? Reported when not."""
    if NAME.fullmatch(name):
        return True
    place.report(Fault.I007, id=name)
    return False


def read_sources(raw: object, texts: Texts, place: Place) -> dict[str, Source]:
    """Name → where the wording comes from."""
    sources = {}
    for name, section in _sections(raw, "sources", place):
        fields = Fields(section, place.inside(f"kilden {name}"), name)
        holder, verbatim = fields.required("holder", str), fields.required("verbatim", bool)
        fields.done()
        title, terms = texts.required("sources", name), texts.required("terms", name)
        sources[name] = Source(name, title, holder or "", terms, bool(verbatim))
    return sources


class ItemReader:
    """Reads the items in their order; knows which variables stand before each of them."""

    def __init__(self, scales: Mapping[str, Scale | None], sources: Mapping[str, Source], texts: Texts) -> None:
        self._scales = scales
        self._sources = sources
        self._texts = texts
        self._earlier: dict[str, Scale | None] = {}
        self._routes: dict[str, Condition] = {}
        self.used: set[str] = set()

    def read(self, raw: Sequence[object], default: str | None, place: Place) -> dict[str, Item | None]:
        """Id → item, or None where the item is there but broken. `default` names the source of items without one."""
        ids = [section["id"] for section in raw if isinstance(section, dict) and isinstance(section.get("id"), str)]
        items: dict[str, Item | None] = {}
        for number, section in enumerate(raw, start=1):
            fields = Fields(section, place.inside(f"spørgsmål nummer {number}"), f"items {number}")
            id = fields.required("id", str)
            if id is None or not good_name(id, fields.place):
                continue
            fields.place = place.inside(f"spørgsmålet {id}")
            if id in items:
                fields.place.report(Fault.I008, id=id)
                continue
            later = frozenset(other for other in ids if other == id or other not in items)
            items[id] = self._item(id, fields, default, later)
        return items

    def _item(self, id: str, fields: Fields, default: str | None, later: frozenset[str]) -> Item | None:
        scale = self._scale(fields)
        source = self._source(fields, default)
        recall = fields.optional("recall", str)
        if recall is not None and not DURATION.fullmatch(recall):
            fields.place.report(Fault.I036, recall=recall)
        show_if = self._condition(fields, later)
        fields.done()
        text, help = self._texts.required("items", id), self._texts.optional("help", id)
        if scale is None or source is None:
            self._earlier[id] = None
            return None
        path = None if show_if is None else route(show_if, self._routes)
        item = Item(id, text, help, scale, show_if, path, recall, source)
        self._earlier |= dict.fromkeys(item.variables, scale)
        if path is not None:
            self._routes |= dict.fromkeys(item.variables, path)
        return item

    def _scale(self, fields: Fields) -> Scale | None:
        name = fields.required("scale", str)
        if name is None:
            return None
        self.used.add(name)
        if name not in self._scales:
            fields.place.report(Fault.I012, scale=name, known=list(self._scales))
        return self._scales.get(name)

    def _source(self, fields: Fields, default: str | None) -> Source | None:
        name = fields.optional("source", str)
        if name is not None and name not in self._sources:
            fields.place.report(Fault.I033, source=name, known=list(self._sources))
        return self._sources.get(name or default or "")

    def _condition(self, fields: Fields, later: frozenset[str]) -> Condition | None:
        raw = fields.optional("show_if", dict)
        return None if raw is None else ConditionReader(fields.place, self._earlier, later).read(raw)


def read_bites(raw: Sequence[object], items: Mapping[str, object], texts: Texts, place: Place) -> tuple[Bite, ...]:
    """The sittings. Together they hold every item once, in the items' order."""
    bites: dict[str, Bite] = {}
    for number, section in enumerate(raw, start=1):
        fields = Fields(section, place.inside(f"bid nummer {number}"), f"bites {number}")
        id, members = fields.required("id", str), fields.listed("items", str)
        fields.done()
        if id is None or not good_name(id, fields.place):
            continue
        if id in bites:
            fields.place.report(Fault.I008, id=id)
        bites[id] = Bite(id, texts.required("bites", id), tuple(members))
    _check_bites([item for bite in bites.values() for item in bite.items], list(items), place.inside("bites"))
    return tuple(bites.values())


def _check_bites(placed: list[str], items: list[str], place: Place) -> None:
    for item in dict.fromkeys(placed):
        if item not in items:
            place.report(Fault.I025, item=item)
        elif placed.count(item) > 1:
            place.report(Fault.I024, item=item)
    for item in items:
        if item not in placed:
            place.report(Fault.I023, item=item)
    if sorted(placed) == sorted(items):
        wrong = [found for found, wanted in zip(placed, items, strict=True) if found != wanted]
        if wrong:
            place.report(Fault.I026, item=wrong[0])


def read_scores(raw: object, items: Mapping[str, Item | None], texts: Texts, place: Place) -> tuple[Score, ...]:
    """The numbers made of several items; none when the section is not there."""
    scores = []
    for name, section in _sections({} if raw is None else raw, "scores", place):
        fields = Fields(section, place.inside(f"tallet {name}"), name)
        members, times = fields.listed("sum", str), fields.required("times", int)
        min_items, change = fields.required("min_items", int), fields.optional("change", int)
        fields.done()
        label, note = texts.required("scores", name), texts.optional("notes", name)
        scales = _score_scales(members, items, fields.place)
        if min_items is not None and not 1 <= min_items <= len(members):
            fields.place.report(Fault.I028, number=min_items, items=len(members))
        lowest, highest = sum(min(scale.codes) for scale in scales), sum(max(scale.codes) for scale in scales)
        ends = sorted((lowest * (times or 1), highest * (times or 1)))
        scores.append(Score(name, label, note, tuple(members), times or 1, min_items or 1, ends[0], ends[1], change))
    return tuple(scores)


def _score_scales(members: list[str], items: Mapping[str, Item | None], place: Place) -> list[Scale]:
    scales = []
    for member in members:
        item = items.get(member)
        if member not in items:
            place.report(Fault.I025, item=member)
        elif members.count(member) > 1:
            place.report(Fault.I008, id=member)
        elif item is not None and item.scale.kind == "multiple":
            place.report(Fault.I027, item=member)
        elif item is not None:
            scales.append(item.scale)
    return scales


def _sections(raw: object, key: str, place: Place) -> list[tuple[str, object]]:
    """The named parts of a section whose names can be used."""
    found = typed(raw, dict, key, place) or {}
    named = [(str(name), section) for name, section in found.items()]
    return [(name, section) for name, section in named if good_name(name, place.inside(key))]
