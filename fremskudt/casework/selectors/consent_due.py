"""The yeses that end within thirty days, so that somebody asks again before they do (F53)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from fremskudt.casework.models import Case, ConsentEntry
from fremskudt.casework.models.citizen import ROOT
from fremskudt.casework.rules.consent import WARN_DAYS, Answer, Said
from fremskudt.casework.rules.consent_answer import recipient_key
from fremskudt.casework.selectors.consent_cards import SEATED, left_of, recipient_of, recipient_words, said_of


@dataclass(frozen=True)
class Due:
    pk: int  # of the entry
    citizen: int  # id of the record that is kept
    who: str  # the recipient, in the reader's language
    until_on: date
    days_left: int


def expiring(citizen_ids: Collection[int], today: date) -> list[Due]:
    """What ends first, of citizens whose course goes on; one query, whatever their number.

    Left out: what a later yes carries on, what a no has stopped, and who is no longer there to be told.
    """
    entries = list(_standing(citizen_ids))
    ledger: dict[int, list[Said]] = {}
    for entry in entries:
        ledger.setdefault(entry.root, []).append(said_of(entry, entry.root))
    last = today + timedelta(days=WARN_DAYS[0])
    ending = [one for one in entries if one.answer == Answer.YES and one.until_on and today <= one.until_on <= last]
    due = [
        Due(one.pk, one.root, recipient_words(one), one.until_on, (one.until_on - today).days)
        for one in ending
        if (one.seated or not one.user_id) and _is_due(one, ledger[one.root])
    ]
    return sorted(due, key=lambda one: (one.until_on, one.pk))


def _standing(citizen_ids: Collection[int]):  # type: ignore[no-untyped-def]  # entries with their `root`
    """Every yes and no of these, of citizens with a course that goes on."""
    of_family = Q(citizen__in=citizen_ids) | Q(citizen__merged_into__in=citizen_ids)
    going = Case.objects.going_on().filter(Q(citizen=OuterRef("root")) | Q(citizen__merged_into=OuterRef("root")))
    found = (
        ConsentEntry.objects.standing()
        .filter(of_family)
        .exclude(answer=Answer.NOT_NOW)
        .annotate(root=ROOT, seated=SEATED)
    )
    return found.filter(Exists(going)).select_related("organisation", "user").order_by("pk")


def _is_due(entry: ConsentEntry, ledger: list[Said]) -> bool:
    one = next(said for said in ledger if said.pk == entry.pk)
    left = left_of(one, ledger, recipient_of(entry), timezone.now())
    carried = [
        other for other in ledger
        if other.answer == Answer.YES and recipient_key(other) == recipient_key(one) and other.purpose == one.purpose
        and other.until_on and one.until_on and other.until_on > one.until_on
    ]  # fmt: skip
    return bool(left.difference(*(other.topics for other in carried)))
