"""The programme of a municipality's houses, the reader's own first; how many came; and the hours that were given."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access.models import Area, Organisation
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.partnership.models import Activity, ActivityCount
from fremskudt.partnership.rules import activity as rules
from fremskudt.partnership.rules.activity import Group, Month
from fremskudt.partnership.rules.undo import LASTS

SHOWN = 20


@dataclass(frozen=True)
class Row:
    """One line of the programme."""

    activity: Activity
    is_own: bool
    group: Group

    @property
    def shows_day(self) -> bool:
        return self.group in {Group.WEEK, Group.LATER} and self.activity.next_at is not None

    @property
    def has_clock(self) -> bool:
        at = self.activity.next_at
        return rules.has_clock(timezone.localtime(at) if at else None)


@dataclass(frozen=True)
class House:
    """What one house has counted, month by month."""

    name: str
    months: Sequence[Month]


@dataclass(frozen=True)
class Programme:
    rows: Sequence[Row]
    has_more: bool
    houses: Sequence[House]
    just_counted: ActivityCount | None  # by the reader, and still to be undone

    def of(self, group: Group) -> list[Row]:
        return [row for row in self.rows if row.group is group]

    @property
    def week(self) -> list[Row]:
        return self.of(Group.WEEK)

    @property
    def again(self) -> list[Row]:
        return self.of(Group.AGAIN)

    @property
    def later(self) -> list[Row]:
        return self.of(Group.LATER)

    @property
    def before(self) -> list[Row]:
        return self.of(Group.BEFORE)


def read_programme(reach: Reach, *, everything: bool = False) -> Programme:
    """Nobody's data, so no event. What has been and comes no more is shown to its own house alone, until it is ended.

    Four questions, however many houses there are.
    """
    today, own = timezone.localdate(), {house.pk for house in list_houses(reach)}
    within = Activity.objects.open().filter(
        Q(organisation__in=reach.towns(Permission.ACTIVITY_EDIT))
        | Q(organisation__municipality__in=reach.towns(Permission.ACTIVITY_EDIT))
    )
    rows = [_row(one, own, today) for one in within.select_related("organisation")]
    shown = sorted((row for row in rows if row.is_own or row.group is not Group.BEFORE), key=_place)
    return Programme(
        rows=shown if everything else shown[:SHOWN],
        has_more=not everything and len(shown) > SHOWN,
        houses=_houses(own, today),
        just_counted=_just_counted(reach, own),
    )


def list_houses(reach: Reach) -> list[Organisation]:
    """For whom the reader writes: their own house; for who looks after the partners every house of the municipality."""
    towns = reach.towns(Permission.PARTNERS_EDIT)
    mine = Q(pk__in=reach.where(Permission.ACTIVITY_EDIT)) | Q(pk__in=towns) | Q(municipality__in=towns)
    return list(Organisation.objects.filter(mine).exclude(kind=Organisation.Kind.EVALUATOR).order_by("name", "pk"))


def find_activity(reach: Reach, pk: int) -> Activity:
    """One of a house that the reader writes for, ended or not; 404 for any other."""
    own = Activity.objects.filter(organisation__in=list_houses(reach))
    return get_object_or_404(own.select_related("organisation"), pk=pk)


def find_count(reach: Reach, pk: int) -> ActivityCount:
    own = ActivityCount.objects.filter(activity__organisation__in=list_houses(reach))
    return get_object_or_404(own.select_related("activity"), pk=pk)


def usual_minutes(activity: Activity) -> int:
    """The volunteers' minutes of the last time, for they are mostly the same; 0 the first time."""
    newest = activity.counts.filter(taken_back_at=None).order_by("-on", "-pk")
    return newest.values_list("minutes", flat=True).first() or 0


def usual_day(activity: Activity) -> date:
    """The day somebody most likely counts: the one it was to be held on, else today."""
    today = timezone.localdate()
    planned = timezone.localdate(activity.next_at) if activity.next_at else today
    return planned if rules.may_be_counted(planned, today) else today


def known_names(towns: Collection[int]) -> list[str]:
    """Names of the houses and areas of these municipalities: they may stand in what others read."""
    houses = Organisation.objects.within(towns).values_list("name", flat=True)
    return [*houses, *Area.objects.filter(municipality__in=towns).values_list("name", flat=True)]


def list_open(municipality: int) -> list[Activity]:
    """All that is on the programme of a municipality and has not been, for who tells a citizen of it."""
    today = timezone.localdate()
    within = Activity.objects.open().filter(Q(organisation=municipality) | Q(organisation__municipality=municipality))
    found = [_row(one, set(), today) for one in within.select_related("organisation")]
    return [row.activity for row in sorted(found, key=_place) if row.group is not Group.BEFORE]


def minutes_given(
    towns: Collection[int], first: date, last: date, known_by: datetime | None = None
) -> dict[str, tuple[int, int]]:
    """House → (times counted, volunteers' minutes) of activities from one day to another, both included (F93).

    With `known_by` what stood at that moment, whatever was written or taken back since.
    """
    found = ActivityCount.objects.filter(
        Q(activity__organisation__in=towns) | Q(activity__organisation__municipality__in=towns),
        minutes__gt=0, on__range=(first, last),
    )  # fmt: skip
    if known_by is None:
        found = found.filter(taken_back_at=None)
    else:
        found = found.filter(Q(taken_back_at=None) | Q(taken_back_at__gte=known_by), made_at__lt=known_by)
    given: dict[str, tuple[int, int]] = {}
    for name, minutes in found.order_by("pk").values_list("activity__organisation__name", "minutes"):
        n, before = given.get(name, (0, 0))
        given[name] = (n + 1, before + minutes)
    return given


def _row(activity: Activity, own: Collection[int], today: date) -> Row:
    next_on = timezone.localdate(activity.next_at) if activity.next_at else None
    return Row(activity, activity.organisation_id in own, rules.group_of(next_on, activity.when, today))


def _place(row: Row) -> tuple[int, bool, str, str, int]:
    """Heading by heading, one's own first in each, then by day and name."""
    at = row.activity.next_at.isoformat() if row.shows_day and row.activity.next_at else ""
    return list(Group).index(row.group), not row.is_own, at, row.activity.title.casefold(), row.activity.pk


def _houses(own: Collection[int], today: date) -> list[House]:
    """Of each own house that has counted something: its months."""
    found = ActivityCount.objects.filter(
        activity__organisation__in=own, taken_back_at=None, on__gte=rules.first_month(today)
    )
    counted: dict[str, list[rules.Counted]] = {}
    for name, on, n_people, minutes in found.values_list("activity__organisation__name", "on", "n_people", "minutes"):
        counted.setdefault(name, []).append(rules.Counted(on, n_people, minutes))
    return [House(name, rules.months(counted[name])) for name in sorted(counted)]


def _just_counted(reach: Reach, own: Collection[int]) -> ActivityCount | None:
    mine = ActivityCount.objects.filter(
        by=reach.user_id, taken_back_at=None, made_at__gte=timezone.now() - LASTS, activity__organisation__in=own
    )
    return mine.select_related("activity").order_by("-made_at", "-pk").first()
