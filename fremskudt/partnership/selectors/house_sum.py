"""How many of a house's tips of the year the team had begun on before a first of the month, and how many are a contact.

A tip that has expired holds no steps any more. What is left of them are lines in the log that count for its house
(actions/tip_expiry.py), a batch at a time. Which tips they were is gone; so where tips of last year went in the same
batch, they are taken to be the ones that were answered or met, and the numbers are rather too low than too high.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.partnership.models import HouseSum, Tip, TipStep
from fremskudt.partnership.rules.house_sum import year_of
from fremskudt.partnership.rules.tip import Step

CONTACT = (Step.IN_CONTACT, Step.SAID_YES)
EXPIRED, ANSWERED, MET = "tip.expire", "tips.expired_answered", "tips.expired_met"


@dataclass(frozen=True)
class Counted:
    n_contact: int
    n_begun: int


def houses_without_sum(month_on: date) -> list[int]:
    """The houses that gave a tip this year before the month began, and have no number for it yet."""
    told = HouseSum.objects.filter(month_on=month_on).values("organisation")
    lacking = _given(month_on).exclude(organisation__in=told).order_by()
    return list(lacking.values_list("organisation", flat=True).distinct())


def count_of(house: int, month_on: date) -> Counted:
    """The tips of one house as they stood when the month began."""
    before = TipStep.objects.standing().filter(tip=OuterRef("pk"), by_house=False, made_at__lt=_midnight(month_on))
    alive = _given(month_on).filter(organisation=house, expired_at=None).annotate(
        is_begun=Exists(before.exclude(kind=Step.RECEIVED)), is_contact=Exists(before.filter(kind__in=CONTACT))
    )  # fmt: skip
    states = Counter(alive.filter(is_begun=True).order_by().values_list("is_contact", flat=True))
    n_contact, n_others = states[True], states[False]
    for met, others in _expired(house, month_on):
        n_contact, n_others = n_contact + met, n_others + others
    return Counted(n_contact, n_contact + n_others)


def _expired(house: int, month_on: date) -> Iterator[tuple[int, int]]:
    """Of each batch: how many of the year's tips were at least a contact, and begun without being one."""
    year = _midnight(year_of(month_on))
    gone = dict(Tip.objects.filter(organisation=house, expired_at__gte=year).values_list("code", "made_at"))
    went = Event.objects.filter(action=EXPIRED, subject__in=[f"tip:{code}" for code in gone], at__gte=year)
    n_older = Counter(
        batch for batch, subject in went.values_list("request", "subject") if gone[subject.removeprefix("tip:")] < year
    )
    lines = Event.objects.filter(subject=f"org:{house}", action__in=[ANSWERED, MET], at__gte=year)
    counted = Counter(lines.values_list("request", "action"))
    for batch in {batch for batch, _action in counted}:
        n_met = counted[batch, MET]
        n_others = counted[batch, ANSWERED] - n_met
        yield max(0, n_met - n_older[batch]), max(0, n_others - n_older[batch])


def _given(month_on: date) -> QuerySet[Tip]:
    year, first = _midnight(year_of(month_on)), _midnight(month_on)
    return Tip.objects.filter(made_at__gte=year, made_at__lt=first, taken_back_at=None)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
