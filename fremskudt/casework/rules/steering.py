"""The steering group's one page: a quarter and the one before it, own goals first, every count protected.

`Raw` holds what was counted and goes no further than this module; a page is made of `Line`s, whose cells are protected.
Populations are nested on purpose: what is told about some people stands only beneath a number of them that is shown,
and what no table can hold together stands alone (see counts.py). Stocks (»so many take part today«) are left out, since
two of them differ by a flow. Source: screens.md S1, F86, F93, security.md H10.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from fremskudt.basics.small_counts import SECRET, Middle, Protected, alone, middle, parts, same, ticked
from fremskudt.basics.words import gettext_noop as _
from fremskudt.casework.rules.channel import ACTORS, FOUND_BY, FOUND_WHERE
from fremskudt.casework.rules.contact import STEPS
from fremskudt.casework.rules.ending import REASONS, TARGETS
from fremskudt.casework.rules.phase import PHASES
from fremskudt.casework.rules.plan import PROGRESS

Key = TypeVar("Key", int, str)
Shown = TypeVar("Shown", bound="Cell")
NOT_WRITTEN = 0  # the code of a channel that nobody wrote
WITH_STEP, REACHED, ONLY_TRIED = "with_step", "reached", "only_tried"
NEW, RETURNED = "new", "returned"

TOUCHED: dict[str, str] = {
    WITH_STEP: _("Et lille skridt blev skrevet"),
    REACHED: _("Vi var i kontakt, uden at et skridt blev skrevet"),
    ONLY_TRIED: _("Vi prøvede uden at få kontakt"),
}
CAME: dict[str, str] = {NEW: _("Nye"), RETURNED: _("Kom igen")}
WHERE: dict[int, str] = {**FOUND_WHERE, NOT_WRITTEN: _("Ikke skrevet")}
BY: dict[int, str] = {**FOUND_BY, NOT_WRITTEN: _("Ikke skrevet")}


class Unit(StrEnum):
    PEOPLE = ""
    DAYS = "days"
    MINUTES = "minutes"
    HOURS = "hours"
    KILOMETRES = "kilometres"


@dataclass(frozen=True)
class Amount:
    """Hours or kilometres: work, not people. None where nobody wrote any, or where it would tell of one or two."""

    value: float | None


Cell = Protected | Middle | Amount
NOBODY = Protected(0)


@dataclass(frozen=True)
class Raw:
    """What was counted in a quarter: numbers of people unless it says otherwise."""

    goal_people: int = 0  # with a note on a goal
    goals: Mapping[str, int] = field(default_factory=dict)  # progress → people with such a note
    first_plans: int = 0
    plans_again: int = 0
    touched: Mapping[str, int] = field(default_factory=dict)  # three classes that nobody is in two of
    n_reached: int = 0  # times
    n_tried: int = 0  # times
    steps: Mapping[str, int] = field(default_factory=dict)  # kind → people
    came: Mapping[str, int] = field(default_factory=dict)
    where: Mapping[int, int] = field(default_factory=dict)
    by: Mapping[int, int] = field(default_factory=dict)
    actors: Mapping[int, int] = field(default_factory=dict)
    started: int = 0
    targets: Mapping[str, int] = field(default_factory=dict)
    onward: Mapping[str, int] = field(default_factory=dict)
    reasons: Mapping[int, int] = field(default_factory=dict)
    phases: Mapping[int, int] = field(default_factory=dict)
    days_to_contact: Sequence[float] = ()
    days_to_plan: Sequence[float] = ()
    minutes_to_answer: Sequence[float] = ()
    contact_minutes: int | None = None
    work_minutes: int | None = None
    volunteer_minutes: int | None = None
    kilometres: int | None = None


@dataclass(frozen=True)
class Line:
    """A row: its Danish label, the quarter, the one before, and the unit of both (empty for people)."""

    label: str
    now: Cell
    before: Cell
    unit: Unit = Unit.PEOPLE
    is_total: bool = False


@dataclass(frozen=True)
class Table:
    title: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Section:
    """`key` stands in the page's address of the section."""

    key: str
    title: str
    tables: Sequence[Table]


