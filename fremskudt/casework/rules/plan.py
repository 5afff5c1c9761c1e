"""The plan (§ 101, stk. 8): when it may be written and put in force, and what is said of a goal since last.

Source: domain.md 1.4 and 3.1 (the plan's existence is the one firm criterion for phase 2), screens.md T7, F26-F30.
"""

from datetime import date, timedelta
from enum import StrEnum

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.casework.rules.barring import review_day
from fremskudt.casework.rules.course import HAS_ENDED as ENDED

LONGEST_TEXT = 4000
LONGEST_GOAL = 500
LONGEST_NAME = 120
LONGEST_OWN_WORDS = 300
MOST_GOALS = 20

NO_PLAN = _("Der er ingen plan at sætte i kraft. Begynd med ét ønske.")
NO_GOAL = _("Skriv mindst ét mål med borgerens ord, før planen sættes i kraft.")
NO_REVIEW = _("Skriv, hvornår I ser på planen igen.")
REVIEW_IS_PAST = _("Dagen, I ser på planen igen, er forbi. Vælg en ny.")
REWRITTEN = _("En kollega skrev imens. Læs planen igen, før den sættes i kraft.")
NO_SUCH_GOAL = _("Målet står ikke i planen mere.")


class Progress(StrEnum):
    """What has moved since last, in plain words: never a share, a rank or a score (F30)."""

    MOVING = "moving"
    SAME = "same"
    HARD = "hard"
    REACHED = "reached"
    WAITING = "waiting"


PROGRESS: dict[str, str] = {
    Progress.MOVING: _("Noget rykker sig"),
    Progress.SAME: _("Som før"),
    Progress.HARD: _("Det gik skidt i en periode"),
    Progress.REACHED: _("Det er nået"),
    Progress.WAITING: _("Vi venter med det"),
}


def may_put_in_force(
    *, has_draft: bool, n_goals: int, review_on: date | None, today: date, has_ended: bool = False
) -> Verdict:
    """May the draft become the plan? With a goal in the citizen's words and a day ahead to look at it again.

    A missing day (None) is a no. Nothing is asked of what the goals are about.
    """
    if has_ended:
        return Verdict.no(ENDED)
    if not has_draft:
        return Verdict.no(NO_PLAN)
    if not n_goals:
        return Verdict.no(NO_GOAL)
    if review_on is None:
        return Verdict.no(NO_REVIEW)
    return Verdict.yes() if review_on > today else Verdict.no(REVIEW_IS_PAST)


def may_review_on(day: date, today: date) -> bool:
    """Whether a day is one to look again on, in a draft: within the last year (an old draft) and five years ahead."""
    return today - timedelta(days=366) <= day <= review_day(today, 60)


def may_note(*, is_in_plan: bool, has_ended: bool) -> Verdict:
    """May somebody write what has moved? Of a goal that stands in the plan or its draft, while the course goes on."""
    if has_ended:
        return Verdict.no(ENDED)
    return Verdict.yes() if is_in_plan else Verdict.no(NO_SUCH_GOAL)
