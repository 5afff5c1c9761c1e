"""What each ledger says of a closed quarter and the one before it, each asked once for both: rows of a person each.

They are raw, and go to selectors/steering.py alone.
"""

from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import CharField, Count, Exists, F, OuterRef, Sum, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

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
from fremskudt.casework.models.citizen import ROOT
from fremskudt.casework.rules.period import Period
from fremskudt.casework.rules.urgent import minutes_to_response
from fremskudt.casework.selectors.hours import first_moment
from fremskudt.casework.selectors.quarter import (
    ROOT_BY_CASE,
    Quarters,
    Rows,
    first_reached,
    of_standing_contact,
    standing_contact,
    standing_hours,
    standing_phase,
)  # fmt: skip


class Told(NamedTuple):
    """One line of a ledger: whose, when, what; and whether of the quarter (else of the one before)."""

    ledger: str
    root: int
    on: date
    what: str
    is_now: bool


def list_told(quarters: Quarters) -> list[Told]:
    """Steps, transitions, endings and periods in one question."""
    steps = quarters.of_cases(SmallStep.objects.all(), "on", more=of_standing_contact)
    transitions = quarters.of_cases(Transition.objects.all(), "chosen_on")
    endings = quarters.of_cases(Ending.objects.all(), "on")
    periods = quarters.of_cases(PhaseInterval.objects.all(), "start_on", more=standing_phase)
    started = quarters.both(Case.objects.annotate(root=ROOT), "started_on", "made_at", town="citizen__municipality")
    lines = [
        _line("step", steps, "on", "kind"),
        _line("transition", transitions, "chosen_on", "target"),
        _line("onward", endings, "on", "onward"),
        _line("reason", endings, "on", "reason"),
        _line("phase", periods, "start_on", "phase"),
        _line("started", started, "started_on", "number"),
    ]
    return [Told(*row) for row in lines[0].union(*lines[1:], all=True)]


def list_notes(quarters: Quarters) -> list[Any]:
    rows = quarters.of_cases(GoalNote.objects.all(), "on").order_by("on", "pk")
    return list(rows.values("root", "thread", "progress", "is_now"))


def list_plans(quarters: Quarters) -> list[Any]:
    """Plans put in force, with whether one was before, and when they first were in contact."""
    earlier = TreatmentPlan.objects.filter(
        case=OuterRef("case"), in_force_on__isnull=False, version__lt=OuterRef("version")
    )

    def of(period: Period, known_by: datetime) -> Rows:
        return quarters.in_town(TreatmentPlan.objects.all(), "case__citizen__municipality", period).filter(
            in_force_on__range=(period.start, period.end), in_force_at__lt=known_by
        ).annotate(root=ROOT_BY_CASE, is_again=Exists(earlier), reached_at=first_reached(known_by, "case"))  # fmt: skip

    return list(quarters.each(of, "root", "in_force_on", "is_again", "reached_at", "is_now"))


def list_cases(quarters: Quarters) -> list[Any]:
    """Courses of those who were found, with where and by whom."""
    rooted = Case.objects.annotate(root=ROOT)
    rows = quarters.both(rooted, "found_on", "made_at", town="citizen__municipality").annotate(
        found_where=F("channel__found_where"), found_by=F("channel__found_by")
    )
    return list(rows.order_by("found_on", "pk").values("root", "number", "found_where", "found_by", "is_now"))


def list_actors(quarters: Quarters) -> list[Any]:
    """Who helped the contact along, of the same courses."""
    case = "channel__case"
    rooted = ChannelActor.objects.annotate(root=Coalesce(f"{case}__citizen__merged_into", f"{case}__citizen"))
    rows = quarters.both(rooted, f"{case}__found_on", f"{case}__made_at", town=f"{case}__citizen__municipality")
    return list(rows.values("root", "actor", "is_now"))


def list_contacts(quarters: Quarters) -> list[Any]:
    """How many contacts of each outcome with each, and what they took."""
    rows = quarters.of_cases(Contact.objects.all(), "at", more=standing_contact)
    return list(
        rows.values("root", "outcome", "is_now").annotate(
            n=Count("pk"), sum_minutes=Sum("minutes"), sum_kilometres=Sum("kilometres")
        )
    )


def list_days_to_contact(quarters: Quarters) -> list[tuple[float, bool]]:
    """Days from found to the first contact, of those whose first contact lies in one of the quarters."""

    def of(period: Period, known_by: datetime) -> Rows:
        first = Case.objects.annotate(first_at=first_reached(known_by, "pk"))
        within = {"first_at__gte": first_moment(period.start), "first_at__lt": first_moment(period.next_day)}
        return quarters.in_town(first, "citizen__municipality", period).filter(made_at__lt=known_by, **within)

    return [
        (float(max((timezone.localdate(row["first_at"]) - row["found_on"]).days, 0)), row["is_now"])
        for row in quarters.each(of, "found_on", "first_at", "is_now")
    ]


def list_waits(quarters: Quarters) -> list[tuple[int, bool]]:
    """Minutes until an urgent request was taken."""
    rows = quarters.both(UrgentRequest.objects.all(), "asked_at", "taken_at", town="municipality")
    return [
        (minutes_to_response(asked, taken), is_now)
        for asked, taken, is_now in rows.values_list("asked_at", "taken_at", "is_now")
    ]


def list_work(quarters: Quarters) -> list[Any]:
    """Hours and kilometres that belong to no contact."""
    rows = quarters.both(WorkHours.objects.all(), "on", "made_at", town="municipality", more=standing_hours)
    return list(
        rows.values("is_volunteer", "is_now").annotate(sum_minutes=Sum("minutes"), sum_kilometres=Sum("kilometres"))
    )


def _line(ledger: str, rows: Rows, day: str, what: str) -> Rows:
    named = {"line": Value(ledger, CharField()), "day": F(day), "said": Cast(F(what), CharField())}
    return rows.annotate(**named).values_list("line", "root", "day", "said", "is_now")
