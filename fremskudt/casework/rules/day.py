"""A day on which something of a course happened: not before the course began, and not ahead."""

from datetime import date

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _

TOO_EARLY = _("Dagen ligger før forløbet begyndte.")
IN_THE_FUTURE = _("Dagen ligger ude i fremtiden. Skriv, hvornår det var.")


def may_have_been(day: date, earliest: date, today: date) -> Verdict:
    """May it have happened that day? From `earliest`, the first day of the course, to today, both included."""
    if day > today:
        return Verdict.no(IN_THE_FUTURE)
    return Verdict.no(TOO_EARLY) if day < earliest else Verdict.yes()
