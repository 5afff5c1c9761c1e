"""What the field work knows already, as answers of the staff forms: marked »hentet« and never more than a proposal.

An answer that cannot be had from the course is left out. Source: report fig. 3.1, 3.2, 4.3, 4.7-4.10, domain.md 4.3.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from fremskudt.basics.words import gettext_noop as _

OWN_PHASES = frozenset({1, 2, 3})  # »uafklaret« is no answer of the form
LOWEST_READINESS = 1  # the field work counts the five steps from 1, the form from 0
# Kind of what civil society does (partnership/rules/activity.KINDS) → option of fig. 3.2, by its short word.
ACTIVITIES: Mapping[str, str] = {
    "community": "communities", "coordination": "coordination", "company": "accompaniment", "network": "network",
    "work": "employment", "self_help": "self_help", "bridge": "bridging", "other": "others",
}  # fmt: skip
# (place, way) of a contact → code of the form's question »Hvor finder indsatsen sted?«
PLACES: Mapping[str, int] = {"home": 1, "refuge": 2, "outdoors": 3, "centre": 4, "nowhere": 5, "other": 6}

SHORTEST_STRETCH = 14  # days: what is typical cannot be read from less
# At least so many days with contact a week → code. The bounds lie midway between the steps of the form.
STEPS = ((1.5, 1), (0.75, 2), (0.36, 3), (0.17, 4))
SELDOM, NEVER_YET, STOPPED = 5, 6, 7


class Ledger(StrEnum):
    """Where a fact was written."""

    CITIZEN = "citizen"
    CHANNEL = "channel"
    PERIODS = "periods"
    CONTACTS = "contacts"
    PLAN = "plan"
    READINESS = "readiness"
    ACTIVITIES = "activities"


LEDGERS: dict[str, str] = {
    Ledger.CITIZEN: _("fødselsåret"),
    Ledger.CHANNEL: _("vejen ind"),
    Ledger.PERIODS: _("perioderne"),
    Ledger.CONTACTS: _("kontaktloggen"),
    Ledger.PLAN: _("planen"),
    Ledger.READINESS: _("parathed"),
    Ledger.ACTIVITIES: _("aktiviteterne"),
}
ITEMS_OF: Mapping[Ledger, frozenset[str]] = {
    Ledger.CITIZEN: frozenset({"age"}),
    Ledger.CHANNEL: frozenset({"spotted_place", "spotted_by", "known_in_system", "first_contact"}),
    Ledger.PERIODS: frozenset({"phase"}),
    Ledger.CONTACTS: frozenset({"place", "attempts", "contacts"}),
    Ledger.PLAN: frozenset({"plan_made"}),
    Ledger.ACTIVITIES: frozenset({"activities"}),
}


@dataclass(frozen=True)
class Touch:
    """One contact or attempt: its day, whether they were in contact, and the key of its place."""

    on: date
    is_reached: bool
    place: str


@dataclass(frozen=True)
class Period:
    phase: int
    start_on: date
    end_on: date | None


@dataclass(frozen=True)
class Course:
    """A course as plain values. None and empty mean that nobody has written it."""

    found_on: date
    ended_on: date | None = None
    birth_year: int | None = None
    found_where: int | None = None
    found_by: int | None = None
    known_before: int | None = None
    actors: Collection[str] = ()  # options of the form's question, by their short words
    periods: Sequence[Period] = ()
    touches: Sequence[Touch] = ()
    readiness: Mapping[str, int] = field(default_factory=dict)  # item of the form → 1 to 5, as staff saw it last
    has_plan: bool = False
    kinds: Collection[str] = ()  # of what the citizen is in now; empty where nobody has written anything
    days: Mapping[Ledger, date] = field(default_factory=dict)  # of the newest in each that was used


def ledger_of(item: str) -> Ledger:
    """Where what the course says of a question was written. Whatever is in no other is an item of the readiness."""
    return next((ledger for ledger, items in ITEMS_OF.items() if item in items), Ledger.READINESS)


def of_start(course: Course, actors: Collection[str], today: date) -> dict[str, int]:
    """Variable of the start form → value. `actors` are all options of `first_contact`; age is give or take a year."""
    found = {
        "age": today.year - course.birth_year if course.birth_year else None,
        "spotted_place": course.found_where,
        "spotted_by": course.found_by,
        "known_in_system": course.known_before,
    }
    known = {name: value for name, value in found.items() if value is not None}
    if course.actors:
        known |= {f"first_contact.{actor}": int(actor in course.actors) for actor in actors}
    return known


def of_running(course: Course, opened_on: date, today: date) -> dict[str, int]:
    """Variable of the running form → value, from what was written since the wave opened."""
    since = max(opened_on, course.found_on)
    touches = [touch for touch in course.touches if since <= touch.on <= today]
    reached = [touch for touch in touches if touch.is_reached]
    found = {
        "phase": phase_on(course.periods, min(today, course.ended_on or today)),
        "place": usual_place(reached),
        "attempts": frequency({touch.on for touch in touches}, since, today),
        "contacts": contact_frequency(course, {touch.on for touch in reached}, since, today),
        "plan_made": int(course.has_plan),
    }
    found |= {item: step - LOWEST_READINESS for item, step in course.readiness.items()}
    found |= of_activities(course.kinds)
    return {name: value for name, value in found.items() if value is not None}


def of_activities(kinds: Collection[str]) -> dict[str, int]:
    """Each option of fig. 3.2 as 1 or 0; nothing where nothing is written, for that they are in none a person says."""
    return {f"activities.{option}": int(kind in kinds) for kind, option in ACTIVITIES.items()} if kinds else {}


def phase_on(periods: Sequence[Period], day: date) -> int | None:
    """The phase of a day. Where several hold at once, the one that began last; None where none of the three does."""
    holding = [
        period
        for period in periods
        if period.phase in OWN_PHASES and period.start_on <= day and (period.end_on is None or period.end_on >= day)
    ]
    return max(holding, key=lambda period: (period.start_on, period.phase)).phase if holding else None


def usual_place(reached: Sequence[Touch]) -> int | None:
    """Where they most often were in contact, as the form's code; of two as frequent the newest. None without any."""
    places = [PLACES[touch.place] for touch in sorted(reached, key=lambda touch: touch.on) if touch.place in PLACES]
    counts = Counter(places)
    return max(counts, key=lambda code: (counts[code], len(places) - places[::-1].index(code)), default=None)


def frequency(days: Collection[date], since: date, today: date) -> int | None:
    """How often, as a code of fig. 4.8: different days with contact a week. None for a stretch under fourteen days."""
    stretch = (today - since).days + 1
    if stretch < SHORTEST_STRETCH:
        return None
    a_week = 7 * len(set(days)) / stretch
    return next((code for bound, code in STEPS if a_week >= bound), SELDOM)


def contact_frequency(course: Course, days: Collection[date], since: date, today: date) -> int | None:
    """The same for real contact (fig. 4.9), which may not have come about yet, or be over."""
    if course.ended_on is not None:
        return STOPPED
    if not any(touch.is_reached for touch in course.touches):
        return NEVER_YET
    return frequency(days, since, today)
