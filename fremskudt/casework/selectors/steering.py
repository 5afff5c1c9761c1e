"""The steering group's quarter: counted from the ledgers as they stood when the quarter's page was closed.

What is written, undone or corrected after that day changes nothing, so nobody learns of one person by reading the same
page twice. Raw counts stay in this module and rules/steering.py; a page holds protected cells alone, and nobody can be
found in it, so looking is no event.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    CharField,
    Count,
    Exists,
    F,
    Min,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)  # fmt: skip
from django.db.models import (
    Case as Which,
)
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from fremskudt.access.models import Organisation
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import (
    Case,
    ChannelActor,
    Contact,
    Ending,
    GoalNote,
    PhaseInterval,
    SmallStep,
    Transition,
    TreatmentPlan,
    UrgentRequest,
    WorkHours,
)  # fmt: skip
from fremskudt.casework.rules import steering as rules
from fremskudt.casework.rules.contact import REACHED
from fremskudt.casework.rules.hours import added
from fremskudt.casework.rules.period import Period, closed_quarters
from fremskudt.casework.rules.steering import Raw, Section
from fremskudt.casework.selectors.hours import first_moment

ROOT = Coalesce("case__citizen__merged_into", "case__citizen")
OF_CASE = Coalesce("citizen__merged_into", "citizen")
Rows = Any  # a query set; the checker loses its type where it is annotated
Within = Callable[[datetime], Q]  # what else holds of a row, as it was known by a moment


@dataclass(frozen=True)
class Page:
    """What is shown. `quarters` are those one can choose; `period` is the one chosen, None before the first."""

    towns: list[str]
    quarters: list[Period]
    period: Period | None
    sections: list[Section]


class Told(NamedTuple):
    """One line of a ledger: whose, when, what; and whether of the quarter (else of the one before)."""

    ledger: str
    root: int
    on: date
    what: str
    is_now: bool


def read_page(reach: Reach, key: str) -> Page:
    """The page of a quarter by its key; the newest for any other key. Only quarters that are closed."""
    towns = reach.towns(Permission.STEERING_READ)
    names = list(Organisation.objects.filter(pk__in=towns).order_by("name").values_list("name", flat=True))
    first = Case.objects.filter(citizen__municipality__in=towns).aggregate(first=Min("found_on"))["first"]
    quarters = closed_quarters(first, timezone.localdate())
    period = next((quarter for quarter in quarters if quarter.key == key), quarters[0] if quarters else None)
    if period is None:
        return Page(names, [], None, [])
    counted = Quarters(towns, period)
    return Page(names, quarters, period, rules.page(counted.raw(is_now=True), counted.raw(is_now=False)))


class Quarters:
    """A quarter and the one before it, each question asked once for both."""

    def __init__(self, towns: Collection[int], period: Period) -> None:
        self.towns, self.period = towns, period
        self.told = self._told()
        self.notes, self.plans, self.cases = self._notes(), self._plans(), self._cases()
        self.contacts, self.firsts = self._contacts(), self._firsts()
        self.actors, self.waits, self.work = self._actors(), self._waits(), self._work()

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
            started=len({root for _ledger, root, *_rest in (line for line in told if line.ledger == "started")}),
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

    def _both(self, rows: Rows, day: str, made: str, *, town: str, more: Within | None = None) -> Rows:
        """The rows of the two quarters, as they stood when each was closed, with `is_now`.

        `day` is a date (or with `__at` behind it a moment), `made` when the row was written.
        """
        is_moment, found = day.endswith("at"), Q()
        for period in (self.period, self.period.before()):
            known_by = first_moment(period.closes_on)
            start, end = (first_moment(period.start), first_moment(period.next_day)) if is_moment else (
                period.start, period.next_day)  # fmt: skip
            one = Q(**{f"{day}__gte": start, f"{day}__lt": end, f"{made}__lt": known_by})
            found |= one & more(known_by) if more else one
        start = first_moment(self.period.start) if is_moment else self.period.start
        is_now = Which(When(**{f"{day}__gte": start}, then=Value(True)), default=Value(False))
        within = rows.filter(found, **{f"{town}__in": self.towns}).order_by()
        return within.annotate(is_now=Cast(is_now, BooleanField()))

    def _of_cases(self, rows: Rows, day: str, made: str = "made_at", more: Within | None = None) -> Rows:
        found = self._both(rows, day, made, town="case__citizen__municipality", more=more)
        return found.annotate(root=ROOT)

    def _told(self) -> list[Told]:
        """Steps, transitions, endings and periods in one question."""
        steps = self._of_cases(SmallStep.objects.all(), "on", more=_of_a_standing_contact)
        periods = self._of_cases(PhaseInterval.objects.all(), "start_on", more=_standing_period)
        endings = self._of_cases(Ending.objects.all(), "on")
        lines = [
            _line("step", steps, "on", "kind"),
            _line("transition", self._of_cases(Transition.objects.all(), "chosen_on"), "chosen_on", "target"),
            _line("onward", endings, "on", "onward"),
            _line("reason", endings, "on", "reason"),
            _line("phase", periods, "start_on", "phase"),
            _line("started", self._starts(), "started_on", "number"),
        ]
        return [Told(*row) for row in lines[0].union(*lines[1:], all=True)]

    def _starts(self) -> Rows:
        rooted = Case.objects.annotate(root=OF_CASE)
        return self._both(rooted, "started_on", "made_at", town="citizen__municipality")

    def _notes(self) -> list[Any]:
        rows = self._of_cases(GoalNote.objects.all(), "on").order_by("on", "pk")
        return list(rows.values("root", "thread", "progress", "is_now"))

    def _plans(self) -> list[Any]:
        """Plans put in force, with whether one was before, and when they first were in contact."""
        earlier = TreatmentPlan.objects.filter(
            case=OuterRef("case"), in_force_on__isnull=False, version__lt=OuterRef("version")
        )

        def of(period: Period, known_by: datetime) -> Rows:
            return self._in_town(TreatmentPlan.objects.all(), "case__citizen__municipality", period).filter(
                in_force_on__range=(period.start, period.end), in_force_at__lt=known_by
            ).annotate(root=ROOT, is_again=Exists(earlier), reached_at=_first_reached(known_by, "case"))  # fmt: skip

        return list(self._each(of, "root", "in_force_on", "is_again", "reached_at", "is_now"))

    def _cases(self) -> list[Any]:
        rooted = Case.objects.annotate(root=OF_CASE)
        rows = self._both(rooted, "found_on", "made_at", town="citizen__municipality").annotate(
            found_where=F("channel__found_where"), found_by=F("channel__found_by")
        )
        return list(rows.order_by("found_on", "pk").values("root", "number", "found_where", "found_by", "is_now"))

    def _actors(self) -> list[Any]:
        rooted = ChannelActor.objects.annotate(
            root=Coalesce("channel__case__citizen__merged_into", "channel__case__citizen")
        )
        rows = self._both(
            rooted, "channel__case__found_on", "channel__case__made_at", town="channel__case__citizen__municipality"
        )
        return list(rows.values("root", "actor", "is_now"))

    def _contacts(self) -> list[Any]:
        rows = self._of_cases(Contact.objects.all(), "at", more=_standing_contact)
        return list(
            rows.values("root", "outcome", "is_now").annotate(
                n=Count("pk"), sum_minutes=Sum("minutes"), sum_kilometres=Sum("kilometres")
            )
        )

    def _firsts(self) -> list[tuple[float, bool]]:
        """Days from found to the first contact, of those whose first contact lies in one of the quarters."""

        def of(period: Period, known_by: datetime) -> Rows:
            first = Case.objects.annotate(first_at=_first_reached(known_by, "pk"))
            within = {"first_at__gte": first_moment(period.start), "first_at__lt": first_moment(period.next_day)}
            return self._in_town(first, "citizen__municipality", period).filter(made_at__lt=known_by, **within)

        return [
            (float(max((timezone.localdate(row["first_at"]) - row["found_on"]).days, 0)), row["is_now"])
            for row in self._each(of, "found_on", "first_at", "is_now")
        ]

    def _each(self, of: Callable[[Period, datetime], Rows], *columns: str) -> Rows:
        """One question for both quarters, where a row depends on what was known when its own was closed."""
        one, other = (
            of(period, first_moment(period.closes_on)).order_by().values(*columns)
            for period in (self.period, self.period.before())
        )
        return one.union(other, all=True)

    def _in_town(self, rows: Rows, town: str, period: Period) -> Rows:
        is_now = Value(period == self.period, BooleanField())
        return rows.filter(**{f"{town}__in": self.towns}).annotate(is_now=is_now)

    def _waits(self) -> list[tuple[float, bool]]:
        """Minutes until an urgent request was taken."""
        rows = self._both(UrgentRequest.objects.all(), "asked_at", "taken_at", town="municipality")
        return [
            ((taken - asked).total_seconds() / 60, is_now)
            for asked, taken, is_now in rows.values_list("asked_at", "taken_at", "is_now")
        ]

    def _work(self) -> list[Any]:
        rows = self._both(WorkHours.objects.all(), "on", "made_at", town="municipality", more=_standing_line)
        return list(
            rows.values("is_volunteer", "is_now").annotate(sum_minutes=Sum("minutes"), sum_kilometres=Sum("kilometres"))
        )


def _standing_contact(known_by: datetime) -> Q:
    held = Q(undone_at=None) | Q(undone_at__gte=known_by)
    return held & (Q(replaced_by=None) | Q(replaced_by__made_at__gte=known_by))


def _first_reached(known_by: datetime, case: str) -> Subquery:
    """When they first were in contact, as it was known then."""
    held = Contact.objects.filter(_standing_contact(known_by), made_at__lt=known_by, outcome__in=list(REACHED))
    return Subquery(held.filter(case=OuterRef(case)).order_by("at").values("at")[:1])


def _of_a_standing_contact(known_by: datetime) -> Q:
    return Q(contact=None) | Q(contact__undone_at=None) | Q(contact__undone_at__gte=known_by)


def _standing_period(known_by: datetime) -> Q:
    held = Q(withdrawn_at=None) | Q(withdrawn_at__gte=known_by)
    return held & (Q(replaced_by=None) | Q(replaced_by__made_at__gte=known_by))


def _standing_line(known_by: datetime) -> Q:
    return Q(removed_at=None) | Q(removed_at__gte=known_by)


def _line(ledger: str, rows: Rows, day: str, what: str) -> Rows:
    named = {"line": Value(ledger, CharField()), "day": F(day), "said": Cast(F(what), CharField())}
    return rows.annotate(**named).values_list("line", "root", "day", "said", "is_now")


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
