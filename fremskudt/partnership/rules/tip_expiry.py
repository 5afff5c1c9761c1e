"""When a tip that nobody touches leaves the list, and what the municipality may decide about it (F08).

Weeks are named by their Monday. Source: domain.md 3.2 (law), screens.md T16 and P3.
"""

from datetime import date, timedelta

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.partnership.rules.tip import week_of

ANSWER_DAYS = (1, 60)
WEEKS = (2, 52)  # of keeping, and of being shown to the tipster
NEAR = timedelta(weeks=2)

# A row closes towards the tipster after a fixed time, whatever happened. Were it deleted sooner, they could tell from
# its being there that the team had done something with it.
GONE_TOO_SOON = _("Et praj skal stå på listen mindst lige så længe, som det er åbent for den, der gav det.")


def expires_on(touched_on: date, keep_weeks: int) -> date:
    """The Monday of the week in which a tip last touched in the week of `touched_on` is deleted."""
    return week_of(touched_on) + timedelta(weeks=keep_weeks)


def last_due(today: date, keep_weeks: int) -> date:
    """Every tip touched on this Monday or before is due today."""
    return week_of(today) - timedelta(weeks=keep_weeks)


def is_near(touched_on: date, keep_weeks: int, today: date) -> bool:
    """Whether the row should say when it is deleted: within two weeks from now, or already due."""
    return expires_on(touched_on, keep_weeks) - week_of(today) <= NEAR


def may_decide(*, keep_weeks: int, shown_weeks: int) -> Verdict:
    """May the municipality decide so? A tip is kept at least as long as it is open towards the tipster."""
    return Verdict.yes() if keep_weeks >= shown_weeks else Verdict.no(GONE_TOO_SOON)
