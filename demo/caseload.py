"""The same people as courses that somebody is in the middle of: contacts, phases, plans, endings.

Made from the rows of the four files, so that counts agree with the published tables: 107 begun and 80 possible
(table 1.1), 125 endings by reason (figure 4.11), the phase of 21 of them (figure 4.12), who has a plan (4.10), how
often contact was sought and had (4.8, 4.9). The days are moved so that the study's last day is today.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .dealing import stream
from .everyday import EVERY_DAYS, Day, days
from .files import Row
from .timeline import LAST_DAY

FIRST_CONTACT = "first_contact."


@dataclass(frozen=True)
class Channel:
    """How somebody came: codes of the start form, None where the form has none."""

    found_where: int | None
    found_by: int | None
    known_before: int | None
    actors: tuple[str, ...]


@dataclass(frozen=True)
class End:
    on: date
    reason: int
    phase: int
    moved_to: int | None
    phase_is_printed: bool  # the participant list gives it for 21 people only


@dataclass(frozen=True)
class Course:
    code: str
    municipality: str
    found_on: date
    started_on: date | None
    birth_year: int | None
    channel: Channel | None
    every_days: int | None
    plan_on: date | None
    phases: tuple[tuple[int, date, date | None], ...]  # phase, first day, last day or None while it goes on
    contacts: tuple[Day, ...]
    readiness: tuple[tuple[date, Mapping[str, int]], ...]  # day → item → 0-4
    end: End | None


def courses(people: Sequence[Row], start: Sequence[Row], running: Sequence[Row], today: date) -> list[Course]:
    """One course for each row of the participant list, in its order."""
    by_code = {row["borger_id"]: row for row in start}
    forms: dict[str, list[Row]] = {}
    for row in sorted(running, key=lambda row: row["dato"]):
        forms.setdefault(row["borger_id"], []).append(row)
    moved = today - LAST_DAY
    return [_course(row, by_code.get(row["borger_id"]), forms.get(row["borger_id"], []), moved) for row in people]


def _course(row: Row, start: Row | None, forms: Sequence[Row], moved: timedelta) -> Course:
    forms = [{**form, "dato": (date.fromisoformat(form["dato"]) + moved).isoformat()} for form in forms]
    found_on, started_on = date.fromisoformat(row["identificeret"]) + moved, _day(row["start"], moved)
    end = _end(row, forms, moved)
    last = end.on if end else LAST_DAY + moved
    plan_on = min((date.fromisoformat(form["dato"]) for form in forms if form["plan_made"] == "1"), default=None)
    if plan_on and started_on:
        plan_on = max(started_on, plan_on - timedelta(days=stream(f"plan {row['borger_id']}").randint(0, 40)))
    return Course(
        code=row["borger_id"],
        municipality=row["kommune"],
        found_on=found_on,
        started_on=started_on,
        birth_year=_birth_year(start, found_on),
        channel=_channel(start),
        every_days=_rhythm(forms),
        plan_on=plan_on,
        phases=_phases(found_on, plan_on, forms, row, end),
        contacts=tuple(days(row["borger_id"], found_on, last, forms, never_met=started_on is None)),
        readiness=_readiness(forms),
        end=end,
    )


def _phases(
    found_on: date, plan_on: date | None, forms: Sequence[Row], row: Row, end: End | None
) -> tuple[tuple[int, date, date | None], ...]:
    """Phase 1 from the first day; a plan opens phase 2; the forms tell of a step back or on. Stretches may overlap."""
    until = end.on if end else None
    seen = {phase: [date.fromisoformat(form["dato"]) for form in forms if form["phase"] == phase] for phase in "123"}
    second = min([*seen["2"], *([plan_on] if plan_on else [])], default=None)
    found: list[tuple[int, date, date | None]] = [(1, found_on, second or until)]
    if second:
        found.append((2, second, until))
        found += [(1, day, until) for day in seen["1"] if day > second][:1]
    if seen["3"]:
        found.append((3, seen["3"][0], until))
    elif end and end.phase == 3:
        found.append((3, max(found_on, end.on - timedelta(days=21)), until))
    if row["fase"] == "9" and not end:
        found.append((9, max(first for _phase, first, _last in found), None))
    return tuple((phase, first, last and max(first, last)) for phase, first, last in found)


def _end(row: Row, forms: Sequence[Row], moved: timedelta) -> End | None:
    on = _day(row["slut"], moved)
    if on is None:
        return None
    printed = row["slut_fase"]
    known = [int(form["phase"]) for form in forms if form["phase"] in {"1", "2", "3"}]
    phase = int(printed) if printed else known[-1] if known else 1
    moved_to = int(row["overgaaet_til"]) if row["overgaaet_til"] else None
    return End(on, int(row["slut_aarsag"]), phase, moved_to, bool(printed))


def _channel(start: Row | None) -> Channel | None:
    if start is None:
        return None
    actors = [name for name in start if name.startswith(FIRST_CONTACT) and start[name] == "1"]
    return Channel(
        _code(start["spotted_place"]), _code(start["spotted_by"]), _code(start["known_in_system"]),
        tuple(name.removeprefix(FIRST_CONTACT) for name in actors),
    )  # fmt: skip


def _rhythm(forms: Sequence[Row]) -> int | None:
    """The agreed rhythm: how often they last said they met; nobody agrees to be sought every third day."""
    known = [EVERY_DAYS[code] for form in forms if (code := _code(form["contacts"]) or 0) in EVERY_DAYS]
    return max(known[-1], 7) if known else None


def _readiness(forms: Sequence[Row]) -> tuple[tuple[date, Mapping[str, int]], ...]:
    found = []
    for form in forms:
        items = {name: code for name in form if name.startswith("ready_") and (code := _code(form[name])) is not None}
        if items:
            found.append((date.fromisoformat(form["dato"]), items))
    return tuple(found)


def _birth_year(start: Row | None, on: date) -> int | None:
    age = _code(start["age"]) if start else None
    return on.year - age if age else None


def _day(text: str, moved: timedelta) -> date | None:
    return date.fromisoformat(text) + moved if text else None


def _code(text: str) -> int | None:
    """A code of the form; None for an empty cell and for the codes of a missing answer, which are negative."""
    return int(text) if text.isdigit() else None
