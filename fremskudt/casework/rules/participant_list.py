"""The columns of the study's participant list, worked out from what is written anyway (design.md: a view, not a table).

Source: domain.md 4.3 (Deltagerliste) and instrument `participants`. Codes are those of that instrument.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from fremskudt.basics.words import gettext_noop as _
from fremskudt.casework.rules.ending import MOVED_TO, Reason
from fremskudt.casework.rules.phase import Phase

EMBARGO = timedelta(days=7)  # a new course is in no export so long: what was made by mistake is mended first
ACTIVE, POSSIBLE = 1, 2  # status

COLUMNS = (
    "borger_id", "kommune", "status", "identificeret", "start", "fase", "slut", "slut_fase", "slut_aarsag",
    "overgaaet_til",
)  # fmt: skip


class Standing(StrEnum):
    """Where a course is, for the filters of the list."""

    POSSIBLE = "possible"
    ACTIVE = "active"
    PAUSE = "pause"
    FAREWELL = "farewell"


STANDINGS: dict[Standing, str] = {
    Standing.POSSIBLE: _("Mulige"),
    Standing.ACTIVE: _("I gang"),
    Standing.PAUSE: _("Pause"),
    Standing.FAREWELL: _("Farvel"),
}


class Use(StrEnum):
    """What a file with the list is for. Chosen, not written: a log that nobody can erase holds no words of people."""

    EVALUATION = "evaluation"
    STEERING = "steering"
    FOLLOW_UP = "follow_up"


USES: dict[Use, str] = {
    Use.EVALUATION: _("Til den, der evaluerer"),
    Use.STEERING: _("Til styregruppen eller ledelsen"),
    Use.FOLLOW_UP: _("Til at se listen igennem med teamet"),
}


@dataclass(frozen=True)
class Interval:
    """A standing period in a phase; open when `end_on` is None. A higher number was written later."""

    phase: int
    start_on: date
    end_on: date | None
    number: int = 0


@dataclass(frozen=True)
class Course:
    """One course of somebody. Of the ending: its day, phase, reason and where to (code of `rules/ending.py`)."""

    found_on: date
    started_on: date | None = None
    made_at: datetime | None = None
    intervals: Sequence[Interval] = ()
    ended_on: date | None = None
    end_phase: int | None = None
    end_reason: int | None = None
    onward: str = ""


@dataclass(frozen=True)
class Line:
    """One person on the list; None is an empty cell."""

    borger_id: str
    municipality: str
    status: int
    identified_on: date
    started_on: date | None
    phase: int | None
    ended_on: date | None
    end_phase: int | None
    end_reason: int | None
    moved_to: int | None

    @property
    def cells(self) -> list[str]:
        """As they stand in the file, in the order of COLUMNS; days as 2026-11-05."""
        return ["" if value is None else str(value) for value in vars(self).values()]


def standing_of(course: Course, *, is_paused: bool) -> Standing:
    """Ended, else in a pause, else begun or only possible."""
    if course.ended_on is not None:
        return Standing.FAREWELL
    if is_paused:
        return Standing.PAUSE
    return Standing.ACTIVE if course.started_on is not None else Standing.POSSIBLE


def phase_on(intervals: Iterable[Interval], day: date) -> int:
    """The phase somebody is in on a day: of the periods that cover it the one begun last, of two begun on one day the

    one written last; 9 (not clarified) where none covers it. Both ends count.
    """
    covering = [one for one in intervals if one.start_on <= day and (one.end_on is None or day <= one.end_on)]
    newest = max(covering, key=lambda one: (one.start_on, one.number), default=None)
    return newest.phase if newest else Phase.UNCLEAR


def moved_to(reason: int | None, onward: str) -> int | None:
    """The code of »Overgået til«; only for who went over to other treatment, and nothing for who stays."""
    return MOVED_TO.get(onward) if reason == Reason.OTHER_TREATMENT else None


def line(courses: Sequence[Course], *, borger_id: str, municipality: str, today: date) -> Line:
    """One person's line, from one or more courses in any order.

    A return goes on: found and begun are those of the first course, the phase and the ending those of the newest. A
    course that has ended is told by its phase on its last day.
    """
    in_order = sorted(courses, key=lambda course: course.found_on)
    newest, begun = in_order[-1], [course.started_on for course in in_order if course.started_on]
    started_on = min(begun, default=None)
    day = min(newest.ended_on, today) if newest.ended_on else today
    return Line(
        borger_id=borger_id, municipality=municipality, status=ACTIVE if started_on else POSSIBLE,
        identified_on=in_order[0].found_on, started_on=started_on, phase=phase_on(newest.intervals, day),
        ended_on=newest.ended_on, end_phase=newest.end_phase, end_reason=newest.end_reason,
        moved_to=moved_to(newest.end_reason, newest.onward),
    )  # fmt: skip


def may_leave(course: Course, now: datetime) -> bool:
    """Whether a course may be in an export: seven days after it was made. Not when it is unknown when."""
    return course.made_at is not None and now - course.made_at >= EMBARGO


def month_before(day: date) -> date:
    """The same day of the month before, or its last day."""
    last = day.replace(day=1) - timedelta(days=1)
    return last.replace(day=min(day.day, last.day))
