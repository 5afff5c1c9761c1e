"""The leader's week: what slips, as counts, and the codes behind each count. Codes and staff, never identity.

A count shows nobody, so it is no event; each citizen that a list shows has one.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from fremskudt.access.audit import Purpose
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import (
    Assignment,
    Case,
    Citizen,
    Contact,
    ContactAgreement,
    Ending,
    FollowUp,
    Letter,
    Pause,
    SafetyNotice,
    Task,
    TreatmentPlan,
    TreatmentRequest,
    UrgentRequest,
    Visit,
)  # fmt: skip
from fremskudt.casework.models.case import CaseQuerySet
from fremskudt.casework.models.citizen import CitizenQuerySet
from fremskudt.casework.rules import overview as rules
from fremskudt.casework.rules.contact import REACHED
from fremskudt.casework.rules.overview import Kind
from fremskudt.casework.rules.page import SHOWN, span
from fremskudt.casework.rules.rhythm import DEFAULT_EVERY_DAYS
from fremskudt.casework.rules.safety import oldest_in_force
from fremskudt.casework.rules.today import Course, is_slipped
from fremskudt.casework.selectors.cadence import slipped
from fremskudt.casework.selectors.case import log_reads
from fremskudt.casework.selectors.consent_due import expiring
from fremskudt.partnership.selectors.tips import waiting_too_long


@dataclass(frozen=True)
class Found:
    """One that a sentence counts: the citizen, and why. `on` is the day it is due."""

    citizen: int
    on: date | None = None
    days: int = 0  # since they were in contact
    every_days: int = DEFAULT_EVERY_DAYS


@dataclass(frozen=True)
class Changes:
    """What has happened since a day; pauses and endings with how many of each cause and reason."""

    since: date
    new: int
    returned: int
    started: int
    plans: int
    resumed: int
    pauses: list[tuple[str, int]]
    endings: list[tuple[int, int]]

    @property
    def n_pauses(self) -> int:
        return sum(n for _cause, n in self.pauses)

    @property
    def n_endings(self) -> int:
        return sum(n for _reason, n in self.endings)

    @property
    def is_empty(self) -> bool:
        return not (
            self.new or self.returned or self.started or self.plans or self.resumed or self.pauses or self.endings
        )


@dataclass(frozen=True)
class Overview:
    sentences: list[tuple[Kind, int]]
    changes: Changes


@dataclass(frozen=True)
class Row:
    code: str
    followers: list[str]
    found: Found


@dataclass(frozen=True)
class Listing:
    kind: Kind
    rows: list[Row]
    page: int
    more: bool


def read_overview(reach: Reach) -> Overview:
    citizens, now = _citizens(reach), timezone.localtime()
    counts = Counter(kind for kind, _found in _dated(citizens, now.date()))
    counts[Kind.RHYTHM] = len(_slipped(citizens, now))
    counts[Kind.CONSENT] = len(_lapsing(citizens, now.date()))
    counts[Kind.UNASSIGNED] = _unassigned(citizens)
    counts[Kind.MEETING] = len(slipped(_cases(citizens).going_on()))
    counts[Kind.TIP] = waiting_too_long(reach, now.date())
    counts |= _of_the_team(reach, citizens, now)
    return Overview(rules.sentences(counts), _changes(citizens, rules.since(now.date())))


@transaction.atomic
def list_found(reach: Reach, kind: Kind, page: int) -> Listing:
    """A page of those behind a sentence, with an event for each."""
    citizens, now = _citizens(reach), timezone.localtime()
    if kind is Kind.RHYTHM:
        every = _slipped(citizens, now)
    elif kind is Kind.CONSENT:
        every = _lapsing(citizens, now.date())
    elif kind is Kind.MEETING:
        every = [Found(citizen, on) for citizen, on in slipped(_cases(citizens).going_on())]
    else:
        every = [found for of, found in _dated(citizens, now.date()) if of is kind]
    found = every[span(page)]
    shown = Citizen.objects.in_bulk([each.citizen for each in found[:SHOWN]])
    names = _followers(shown)
    log_reads(reach, list(shown.values()), "overview.read", Purpose.ADMINISTRATION)
    rows = [Row(shown[each.citizen].code, names.get(each.citizen, []), each) for each in found[:SHOWN]]
    return Listing(kind, rows, page, more=len(found) > SHOWN)


def _citizens(reach: Reach) -> CitizenQuerySet:
    return Citizen.objects.in_towns_of(reach, Permission.OVERVIEW_READ)


def _cases(citizens: CitizenQuerySet) -> CaseQuerySet:
    """Their courses, each with the record that stands for the person (`root`)."""
    rooted = Case.objects.annotate(root=Coalesce("citizen__merged_into", "citizen"))
    return rooted.filter(root__in=citizens.values("pk")).order_by()


def _dated(citizens: CitizenQuerySet, today: date) -> list[tuple[Kind, Found]]:
    """What has a day, of six ledgers in one question: (kind, who and when), the nearest first."""
    going_on = _cases(citizens).going_on().values("pk")
    ever = _cases(citizens).values("pk")
    asked = TreatmentRequest.objects.filter(case__in=going_on, begun_on=None, withdrawn_at=None)
    letters = Letter.objects.filter(case__in=ever, done_at=None, deadline_on__lte=rules.latest(Kind.LETTER, today))
    looks = FollowUp.objects.waiting().filter(case__in=ever, due_on__lte=rules.latest(Kind.FOLLOW_UP, today))
    notices = SafetyNotice.objects.standing().filter(
        review_on__gte=oldest_in_force(today), review_on__lte=rules.latest(Kind.NOTICE, today)
    )
    of_them = notices.annotate(kept=Coalesce("citizen__merged_into", "citizen")).filter(kept__in=citizens.values("pk"))
    tasks, nobody = Task.objects.waiting().filter(case__in=ever), Q(owner=None) | Q(owner__is_active=False)
    late = tasks.exclude(nobody).filter(on__lte=rules.latest(Kind.TASK, today))
    rows = _lines(Kind.CLOCK, asked, "asked_on").union(
        _lines(Kind.TASK, late, "on"),
        _lines(Kind.NOBODYS, tasks.filter(nobody), "on"),
        _lines(Kind.LETTER, letters, "deadline_on"),
        _lines(Kind.FOLLOW_UP, looks, "due_on"),
        of_them.order_by().values_list(Value(Kind.NOTICE.value, CharField()), "kept", "review_on"),
        all=True,
    )
    found = [(Kind(kind), Found(citizen, rules.day_of(Kind(kind), on))) for kind, citizen, on in rows]
    due = [(kind, each) for kind, each in found if each.on and each.on <= rules.latest(kind, today)]
    return sorted(due, key=lambda line: (line[1].on, line[1].citizen))


def _lapsing(citizens: CitizenQuerySet, today: date) -> list[Found]:
    """The yeses that lapse within a week, of those whose course goes on (see selectors/consent_due.py)."""
    found = expiring(citizens.values("pk"), today)  # type: ignore[arg-type]  # asked in the question itself
    return [Found(one.citizen, one.until_on) for one in found if one.until_on <= rules.latest(Kind.CONSENT, today)]


def _lines(kind: Kind, rows: QuerySet, column: str) -> QuerySet:  # type: ignore[type-arg]
    root = Coalesce("case__citizen__merged_into", "case__citizen")
    return rows.order_by().values_list(Value(kind.value, CharField()), root, F(column))


def _slipped(citizens: CitizenQuerySet, now: datetime) -> list[Found]:
    """Those it has been too long for by their own rhythm, as »I dag« reckons it; the longest beyond it first."""
    contacts = Contact.objects.standing().filter(case=OuterRef("pk")).order_by("-at", "-pk")
    agreement = ContactAgreement.objects.filter(case=OuterRef("pk")).order_by("-made_at", "-pk")
    rows = (
        _cases(citizens)
        .going_on()
        .annotate(
            reached_at=Subquery(contacts.filter(outcome__in=list(REACHED)).values("at")[:1]),
            tried_at=Subquery(contacts.values("at")[:1]),
            every_days=Subquery(agreement.values("every_days")[:1]),
            not_now_until=Subquery(agreement.values("not_now_until")[:1]),
            look_again_on=Subquery(Pause.objects.open().filter(case=OuterRef("pk")).values("look_again_on")[:1]),
        )
    )
    names = ("reached_at", "tried_at", "every_days", "not_now_until", "look_again_on")
    courses = [
        Course(
            citizen=row["root"], code="", alias="", found_on=row["found_on"],
            **{name: _local(row[name]) for name in names},
        )
        for row in rows.values("root", "found_on", *names)
    ]  # fmt: skip
    today = now.date()
    found = [
        Found(course.citizen, days=course.days_since(today), every_days=course.every_days or DEFAULT_EVERY_DAYS)
        for course in courses
        if is_slipped(course, today)
    ]
    return sorted(found, key=lambda each: (each.every_days - each.days, each.citizen))


def _local(value: Any) -> Any:
    """A moment in the reader's time zone; anything else as it is."""
    return timezone.localtime(value) if isinstance(value, datetime) else value


