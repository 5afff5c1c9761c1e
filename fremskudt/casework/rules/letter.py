"""Letters: what is kept of one, and what may be done with it (F55)."""

from datetime import date

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _

LONGEST_LINE = 200
FIRST_DAY = date(1900, 1, 1)
YEARS_AHEAD = 10

DONE_ALREADY = _("Brevet er allerede færdigt.")
NOT_DONE_LATELY = _("Der er ikke noget at fortryde.")
NO_PICTURE = _("Billedet er allerede væk.")


def may_be_deadline(day: date, today: date) -> bool:
    """Whether a letter may have such a deadline. One that has passed is a deadline too: it is what is dealt with."""
    return day >= FIRST_DAY and day.year <= today.year + YEARS_AHEAD


def may_finish(*, is_done: bool) -> Verdict:
    return Verdict.no(DONE_ALREADY) if is_done else Verdict.yes()


def may_take_back(*, is_recent: bool) -> Verdict:
    """`is_recent`: whether what is undone was done within the time of an undo."""
    return Verdict.yes() if is_recent else Verdict.no(NOT_DONE_LATELY)


def may_remove_picture(*, has_picture: bool) -> Verdict:
    return Verdict.yes() if has_picture else Verdict.no(NO_PICTURE)
