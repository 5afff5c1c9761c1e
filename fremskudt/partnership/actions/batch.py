"""A code on paper: made for a campaign, and closed when it shall lead nowhere any more."""

from django.db import transaction
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import Organisation, User
from fremskudt.basics.codes import new_code
from fremskudt.basics.verdict import require
from fremskudt.partnership.models import Batch, Campaign
from fremskudt.partnership.rules import visibility as rules


def make(
    *, campaign: Campaign, leads_to: str, organisation: Organisation | None, n_copies: int | None, by: User
) -> Batch:
    """A code of its own. The same asked for again within a minute is the same press."""
    told = {"leads_to": leads_to, "organisation": organisation, "n_copies": n_copies, "by": by}
    with transaction.atomic():
        held = Campaign.objects.select_for_update().get(pk=campaign.pk)
        require(rules.may_make_code(is_cancelled=held.cancelled_at is not None))
        fresh = timezone.now() - rules.PRESSED_TWICE
        already = Batch.objects.open().filter(campaign=held, made_at__gte=fresh, **told).first()
        if already:
            return already
        while Batch.objects.filter(code=(code := new_code())).exists():
            pass
        batch = Batch.objects.create(
            code=code, campaign=held, municipality_id=held.municipality_id, made_at=timezone.now(), **told
        )
        _record(by, "batch.make", batch)
    return batch


def close(*, batch: Batch, by: User) -> None:
    """It leads nowhere from now on, whatever paper is out there. Closed twice, it is once."""
    with transaction.atomic():
        if Batch.objects.open().filter(pk=batch.pk).update(closed_at=timezone.now()):
            _record(by, "batch.close", batch)


def _record(by: User, action: str, batch: Batch) -> None:
    record(by=by, action=action, subject=f"batch:{batch.code}", purpose=Purpose.ADMINISTRATION, fields="coded")
