"""A month's random check of who looked at whom, within the municipalities of the one who checks."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy

from fremskudt.access import audit
from fremskudt.access.models import Event, LogCheck, LogCheckLine, Organisation
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.access.rules import sample, volume
from fremskudt.access.selectors.log import PERSON_READS, LogLine, between, by_people_of, in_words, keys_in, names_of
from fremskudt.basics.verdict import Verdict

# What a line of the sample shows when its event has been taken out of the log from outside.
GONE = LogLine(0, None, "", "", gettext_lazy("Linjen mangler i loggen"), "", "", "")


@dataclass(frozen=True)
class CheckedLine:
    """A line of the sample: the read, what was made of it, and whether the reader may judge it."""

    pk: int
    read: LogLine
    verdict: str
    note: str
    judged_by: str
    may_judge: Verdict


@dataclass(frozen=True)
class Unusual:
    """A day or ten minutes with unusually many reads by one person."""

    name: str
    at: date | datetime
    n: int
    usual: float  # 0 for ten minutes


@dataclass(frozen=True)
class Sheet:
    lines: list[CheckedLine]
    unusual: list[Unusual]


def list_towns(reach: Reach) -> dict[Organisation, list[int]]:
    """The municipalities the reader checks, by name, each with the ids of all organisations in it."""
    towns = reach.towns(Permission.LOG_CHECK)
    places = list(Organisation.objects.within(towns))
    return {town: [place.pk for place in places if place.town == town.pk] for town in places if town.pk in towns}


def list_checks(reach: Reach, town: Organisation) -> list[LogCheck]:
    """The checks of a municipality, the newest month first."""
    return list(_checks(reach).filter(municipality=town))


def get_check(reach: Reach, pk: int) -> LogCheck:
    return get_object_or_404(_checks(reach), pk=pk)


def get_line(reach: Reach, pk: int) -> LogCheckLine:
    return get_object_or_404(LogCheckLine.objects.filter(check_of__in=_checks(reach)), pk=pk)


def _checks(reach: Reach) -> QuerySet[LogCheck]:
    mine = LogCheck.objects.in_towns(reach.towns(Permission.LOG_CHECK))
    return mine.select_related("signed_by", "drawn_by", "municipality")


def reads_in(organisations: Iterable[int], month: date) -> QuerySet[Event]:
    """The reads of persons by these organisations' people in a month, in the order of the log."""
    last = sample.month_after(month) - timedelta(days=1)
    return Event.objects.filter(by_people_of(organisations), PERSON_READS, between(month, last)).order_by("number")


def read_sheet(reach: Reach, organisations: Iterable[int], month: date, check: LogCheck | None) -> Sheet:
    """Every line of the check, if it is drawn, and the unusual volumes of the month. Reading lines is an event."""
    lines, events = _read(reach, check) if check else ([], {})
    looks = _looks(reads_in(organisations, month))
    names = names_of(keys_in(events.values()) | set(looks))
    words = {read.number: read for read in in_words(events.values(), names)}
    checked = [_checked(line, words.get(line.event_number, GONE), reach) for line in lines]
    unusual = [one for actor, own in looks.items() for one in _unusual(names.get(actor, actor), own)]
    return Sheet(checked, sorted(unusual, key=lambda one: (one.name, f"{one.at:%Y-%m-%d %H:%M}")))


def _read(reach: Reach, check: LogCheck) -> tuple[list[LogCheckLine], dict[int, Event]]:
    with transaction.atomic(savepoint=False):
        lines = list(check.lines.select_related("judged_by", "check_of"))
        events = Event.objects.in_bulk([line.event_number for line in lines])
        audit.record(
            by=reach.actor, action="log_check.read", subject=f"org:{check.municipality_id}",
            purpose=audit.Purpose.CHECK, fields="coded",
        )  # fmt: skip
    return lines, events


def _checked(line: LogCheckLine, read: LogLine, reach: Reach) -> CheckedLine:
    signed = line.check_of.signed_at is not None
    may_judge = sample.may_judge(actor=read.actor, judge=f"user:{reach.user_id}", signed=signed)
    judge = line.judged_by.name if line.judged_by else ""
    return CheckedLine(line.pk, read, line.verdict, line.note, judge, may_judge)


def _looks(reads: QuerySet[Event]) -> dict[str, list[tuple[datetime, int]]]:
    """Actor → when they read, and how many at that instant. Days are made here, which is quicker than in SQLite."""
    looks: dict[str, list[tuple[datetime, int]]] = defaultdict(list)
    for actor, at, n in reads.order_by().values_list("actor", "at").annotate(n=Count("number")):
        looks[actor].append((timezone.localtime(at), n))
    return looks


def _unusual(name: str, looks: list[tuple[datetime, int]]) -> Iterator[Unusual]:
    days: Counter[date] = Counter()
    for at, n in looks:
        days[at.date()] += n
    unusual, usual = volume.unusual_days(days)
    yield from (Unusual(name, day, days[day], usual) for day in unusual)
    yield from (Unusual(name, at, n, 0) for at, n in volume.bursts(looks))
