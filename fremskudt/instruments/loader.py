"""From a folder with YAML files to an instrument: everything is checked, and every error is told at once."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Literal, cast

from fremskudt.instruments.document import Fields, read_yaml
from fremskudt.instruments.faults import Fault, InstrumentErrors, Place, Problem
from fremskudt.instruments.missing import MISSING
from fremskudt.instruments.model import Instrument, Item, Source, UnknownItem
from fremskudt.instruments.reading import ItemReader, good_name, read_bites, read_scores, read_sources
from fremskudt.instruments.scale_reading import read_scales
from fremskudt.instruments.texts import LANGUAGE_NAMES, Texts

FILE = "instrument.yaml"
MODES = ("self", "assisted", "phone", "paper", "staff")
RESPONDENTS = ("citizen", "therapist")
VERSION = re.compile(r"(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}")


def load(folder: Traversable | str) -> Instrument:
    """The instrument in this folder (`instrument.yaml` and one `texts.<language>.yaml` per language).

    Raises InstrumentErrors with every error that was found; an instrument that is returned has none.
    """
    where = Path(folder) if isinstance(folder, str) else folder
    problems: list[Problem] = []
    place = Place(FILE, "", problems)
    raw = read_yaml(where, FILE, place)
    if raw is None:
        if not problems:
            place.report(Fault.I005, key="instrument")
        raise InstrumentErrors(problems)
    instrument = _Reader(where, Fields(raw, place, FILE), problems).read()
    if problems or instrument is None:
        raise InstrumentErrors(problems)
    return instrument


class _Reader:
    """One load: the sections of the file, the texts beside it, and the errors found so far."""

    def __init__(self, folder: Traversable, fields: Fields, problems: list[Problem]) -> None:
        self._folder = folder
        self._fields = fields
        self._place = fields.place
        self._head = Fields(fields.required("instrument", dict) or {}, self._place.inside("instrument"), "instrument")
        self._languages = self._among("languages", tuple(LANGUAGE_NAMES))
        self._texts = Texts(folder, self._languages, problems)

    def read(self) -> Instrument | None:
        """The instrument, or None when a part is missing without which there is none (then it is reported)."""
        id, version = self._identity()
        respondent = self._head.chosen("respondent", RESPONDENTS)
        modes = self._among("modes", MODES)
        sources = read_sources(self._fields.required("sources", dict) or {}, self._texts, self._place)
        source = self._own_source(sources)
        self._head.done()
        self._check_missing()
        items = self._items(sources, source)
        bites = read_bites(self._fields.listed("bites", dict), items, self._texts, self._place)
        scores = read_scores(self._fields.optional("scores", dict), items, self._texts, self._place)
        title = self._texts.required("title")
        self._fields.done()
        self._texts.done()
        if id is None or version is None or source is None:
            return None
        return Instrument(
            id=id,
            version=version,
            title=title,
            respondent=cast(Literal["citizen", "therapist"], respondent),
            modes=modes,
            bites=bites,
            items=tuple(item for item in items.values() if item is not None),
            scores=scores,
            missing=MISSING,
            source=source,
            sources=tuple(sources.values()),
            languages=self._languages,
        )

    def _among(self, key: str, known: tuple[str, ...]) -> tuple[str, ...]:
        found = self._head.listed(key, str)
        for value in found:
            if value not in known:
                self._head.place.report(Fault.I011, value=value, key=key, known=known)
            elif found.count(value) > 1:
                self._head.place.report(Fault.I008, id=value)
        return tuple(dict.fromkeys(value for value in found if value in known))

    def _identity(self) -> tuple[str | None, str | None]:
        id, version = self._head.required("id", str), self._head.required("version", str)
        if "da" not in self._languages:
            self._head.place.report(Fault.I034)
        if id is not None and good_name(id, self._head.place) and id != self._folder.name:
            self._head.place.report(Fault.I010, id=id, folder=self._folder.name)
        if version is not None and not VERSION.fullmatch(version):
            self._head.place.report(Fault.I009, version=version)
        return id, version

    def _own_source(self, sources: Mapping[str, Source]) -> Source | None:
        name = self._head.required("source", str)
        if name is not None and name not in sources:
            self._head.place.report(Fault.I033, source=name, known=list(sources))
        return sources.get(name or "")

    def _check_missing(self) -> None:
        found = self._fields.required("missing", dict)
        if found is not None and found != dict(MISSING):
            wanted = ", ".join(f"{name}: {code}" for name, code in MISSING.items())
            self._place.inside("missing").report(Fault.I017, wanted=wanted)

    def _items(self, sources: Mapping[str, Source], own: Source | None) -> dict[str, Item | None]:
        scales = read_scales(self._fields.required("scales", dict) or {}, self._texts, self._place)
        reader = ItemReader(scales, sources, self._texts)
        items = reader.read(self._fields.listed("items", dict), own.id if own else None, self._place)
        used_sources = {item.source.id for item in items.values() if item is not None} | ({own.id} if own else set())
        for name in (*scales.keys() - reader.used, *sources.keys() - used_sources):
            self._place.report(Fault.I035, id=name)
        return items


@cache
def library() -> Mapping[str, Instrument]:
    """Every instrument that comes with the product, by id. Read once, then kept."""
    folders = (folder for folder in library_folder().iterdir() if folder.is_dir() and (folder / FILE).is_file())
    return MappingProxyType({folder.name: load(folder) for folder in sorted(folders, key=lambda one: one.name)})


def library_folder() -> Traversable:
    """Where the library lies; package data, so it may be inside an archive."""
    return files("fremskudt.instruments") / "library"


def get(slug: str) -> Instrument:
    """The library's instrument with this id. Raises UnknownItem."""
    try:
        return library()[slug]
    except KeyError:
        raise UnknownItem(f"the library has no instrument {slug!r}; it has {', '.join(library())}") from None
