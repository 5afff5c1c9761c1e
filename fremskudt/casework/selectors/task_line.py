"""What stands on somebody's list of tasks that is no task: steps, reviews of goals, role cards, and yeses that lapse.

It is fetched where it is kept, never copied, so that what is done there is gone here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, DateField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce

from fremskudt.casework.models import Case, Citizen, Goal, RoleCard, TransitionStep, TreatmentPlan
from fremskudt.casework.rules import task as rules
from fremskudt.casework.rules.task import Kind
from fremskudt.casework.selectors.consent_due import expiring

FAMILY = "family"


@dataclass(frozen=True)
class About:
    """Whom a line is about: the record that is kept."""

    pk: int
    code: str
    alias: str
    is_followed: bool


@dataclass(frozen=True)
class Line:
    kind: Kind
    pk: int
    words: str
    on: date
    about: About | None = None  # None: a task of one's own about nobody
    source: str = ""
    has_ended: bool = False  # the course has been said farewell to; what was promised stays
    done_at: datetime | None = None
    can_undo: bool = False
    owner: str = ""  # of what is nobody's: who had it


def family_of(followed: QuerySet[Citizen]) -> dict[int, About]:
    """Id of a record → whom it is about, merged records included. One question."""
    return _about(_family(followed))


def list_elsewhere(me: int, followed: QuerySet[Citizen], today: date) -> tuple[dict[int, About], list[Line]]:
    """Those one follows (as above), and of their courses that go on the steps one owns, the reviews and role cards.

    Together one question.
    """
    of_family = Citizen.objects.family_of(followed.values("pk")).order_by().values("pk")
    going_on = Case.objects.going_on().filter(citizen__in=of_family).values("pk")
    until = today + rules.SOON
    newest = TreatmentPlan.objects.filter(case=OuterRef("plan__case"), in_force_at__isnull=False).order_by("-version")
    steps = TransitionStep.objects.filter(
        transition__case__in=going_on, owner=me, transition__closed_on=None, done_on=None, missed_at=None,
        removed_at=None,
    )  # fmt: skip
    goals = Goal.objects.filter(
        plan__case__in=going_on, plan=Subquery(newest.values("pk")[:1]), review_on__lte=until
    )  # fmt: skip
    cards = RoleCard.objects.standing().filter(case__in=going_on, until_on__lte=until)
    rows = list(
        _family(followed).union(
            _lines(Kind.STEP, steps, "transition__case__citizen", "on", "words"),
            _lines(Kind.GOAL, goals, "plan__case__citizen", "review_on", "words"),
            _lines(Kind.ROLE, cards, "case__citizen", "until_on", "role"),
            all=True,
        )
    )
    family = _about(row for row in rows if row[0] == FAMILY)
    lines = [row for row in rows if row[0] != FAMILY and row[2] in family]
    return family, [Line(Kind(kind), pk, words, on, family[citizen]) for kind, pk, citizen, on, words, _code in lines]


def list_lapsing(family: Mapping[int, About], today: date) -> list[Line]:
    """The yeses about those one follows that lapse within thirty days, the nearest first."""
    if not family:
        return []
    found = expiring({about.pk for about in family.values()}, today)
    return [Line(Kind.CONSENT, one.pk, one.who, one.until_on, family[one.citizen]) for one in found]


def _family(followed: QuerySet[Citizen]) -> Any:
    rows = Citizen.objects.family_of(followed.values("pk")).order_by()
    return _columns(rows, FAMILY, Coalesce("merged_into", "pk"), Cast(Value(None), DateField()), F("alias"), F("code"))


def _about(rows: Iterable[Any]) -> dict[int, About]:
    found = list(rows)
    kept = {pk: About(pk, code, alias, is_followed=True) for _k, pk, root, _on, alias, code in found if pk == root}
    return {pk: kept[root] for _k, pk, root, _on, _alias, _code in found if root in kept}


def _lines(kind: Kind, rows: QuerySet[Any], citizen: str, on: str, words: str) -> Any:
    return _columns(rows.order_by(), kind.value, F(citizen), F(on), F(words), Value("", CharField()))


def _columns(rows: QuerySet[Any], kind: str, *columns: Any) -> Any:
    return rows.values_list(Value(kind, CharField()), "pk", *columns)
