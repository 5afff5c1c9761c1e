"""What the house that gave a tip sees of it: our own work, what the house itself wrote, and weeks. Never how it went.

Nothing is shown, and nothing may be pressed, by anything but these:

* the week it was first seen, and the municipality's rules, by which the row closes and goes, whatever happened;
* what somebody of the house wrote (seen again, the person said no or maybe);
* whether the team has answered it at all, and on which day it *began*: with its first answer other than »received«,
  whatever that answer says. »In contact« or »closed« as a first answer looks like »we are looking«, or the row, the
  buttons or the number of new answers would tell that there is something to hide;
* each time we looked in vain.

Two tips that are alike in these look alike to the byte. »We are in contact« is no part of it: casework's ledger says
that, at each request (casework/selectors/feedback.py). Source: F04, F73, screens.md P3, design.md 1.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.partnership.rules.tip import Step, week_of
from fremskudt.partnership.rules.tip_form import UNDER_WAY

STAYS_WEEKS = 4  # a row that has closed is still seen for so long
NEWS_DAYS = 7  # an answer is new for so long

GONE = _("Prajet er udløbet og slettet.")
IS_CLOSED = _("Prajet er afsluttet. Ser du personen igen, så giv et nyt praj.")
ALREADY_SEEN = _("Det står der allerede for denne uge.")


@dataclass(frozen=True)
class Written:
    """One standing step of a tip: the key of rules/tip.Step, on which day, and whether the house wrote it itself."""

    kind: str
    by_house: bool
    on: date


@dataclass(frozen=True)
class HouseView:
    """A tip as its house sees it. Weeks are told by their Mondays, the oldest first; days are local."""

    closes_on: date  # from this day the row says »Afsluttet«
    goes_on: date  # from this day there is no row
    today: date
    is_received: bool
    is_begun: bool
    in_vain: tuple[date, ...]
    asked: tuple[tuple[str, date], ...]  # what the house wrote that the person said
    answered_on: date | None  # the last answer that the house can see

    @property
    def is_closed(self) -> bool:
        return self.today >= self.closes_on

    @property
    def is_gone(self) -> bool:
        return self.today >= self.goes_on

    @property
    def has_news(self) -> bool:
        return self.answered_on is not None and self.today - self.answered_on < timedelta(days=NEWS_DAYS)


def closes_on(week_on: date, shown_weeks: int) -> date:
    """The first day on which the row of a tip first seen in the week of this Monday is closed."""
    return week_on + timedelta(weeks=shown_weeks)


def goes_on(week_on: date, *, shown_weeks: int, keep_weeks: int) -> date:
    """The first day without a row: some weeks after it closed, and never later than the first day it could expire.

    A tip expires so many weeks after it was last touched, and a step that the house does not see touches it, too. Were
    the row shown for longer, an early end of it would tell that there was none.
    """
    return week_on + timedelta(weeks=min(shown_weeks + STAYS_WEEKS, keep_weeks))


def view_of(
    week_on: date, steps: Iterable[Written], *, shown_weeks: int, keep_weeks: int, today: date
) -> HouseView:  # fmt: skip
    """The tip as its house sees it today. `steps` are all that stand, in any order; none is a tip nobody has read."""
    written = sorted(steps, key=lambda step: step.on)
    ours = [step for step in written if not step.by_house]
    begun = [step for step in ours if step.kind != Step.RECEIVED]
    in_vain = [step for step in begun if step.kind == Step.NOT_FOUND]
    seen = [*ours[:1], *begun[:1], *in_vain]
    return HouseView(
        closes_on=closes_on(week_on, shown_weeks),
        goes_on=goes_on(week_on, shown_weeks=shown_weeks, keep_weeks=keep_weeks),
        today=today,
        is_received=bool(ours),
        is_begun=bool(begun),
        in_vain=tuple(sorted({week_of(step.on) for step in in_vain})),
        asked=tuple((step.kind, week_of(step.on)) for step in written if step.by_house),
        answered_on=max((step.on for step in seen), default=None),
    )


def may_write(view: HouseView) -> Verdict:
    """May the house still write of it: seen again, the person said no or maybe?"""
    if view.is_gone:
        return Verdict.no(GONE)
    return Verdict.no(IS_CLOSED) if view.is_closed else Verdict.yes()


def may_see_again(view: HouseView, weeks_seen: Collection[date]) -> Verdict:
    """May it be seen again this week? Once a week, while the row is open."""
    if week_of(view.today) in weeks_seen:
        return Verdict.no(ALREADY_SEEN)
    return may_write(view)


def may_remove(view: HouseView) -> Verdict:
    """May the house take it away? Until the team has begun."""
    if view.is_gone:
        return Verdict.no(GONE)
    return Verdict.no(UNDER_WAY) if view.is_begun else Verdict.yes()
