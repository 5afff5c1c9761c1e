"""The steering group's quarter: counted from the ledgers as they stood when the quarter's page was closed.

Raw counts stay in this module, steering_ledgers.py and rules/steering.py; a page holds protected cells alone, and
nobody can be found in it, so looking is no event.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Min
from django.utils import timezone

from fremskudt.access.models import Organisation
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Case
from fremskudt.casework.rules import steering as rules
from fremskudt.casework.rules.contact import REACHED
from fremskudt.casework.rules.hours import added
from fremskudt.casework.rules.period import Period, closed_quarters
from fremskudt.casework.rules.steering import Raw, Section
from fremskudt.casework.selectors import steering_ledgers as ledgers
from fremskudt.casework.selectors.quarter import Quarters
from fremskudt.casework.selectors.steering_ledgers import Told


@dataclass(frozen=True)
class Page:
    """What is shown. `quarters` are those one can choose; `period` is the one chosen, None before the first."""

    towns: list[str]
    quarters: list[Period]
    period: Period | None
    sections: list[Section]


def read_page(reach: Reach, key: str) -> Page:
    """The page of a quarter by its key; the newest for any other key. Only quarters that are closed."""
    towns = reach.towns(Permission.STEERING_READ)
    names = list(Organisation.objects.filter(pk__in=towns).order_by("name").values_list("name", flat=True))
    first = Case.objects.filter(citizen__municipality__in=towns).aggregate(first=Min("found_on"))["first"]
    quarters = closed_quarters(first, timezone.localdate())
    period = next((quarter for quarter in quarters if quarter.key == key), quarters[0] if quarters else None)
    if period is None:
        return Page(names, [], None, [])
    counted = Counted(towns, period)
    return Page(names, quarters, period, rules.page(counted.raw(is_now=True), counted.raw(is_now=False)))


class Counted:
    """A quarter and the one before it, each question asked once for both."""

    def __init__(self, towns: Collection[int], period: Period) -> None:
        quarters = Quarters(towns, period)
        self.told = ledgers.list_told(quarters)
        self.notes, self.plans = ledgers.list_notes(quarters), ledgers.list_plans(quarters)
        self.cases, self.actors = ledgers.list_cases(quarters), ledgers.list_actors(quarters)
        self.contacts, self.firsts = ledgers.list_contacts(quarters), ledgers.list_days_to_contact(quarters)
        self.waits, self.work = ledgers.list_waits(quarters), ledgers.list_work(quarters)

    def raw(self, *, is_now: bool) -> Raw:
        """The counts of one of the two. Never shown as they are."""
        told = [line for line in self.told if line.is_now is is_now]
        plans = [row for row in self.plans if row["is_now"] is is_now]
        cases = newest([row for row in self.cases if row["is_now"] is is_now])
        first = {row["root"] for row in plans if not row["is_again"]}
        contacts = [row for row in self.contacts if row["is_now"] is is_now]
        work = [row for row in self.work if row["is_now"] is is_now]
        goals = people({(row["root"], row["progress"]) for row in newest_notes(self.notes, is_now=is_now)})
        return Raw(
            goal_people=len({row["root"] for row in self.notes if row["is_now"] is is_now}),
            goals=goals,
            first_plans=len(first),
            plans_again=len({row["root"] for row in plans} - first),
            **_contact_counts(contacts, {line.root for line in told if line.ledger == "step"}),
            steps=people(of(told, "step")),
            came=Counter(rules.NEW if row["number"] == 1 else rules.RETURNED for row in cases),
            where=Counter(row["found_where"] or rules.NOT_WRITTEN for row in cases),
            by=Counter(row["found_by"] or rules.NOT_WRITTEN for row in cases),
            actors=people({(row["root"], row["actor"]) for row in self.actors if row["is_now"] is is_now}),
            started=len({line.root for line in told if line.ledger == "started"}),
            targets=Counter(last_of(told, "transition").values()),
            onward=Counter(last_of(told, "onward").values()),
            reasons=Counter(int(code) for code in last_of(told, "reason").values()),
            phases={int(code): n for code, n in people(of(told, "phase")).items()},
            days_to_contact=[days for days, now in self.firsts if now is is_now],
            days_to_plan=[
                max((row["in_force_on"] - timezone.localdate(row["reached_at"])).days, 0)
                for row in plans
                if not row["is_again"] and row["reached_at"]
            ],
            minutes_to_answer=[minutes for minutes, now in self.waits if now is is_now],
            work_minutes=_added(row["sum_minutes"] for row in work if not row["is_volunteer"]),
            volunteer_minutes=_added(row["sum_minutes"] for row in work if row["is_volunteer"]),
            kilometres=added(
                _added(row["sum_kilometres"] for row in contacts), _added(row["sum_kilometres"] for row in work)
            ),
        )


def of(told: Iterable[Told], ledger: str) -> set[tuple[int, str]]:
    """Whose and what, of one ledger."""
    return {(line.root, line.what) for line in told if line.ledger == ledger}


def last_of(told: Iterable[Told], ledger: str) -> dict[int, str]:
    """What a ledger last said of each."""
    return {line.root: line.what for line in sorted(told, key=lambda line: line.on) if line.ledger == ledger}


def people(pairs: Iterable[tuple[int, Hashable]]) -> Counter[Any]:
    """What → how many people, from pairs of which no two are alike."""
    return Counter(what for _root, what in pairs)


def newest(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The last row of each person."""
    return list({row["root"]: row for row in rows}.values())


def newest_notes(rows: Iterable[Mapping[str, Any]], *, is_now: bool) -> list[Mapping[str, Any]]:
    """The last note of each goal."""
    kept: dict[Any, Mapping[str, Any]] = {row["thread"]: row for row in rows if row["is_now"] is is_now}
    return list(kept.values())


def _contact_counts(rows: Iterable[Mapping[str, Any]], with_step: set[int]) -> dict[str, Any]:
    """Whom we touched, in three classes, and how many times."""
    by_outcome: dict[bool, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        by_outcome[row["outcome"] in REACHED].append(row)
    reached = {row["root"] for row in by_outcome[True]} - with_step
    tried = {row["root"] for row in by_outcome[False]} - reached - with_step
    return {
        "touched": {rules.WITH_STEP: len(with_step), rules.REACHED: len(reached), rules.ONLY_TRIED: len(tried)},
        "n_reached": sum(row["n"] for row in by_outcome[True]),
        "n_tried": sum(row["n"] for row in by_outcome[False]),
        "contact_minutes": _added(row["sum_minutes"] for found in by_outcome.values() for row in found),
    }


def _added(values: Iterable[int | None]) -> int | None:
    """The sum of what is known; None when nothing is."""
    total: int | None = None
    for value in values:
        total = added(total, value)
    return total