ALL = _("I alt")
SECTIONS: dict[str, tuple[str, dict[str, str]]] = {
    "maal": (_("Borgernes egne mål"), {
        "goals": _("Hvad de selv siger om deres mål (én kan stå flere steder)"), "plans": _("Planer"),
    }),
    "kontakt": (_("Relation og kontakt"), {
        "touched": _("Mennesker, vi søgte kontakt med"), "times": _("Gange"),
        "steps": _("Små skridt (én kan stå flere steder)"),
    }),
    "vej-ind": (_("Vej ind"), {
        "came": _("Mennesker, vi fik øje på"), "where": _("Hvor"), "by": _("Af hvem"),
        "actors": _("Hvem hjalp kontakten i gang (flere kan være med)"),
    }),
    "videre": (_("Videre"), {
        "targets": _("Overgange, der blev valgt"), "onward": _("Farvel for nu: næste skridt"),
        "reasons": _("Farvel for nu: hvorfor"),
    }),
    "forloeb": (_("Forløb og tid"), {
        "phases": _("Begyndte en periode (én kan stå flere steder)"), "waits": _("Halvdelen ventede højst"),
    }),
    "timer": (_("Hvad det krævede"), {"cost": _("Timer og kilometer")}),
}  # fmt: skip
UNITS: dict[str, Unit] = {
    "days_to_contact": Unit.DAYS, "days_to_plan": Unit.DAYS, "minutes_to_answer": Unit.MINUTES,
    "contact_hours": Unit.HOURS, "work_hours": Unit.HOURS, "volunteer_hours": Unit.HOURS,
    "kilometres": Unit.KILOMETRES,
}  # fmt: skip
LABELS: dict[str, str] = {
    "total": ALL,
    "first_plans": _("Fik en plan"),
    "plans_again": _("Fik en ny udgave af planen"),
    "goal_people": _("Har talt om et mål"),
    "n_reached": _("Vi var i kontakt"),
    "n_tried": _("Vi prøvede"),
    "started": _("Sagde ja til at være med"),
    "days_to_contact": _("Fra fundet til første kontakt"),
    "days_to_plan": _("Fra første kontakt til plan"),
    "minutes_to_answer": _("Fra »hjælp i dag« til nogen tog den"),
    "contact_hours": _("Timer med borgerne"),
    "work_hours": _("Andet arbejde"),
    "volunteer_hours": _("Frivilliges timer"),
    "kilometres": _("Kilometer"),
}


def page(now: Raw, before: Raw) -> list[Section]:
    """The page. Both quarters are protected by themselves: nobody is counted in two quarters by the same event."""
    one, other = protected(now), protected(before)
    found = []
    for key, (title, tables) in SECTIONS.items():
        made = [Table(words, _lines(one[name], other[name])) for name, words in tables.items()]
        found.append(Section(key, title, [table for table in made if table.lines]))
    return found


def _lines(now: Mapping[str, Cell], before: Mapping[str, Cell]) -> list[Line]:
    """The rows that say something. A kind that nobody is of in either quarter is left out, and the page says so."""
    return [
        Line(LABELS.get(label, label), cell, before[label], UNITS.get(label, Unit.PEOPLE), is_total=label == "total")
        for label, cell in now.items()
        if label in LABELS or not cell == before[label] == NOBODY
    ]


def protected(raw: Raw) -> dict[str, dict[str, Cell]]:
    """Table → row → cell as it may be shown. Every row is there in every quarter, so two stand side by side."""
    touched = parts(_all(TOUCHED, raw.touched))
    came, where, by = same([_all(CAME, raw.came), _all(WHERE, raw.where), _all(BY, raw.by)])
    onward, reasons = same([_all(TARGETS, raw.onward), _all(REASONS, raw.reasons)])
    targets, people = parts(_all(TARGETS, raw.targets)), alone(raw.goal_people)
    times = {"n_reached": raw.n_reached, "n_tried": raw.n_tried}
    return {
        "goals": {"goal_people": people, **_named(PROGRESS, ticked(_all(PROGRESS, raw.goals), people))},
        "plans": {"first_plans": alone(raw.first_plans), "plans_again": alone(raw.plans_again)},
        "touched": {**_named(TOUCHED, touched.cells), "total": touched.total},
        # how many times: only where no number of people is hidden, since nobody is met fewer times than once
        "times": {name: SECRET if touched.hides else alone(count) for name, count in times.items()},
        "steps": _named(STEPS, ticked(_all(STEPS, raw.steps), touched.cells[WITH_STEP])),
        "came": {**_named(CAME, came.cells), "total": came.total, "started": alone(raw.started)},
        "where": _named(WHERE, where.cells),
        "by": _named(BY, by.cells),
        "actors": _named(ACTORS, ticked(_all(ACTORS, raw.actors), came.total)),
        "targets": {**_named(TARGETS, targets.cells), "total": targets.total},
        "onward": {**_named(TARGETS, onward.cells), "total": onward.total},
        "reasons": _named(REASONS, reasons.cells),
        "phases": _named(PHASES, {phase: alone(count) for phase, count in _all(PHASES, raw.phases).items()}),
        "waits": {
            "days_to_contact": middle(raw.days_to_contact),
            "days_to_plan": middle(raw.days_to_plan),
            "minutes_to_answer": middle(raw.minutes_to_answer),
        },
        "cost": {
            "contact_hours": Amount(None if touched.total.is_hidden else _hours(raw.contact_minutes)),
            "work_hours": Amount(_hours(raw.work_minutes)),
            "volunteer_hours": Amount(_hours(raw.volunteer_minutes)),
            "kilometres": Amount(None if touched.total.is_hidden else raw.kilometres),
        },
    }


def _all(known: Iterable[Key], counts: Mapping[Key, int]) -> dict[Key, int]:
    """A count for everything that can be counted; nought where there was none."""
    return {key: counts.get(key, 0) for key in known}


def _named(words: Mapping[Key, str], cells: Mapping[Key, Shown]) -> dict[str, Shown]:
    """The cells under their Danish labels."""
    return {words[key]: cell for key, cell in cells.items()}


def _hours(minutes: int | None) -> float | None:
    """Whole hours; None where nobody wrote any."""
    return None if minutes is None else round(minutes / 60)
