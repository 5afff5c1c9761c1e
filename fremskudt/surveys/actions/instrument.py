"""A version of an instrument is kept, word by word, the first time something is begun with it."""

from django.utils import timezone

from fremskudt.instruments import Instrument
from fremskudt.instruments.copies import texts_of
from fremskudt.surveys.models import InstrumentCopy


def keep(instrument: Instrument) -> None:
    """Within the caller's transaction. Kept twice, it is once; what was taken in is kept already."""
    if InstrumentCopy.objects.filter(hash=instrument.hash).exists():
        return
    structure, texts = texts_of(instrument.id)
    InstrumentCopy.objects.get_or_create(
        hash=instrument.hash,
        defaults={
            "slug": instrument.id, "version": instrument.version, "structure": structure,
            "texts_da": texts["da"], "texts_en": texts.get("en", ""), "origin": "library", "made_at": timezone.now(),
        },
    )  # fmt: skip
