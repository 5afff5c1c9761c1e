"""The mail that reminds partners: when it may go, to whom, how often, and what may not stand in it (F13).

Source: screens.md 5 (monthly reminder; quiet hours; one a week for each person), screens.md L5, domain.md 2 row 18.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from fremskudt.basics.words import gettext_noop as _
from fremskudt.partnership.rules.sparring import objection_to

SUBJECT = _("Kaffe og en snak")
# Not translated with the screen: it is the partners who read it.
DEFAULT_WORDS = "Kender du en, som har det svært, og som vi kunne møde? Giv et praj på et halvt minut:"
EVERY: dict[int, str] = {
    14: _("Hver anden uge"),
    28: _("Hver fjerde uge"),
    56: _("Hver ottende uge"),
    91: _("Hvert kvartal"),
}
USUALLY = 28
LONGEST_WORDS = 600
FARTHEST = timedelta(days=366)
FROM, UNTIL = time(9), time(16)
A_WEEK = 7  # days: nobody gets more than one such mail in so long
TRIED_FOR = 3  # days after its day a mail that the server will not take is still tried
REST_SECONDS = 15 * 60  # between two tries at the same person
LOCK_SCREEN = 90  # signs of a mail's text that a locked phone shows, about
SAMPLE_LASTS = timedelta(minutes=1)

NAMES_SOMEBODY = _("Mailen nævner en borger. Fjern det, før den sendes.")
BAD_DAY = _("Vælg en hverdag fra i dag og højst et år frem.")


def is_fit_to_send(words: str, *, known: Iterable[str]) -> bool:
    """Whether nothing in the text looks like it tells who somebody is; `known` are names of houses and areas."""
    return objection_to(words, known=known) is None


def is_workday(day: date) -> bool:
    """Monday to Friday. Holidays are not known here."""
    return day.weekday() < 5


def may_send_at(local: datetime) -> bool:
    """Whether such a mail may go now, by the local clock: on a workday, from 9 and before 16."""
    return is_workday(local.date()) and FROM <= local.time() < UNTIL


def may_begin_on(day: date, today: date) -> bool:
    """Whether the first one may be planned for that day."""
    return today <= day <= today + FARTHEST and is_workday(day)


def next_after(due_on: date, every_days: int, today: date) -> date:
    """The next day of a series that has one on `due_on`: after today, in whole steps, pushed to a Monday if needed.

    Days that were missed meanwhile are passed over, so that nobody gets several at once.
    """
    steps = max(0, (today - due_on).days) // every_days + 1
    day = due_on + timedelta(days=steps * every_days)
    return day if is_workday(day) else day + timedelta(days=7 - day.weekday())


def first_blocking_day(today: date) -> date:
    """Who was written to on this day or later gets no other such mail today."""
    return today - timedelta(days=A_WEEK - 1)


def is_given_up(due_on: date, today: date) -> bool:
    """Whether a mail that could not be sent is no longer tried for that day."""
    return today > due_on + timedelta(days=TRIED_FOR)


def may_move_on(*, is_all_done: bool, n_unsure: int, due_on: date, today: date) -> bool:
    """Whether the series goes on to its next day.

    `n_unsure` were claimed and not marked as sent: another worker is at it, or one was stopped in the middle. They are
    waited for until the day after, and never tried again: the mail may have gone, and one too few is better than two.
    """
    if is_given_up(due_on, today):
        return True
    return is_all_done and (n_unsure == 0 or today > due_on)
