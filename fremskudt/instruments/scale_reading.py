"""The scales of an instrument, read and checked: codes, labels, ranges, anchors."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import cast

from fremskudt.instruments.document import Fields, typed
from fremskudt.instruments.faults import Fault, Place
from fremskudt.instruments.missing import MISSING
from fremskudt.instruments.reading import good_name
from fremskudt.instruments.scales import Kind, Option, Scale, Text, normal
from fremskudt.instruments.texts import Texts

MAX_STEPS = 100_000  # each is a code in memory, and nobody answers on a longer scale
KINDS: tuple[Kind, ...] = ("choice", "integer", "multiple")


def read_scales(raw: dict[object, object], texts: Texts, place: Place) -> dict[str, Scale | None]:
    """Name → scale, or None where the scale is there but broken."""
    scales: dict[str, Scale | None] = {}
    for key, section in raw.items():
        name = str(key)
        fields = Fields(section, place.inside(f"skalaen {name}"), name)
        good_name(name, fields.place)
        kind = fields.chosen("kind", KINDS)
        if kind is None:
            scales[name] = None
            continue
        scales[name] = _integer(name, fields, texts) if kind == "integer" else _options(name, kind, fields, texts)
        fields.done()
    return scales


def _integer(name: str, fields: Fields, texts: Texts) -> Scale | None:
    low, high = fields.required("minimum", int), fields.required("maximum", int)
    warn_above = fields.optional("warn_above", int)
    marks = fields.listed("anchors", int) if fields.optional("anchors", list) is not None else []
    if low is None or high is None:
        return None
    anchors: dict[int, Text] = {mark: texts.required("anchors", name, mark) for mark in marks}
    if high - low > MAX_STEPS:
        fields.place.report(Fault.I016, why="der er over 100.000 trin")
        return None
    for wrong, why in (
        (low >= high, "minimum er ikke under maximum"),
        (low < 0, "minimum er under 0"),
        (any(not low <= mark <= high for mark in marks), "et anker ligger uden for skalaen"),
        (warn_above is not None and not low <= warn_above < high, "warn_above ligger uden for skalaen"),
    ):
        if wrong:
            fields.place.report(Fault.I016, why=why)
    if low >= high:
        return None
    return Scale(name, "integer", (), low, high, MappingProxyType(anchors), warn_above)


def _options(name: str, kind: str, fields: Fields, texts: Texts) -> Scale | None:
    codes = _coded(fields) if kind == "choice" else _slugged(fields)
    options = []
    for slug, code in codes:
        if code in MISSING.values():
            fields.place.report(Fault.I015, code=code)
        if [other for _, other in codes].count(code) > 1:
            fields.place.report(Fault.I014, code=code)
        options.append(Option(code, texts.required("options", name, slug or code), slug))
    if len(options) < 2:
        fields.place.report(Fault.I013)
        return None
    _check_labels(options, fields.place)
    return Scale(name, cast(Kind, kind), tuple(options))


def _coded(fields: Fields) -> list[tuple[str | None, int]]:
    return [(None, code) for code in fields.listed("codes", int)]


def _slugged(fields: Fields) -> list[tuple[str | None, int]]:
    found: Mapping[object, object] = fields.required("codes", dict) or {}
    coded = [(str(slug), typed(code, int, str(slug), fields.place)) for slug, code in found.items()]
    return [(slug, code) for slug, code in coded if good_name(slug, fields.place) and code is not None]


def _check_labels(options: list[Option], place: Place) -> None:
    seen: dict[str, int] = {}
    for option in options:
        for label in {normal(text): text for text in option.label.values() if text}.values():
            if seen.setdefault(normal(label), option.code) != option.code:
                place.report(Fault.I031, code=seen[normal(label)], other=option.code)
            if normal(label).lstrip("-−+").replace(",", "").replace(".", "").isdigit():
                place.report(Fault.I032, label=label, code=option.code)
