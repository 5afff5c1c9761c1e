"""A tip: given in half a minute, taken away again while nobody has begun. A double tap is one tip."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fremskudt.access.actor import Actor
from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import Area, Organisation, User
from fremskudt.basics.codes import new_code
from fremskudt.basics.verdict import NotNow, require
from fremskudt.partnership.models import Batch, MemoryWord, Tip, TipSeen, TipStep
from fremskudt.partnership.rules import tip_form as rules
from fremskudt.partnership.rules.tip import SEEN, Step, week_of

NOBODY = Actor("nobody")


def add(
    *, organisation: Organisation, area: Area | None, place: str, seen: Iterable[str], worry: str, age: str = "",
    asked: str = "", source: str, batch: Batch | None = None, memory_word: str = "", week_on: date | None = None,
    operation: UUID, by: User | None, receipt_hash: str = "",
) -> Tip:  # fmt: skip
    """One tip of a house. The same page sent again is the tip that is there already; of a day, its week is kept."""
    words, ticked, today = memory_word.strip(), [word for word in SEEN if word in set(seen)], timezone.localdate()
    require(rules.may_keep(words))
    if not ticked or not worry or (area and area.municipality_id != organisation.town):
        raise ValueError("A tip has something that was seen, a worry, and an area of its own municipality or none.")
    told = {
        "municipality_id": organisation.town, "organisation": organisation, "area": area, "place": place, "age": age,
        "worry": worry, "asked": asked, "source": source, "batch": batch, "receipt_hash": receipt_hash, "by": by,
        "week_on": week_of(week_on or today), "touched_on": week_of(today), "made_at": timezone.now(),
        "code": new_code(),
    }  # fmt: skip
    with transaction.atomic():
        tip, is_new = Tip.objects.get_or_create(operation=operation, defaults=told)
        if not is_new:
            return _same(tip, organisation, by)
        TipSeen.objects.bulk_create(TipSeen(tip=tip, word=word) for word in ticked)
        if words:
            MemoryWord.objects.create(tip=tip, words=words)
        fields = "coded,free_text" if words else "coded"
        record(by=by or NOBODY, action="tip.add", subject=house_key(tip), purpose=Purpose.CARE, fields=fields)
    return tip


def take_back(*, tip: Tip, by: User | None) -> None:
    """It was a mistake: off every list, and emptied of all that described anybody. Pressed twice, once.

    The caller has seen to it that it is theirs to take: their own within ten minutes, or their house's.
    """
    with transaction.atomic():
        held = Tip.objects.select_for_update().get(pk=tip.pk)
        if held.taken_back_at is not None or held.expired_at is not None:
            return
        begun = TipStep.objects.standing().filter(tip=held, by_house=False).exclude(kind=Step.RECEIVED).exists()
        require(rules.may_take_back(has_begun=begun))
        MemoryWord.objects.filter(tip=held).delete()
        TipSeen.objects.filter(tip=held).delete()
        held.age = held.worry = held.asked = ""
        held.area, held.taken_back_at = None, timezone.now()
        held.save(update_fields=["age", "worry", "asked", "area", "taken_back_at"])
        record(by=by or NOBODY, action="tip.take_back", subject=house_key(held), purpose=Purpose.CARE)


def house_key(tip: Tip) -> str:
    """How the log names it beside somebody of the house: never by its code, or the log would tell who gave which."""
    return f"org:{tip.organisation_id}"


def _same(tip: Tip, organisation: Organisation, by: User | None) -> Tip:
    """What the first press made. A number that was used in another house or by another person is no press of ours."""
    if (tip.organisation_id, tip.by_id) != (organisation.pk, by and by.pk):
        raise NotNow(rules.OLD_PAGE)
    return tip
