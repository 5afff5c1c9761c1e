"""What the ledgers hold that a yes may open, brought into one shape so that one question fetches it all.

Only the columns that somebody outside may ever be shown are asked for: notes, names, phases and the like are not here.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
)  # fmt: skip
from django.db.models.functions import Cast, Coalesce

from fremskudt.access.models import Membership
from fremskudt.casework.models import (
    Appointment,
    Goal,
    Meeting,
    MeetingLine,
    PickUp,
    RoleCard,
    StoryCard,
    Task,
    TreatmentPlan,
)  # fmt: skip
from fremskudt.casework.rules.consent import Recipient, Topic


class Kind(StrEnum):
    TIME = "time"
    PICK_UP = "pick_up"
    TASK = "task"
    ROLE = "role"
    SAID = "said"  # a line of a meeting
    HOPE = "hope"
    WISH = "wish"
    GOAL = "goal"
    STORY = "story"
    MEETING = "meeting"


class Line(NamedTuple):
    kind: str
    pk: int
    case: int
    topic: str
    at: datetime | None
    on: date | None
    until: date | None
    words: str
    more: str
    less: str
    organisation: int | None
    user: int | None
    minutes: int | None
    is_ours: bool


# Every branch gives every column the same type: PostgreSQL asks for it, and Django reads them all by the first.
TYPES = {
    "case": IntegerField, "topic": CharField, "at": DateTimeField, "on": DateField, "until": DateField,
    "words": CharField, "more": CharField, "less": CharField, "organisation": IntegerField, "user": IntegerField,
    "minutes": IntegerField, "is_ours": BooleanField,
}  # fmt: skip
EMPTY: dict[type, Any] = {CharField: "", BooleanField: False}


def ask(branches: Sequence[Any]) -> list[Line]:
    """The lines of all branches, in one question; none where nothing is asked."""
    return [Line(*row) for row in together(branches)] if branches else []


def together(branches: Sequence[Any]) -> Any:
    """The question that asks all branches at once."""
    first, *others = branches
    return first.union(*others, all=True) if others else first


def tasks(cases: Iterable[int], within: Q) -> Any:
    rows = Task.objects.waiting().filter(within, case__in=cases)
    return _line(Kind.TASK, rows, topic="topic", on="on", words="words", organisation="organisation", user="owner")


def roles(cases: Iterable[int], today: date, within: Q) -> Any:
    rows = RoleCard.objects.standing().filter(within, case__in=cases, until_on__gte=today)
    named = {"words": "role", "more": "does", "less": "does_not", "organisation": "organisation", "user": "user"}
    return _line(Kind.ROLE, rows, until="until_on", **named)


def times(cases: Iterable[int], since: datetime, house: int | None = None) -> Any:
    """Appointments that are planned; where exactly only when somebody of that house holds them or comes along."""
    ours = Membership.objects.filter(
        Q(user=OuterRef("owner")) | Q(user=OuterRef("with_user")), organisation=house or 0, user__is_active=True
    )
    rows = Appointment.objects.planned().filter(case__in=cases, at__gte=since).annotate(is_held_by_us=Exists(ours))
    return _line(Kind.TIME, rows, at="at", words="place", more="place_words", is_ours="is_held_by_us")


def pick_ups(cases: Iterable[int], today: date) -> Any:
    rows = PickUp.objects.filter(Q(until_on=None) | Q(until_on__gte=today), case__in=cases)
    return _line(Kind.PICK_UP, rows, on="from_on", until="until_on", words="weekdays", more="place_words")


def said(cases: Iterable[int], topics: Iterable[str]) -> Any:
    """What was said at meetings, as it stands: neither undone nor written anew."""
    rows = MeetingLine.objects.filter(
        item__case__in=cases, item__removed_at=None, topic__in=topics, undone_at=None, replaced_by=None
    )
    return _line(Kind.SAID, rows, case="item__case", topic="topic", at="made_at", words="words")


def wishes(case: int) -> list[Any]:
    """The citizen's own words in the plan that is in force, and nothing else of it."""
    plans = TreatmentPlan.objects.filter(case=case, in_force_at__isnull=False).order_by("-version")
    plan = Subquery(plans.values("pk")[:1])
    newest, goals = TreatmentPlan.objects.filter(pk=plan), Goal.objects.filter(plan=plan)
    return [
        _line(Kind.HOPE, newest.exclude(hopes=""), words="hopes"),
        _line(Kind.WISH, newest.exclude(wishes=""), words="wishes"),
        _line(Kind.GOAL, goals, case="plan__case", words="words", minutes="order"),
    ]


def story(cases: Iterable[int]) -> Any:
    """The newest that the citizen has said yes to."""
    cards = StoryCard.objects.filter(case__in=cases, approved_on__isnull=False)
    newest = cards.order_by("-case__found_on", "-case_id", "-version").values("pk")[:1]
    return _line(Kind.STORY, StoryCard.objects.filter(pk=Subquery(newest)), words="words", on="approved_on")


def meetings(cases: Iterable[int], since: datetime, user: int) -> Any:
    """Meetings about these that the user has a seat at, each with the house of the seat."""
    rows = Meeting.objects.standing().filter(
        seats__user=user, seats__removed_at=None, items__case__in=cases, items__removed_at=None,
        items__closed_at=None, ended_at=None, at__gte=since,
    )  # fmt: skip
    named = {"case": "items__case", "organisation": "seats__organisation"}
    return _line(Kind.MEETING, rows, at="at", words="kind", minutes="minutes", **named)


def is_own(line: Line, recipient: Recipient) -> bool:
    """Whether a task or a role is the recipient's own; for a house as such, whatever stands with that house."""
    if line.organisation != recipient.organisation or recipient.organisation is None:
        return False
    if recipient.user is None or line.user == recipient.user:
        return True
    return line.kind == Kind.ROLE and line.user is None


def branches(case: int, cases: Sequence[int], recipient: Recipient, topics: frozenset[str], now: datetime) -> list[Any]:
    """What is asked for one recipient: for each topic its own, and what is the recipient's own in any case."""
    if not topics:
        return []
    today, start = now.date(), now.replace(hour=0, minute=0, second=0, microsecond=0)
    own = Q(organisation=recipient.organisation)
    found = [
        tasks(cases, own | Q(topic__in=topics)), said(cases, topics),
        roles(cases, today, Q() if Topic.AGREEMENTS in topics else own),
    ]  # fmt: skip
    if Topic.APPOINTMENTS in topics:
        found += [times(cases, start, recipient.organisation), pick_ups(cases, today)]
    if Topic.WISHES in topics:
        found += wishes(case)
    if Topic.STORY in topics:
        found.append(story(cases))
    return found


def _line(kind: Kind, rows: Any, **columns: str) -> Any:
    """The rows as lines of a kind; a column that is not named is empty."""
    columns.setdefault("case", "case")
    made = {
        name: Cast(F(columns[name]) if name in columns else Value(EMPTY.get(field)), field())
        for name, field in TYPES.items()
    }
    filled = {name: Coalesce(one, Value("")) if TYPES[name] is CharField else one for name, one in made.items()}
    named = {f"line_{name}": one for name, one in filled.items()}
    return rows.order_by().annotate(line_kind=Value(kind.value, CharField()), **named).values_list(
        "line_kind", "pk", *named
    )  # fmt: skip
