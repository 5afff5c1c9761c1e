"""When somebody may be asked, and when answers are still taken.

A wave is open from its first to its last day. What is begun may be finished some days longer, and whoever has answered
lately is never thrown out. Answers on paper are taken whenever they come; what comes after the last day is late, and
late is a note on the answer, never a refusal. Source: ideas.md section 8 (4, 5), F31, F36.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _

GRACE, IDLE = timedelta(days=14), timedelta(days=7)  # where a study says nothing else
NOT_OPEN_YET = _("Runden er ikke åben endnu.")
CLOSED = _("Runden er lukket. Der er ingen spørgsmål lige nu.")
NO_YES = _("Der er ikke sagt ja til at være med i undersøgelsen.")
HELD_BACK = _("Spørgsmålene venter. Det er aftalt.")
NOT_LICENSED = _("Licensen til skemaet er ikke bekræftet her. Skemaet kan ikke bruges.")
STOPPED = _("Der bliver ikke spurgt mere i denne runde.")
FROM_FILE = _("Svarene er indlæst fra en fil. De kan ikke ændres her.")
OTHER_VERSION = _("Skemaet er en anden udgave end den, der er begyndt på. Hent siden igen, eller print et nyt ark.")
CUT = _("Undersøgelsen er lukket, og koderne er klippet. Der kan ikke komme flere svar.")


@dataclass(frozen=True)
class Window:
    """The days of a wave for everybody in it. `start_by` is the last day on which somebody may begin."""

    opens_on: date
    start_by: date
    closes_on: date
    grace: timedelta = GRACE
    idle: timedelta = IDLE


class Stage(StrEnum):
    BEFORE = "before"
    OPEN = "open"
    LATE = "late"  # closed, but this person may finish
    CLOSED = "closed"


def window(
    opens_on: date, closes_on: date, *, start_within: int | None = None, grace: int | None = None,
    idle: int | None = None,
) -> Window:  # fmt: skip
    """Of a wave's days and its form's limits in whole days; None is the usual (to begin: while it is open)."""
    start_by = closes_on if start_within is None else min(closes_on, opens_on + timedelta(days=start_within))
    return Window(
        opens_on, start_by, closes_on, GRACE if grace is None else timedelta(days=grace),
        IDLE if idle is None else timedelta(days=idle),
    )  # fmt: skip


def stage(of: Window, *, begun: bool, last_answer_on: date | None, today: date) -> Stage:
    """Where a person is in a wave. `last_answer_on` is the day of their newest answer in it; None: there is none."""
    if today < of.opens_on:
        return Stage.BEFORE
    if today <= (of.closes_on if begun else of.start_by):
        return Stage.OPEN
    if not begun:
        return Stage.CLOSED
    is_active = last_answer_on is not None and today <= last_answer_on + of.idle
    return Stage.LATE if today <= of.closes_on + of.grace or is_active else Stage.CLOSED


def limits_matter(opens_on: date, closes_on: date, *, begun: bool, today: date) -> bool:
    """Whether the form's own limits have a say in the stage: to begin in an open wave, or to go on in a closed one."""
    return today >= opens_on and begun is (today > closes_on)


def may_answer(at: Stage) -> Verdict:
    """May answers be taken on a screen now? (Paper is always taken.)"""
    if at is Stage.BEFORE:
        return Verdict.no(NOT_OPEN_YET)
    return Verdict.no(CLOSED) if at is Stage.CLOSED else Verdict.yes()


def may_give(
    at: Stage, *, is_cut: bool, takes_part: bool, is_paper: bool, is_of_file: bool, is_same_version: bool
) -> Verdict:
    """May these answers be stored? `takes_part`: a yes to the study stands; without one nothing is.

    `is_cut`: the study's codes lead nowhere any more. `is_paper`: from a printed sheet, which is taken whenever it
    comes. `is_of_file`: the response came in a file. `is_same_version`: what was asked is the version that the response
    (and the sheet) is of.
    """
    if is_cut:
        return Verdict.no(CUT)
    if not takes_part:
        return Verdict.no(NO_YES)
    if is_of_file:
        return Verdict.no(FROM_FILE)
    if not is_same_version:
        return Verdict.no(OTHER_VERSION)
    return Verdict.yes() if is_paper else may_answer(at)


def may_ask(at: Stage, *, takes_part: bool, is_held: bool, is_stopped: bool) -> Verdict:
    """May this person be asked now, in a message, by link, on paper or in person?

    `is_held`: a hold that has not run out; `is_stopped`: a reason for no answer that ends the asking (Meaning.stops).
    An answer that somebody gives unasked is taken all the same: holds and reasons keep us from asking.
    """
    if not takes_part:
        return Verdict.no(NO_YES)
    if is_held:
        return Verdict.no(HELD_BACK)
    return Verdict.no(STOPPED) if is_stopped else may_answer(at)
