"""Which words were asked with: the library's newest, what was taken in, or the version that was begun with."""

from functools import lru_cache

from django.http import Http404

from fremskudt import instruments
from fremskudt.instruments import Instrument
from fremskudt.instruments.copies import from_texts
from fremskudt.surveys.models import InstrumentCopy

KEPT = 64  # versions in memory; each is read from its files once


def newest(slug: str) -> Instrument:
    """The version that a new answer begins with. 404 when there is no such instrument."""
    if slug in instruments.library():
        return instruments.get(slug)
    copies = list(InstrumentCopy.objects.filter(slug=slug))
    if not copies:
        raise Http404
    return of_hash(max(copies, key=lambda one: (_number(one.version), one.pk)).hash)


def of_hash(hash: str) -> Instrument:
    """The version with this fingerprint. 404 when it is neither in the library nor kept."""
    found = next((one for one in instruments.library().values() if one.hash == hash), None)
    return found or _kept(hash)


def slugs() -> list[str]:
    """Every instrument there is, the library's first."""
    taken_in = InstrumentCopy.objects.order_by("slug").values_list("slug", flat=True).distinct()
    return list(dict.fromkeys([*instruments.library(), *taken_in]))


@lru_cache(maxsize=KEPT)
def _kept(hash: str) -> Instrument:
    copy = InstrumentCopy.objects.filter(hash=hash).first()
    if copy is None:
        raise Http404
    return from_texts(copy.slug, copy.structure, {"da": copy.texts_da, "en": copy.texts_en})


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
