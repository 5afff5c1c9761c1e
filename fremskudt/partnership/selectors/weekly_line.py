"""The week's line of some houses: the same on the first page, on the wall and in the Friday mail (F74)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from fremskudt.partnership.models import Campaign, TipStep
from fremskudt.partnership.rules.tip import Step, week_of
from fremskudt.partnership.rules.weekly_line import Week, days_out, sentences
from fremskudt.partnership.selectors.house_tips import ListedHouse, list_houses, shown_tips


@dataclass(frozen=True)
class WeeklyLine:
    """What the line is made of. Its words are in the language that is active when they are asked for."""

    week: Week

    @property
    def sentences(self) -> list[str]:
        return sentences(self.week, gettext)

    @property
    def words(self) -> str:
        return " ".join(self.sentences)


def weekly_line(organisation_ids: Collection[int], today: date) -> WeeklyLine:
    """The line of the week of `today` until that day, for somebody who is in these houses. Four questions, whatever."""
    houses = list_houses(organisation_ids, today)
    towns = {one.organisation.town for one in houses}
    evenings = _evenings(towns, today)
    return WeeklyLine(
        Week(
            n_evenings=len(evenings),
            n_days=len(evenings | _days_of_work(towns, today)),
            is_all_read=_is_all_read(houses, today),
            n_at_least=sum(one.n_at_least for one in houses),
        )
    )


def _evenings(towns: Iterable[int], today: date) -> set[date]:
    tours = Campaign.objects.filter(municipality__in=towns, kind="evening_tour", cancelled_at=None, on__lte=today)
    tours = tours.filter(Q(on__gte=week_of(today)) | Q(until_on__gte=week_of(today)))
    return set().union(*(days_out(tour.on, tour.until_on, today) for tour in tours))


def _days_of_work(towns: Iterable[int], today: date) -> set[date]:
    """The days on which the team began on a tip or looked in vain: what the tips' houses see, and nothing else."""
    steps = _begun().filter(
        tip__municipality__in=towns,
        made_at__gte=_midnight(week_of(today)),
        made_at__lt=_midnight(today + timedelta(days=1)),
    )
    earlier = _begun().filter(tip=OuterRef("tip"), made_at__lt=OuterRef("made_at"))
    seen = steps.filter(Q(kind=Step.NOT_FOUND) | ~Exists(earlier))
    return {timezone.localdate(at) for at in seen.order_by().values_list("made_at", flat=True)}


def _is_all_read(houses: Collection[ListedHouse], today: date) -> bool:
    """Whether the houses see tips of theirs, and none that the team has not answered at all."""
    answered = TipStep.objects.standing().filter(tip=OuterRef("pk"), by_house=False)
    tips = shown_tips(houses, today).annotate(is_read=Exists(answered))
    found = set(tips.order_by().values_list("is_read", flat=True).distinct())
    return found == {True}


def _begun() -> QuerySet[TipStep]:
    return TipStep.objects.standing().filter(by_house=False).exclude(kind=Step.RECEIVED)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
