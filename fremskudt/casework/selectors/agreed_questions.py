"""The questions behind the list of »Aftalt med os«, each put together once in a process: see selectors/prepared.py.

They go through the citizens in the order of the list, by the index of town and alias, and look each up in the ledger by
its index of house, citizen and last day; so the database stops when the page is full, however many have said yes. What
is true of each one is therefore asked one by one, never with a list of everybody of whom it is true.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull
from django.utils import timezone

from fremskudt.access.models import Organisation
from fremskudt.access.roles import Role
from fremskudt.casework.models import Appointment, Barring, Case, Citizen, ConsentEnd, ConsentEntry, Task
from fremskudt.casework.models.citizen import ROOT
from fremskudt.casework.rules import agreed as rules
from fremskudt.casework.rules.consent import LOW_CONTENT, Answer, Direction, Purpose, Recipient, Topic
from fremskudt.casework.selectors.consent import told_rows
from fremskudt.casework.selectors.prepared import NOBODY, Marks

TOLD = [Direction.TELL, Direction.BOTH]
OPENING = [Purpose.HELP, Purpose.HANDING_ON]
# A question is kept by whole numbers, so roles are told as one: a bit each, and the highest for what two factors show.
ROLES = sorted(role.value for role in Role)
SEES_ALL = 1 << len(ROLES)
Rows = QuerySet[Any, Any]


@dataclass(frozen=True)
class Asking:
    """Who asks, in which houses and when: real values, or marks in their places."""

    me: int
    houses: tuple[int, ...]
    codes: tuple[int, ...]  # of each house the roles there, as bits
    at: datetime
    today: date
    midnight: datetime
    week: datetime  # the midnight that the week ends with
    soon: date
    stopped: datetime  # from when it is told that something was stopped

    @classmethod
    def marked(cls, marks: Marks, codes: tuple[int, ...]) -> "Asking":
        moments = {name: marks.moment(name) for name in ("at", "midnight", "week", "stopped")}
        days = {name: marks.day(name) for name in ("today", "soon")}
        return cls(marks.number("me"), tuple(marks.numbers("house", len(codes))), codes, **moments, **days)  # type: ignore[arg-type]

    @classmethod
    def of(cls, user: int | None, recipients: list[tuple[Recipient, bool]], now: datetime) -> "Asking":
        """Each recipient with whether the house shows all there is to them."""
        today = timezone.localdate(now)
        return cls(
            user or NOBODY, tuple(one.organisation or NOBODY for one, _all in recipients),
            tuple(_code(one, sees_all) for one, sees_all in recipients), now, today, _midnight(today),
            _midnight(today + rules.SOON), today + rules.SOON, now - rules.STOPPED,
        )  # fmt: skip

    def told(self) -> dict[str, Any]:
        """What the marks stand for."""
        each = {f"house {number}": house for number, house in enumerate(self.houses)}
        return {**vars(self), "house": list(self.houses), **each}


def page(marks: Marks, code: int, n_closed: int, n_by_help: int, is_soon: int, n: int) -> Rows:  # noqa: PLR0917
    """So many of those whom a house may be shown, with something within the week or without."""
    asking = Asking.marked(marks, (code,))
    closed, by_help = marks.numbers("closed", n_closed), marks.numbers("by_help", n_by_help)
    return people(asking, closed, by_help, is_soon=bool(is_soon))[:n]


def people(asking: Asking, closed: list[int], by_help: list[int], *, is_soon: bool) -> Rows:
    """Those of one house in order: name of the house, id, code, alias, and whether they have said the reader a no too.

    By town first, since the index is: a house's people are of one town.
    """
    yes = _running(asking)
    soon = _soon(asking, yes)
    found = _agreed(asking, yes, closed, by_help).filter(soon if is_soon else ~soon)
    name = Organisation.objects.filter(pk=asking.houses[0]).values("name")
    refuses = ExpressionWrapper(_of(_noes(asking)), output_field=BooleanField())
    return found.order_by("municipality_id", "alias").values_list(Subquery(name), "pk", "code", "alias", refuses)


def refusing(marks: Marks, *codes: int) -> Rows:
    """The ledger of those who have said a no that stands to the reader."""
    asking = Asking.marked(marks, codes)
    rows: Rows = told_rows(asking.me, asking.houses, asking.today, _refused(asking))
    return rows


def stopped(marks: Marks, *codes: int) -> Rows:
    """Of how many citizens something was withdrawn lately: the ends of these days by their index, and what they end."""
    asking = Asking.marked(marks, codes)
    ends = ConsentEnd.objects.filter(why="withdrawn", at__gte=asking.stopped).order_by()
    given = ConsentEntry.objects.filter(_addressed(asking), pk__in=ends.values("entry"), answer=Answer.YES)
    rooted = given.order_by().annotate(root=ROOT).exclude(root__in=_barred(asking))
    return rooted.values(one=Value(1)).annotate(n=Count("root", distinct=True)).values_list("n")


def more(marks: Marks, *codes: int) -> Rows:
    """One who has said yes to what only a stronger log-in shows, if there is any."""
    asking = Asking.marked(marks, tuple(code | SEES_ALL for code in codes))
    yes = _running(asking).filter(_on(set(Topic) - LOW_CONTENT))
    return _agreed(asking, yes, [], []).exclude(pk__in=_refused(asking)).order_by().values_list("pk")[:1]


def _agreed(asking: Asking, yes: Rows, closed: list[int], by_help: list[int]) -> QuerySet[Citizen]:
    """Whom one of these yeses opens: to help as long as something goes on, to hand on also after a farewell.

    Not to those who are closed, nor to those of `by_help` otherwise than by a yes to help. That no record was merged is
    asked in a way that no index answers: nearly all are such, and the one of town and alias is to be used.
    """
    going_on = _of(Case.objects.going_on()) | ~_of(Case.objects.order_by())
    found = Citizen.objects.exclude(merged_into__gt=0).filter(_of(yes))
    found = found.filter(going_on | _of(yes.filter(purpose=Purpose.HANDING_ON)))
    if closed:
        found = found.exclude(pk__in=closed)
    if by_help:
        found = found.filter(~Q(pk__in=by_help) | (going_on & _of(yes.filter(purpose=Purpose.HELP))))
    return found.exclude(pk__in=_barred(asking))


def _of(rows: Rows) -> Q:
    """Whether a citizen has any of these, by whichever of the records that were merged. Each half by its index.

    One is looked for, rather than asked whether it EXISTS: PostgreSQL would answer that by finding all of everybody's
    first, and the page is full after a few. For the same reason the merged records are found before what they have.
    """
    mine = IsNull(Subquery(rows.filter(citizen=OuterRef("pk")).order_by().values("pk")[:1]), False)
    merged = Citizen.objects.filter(mine, merged_into=OuterRef("pk")).order_by().values("pk")
    return Q(mine) | Q(IsNull(Subquery(merged[:1]), False))


def _running(asking: Asking) -> Rows:
    """The yeses that run, as far as the reader may be shown anything by them."""
    told = ConsentEntry.objects.standing().filter(_addressed(asking), made_at__lte=asking.at, answer=Answer.YES)
    yes = told.filter(until_on__gte=asking.today, direction__in=TOLD, purpose__in=OPENING)
    return yes if all(code & SEES_ALL for code in asking.codes) else yes.filter(_on(LOW_CONTENT))


def _refused(asking: Asking) -> Rows:
    """Who has said a no that stands."""
    rows: Rows = _noes(asking).order_by().annotate(root=ROOT).values("root")
    return rows


def _noes(asking: Asking) -> Rows:
    """The noes that stand. They have no last day, which is how the index finds them."""
    told = ConsentEntry.objects.standing().filter(_addressed(asking), made_at__lte=asking.at, answer=Answer.NO)
    return told.filter(until_on=None)


def _addressed(asking: Asking) -> Q:
    """To the house, to the role one has there, or to oneself: as `Said.is_to` has it."""
    found = Q(pk__in=[])
    for house, code in zip(asking.houses, asking.codes, strict=True):
        roles = [role for bit, role in enumerate(ROLES) if code >> bit & 1]
        to_me = Q(user=asking.me) | Q(Q(role="") | Q(role__in=roles), user=None)
        found |= Q(to_me, organisation=house)
    return found


def _soon(asking: Asking, yes: Rows) -> Q:
    """Whether there is a time that they told of, or something that the reader has promised, within the week."""
    times = Appointment.objects.planned().filter(at__gte=asking.midnight, at__lt=asking.week)
    promised = Task.objects.waiting().filter(owner=asking.me, on__lt=asking.soon, case__isnull=False).order_by()
    roots = promised.annotate(root=Coalesce("case__citizen__merged_into", "case__citizen")).values("root")
    visited = Case.objects.filter(Exists(times.order_by().filter(case=OuterRef("pk"))))
    told = _of(visited) & _of(yes.filter(topics__contains=Topic.APPOINTMENTS))
    return told | Q(pk__in=roots)


def _barred(asking: Asking) -> Rows:
    return Barring.objects.filter(user=asking.me, lifted_at=None).order_by().annotate(root=ROOT).values("root")


def _on(topics: frozenset[str] | set[Topic]) -> Q:
    return reduce(or_, (Q(topics__contains=topic) for topic in sorted(topics)))


def _code(one: Recipient, sees_all: bool) -> int:
    bits = sum(1 << bit for bit, role in enumerate(ROLES) if role in one.roles)
    return bits | (SEES_ALL if sees_all else 0)


def _midnight(day: date) -> datetime:
    """The start of a day where the citizens live, also on the days that have 23 or 25 hours."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
