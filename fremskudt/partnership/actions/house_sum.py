"""What each house is told on the first of a month: written once, whoever comes first, and as it was on the first."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from fremskudt.access.actor import SYSTEM
from fremskudt.access.audit import Purpose, record
from fremskudt.partnership.models import HouseSum
from fremskudt.partnership.rules.house_sum import month_of, to_tell, year_of
from fremskudt.partnership.selectors.house_sum import count_of, houses_without_sum


def close_month(now: datetime) -> int:
    """Write the number of every house that lacks one for this month; returns how many this worker wrote.

    Whoever was down on the first does it later, with the same outcome: only what was written before the first counts.
    A month in which nobody ran at all is left out; the next one stands by itself.
    """
    month_on = month_of(timezone.localdate(now))
    return sum(_write(house, month_on) for house in houses_without_sum(month_on))


def _write(house: int, month_on: date) -> bool:
    """Whether this worker wrote it: the database lets one row in."""
    with transaction.atomic():
        counted = count_of(house, month_on)
        earlier = HouseSum.objects.filter(organisation=house, month_on__range=(year_of(month_on), month_on))
        told_before = earlier.aggregate(highest=Max("n_at_least"))["highest"] or 0
        n_at_least = to_tell(n_contact=counted.n_contact, n_begun=counted.n_begun, told_before=told_before)
        told = {"n_at_least": n_at_least, "made_at": timezone.now()}
        _row, is_new = HouseSum.objects.get_or_create(organisation_id=house, month_on=month_on, defaults=told)
        if is_new:
            record(
                by=SYSTEM, action="own_tips.sum", subject=f"org:{house}", purpose=Purpose.ADMINISTRATION, fields="coded"
            )  # fmt: skip
    return is_new
