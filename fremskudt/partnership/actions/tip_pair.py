"""Join two tips as »maybe the same«, and part them again. Two rows stay two rows."""

from django.db import transaction
from django.utils import timezone

from fremskudt.access.actor import actor_of
from fremskudt.access.audit import Purpose, record_reads
from fremskudt.access.models import User
from fremskudt.basics.verdict import NotNow, require
from fremskudt.partnership.actions.tip_step import touch
from fremskudt.partnership.models import Tip, TipPair
from fremskudt.partnership.rules import tip_pair as rules
from fremskudt.partnership.rules.tip_step import EXPIRED, TAKEN_BACK


def join(*, tip: Tip, other: Tip, by: User) -> TipPair:
    """A »maybe« that stands on both rows. Pressed twice, or by two at once, it is one."""
    same_town = tip.municipality_id == other.municipality_id
    require(rules.may_pair(is_itself=tip.pk == other.pk, same_town=same_town))
    with transaction.atomic():
        first, second = _locked(tip, other)
        already = TipPair.objects.filter(first=first, second=second, undone_at=None).first()
        if already:
            return already
        now = timezone.now()
        pair = TipPair.objects.create(first=first, second=second, made_at=now, by=by)
        touch([first, second], now)
        record_reads(
            by=actor_of(by), action="tip_pair.join", subjects=[f"tip:{first.code}", f"tip:{second.code}"],
            purpose=Purpose.CARE, fields="coded",
        )  # fmt: skip
    return pair


def part(*, tip: Tip, other: Tip, by: User) -> bool:
    """No longer »maybe the same«; by anybody of the team, at any time. Whether they were a pair."""
    with transaction.atomic():
        first, second = sorted((tip, other), key=lambda one: one.pk)
        open_pair = TipPair.objects.filter(first=first, second=second, undone_at=None)
        n_parted = open_pair.update(undone_at=timezone.now())
        if n_parted:
            record_reads(
                by=actor_of(by), action="tip_pair.undo", subjects=[f"tip:{first.code}", f"tip:{second.code}"],
                purpose=Purpose.CARE, fields="coded",
            )  # fmt: skip
    return bool(n_parted)


def _locked(tip: Tip, other: Tip) -> tuple[Tip, Tip]:
    """Both rows, the lower number first, so that two who pair the same two wait for one another in one order."""
    rows = Tip.objects.select_for_update().filter(pk__in=[tip.pk, other.pk]).order_by("pk")
    first, second = rows
    for row in (first, second):
        if row.expired_at is not None:
            raise NotNow(EXPIRED)
        if row.taken_back_at is not None:
            raise NotNow(TAKEN_BACK)
    return first, second
