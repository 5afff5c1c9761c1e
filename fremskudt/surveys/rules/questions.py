"""The therapist asks »Hvordan går det?«: how much at a time, when not at all, and how long questions may wait.

Source: screens.md T8; domain.md 3 (5): never at the first visit; F31, F37.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.instruments import Item
from fremskudt.surveys.rules.ways import HOLD_REASONS
from fremskudt.surveys.rules.why_no_answer import WHY

MOST_TODAY = 3  # questions proposed for one day
LONGEST_HOLD = 6  # months

HAS_ENDED = _("Der er sagt farvel for nu. Vi spørger ikke.")
IS_PAUSED = _("Borgeren holder pause. Vi spørger ikke.")
NOT_NOW = _("Borgeren har sagt »ikke nu«. Vi spørger ikke.")
NO_REASON = _("Vælg en grund.")
WAIT_UNTIL = _("Vælg en dag efter i dag og højst et halvt år frem.")
NOTHING_NOW = _("Ingen spørgsmål lige nu.")
HIDDEN = _("Svarene er skjult for dig. Borgeren har valgt det.")
IS_ANSWERED = _("Alt er svaret i denne runde.")


def today_bite(left: Sequence[Item], *, met_before: bool) -> tuple[Item, ...]:
    """What could be asked today: the first three of what is left, in the form's order.

    `met_before`: whether they have met on an earlier day. Nobody is asked at the first visit.
    """
    return tuple(left[:MOST_TODAY]) if met_before else ()


def may_ask_now(asking: Verdict, *, has_ended: bool, is_paused: bool, not_now: bool) -> Verdict:
    """May we ask, when the wave itself says `asking` (rules/asking.may_ask)? Not over what the citizen's course says.

    An ended course, an open pause and an »ikke nu« that has not run out each keep us from it. What somebody answers
    unasked is taken all the same.
    """
    if not asking:
        return asking
    if has_ended:
        return Verdict.no(HAS_ENDED)
    if is_paused:
        return Verdict.no(IS_PAUSED)
    return Verdict.no(NOT_NOW) if not_now else Verdict.yes()


def latest_hold(today: date) -> date:
    """The last day until which questions may wait: half a year on, or that month's last day."""
    year, month = divmod(today.year * 12 + today.month - 1 + LONGEST_HOLD, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def is_near(until_on: date, today: date) -> bool:
    """Whether questions may wait until this day: after today, and no longer than half a year."""
    return today < until_on <= latest_hold(today)


def may_hold(*, reason: str, until_on: date, today: date) -> Verdict:
    """May questions wait until this day, for this reason (a key of HOLD_REASONS)? They are asked again that day."""
    if reason not in HOLD_REASONS:
        return Verdict.no(NO_REASON)
    return Verdict.yes() if is_near(until_on, today) else Verdict.no(WAIT_UNTIL)


def may_tell(*, why: str, is_complete: bool) -> Verdict:
    """May a reason for no answer (a key of WHY) stand? Not over a form that is filled in, unless it stops for good."""
    if why not in WHY:
        return Verdict.no(NO_REASON)
    return Verdict.no(IS_ANSWERED) if is_complete and not WHY[why].for_good else Verdict.yes()
