"""Two records that are one person become one, can become two again, or are said to be two (F107).

Nothing is moved: the merged record points at the kept one, and everything that is asked of a citizen asks both.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fremskudt.access import audit
from fremskudt.access.models import PersonalLink, User
from fremskudt.basics.verdict import Verdict, require
from fremskudt.casework.models import Barring, Citizen, Merge, NotSame
from fremskudt.casework.selectors.duplicates import verdict_on


def merge(*, kept: Citizen, other: Citizen, purpose: str, by: User) -> Merge:
    """`other` goes into `kept`; the citizen's links to `other` end. The same press again changes nothing."""
    with transaction.atomic():
        kept, other = _locked(kept, other)
        already = Merge.objects.filter(kept=kept, merged=other, undone_at=None).first()
        if already:
            return already
        require(verdict_on(kept=kept, other=other))
        now = timezone.now()
        made = Merge.objects.create(kept=kept, merged=other, made_at=now, by=by)
        other.merged_into = kept
        other.save(update_fields=["merged_into"])
        PersonalLink.objects.filter(subject=other.key, revoked_at=None).update(revoked_at=now)
        for one in (kept, other):
            audit.record(by=by, action="merge.make", subject=one.key, purpose=purpose, fields="coded")
    return made


def undo(*, merge: Merge, purpose: str, by: User) -> None:
    """Both stand as they did, and are never suggested again.

    Whoever was barred while the two were one stays barred from both: nobody can know which of them it was meant for.
    """
    with transaction.atomic():
        kept, other = _locked(merge.kept, merge.merged)
        held = Merge.objects.get(pk=merge.pk)
        if held.undone_at is not None:
            return
        held.undone_at, held.undone_by = timezone.now(), by
        held.save(update_fields=["undone_at", "undone_by"])
        other.merged_into = None
        other.save(update_fields=["merged_into"])
        _bar_from_both(held, kept, other)
        note_not_same(kept, other, by)
        for one in (kept, other):
            audit.record(by=by, action="merge.undo", subject=one.key, purpose=purpose, fields="coded")


def say_not_same(*, one: Citizen, other: Citizen, purpose: str, by: User) -> None:
    """A person said that they are two: they are never suggested again."""
    with transaction.atomic():
        one, other = _locked(one, other)
        together = Verdict.no(_("De er lagt sammen. Skil dem ad i stedet."))
        require(Verdict.yes() if None is one.merged_into_id is other.merged_into_id else together)
        if note_not_same(one, other, by):
            for each in (one, other):
                audit.record(by=by, action="merge.not_same", subject=each.key, purpose=purpose, fields="coded")


def _locked(one: Citizen, other: Citizen) -> tuple[Citizen, Citizen]:
    """Both, in the order they were given and locked in one order, so that two who merge at once meet in turn."""
    both = Citizen.objects.select_for_update().filter(pk__in=[one.pk, other.pk]).order_by("pk")
    found = {row.pk: row for row in both}
    return found[one.pk], found[other.pk]


def note_not_same(one: Citizen, other: Citizen, by: User) -> bool:
    """Write down that they are two, within the transaction of an act with an event; true when it is new."""
    first, second = sorted((one, other), key=lambda each: each.pk)
    _row, is_new = NotSame.objects.get_or_create(
        first=first, second=second, defaults={"made_at": timezone.now(), "by": by}
    )
    return is_new


def _bar_from_both(merge: Merge, kept: Citizen, other: Citizen) -> None:
    held = set(Barring.objects.filter(citizen=other, lifted_at=None).values_list("user", flat=True))
    since = Barring.objects.filter(citizen=kept, lifted_at=None, set_at__gte=merge.made_at).exclude(user__in=held)
    Barring.objects.bulk_create(
        Barring(
            citizen=other, user_id=row.user_id, reason=row.reason, review_on=row.review_on, set_at=row.set_at,
            set_by_id=row.set_by_id,
        )
        for row in since
    )  # fmt: skip
