"""The course as the staff forms ask about it: what the field work has written, as plain values."""

from collections.abc import Collection
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
from fremskudt.casework.selectors.activity_offer import kinds_now
from fremskudt.instruments import Instrument
from fremskudt.surveys.rules import known
from fremskudt.surveys.rules.kinds import Kind

CONTACTS = frozenset({"place", "attempts", "contacts"})


def proposals(case: Case, instrument: Instrument, items: Collection[str], opened_on: date) -> dict[str, int]:
    """Variable → what the course says of these items, where it says anything. Asks for no more than they need.

    No event: the page that shows it has one.
    """
    today = timezone.localdate()
    if instrument.id == Kind.START:
        options = instrument.item("first_contact").scale.options
        found = known.of_start(_beginning(case), [option.slug or "" for option in options], today)
    else:
        found = known.of_running(_so_far(case, frozenset(items), opened_on), opened_on, today)
    wanted = {name for item in items for name in instrument.item(item).variables}
    return {name: value for name, value in found.items() if name in wanted}


def _beginning(case: Case) -> known.Course:
    channel = ChannelIn.objects.filter(case=case).prefetch_related("actors").first()
    birth_year = case.citizen.birth_year
    if channel is None:
        return known.Course(case.found_on, birth_year=birth_year)
    codes = {actor.actor for actor in channel.actors.all()}
    return known.Course(
        found_on=case.found_on,
        birth_year=birth_year,
        found_where=channel.found_where,
        found_by=channel.found_by,
        known_before=channel.known_before,
        actors=[actor for actor, code in FORM_ACTORS.items() if code in codes],
    )


def _so_far(case: Case, items: frozenset[str], opened_on: date) -> known.Course:
    return known.Course(
        found_on=case.found_on,
        ended_on=case.ending.on if hasattr(case, "ending") else None,
        periods=_periods(case) if "phase" in items else (),
        touches=_touches(case) if items & CONTACTS else (),
        readiness=_readiness(case, opened_on) if items & ITEMS.keys() else {},
        has_plan="plan_made" in items and TreatmentPlan.objects.filter(case=case, in_force_at__isnull=False).exists(),
        kinds=kinds_now(case.citizen) if "activities" in items else (),
    )


def _periods(case: Case) -> list[known.Period]:
    rows = PhaseInterval.objects.standing().filter(case=case).values_list("phase", "start_on", "end_on")
    return [known.Period(*row) for row in rows]


def _touches(case: Case) -> list[known.Touch]:
    rows = Contact.objects.standing().filter(case=case).order_by("at").values_list("at", "outcome", "place")
    return [known.Touch(timezone.localdate(at), is_reached(outcome), place) for at, outcome, place in rows]


def _readiness(case: Case, opened_on: date) -> dict[str, int]:
    """What staff last saw, in this wave."""
    looks = ReadinessLook.objects.filter(case=case, side=WORKER, on__gte=opened_on).order_by("-on", "-pk")
    answers = ReadinessAnswer.objects.filter(readiness=Subquery(looks.values("pk")[:1]))
    return dict(answers.values_list("item", "value"))