def _unassigned(citizens: CitizenQuerySet) -> int:
    """Citizens with a course that goes on, whom nobody follows."""
    following = Assignment.objects.of(OuterRef("pk")).in_force()
    going_on = Case.objects.going_on().filter(Q(citizen=OuterRef("pk")) | Q(citizen__merged_into=OuterRef("pk")))
    return citizens.filter(~Exists(following), Exists(going_on)).count()


def _of_the_team(reach: Reach, citizens: CitizenQuerySet, now: datetime) -> dict[Kind, int]:
    """Who is not back, and who asks for help that nobody has taken. One question."""
    towns = reach.towns(Permission.OVERVIEW_READ)
    within = _cases(citizens).values("pk")
    asked = UrgentRequest.objects.filter(Q(case=None) | Q(case__in=within), municipality__in=towns)
    late = Visit.objects.out().filter(municipality__in=towns, back_at__lte=now)
    open_still = asked.filter(taken_at=None, closed_at=None)
    found = _each(Kind.OVERDUE, late).union(_each(Kind.ASKED, open_still), all=True)
    return Counter(Kind(kind) for kind, _pk in found)


def _each(kind: Kind, rows: Any) -> Any:
    return rows.order_by().values_list(Value(kind.value, CharField()), "pk")


def _changes(citizens: CitizenQuerySet, since: date) -> Changes:
    cases = _cases(citizens)
    pks, newer = cases.values("pk"), Q(found_on__gt=since)
    counts = cases.aggregate(
        new=Count("pk", filter=newer & Q(number=1)),
        returned=Count("pk", filter=newer & Q(number__gt=1)),
        started=Count("pk", filter=Q(started_on__gt=since)),
    )
    earlier = TreatmentPlan.objects.filter(case=OuterRef("case"), in_force_on__lte=since)
    plans = TreatmentPlan.objects.filter(~Exists(earlier), case__in=pks, in_force_on__gt=since)
    pauses = Pause.objects.filter(Q(began_on__gt=since) | Q(ended_on__gt=since), case__in=pks)
    stretches = list(pauses.values_list("cause", "began_on", "ended_on"))
    return Changes(
        since=since,
        **counts,
        plans=plans.aggregate(n=Count("case", distinct=True))["n"],
        resumed=sum(1 for _cause, _began, ended in stretches if ended and ended > since),
        pauses=Counter(cause for cause, began, _ended in stretches if began > since).most_common(),
        endings=list(
            Ending.objects.filter(case__in=pks, on__gt=since).order_by("reason").values_list("reason")
            .annotate(n=Count("pk"))
        ),
    )  # fmt: skip


def _followers(citizens: Iterable[int]) -> dict[int, list[str]]:
    """Citizen → the names of who follows."""
    found: dict[int, list[str]] = {}
    following = Assignment.objects.in_force().annotate(root=Coalesce("citizen__merged_into", "citizen"))
    rows = following.filter(root__in=list(citizens)).order_by("began_at").values_list("root", "user__name")
    for root, name in rows:
        found.setdefault(root, []).append(name)
    return found
