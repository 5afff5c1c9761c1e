"""What asks for the reader today, of every ledger, brought into one shape so that one question fetches it all."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import CharField, DateField, DateTimeField, F, IntegerField, Q, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import (
    Appointment,
    CallRequest,
    ConsentEntry,
    Draft,
    Duty,
    FollowUp,
    Letter,
    Meeting,
    MeetingSeat,
    PickUpDay,
    SafetyNotice,
    Task,
    TransitionStep,
    Visit,
)  # fmt: skip
from fremskudt.casework.rules.consent import Answer
from fremskudt.casework.rules.safety import oldest_in_force
from fremskudt.casework.rules.today import AHEAD, Kind
from fremskudt.casework.selectors import urgent
from fremskudt.casework.selectors.prepared import (
    Marks,
    length,
    listed,
    marked_reach,
    n_towns,
    prepare,
    told_reach,
)

BACK = timedelta(days=14)  # an appointment that nobody answered is asked about for so long


class Line(NamedTuple):
    """One row of the answer."""

    kind: str
    pk: int
    case: int | None
    citizen: int | None
    at: datetime | None
    on: date | None
    words: str
    place: str
    name: str
    user: int | None


# Every branch gives every column the same type: PostgreSQL asks for it, and Django reads them all by the first.
TYPES = {
    "case": IntegerField, "citizen": IntegerField, "at": DateTimeField, "on": DateField, "words": CharField,
    "place": CharField, "name": CharField, "user": IntegerField,
}  # fmt: skip


def line(kind: Kind, rows: Any, **columns: str) -> Any:
    """The rows as lines of a kind; a column that is not named is empty."""
    texts = {name for name, field in TYPES.items() if field is CharField}
    found = {
        name: Cast(F(columns[name]) if name in columns else Value("" if name in texts else None), field())
        for name, field in TYPES.items()
    }
    filled = {name: Coalesce(one, Value("")) if name in texts else one for name, one in found.items()}
    named = {f"line_{name}": one for name, one in filled.items()}
    typed = rows.order_by().annotate(line_kind=Value(kind.value, CharField()), **named)
    return typed.values_list("line_kind", "pk", *named)


def list_lines(reach: Reach, cases: Sequence[int], citizens: Sequence[int], now: datetime) -> list[list[Any]]:
    """What every ledger tells, in one question."""
    n_cases, n_citizens = length(len(cases)), length(len(citizens))
    told = {
        **told_reach(reach, *TOWNS), **listed("case", cases, n_cases), **listed("citizen", citizens, n_citizens),
        **_days(now), "now": now,
    }  # fmt: skip
    return prepare(_ledgers, n_cases, n_citizens, *n_towns(reach, *TOWNS)).ask(told)


TOWNS = (Permission.CASE_WRITE, Permission.TEAM_JOIN)


def _days(now: datetime) -> dict[str, Any]:
    today = now.date()
    return {
        "first": _midnight(today) - BACK, "dawn": _midnight(today), "tomorrow": _midnight(today + timedelta(days=1)),
        "today": today, "until": today + AHEAD, "oldest": oldest_in_force(today),
    }  # fmt: skip


def _ledgers(marks: Marks, n_cases: int, n_citizens: int, *n_of_towns: int) -> Any:
    reach = marked_reach(marks, dict(zip(TOWNS, n_of_towns, strict=True)))
    cases, citizens = marks.numbers("case", n_cases), marks.numbers("citizen", n_citizens)
    first, *others = [
        *_planned(reach, cases, marks), *_team(reach, citizens, marks), *_promised(reach, cases, citizens, marks),
        *_together(reach, cases, citizens, marks),
    ]  # fmt: skip
    return first.union(*others, all=True)


def _planned(reach: Reach, cases: list[int], marks: Marks) -> list[Any]:
    """Appointments, pick-ups and steps that the reader owns or comes along to."""
    me = reach.user_id
    ours = Appointment.objects.filter(Q(owner=me) | Q(with_user=me), case__in=cases)
    owned = Appointment.objects.missed_unseen().filter(owner=me, case__in=cases)
    left = PickUpDay.objects.filter(pick_up__owner=me, pick_up__case__in=cases, was_fetched=False, seen_at=None)
    steps = TransitionStep.objects.filter(
        Q(missed_at__isnull=False) | Q(on__lt=marks.day("today")), transition__case__in=cases, owner=me,
        removed_at=None, done_on=None, seen_at=None,
    )  # fmt: skip
    ahead = ours.planned().filter(at__gte=marks.moment("first"), at__lt=marks.moment("tomorrow"))
    return [
        line(Kind.APPOINTMENT, ahead, case="case", at="at", words="what_for", place="place", name="with_user__name"),
        line(Kind.MISSED, owned, case="case", at="at", words="what_for", place="place"),
        line(Kind.NOT_FETCHED, left, case="pick_up__case", on="on", words="pick_up__place_words"),
        line(Kind.STEP, steps, case="transition__case", on="on", words="words"),
    ]


def _team(reach: Reach, citizens: list[int], marks: Marks) -> list[Any]:
    """What the whole team sees: who asks for help or to be rung today, who is not back, who is on duty."""
    me, towns = reach.user_id, reach.towns(Permission.CASE_WRITE)
    open_still = urgent.within(reach).filter(closed_at=None)
    out = Visit.objects.out().filter(municipality__in=reach.towns(Permission.TEAM_JOIN))
    late, mine = out.filter(back_at__lt=marks.moment("now")).exclude(user=me), out.filter(user=me)
    duties = Duty.objects.filter(municipality__in=towns, on=marks.day("today"))
    urgent_calls = CallRequest.objects.waiting().filter(
        Q(taken_by=None) | Q(taken_by=me), Q(citizen=None) | Q(citizen__in=citizens), municipality__in=towns,
        is_urgent=True, made_at__lte=marks.moment("now"),
    )  # fmt: skip
    said = {"case": "case", "at": "asked_at", "words": "words", "place": "area"}
    return [
        line(Kind.ASKED, open_still.filter(taken_at=None), **said, name="by__name", user="by"),
        line(Kind.TAKEN, open_still.filter(taken_by=me), **said, name="by__name", user="by"),
        line(Kind.CALL, urgent_calls, citizen="citizen", at="made_at", words="code", place="area__name"),
        line(Kind.OVERDUE, late, at="back_at", name="user__name", user="user"),
        line(Kind.OUT, mine, case="case", at="back_at", user="user"),
        line(Kind.DUTY, duties, name="user__name", user="user"),
    ]


def _promised(reach: Reach, cases: list[int], citizens: list[int], marks: Marks) -> list[Any]:
    """Letters and follow-ups a month ahead, drafts, and the safety notices that hold (see selectors/safety.py)."""
    me, until = reach.user_id, marks.day("until")
    letters = Letter.objects.filter(case__in=cases, done_at=None, deadline_on__lte=until)
    later = FollowUp.objects.waiting().filter(case__in=cases, owner=me, due_on__lte=until)
    notices = SafetyNotice.objects.standing().filter(citizen__in=citizens, review_on__gte=marks.day("oldest"))
    drafts = Draft.objects.filter(user=me, expires_at__gt=marks.moment("now"), citizen__in=citizens)
    return [
        line(Kind.LETTER, letters, case="case", on="deadline_on", words="line"),
        line(Kind.FOLLOW_UP, later, case="case", on="due_on", words="kind"),
        line(Kind.NOTICE, notices, citizen="citizen", on="review_on", words="kind"),
        line(Kind.DRAFT, drafts, citizen="citizen", at="saved_at", words="form"),
    ]


def _together(reach: Reach, cases: list[int], citizens: list[int], marks: Marks) -> list[Any]:
    """One's own tasks up to today, one's meetings of the day, and the yeses that lapse within a month."""
    me = reach.user_id
    tasks = Task.objects.waiting().filter(
        Q(case__in=cases) | Q(case=None), owner=me, on__lte=marks.day("today")
    )  # fmt: skip
    seats = MeetingSeat.objects.taken().filter(user=me).values("meeting")
    meetings = Meeting.objects.standing().filter(
        Q(chair=me) | Q(pk__in=seats), at__gte=marks.moment("dawn"), at__lt=marks.moment("tomorrow"), ended_at=None
    )
    lapsing = ConsentEntry.objects.standing().filter(
        citizen__in=citizens, answer=Answer.YES, until_on__gte=marks.day("today"), until_on__lte=marks.day("until")
    )
    return [
        line(Kind.TASK, tasks, case="case", on="on", words="words"),
        line(Kind.MEETING, meetings, at="at", words="kind"),
        line(Kind.CONSENT, lapsing, citizen="citizen", on="until_on"),
    ]


def _midnight(day: date) -> datetime:
    """The start of a day in the reader's time zone, also on the days that have 23 or 25 hours."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
