"""Going on to what comes after: a target chosen together, steps with one owner and a date, and a warm handover.

Source: domain.md 1.5 (»håndholdt proces«), ideas.md 2.2 (who hands over carries until the receiver accepts),
screens.md T13. None of it is a gate, and ordinary treatment is one target of many.
"""

from datetime import date
from enum import StrEnum

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.casework.rules.barring import review_day
from fremskudt.casework.rules.day import TOO_EARLY
from fremskudt.casework.rules.ending import TARGETS, Target

LONGEST_TARGET, LONGEST_STEP, LONGEST_NAME, LONGEST_OWNER = 120, 200, 120, 80
FARTHEST_MONTHS = 24
# As they are asked: ordinary treatment is not the first, so that no thumb lands on it.
IN_ORDER: tuple[str, ...] = (
    Target.SUPPORT, Target.COMMUNITY, Target.HOUSING, Target.WORK, Target.PSYCHIATRY, Target.ORDINARY, Target.STAY,
    Target.OTHER,
)  # fmt: skip
CHOICES: list[tuple[str, str]] = [(key, TARGETS[key]) for key in IN_ORDER]
# The thinning rhythm: every so many days → in words. domain.md 1.5: »thins to monthly before stop«.
RHYTHMS: dict[int, str] = {
    7: _("Hver uge"),
    14: _("Hver 14. dag"),
    30: _("En gang om måneden"),
    60: _("Hver anden måned"),
}

ONE_OWNER = _("Et skridt skal have én person og en dato.")
NO_TARGET = _("Vælg først sammen, hvor I skal hen.")
STILL_YOURS = _("Modtageren har ikke sagt ja. Du har stadig ansvaret.")
ACCEPTED = _("Modtageren har allerede sagt ja.")
NO_RECEIVER = _("Skriv først, hvem der tager imod.")
STEP_GONE = _("Skridtet er fjernet eller findes ikke.")
STEP_DONE = _("Skridtet er gjort.")
STEP_MISSED = _("Det er allerede noteret, at det ikke blev til noget.")
TOO_FAR = _("Vælg en dag højst to år frem.")


class State(StrEnum):
    """How a step stands, told in words and never in colour alone."""

    DONE = "done"
    MISSED = "missed"
    LATE = "late"  # its day has passed and nobody has said how it went
    AHEAD = "ahead"


STATES: dict[str, str] = {
    State.DONE: _("Gjort"),
    State.MISSED: _("Blev ikke til noget"),
    State.LATE: _("Dagen er gået"),
    State.AHEAD: _("Kommer"),
}


def state_of(*, on: date, is_done: bool, is_missed: bool, today: date) -> State:
    """How a step stands. On its own day it still lies ahead; nothing is missed by itself."""
    if is_done:
        return State.DONE
    if is_missed:
        return State.MISSED
    return State.LATE if on < today else State.AHEAD


def has_one_owner(*, is_user: bool, words: str) -> bool:
    """Whether exactly one is named: a user of the team, or somebody else in words."""
    return is_user != bool(words.strip())


def may_be_on(day: date, earliest: date, today: date) -> Verdict:
    """May a step or a meeting lie on that day? From the first day of the course to two years ahead."""
    if day < earliest:
        return Verdict.no(TOO_EARLY)
    return Verdict.no(TOO_FAR) if day > review_day(today, FARTHEST_MONTHS) else Verdict.yes()


def may_add_step(*, has_target: bool) -> Verdict:
    """May a step be added? Once there is somewhere to go, staying included."""
    return Verdict.yes() if has_target else Verdict.no(NO_TARGET)


def may_mark(*, is_there: bool, is_done: bool, is_missed: bool) -> Verdict:
    """May it be said how a step went, or the step be removed? One of them, while it stands open."""
    if not is_there:
        return Verdict.no(STEP_GONE)
    if is_done:
        return Verdict.no(STEP_DONE)
    return Verdict.no(STEP_MISSED) if is_missed else Verdict.yes()


def may_accept(*, has_receiver: bool, is_accepted: bool) -> Verdict:
    """May the receiver's yes be written? Somebody is named, and has not said it before."""
    if not has_receiver:
        return Verdict.no(NO_RECEIVER)
    return Verdict.no(ACCEPTED) if is_accepted else Verdict.yes()


def may_change_handover(*, is_accepted: bool) -> Verdict:
    """May receiver and meeting be changed? Until the receiver has said yes."""
    return Verdict.no(ACCEPTED) if is_accepted else Verdict.yes()


def may_thin(*, is_accepted: bool) -> Verdict:
    """May we come more seldom? Only once somebody else has said yes to carry."""
    return Verdict.yes() if is_accepted else Verdict.no(STILL_YOURS)
