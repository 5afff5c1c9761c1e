"""The course as the staff forms ask about it: what the field work has written, as plain values with where from."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Subquery
from django.utils import timezone

from fremskudt.casework.models import (
    Case,
    ChannelIn,
    Contact,
    PhaseInterval,
    ReadinessAnswer,
    ReadinessLook,
    TreatmentPlan,
)
from fremskudt.casework.rules.channel import FORM_ACTORS
from fremskudt.casework.rules.contact import is_reached
from fremskudt.casework.rules.readiness import ITEMS, WORKER
from fremskudt.casework.selectors.activity_offer import joined_now
from fremskudt.instruments import Instrument
from fremskudt.surveys.rules import known
from fremskudt.surveys.rules.kinds import Kind
from fremskudt.surveys.rules.known import ITEMS_OF, Course, Ledger


@dataclass(frozen=True)
class Proposals:
    """Variable → what the course says; and of each ledger it was read from, the day of the newest there."""

    values: Mapping[str, int] = field(default_factory=dict)
    days: Mapping[Ledger, date] = field(default_factory=dict)


def proposals(case: Case, instrument: Instrument, items: Collection[str], opened_on: date) -> Proposals:
    """What the course says of these items, where it says anything. Asks for no more than they need.

    No event: the page that shows it has one.
    """
    today = timezone.localdate()
    if instrument.id == Kind.START:
        course, options = _beginning(case), instrument.item("first_contact").scale.options
        found = known.of_start(course, [option.slug or "" for option in options], today)
    else:
        course = _so_far(case, frozenset(items), opened_on)
        found = known.of_running(course, opened_on, today)
    wanted = {name for item in items for name in instrument.item(item).variables}
    return Proposals({name: value for name, value in found.items() if name in wanted}, course.days)


def _beginning(case: Case) -> Course:
    channel = ChannelIn.objects.filter(case=case).prefetch_related("actors").first()
    birth_year = case.citizen.birth_year
    if channel is None:
        return Course(case.found_on, birth_year=birth_year)
    codes = {actor.actor for actor in channel.actors.all()}
    return Course(
        found_on=case.found_on,
        birth_year=birth_year,
        found_where=channel.found_where,
        found_by=channel.found_by,
        known_before=channel.known_before,
        actors=[actor for actor, code in FORM_ACTORS.items() if code in codes],
        days={Ledger.CHANNEL: timezone.localdate(channel.made_at)},
    )


def _so_far(case: Case, items: frozenset[str], opened_on: date) -> Course:
    periods = _periods(case) if items & ITEMS_OF[Ledger.PERIODS] else []
    touches = _touches(case) if items & ITEMS_OF[Ledger.CONTACTS] else []
    readiness, looked_on = _readiness(case, opened_on) if items & ITEMS.keys() else ({}, None)
    plan = _plan(case) if items & ITEMS_OF[Ledger.PLAN] else None
    joined = joined_now(case.citizen) if items & ITEMS_OF[Ledger.ACTIVITIES] else {}
    days = {
        Ledger.PERIODS: max((period.start_on for period in periods), default=None),
        Ledger.CONTACTS: max((touch.on for touch in touches), default=None),
        Ledger.READINESS: looked_on,
        Ledger.PLAN: plan[0] if plan else None,
        Ledger.ACTIVITIES: max(joined.values(), default=None),
    }
    return Course(
        found_on=case.found_on, ended_on=case.ending.on if hasattr(case, "ending") else None, periods=periods,
        touches=touches, readiness=readiness, has_plan=plan is not None, kinds=set(joined),
        days={ledger: on for ledger, on in days.items() if on},
    )  # fmt: skip


def _periods(case: Case) -> list[known.Period]:
    rows = PhaseInterval.objects.standing().filter(case=case).values_list("phase", "start_on", "end_on")
    return [known.Period(*row) for row in rows]


def _touches(case: Case) -> list[known.Touch]:
    rows = Contact.objects.standing().filter(case=case).order_by("at").values_list("at", "outcome", "place")
    return [known.Touch(timezone.localdate(at), is_reached(outcome), place) for at, outcome, place in rows]


def _plan(case: Case) -> tuple[date | None] | None:
    """From when the newest plan that is in force holds; None where none is."""
    plans = TreatmentPlan.objects.filter(case=case, in_force_at__isnull=False).order_by("-version")
    return plans.values_list("in_force_on").first()


def _readiness(case: Case, opened_on: date) -> tuple[dict[str, int], date | None]:
    """What staff last saw, in this wave, and when."""
    looks = ReadinessLook.objects.filter(case=case, side=WORKER, on__gte=opened_on).order_by("-on", "-pk")
    answers = ReadinessAnswer.objects.filter(readiness=Subquery(looks.values("pk")[:1]))
    rows = list(answers.values_list("item", "value", "readiness__on"))
    return {item: value for item, value, _on in rows}, rows[0][2] if rows else None
