"""How many we have not met yet, as others may see it: two pictures that do not tell of each other's few.

*The list on the first of the month.* A stock, so two of them differ by those who came and went; therefore every number
of it is a span of three (`span`), which one tip moves at most over an edge, and nobody can tell by how many. It is of
the first of the month as it was known then, so two looks at it in one month are the same. Where fewer than three are
not agreed nothing of it is told: a house that knows its own list would else know that nearly all of its own are.

*A closed quarter.* The tips first seen in it, by area: each tip is in one quarter and one area whatever became of it,
so counts stand as they are, with those under three hidden and enough more (`parts`). Nothing here tells how many of an
area are agreed; whoever sits in that area's only house could subtract. Months only where no cell of area and month is
one or two.

Unit: tips, of which a house gives one a person, and people where it says so. Source: F06, F08, F87, screens.md L6,
analysis.md 1, basics/small_counts.py.
"""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor
from typing import Self, TypeVar

from fremskudt.basics.small_counts import FEWEST, Middle, Protected, alone, middle, parts
from fremskudt.partnership.rules.overlap import Interval

Key = TypeVar("Key", bound=Hashable)
CLOSES_AFTER = timedelta(days=14)  # tips of paper cards are typed in until then
QUARTERS = 8
# A tip that was touched so lately before the first of a month does not expire in the month, so what it says is still
# there at the end of it.
LONGEST_MONTH = timedelta(weeks=5)


@dataclass(frozen=True)
class Span:
    """A number of which it is told that it is one of three, both ends included."""

    low: int
    high: int


def span(count: int) -> Span | None:
    """3-5, 6-8, 9-11 and so on; None below three, where nothing is told."""
    shown = alone(count)
    if not shown.value:
        return None
    low = shown.value // FEWEST * FEWEST
    return Span(low, low + FEWEST - 1)


def least(count: int) -> int:
    """The lower end of the span, or 0 below six. Were three told, »not told« would mean that no house has seen three,
    and with the total that tells of each of them.
    """
    return count // FEWEST * FEWEST if count >= 2 * FEWEST else 0


def _coarser(count: int) -> Span:
    """The span, or 0-5 below six."""
    low = least(count)
    return Span(low, low + FEWEST - 1) if low else Span(0, 2 * FEWEST - 1)


@dataclass(frozen=True)
class ListNow:
    """The list on the first of a month. None is not told.

    `people` are those behind the tips that are not agreed; its `low` is 0 where the least number is below six.
    """

    people: Span
    tips: Span
    is_estimate: bool
    all_tips: Span
    weeks: Middle

    @property
    def pct_not_agreed(self) -> tuple[int, int]:
        """The share not agreed, at least and at most, in whole tens of a percent and from the spans alone."""
        return _tens(self.tips.low / self.all_tips.high), _tens_above(min(self.tips.high / self.all_tips.low, 1.0))

    @property
    def pct_shared(self) -> tuple[int, int]:
        """How many of the tips may be of somebody whom another house has seen too; told in the same way."""
        return _tens(1 - self.people.high / self.tips.low), _tens_above(1 - self.people.low / self.tips.high)


def list_now(people: Interval, n_all: int, weeks: Collection[float]) -> ListNow | None:
    """The list as it may be shown: `people` behind the tips that are not agreed, of `n_all` tips on the list, of which
    each has been there so many whole weeks. None where fewer than three are not agreed.
    """
    tips, all_tips, high = (span(n) for n in (people.n_tips, n_all, people.high))
    if tips is None or all_tips is None or high is None:
        return None
    return ListNow(
        people=Span(least(people.low), high.high),
        tips=tips,
        is_estimate=people.is_estimate,
        all_tips=all_tips,
        weeks=middle(weeks) if n_all >= 2 * FEWEST else Middle(),  # an edge of a span, so it tells no more than that
    )


def _tens(share: float) -> int:
    return 10 * floor(10 * max(share, 0.0) + 1e-9)


def _tens_above(share: float) -> int:
    return 10 * ceil(10 * max(share, 0.0) - 1e-9)


@dataclass(frozen=True)
class Quarter:
    """Three months from the first day of one. A week belongs to the month of its Monday."""

    start: date

    @property
    def months(self) -> list[date]:
        return [self.start, next_month(self.start), next_month(next_month(self.start))]

    @property
    def next_day(self) -> date:
        return next_month(self.months[-1])

    @property
    def closes_on(self) -> date:
        """The day from which nothing that is written changes its page any more."""
        return self.next_day + CLOSES_AFTER

    @property
    def number(self) -> int:
        return (self.start.month + 2) // 3

    @property
    def key(self) -> str:
        return f"{self.start:%Y}-K{self.number}"

    def before(self) -> Self:
        return type(self)(quarter_of(self.start - timedelta(days=1)).start)


def quarter_of(day: date) -> Quarter:
    return Quarter(date(day.year, 3 * ((day.month - 1) // 3) + 1, 1))


def next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def closed_quarters(first: date | None, today: date) -> list[Quarter]:
    """Those that are closed, newest first, back to the one of the first tip. None of it: no quarters."""
    found: list[Quarter] = []
    quarter = quarter_of(today)
    while first is not None and quarter.next_day > first and len(found) < QUARTERS:
        if quarter.closes_on <= today:
            found.append(quarter)
        quarter = quarter.before()
    return found


@dataclass(frozen=True)
class Seen:
    """So many tips of one house first seen in one area (None: none was given) in one month (1 to 3) of a quarter."""

    area: int | None
    house: int
    month: int
    n: int


@dataclass(frozen=True)
class AreaLine:
    """An area as it may be shown. `least` is the fewest people it can be, told in threes; 0 where it is not told."""

    area: int | None
    tips: Protected
    least: int
    months: Sequence[Protected]  # empty where months are not shown


@dataclass(frozen=True)
class Shown:
    """A quarter. No lines and a hidden total: too few to tell of. Areas in which nobody was seen have no line.

    `expired` is 0-5 for all up to five: beside the list and the total, a finer span would tell of one or two.
    """

    lines: Sequence[AreaLine]
    total: Protected
    expired: Span
    has_months: bool

    @property
    def is_few(self) -> bool:
        return not self.total.value


def quarter_shown(seen: Iterable[Seen], n_expired: int, *, by_month: bool) -> Shown:
    """A quarter's tips by area; with `by_month` by month too, where every cell carries it.

    `n_expired` are the rows that were deleted in the quarter by the rule, whenever they were first seen.
    """
    rows = [row for row in seen if row.n]
    by_area = parts(_summed(rows, lambda row: row.area))
    if by_area.total.is_hidden or not rows:
        return Shown((), by_area.total, _coarser(n_expired), has_months=False)
    cells = _summed(rows, lambda row: (row.area, row.month))
    has_months = by_month and not any(alone(n).is_hidden for n in cells.values())
    lines = [
        AreaLine(
            area, tips, _least(rows, area) if tips.value else 0,
            [alone(cells[area, month]) for month in (1, 2, 3)] if has_months else (),
        )
        for area, tips in by_area.cells.items()
    ]  # fmt: skip
    return Shown(lines, by_area.total, _coarser(n_expired), has_months)


def _least(rows: Iterable[Seen], area: int | None) -> int:
    """The longest single list of the area: so many people it is at least."""
    houses = _summed([row for row in rows if row.area == area], lambda row: row.house)
    return least(max(houses.values()))


def _summed(rows: Iterable[Seen], key: Callable[[Seen], Key]) -> Counter[Key]:
    found: Counter[Key] = Counter()
    for row in rows:
        found[key(row)] += row.n
    return found
