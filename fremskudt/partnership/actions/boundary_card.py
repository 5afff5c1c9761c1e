"""A peer writes what is theirs and what is not, and signs it by saving; the leader says yes to it."""

from django.db import transaction
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import User
from fremskudt.basics.verdict import require
from fremskudt.partnership.models import BoundaryCard
from fremskudt.partnership.rules import boundary_card as rules


def write(*, does: str, does_not: str, calls: str, by: User) -> BoundaryCard:
    """A new card, which waits for the leader's yes; the one before stays beneath. The same as stands is no new card."""
    told = {"does": does, "does_not": does_not, "calls": calls}
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        stands = BoundaryCard.objects.filter(user=by).first()
        if stands and all(getattr(stands, name) == words for name, words in told.items()):
            return stands
        now = timezone.now()
        card = BoundaryCard.objects.create(user=by, signed_at=now, made_at=now, **told)
        record(by=by, action="boundary_card.write", subject=by.key, purpose=Purpose.OWN, fields="free_text")
    return card


def sign(*, card: BoundaryCard, by: User) -> None:
    """The leader's yes, to the card that stands. Said twice, or by two, the first stands."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=card.user_id)  # the peer may be writing it anew
        held = BoundaryCard.objects.select_for_update(of=("self",)).select_related("user").get(pk=card.pk)
        if held.leader_signed_at is not None:
            return
        newest = BoundaryCard.objects.filter(user=held.user_id).values_list("pk", flat=True).first()
        require(rules.may_sign(is_own=held.user_id == by.pk, is_newest=newest == held.pk))
        held.leader, held.leader_signed_at = by, timezone.now()
        held.save(update_fields=["leader", "leader_signed_at"])
        subject = held.user.key
        record(by=by, action="boundary_card.sign", subject=subject, purpose=Purpose.ADMINISTRATION, fields="coded")
