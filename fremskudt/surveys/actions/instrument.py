"""A version of an instrument is kept, word by word: when something is begun with it, or when it is published."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from fremskudt import instruments
from fremskudt.access import audit
from fremskudt.access.actor import SYSTEM
from fremskudt.access.audit import Purpose
from fremskudt.access.models import User
from fremskudt.instruments import Instrument
from fremskudt.instruments.copies import texts_of
from fremskudt.instruments.scales import Text
from fremskudt.instruments.taking import CannotTake, Refused, Taken
from fremskudt.instruments.versions import objection
from fremskudt.surveys.models import InstrumentCopy
from fremskudt.surveys.selectors.library import known

RESERVED = ("ny",)  # what an address of a page is called


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


def why_not(instrument: Instrument) -> Text | None:
    """Why this version cannot be published beside what is there, in Danish and English; None when it can."""
    if instrument.id in instruments.library() or instrument.id in RESERVED:
        return {
            "da": f"Navnet »{instrument.id}« er optaget af Fremskudt. Giv skemaet et andet navn (id).",
            "en": f"The name “{instrument.id}” is taken by Fremskudt. Give the questionnaire another name (id).",
        }
    return objection(instrument, known(instrument.id))


def publish(*, taken: Taken, origin: str, by: User | None) -> InstrumentCopy:
    """Make a version of an instrument that is asked with from now on, and that never changes. Raises CannotTake.

    `by` is None for the command line of the one who runs the site.
    """
    one = taken.instrument
    with transaction.atomic():
        if why := why_not(one):
            raise CannotTake(Refused("", why))
        copy = _made(taken, origin, by)
        subject = f"instrument:{one.id}/{one.version}"
        audit.record(by=by or SYSTEM, action="instrument.publish", subject=subject, purpose=Purpose.EVALUATION)
    return copy


def _made(taken: Taken, origin: str, by: User | None) -> InstrumentCopy:
    one = taken.instrument
    try:
        with transaction.atomic():
            return InstrumentCopy.objects.create(
                slug=one.id, version=one.version, hash=one.hash, structure=taken.structure,
                texts_da=taken.texts["da"], texts_en=taken.texts.get("en", ""), origin=origin,
                made_at=timezone.now(), by=by,
            )  # fmt: skip
    except IntegrityError:  # somebody published the same version a moment ago
        raise CannotTake(
            Refused(
                "",
                {
                    "da": f"Version {one.version} er lige blevet udgivet af en anden. Se på den først.",
                    "en": f"Somebody has just published version {one.version}. Look at that first.",
                },
            )
        ) from None
