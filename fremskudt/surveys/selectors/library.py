"""The instruments there are, in every version: the library's, and what was taken in. Nobody's data."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.http import Http404

from fremskudt import instruments
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.instruments import Instrument, copies, versions
from fremskudt.instruments.versions import Difference, Size
from fremskudt.surveys.models import InstrumentCopy, LicenceYes, Study

LIBRARY = "library"


@dataclass(frozen=True)
class Edition:
    """One version of an instrument: where it came from, when, and what is different from the one before."""

    instrument: Instrument
    origin: str
    made_at: datetime | None
    differences: tuple[Difference, ...] | None  # None: the first there is

    @property
    def size(self) -> Size | None:
        return None if self.differences is None else max((one.size for one in self.differences), default=Size.SAME)


@dataclass(frozen=True)
class Shelf:
    """An instrument in the list: its newest version, how many there are, and where it may be used."""

    newest: Edition
    n_versions: int
    is_free: bool  # needs nobody's permission
    towns: tuple[str, ...]  # names of the reader's municipalities that have confirmed a permission

    @property
    def slug(self) -> str:
        return self.newest.instrument.id


def list_shelves(reach: Reach) -> list[Shelf]:
    """Every instrument, the library's first. Two questions, however many there are."""
    yes = _towns_by_slug(reach)
    found = []
    for editions in _editions(InstrumentCopy.objects.all()).values():
        one = editions[0].instrument
        found.append(Shelf(editions[0], len(editions), is_free(one), tuple(yes.get(one.id, ()))))
    return sorted(found, key=lambda shelf: (shelf.slug not in instruments.library(), shelf.slug))


def list_editions(slug: str) -> list[Edition]:
    """Every version of an instrument, the newest first. 404 when there is none."""
    found = _editions(InstrumentCopy.objects.filter(slug=slug)).get(slug)
    if not found:
        raise Http404
    return found


def pick(editions: Iterable[Edition], version: str) -> Edition:
    """The edition with this version, or the newest where none is asked for. 404 when there is no such."""
    for one in editions:
        if version in {"", one.instrument.version}:
            return one
    raise Http404


def known(slug: str) -> list[Instrument]:
    """The instrument in every version that it has had; none for a new name."""
    return [one.instrument for one in _editions(InstrumentCopy.objects.filter(slug=slug)).get(slug, [])]


def files_of(instrument: Instrument) -> tuple[str, dict[str, str]]:
    """The instrument's own files, word by word."""
    copy = InstrumentCopy.objects.filter(hash=instrument.hash).first()
    if copy is None:
        return copies.texts_of(instrument.id)
    return copy.structure, {"da": copy.texts_da, "en": copy.texts_en}


def is_free(instrument: Instrument) -> bool:
    """Is all of the wording our own, so that it needs nobody's permission?"""
    return not any(source.verbatim for source in instrument.sources)


def _editions(kept: Iterable[InstrumentCopy]) -> dict[str, list[Edition]]:
    """Slug → its versions, the newest first. The library's own is there whether or not it was kept."""
    rows = list(kept)
    found: dict[str, dict[str, tuple[Instrument, str, datetime | None]]] = {}
    for slug in {copy.slug for copy in rows} | set(instruments.library()):
        if slug in instruments.library():
            own = instruments.get(slug)
            found.setdefault(slug, {})[own.version] = (own, LIBRARY, None)
    for copy in rows:
        one = _read(copy.slug, copy.structure, copy.texts_da, copy.texts_en)
        if copy.version not in found.get(copy.slug, {}):
            found.setdefault(copy.slug, {})[copy.version] = (one, copy.origin, copy.made_at)
    return {slug: _compared(list(by_version.values())) for slug, by_version in found.items()}


def _compared(rows: list[tuple[Instrument, str, datetime | None]]) -> list[Edition]:
    rows = sorted(rows, key=lambda row: versions.number(row[0].version))
    made = []
    for place, (instrument, origin, made_at) in enumerate(rows):
        earlier = rows[place - 1][0] if place else None
        difference = None if earlier is None else versions.differences(earlier, instrument)
        made.append(Edition(instrument, origin, made_at, difference))
    return made[::-1]


@lru_cache(maxsize=128)
def _read(slug: str, structure: str, danish: str, english: str) -> Instrument:
    return copies.from_texts(slug, structure, {"da": danish, "en": english})


def _towns_by_slug(reach: Reach) -> dict[str, list[str]]:
    """Slug → the municipalities within reach, or of the reader's studies, that may use it."""
    standing = LicenceYes.objects.filter(ended_at=None, municipality__in=_towns(reach))
    found: dict[str, list[str]] = {}
    for slug, name in standing.order_by("municipality__name").values_list("instrument", "municipality__name"):
        found.setdefault(slug, []).append(name)
    return found


def _towns(reach: Reach) -> Collection[int]:
    of_studies = Study.objects.visible_to(reach).values_list("municipalities", flat=True)
    return {town for town in of_studies if town is not None} | set(reach.towns(Permission.STUDY_READ))
