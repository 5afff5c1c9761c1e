"""How many the team has not met yet: counted here, shown through rules/unmet.py alone.

All is as it was known at one moment: the first of this month for the list, the day of closing for a quarter. What is
written, undone or deleted by the rule after that changes nothing, so nobody learns of one tip by looking twice. Nobody
can be found in it, so looking is no event. Never asked: the tipster's word, who gave a tip, the day within the week.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from fremskudt.access.models import Event, Organisation
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.partnership.models import Sighting, Tip, TipPair, TipSeen, TipStep
from fremskudt.partnership.rules import unmet as rules
from fremskudt.partnership.rules.overlap import Place, Signature, people_behind
from fremskudt.partnership.rules.process import weeks_in_process
from fremskudt.partnership.rules.tip import Step, week_of
from fremskudt.partnership.rules.unmet import ListNow, Quarter, Seen, Shown
from fremskudt.partnership.selectors.tips import list_rules_of

AGREED = (Step.IN_CONTACT, Step.SAID_YES)
# What is left of an agreed tip once it is deleted: a line in the log of its house (actions/tip_expiry.py).
DELETED_AGREED = "tips.expired_met"
NOTHING = Signature()


@dataclass(frozen=True)
class Page:
    """What is shown of one municipality. `now` is None where too few are not agreed; `shown` before the first quarter.

    `names` are the areas' of the quarter; `quarters` those one can choose.
    """

    town: Organisation
    towns: Sequence[Organisation]
    first_on: date
    now: ListNow | None
    quarters: Sequence[Quarter]
    quarter: Quarter | None
    shown: Shown | None
    by_month: bool  # months were asked for
    names: dict[int, str]


def read_page(reach: Reach, *, town: str, quarter: str, by_month: bool) -> Page | None:
    """The page of a municipality by its number and a quarter by its key; the first and the newest for any other.

    None for who reads of no municipality.
    """
    towns = list(Organisation.objects.filter(pk__in=reach.towns(Permission.UNMET_READ)).order_by("name", "pk"))
    chosen = next((one for one in towns if str(one.pk) == town), towns[0] if towns else None)
    if chosen is None:
        return None
    today = timezone.localdate()
    first = Tip.objects.filter(municipality=chosen).aggregate(first=Min("week_on"))["first"]
    quarters = rules.closed_quarters(first, today)
    of = next((one for one in quarters if one.key == quarter), quarters[0] if quarters else None)
    shown, names = _quarter(chosen, of, by_month) if of else (None, {})
    return Page(
        town=chosen, towns=towns, first_on=today.replace(day=1), now=_list_now(chosen, today.replace(day=1)),
        quarters=quarters, quarter=of, shown=shown, by_month=by_month, names=names,
    )  # fmt: skip


def _quarter(town: Organisation, quarter: Quarter, by_month: bool) -> tuple[Shown, dict[int, str]]:
    """A quarter, and the names of its areas."""
    first_seen = Q(week_on__gte=quarter.start, week_on__lt=quarter.next_day)
    counted = _known(town, _midnight(quarter.closes_on)).filter(first_seen).order_by()
    rows = list(counted.values_list("area", "area__name", "organisation", "week_on").annotate(n=Count("pk")))
    seen = [Seen(area, house, week_on.month - quarter.start.month + 1, n) for area, _name, house, week_on, n in rows]
    start, end = _midnight(quarter.start), _midnight(quarter.next_day)
    n_expired = Tip.objects.filter(municipality=town, expired_at__gte=start, expired_at__lt=end).count()
    return rules.quarter_shown(seen, n_expired, by_month=by_month), {row[0]: row[1] for row in rows if row[0]}


def _list_now(town: Organisation, first_on: date) -> ListNow | None:
    """The list as it stood when the month began."""
    by = _midnight(first_on)
    on_list = _known(town, by).filter(Q(expired_at=None) | Q(expired_at__gte=by))
    steps = TipStep.objects.filter(Q(undone_at=None) | Q(undone_at__gte=by), tip=OuterRef("pk"), made_at__lt=by)
    agreed = Exists(steps.filter(kind__in=AGREED, by_house=False))
    touched = TipStep.objects.filter(tip=OuterRef("pk"), made_at__lt=by).order_by("-made_at")  # undone or not
    on_list = on_list.annotate(is_agreed=agreed, touched_at=Subquery(touched.values("made_at")[:1]))
    rows = list(on_list.order_by("organisation", "pk").values(*COLUMNS))
    lists = _by_house([row for row in rows if not row["is_agreed"]])
    gone = Event.objects.filter(at__gte=by, action=DELETED_AGREED, subject__in=[f"org:{house}" for house in lists])
    lists = _without(lists, Counter(gone.values_list("subject", flat=True)))
    people = people_behind(*_told(town, lists, by))
    n_all, weeks = len(rows), [float(weeks_in_process(row["week_on"], first_on)) for row in rows]
    return rules.list_now(people, n_all, weeks)


COLUMNS = ("pk", "organisation", "area", "age", "week_on", "made_at", "expired_at", "is_agreed", "touched_at")
Row = dict[str, Any]


def _by_house(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["organisation"]].append(row)
    return dict(found)


def _without(lists: dict[int, list[Row]], agreed: Counter[str]) -> dict[int, list[Row]]:
    """The lists without those that were agreed and are deleted since. Which they were is gone, how many is not."""
    kept = {}
    for house, rows in lists.items():
        deleted = [row for row in rows if row["expired_at"]]
        kept[house] = [row for row in rows if not row["expired_at"]] + deleted[agreed[f"org:{house}"] :]
    return kept


def _told(
    town: Organisation, lists: dict[int, list[Row]], by: datetime
) -> tuple[list[list[Signature]], list[tuple[Place, Place]]]:
    """What each tip said when the month began, house by house, and the pairs that were called maybe the same.

    A tip that may be deleted before the month is over says nothing from the first day on: it would say less at the end
    than at the beginning, and the page would tell of it.
    """
    keep = timedelta(weeks=list_rules_of(town.pk).keep_weeks)
    oldest = week_of(timezone.localdate(by) - keep + rules.LONGEST_MONTH)
    pks = [row["pk"] for rows in lists.values() for row in rows]
    again, words, pairs = _sightings(pks, by), _words(pks), _pairs(pks, by)

    def says(row: Row) -> Signature:
        seen = again[row["pk"]]
        touched = [row["touched_at"] or row["made_at"], *(at for _week, at in [*seen, *pairs[row["pk"]]])]
        if row["expired_at"] or week_of(timezone.localdate(max(touched))) < oldest:
            return NOTHING
        weeks = frozenset({row["week_on"], *(week for week, _at in seen)})
        return Signature(row["area"], row["age"], frozenset(words[row["pk"]]), weeks)

    told = [[says(row) for row in rows] for rows in lists.values()]
    rows_of = enumerate(lists.values())
    speaking = {
        row["pk"]: (house, place) for house, rows in rows_of for place, row in enumerate(rows)
        if told[house][place] is not NOTHING
    }  # fmt: skip
    same = {pair for found in pairs.values() for pair, _at in found if all(pk in speaking for pk in pair)}
    return told, sorted((speaking[first], speaking[second]) for first, second in same)


def _known(town: Organisation, by: datetime) -> QuerySet[Tip]:
    """The tips of a municipality that were there by a moment, whatever became of them later."""
    return Tip.objects.filter(Q(taken_back_at=None) | Q(taken_back_at__gte=by), municipality=town, made_at__lt=by)


def _sightings(pks: Sequence[int], by: datetime) -> dict[int, list[tuple[date, datetime]]]:
    found = defaultdict(list)
    asked = Sighting.objects.filter(tip__in=pks, made_at__lt=by)
    for tip, week_on, made_at in asked.values_list("tip", "week_on", "made_at"):
        found[tip].append((week_on, made_at))
    return found


def _words(pks: Sequence[int]) -> dict[int, list[str]]:
    found = defaultdict(list)
    for tip, word in TipSeen.objects.filter(tip__in=pks).values_list("tip", "word"):
        found[tip].append(word)
    return found


def _pairs(pks: Sequence[int], by: datetime) -> dict[int, list[tuple[tuple[int, int], datetime]]]:
    """Tip → the pairs it was in, with when they were made."""
    found = defaultdict(list)
    asked = TipPair.objects.filter(Q(undone_at=None) | Q(undone_at__gte=by), first__in=pks, made_at__lt=by)
    for first, second, made_at in asked.values_list("first", "second", "made_at"):
        for tip in (first, second):
            found[tip].append(((first, second), made_at))
    return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
