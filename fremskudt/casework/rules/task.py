"""Tasks: where they come from, who may be given one, under which heading it stands.

One owner and a date. An owner is somebody who follows the citizen, or whose house the citizen has said yes to for what
the task is about. What is overdue is said with the day that was agreed, never with how late it is.
Source: screens.md X5, domain.md 1.7, capabilities F44, F53, F58 and F75.
"""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.casework.rules.barring import review_day
from fremskudt.casework.rules.consent import LOW_CONTENT, TOPICS
from fremskudt.casework.rules.contact import NOT_YOURS

SOURCES: dict[str, str] = {
    "meeting": _("fra et møde"),
    "plan": _("fra planen"),
    "transition": _("fra overgangen"),
    "role": _("fra et rollekort"),
    "own": _("skrevet selv"),
}
LONGEST = 200
FARTHEST_MONTHS = 24
SOON = timedelta(days=30)  # reviews, role cards and yeses are on the list so long before their day
MOVED_SHOWN = timedelta(days=7)

ONE_OWNER = _("En opgave skal have én person og en dato.")
NOT_TOLD = _("%(who)s må ikke få det at vide endnu. Spørg om et ja.")  # the sentence with the name in it
NOT_STRONG = _("%(who)s kan kun få opgaver om tider og aftaler.")
NO_TOPIC = _("Vælg, hvad opgaven handler om.")
OLD_PAGE = _("Siden var for gammel. Åbn den igen, og tryk en gang til.")
GONE = _("Opgaven er her ikke mere.")
MOVED = _("Opgaven er flyttet til en anden.")
DONE = _("Opgaven er gjort.")
TOO_EARLY = _("Vælg i dag eller en dag frem.")
TOO_FAR = _("Vælg en dag højst to år frem.")
TOO_LATE = _("Der er gået mere end ti minutter, så det kan ikke fortrydes.")


class Kind(StrEnum):
    """What a line is: a task, or something of another page that is shown here and never copied."""

    TASK = "task"
    STEP = "step"
    GOAL = "goal"
    ROLE = "role"
    CONSENT = "consent"


KINDS: dict[str, str] = {
    Kind.STEP: _("fra overgangen"),
    Kind.GOAL: _("fra planen: se på målet igen"),
    Kind.ROLE: _("fra et rollekort: aftal det igen"),
    Kind.CONSENT: _("et ja, der udløber"),
}


class Group(StrEnum):
    """The headings, in their order."""

    TODAY = "today"
    BEFORE = "before"
    AHEAD = "ahead"


GROUPS: dict[str, str] = {Group.TODAY: _("I dag"), Group.BEFORE: _("Fra før"), Group.AHEAD: _("Kommer")}


def group_of(on: date, today: date) -> Group:
    """The heading of a line by the day that was agreed."""
    if on == today:
        return Group.TODAY
    return Group.BEFORE if on < today else Group.AHEAD


def may_be_given(
    *, is_named: bool, follows: bool, topics: Collection[str], topic: str, is_strong: bool, is_about_somebody: bool
) -> Verdict:
    """May this owner be given this task?

    `topics` is what a yes lets the owner's house know through tasks; `is_strong`: the owner's role may be shown more
    than times and agreements. A task about nobody asks for an owner only.
    """
    if not is_named:
        return Verdict.no(ONE_OWNER)
    if not is_about_somebody:
        return Verdict.yes()
    if topic not in TOPICS:
        return Verdict.no(NO_TOPIC)
    if follows:
        return Verdict.yes()
    if topic not in topics:
        return Verdict.no(NOT_TOLD)
    return Verdict.yes() if is_strong or topic in LOW_CONTENT else Verdict.no(NOT_STRONG)


def is_shown(*, follows: bool, topics: Collection[str], topic: str, is_strong: bool) -> bool:
    """Does the owner still see the task? As long as they follow, or any yes lets their house know of tasks.

    Without the stronger log-in only what is about times and agreements, and only by a yes to those.
    """
    if follows:
        return True
    if is_strong:
        return bool(topics)
    return topic in LOW_CONTENT and bool(LOW_CONTENT.intersection(topics))


def may_be_on(day: date, today: date) -> Verdict:
    """May a new task be agreed for that day? From today to two years ahead."""
    if day < today:
        return Verdict.no(TOO_EARLY)
    return Verdict.no(TOO_FAR) if day > review_day(today, FARTHEST_MONTHS) else Verdict.yes()


def may_go_on(*, is_done: bool, is_dropped: bool, is_moved: bool) -> Verdict:
    """May the task be done, dropped or handed on? Not once it is; who comes second is told what became of it."""
    if is_moved:
        return Verdict.no(MOVED)
    if is_dropped:
        return Verdict.no(GONE)
    return Verdict.no(DONE) if is_done else Verdict.yes()


def may_undo(*, is_moved: bool, is_mine: bool, is_fresh: bool) -> Verdict:
    """May »gjort« or »ikke nødvendig« be taken back? By who said it, for ten minutes; never of a task handed on."""
    if is_moved:
        return Verdict.no(MOVED)
    if not is_mine:
        return Verdict.no(NOT_YOURS)
    return Verdict.yes() if is_fresh else Verdict.no(TOO_LATE)
