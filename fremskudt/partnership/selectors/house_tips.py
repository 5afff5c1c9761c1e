"""The tips of a house as the house sees them, and how many there are. What the team found out is not asked for here."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from fremskudt.access.models import Organisation
from fremskudt.partnership.models import HouseSum, ListRules, Sighting, Tip, TipStep
from fremskudt.partnership.rules.house_sum import year_of
from fremskudt.partnership.rules.house_view import HouseView, Written, goes_on, view_of
from fremskudt.partnership.rules.tip import week_of
from fremskudt.partnership.rules.tip_form import ASKS_FIRST


@dataclass(frozen=True)
class ListedHouse:
    """A house with what its municipality has decided of the list, and the number it was told this year (0: none)."""

    organisation: Organisation
    rules: ListRules
    n_at_least: int

    @property
    def asks_first(self) -> bool:
        return self.organisation.kind in ASKS_FIRST


@dataclass(frozen=True)
class HouseTip:
    """One row: the tip with its memory word, and what of the team's work its house sees."""

    tip: Tip
    view: HouseView
    sightings: Sequence[Sighting]
    steps: Sequence[TipStep]  # what the house itself wrote

    @property
    def memory_word(self) -> str:
        """Empty where there is none."""
        held = getattr(self.tip, "memory_word", None)
        return held.words if held else ""

    @property
    def weeks_seen(self) -> list[date]:
        return sorted({sighting.week_on for sighting in self.sightings})


@dataclass(frozen=True)
class HouseCount:
    """How many rows of the houses are open, and how many of those have an answer from within a week."""

    n_open: int
    n_news: int


def list_houses(organisations: Collection[int], today: date) -> list[ListedHouse]:
    """These houses by name."""
    told = HouseSum.objects.filter(organisation=OuterRef("pk"), month_on__range=(year_of(today), today))
    highest = told.order_by("-n_at_least").values("n_at_least")[:1]
    houses = Organisation.objects.filter(pk__in=organisations).annotate(told=Subquery(highest))
    found = houses.select_related("municipality__list_rules", "list_rules").order_by("name", "pk")
    return [ListedHouse(one, _rules_of(one), one.told or 0) for one in found]  # type: ignore[attr-defined]


def list_house_tips(houses: Collection[ListedHouse], today: date, *, most: int | None = None) -> list[HouseTip]:
    """The rows of these houses, the week it was first seen last first: that order tells nothing of what happened since.

    Without those that are gone, taken back or expired; no more than `most`.
    """
    rules = {one.organisation.pk: one.rules for one in houses}
    tips = shown_tips(houses, today).select_related("memory_word", "organisation")
    tips = tips.prefetch_related("sightings", _standing())
    return [_house_tip(tip, rules[tip.organisation_id], today) for tip in tips[:most]]


def count_house_tips(organisations: Collection[int], today: date) -> HouseCount:
    """For one line about them: the same rows, counted."""
    houses = list_houses(organisations, today)
    rules = {one.organisation.pk: one.rules for one in houses}
    tips = shown_tips(houses, today).prefetch_related(_standing())
    views = [_view(tip, rules[tip.organisation_id], today) for tip in tips]
    still_open = [view for view in views if not view.is_closed]
    return HouseCount(len(still_open), sum(view.has_news for view in still_open))


def house_tip(tip: Tip, today: date) -> HouseTip:
    """One of them, whatever its age: for the act that is about to happen to it."""
    [house] = list_houses([tip.organisation_id], today)
    tip.standing = list(TipStep.objects.standing().filter(tip=tip))  # type: ignore[attr-defined]
    return _house_tip(tip, house.rules, today)


def find_house_tip(organisations: Collection[int], code: str) -> Tip | None:
    """A tip that one of these houses gave, also one that is gone or was taken back; none for any other's."""
    return Tip.objects.filter(organisation__in=organisations, code=code).select_related("organisation").first()


def _rules_of(house: Organisation) -> ListRules:
    return getattr(house.municipality or house, "list_rules", None) or ListRules()


def _standing() -> Prefetch:  # type: ignore[type-arg]  # the real class takes no arguments
    return Prefetch("steps", TipStep.objects.standing(), to_attr="standing")


def shown_tips(houses: Iterable[ListedHouse], today: date) -> QuerySet[Tip]:
    """Those that still have a row. Whatever is told to a house is made of these: an older one may have expired or not,
    which follows from steps the house does not see."""
    week, rows = week_of(today), Q(pk__in=[])
    for one in houses:
        shown_for = goes_on(week, shown_weeks=one.rules.shown_weeks, keep_weeks=one.rules.keep_weeks) - week
        rows |= Q(organisation=one.organisation, week_on__gt=week - shown_for)
    return Tip.objects.standing().filter(rows).order_by("-week_on", "-pk")


def _house_tip(tip: Tip, decided: ListRules, today: date) -> HouseTip:
    steps: list[TipStep] = tip.standing  # type: ignore[attr-defined]
    sightings = list(tip.sightings.all())
    return HouseTip(tip, _view(tip, decided, today), sightings, [step for step in steps if step.by_house])


def _view(tip: Tip, decided: ListRules, today: date) -> HouseView:
    steps: list[TipStep] = tip.standing  # type: ignore[attr-defined]
    written = [Written(step.kind, step.by_house, timezone.localdate(step.made_at)) for step in steps]
    return view_of(
        tip.week_on, written, shown_weeks=decided.shown_weeks, keep_weeks=decided.keep_weeks, today=today
    )  # fmt: skip
