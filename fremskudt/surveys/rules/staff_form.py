"""The forms that staff fill in about those they follow, and when each is due. Source: report 1.9 and 4.3, F40."""

from calendar import monthrange
from datetime import date, timedelta

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.surveys.rules.kinds import Kind

FORMS = (Kind.START, Kind.RUNNING)
START_WITHIN = timedelta(days=30)  # the start form is about the beginning, and is soon out of date

NOT_STARTED = _("Skemaet venter, til borgeren har sagt ja til at være med.")
NO_WAVE = _("Der er ingen åben runde for skemaet lige nu.")
ASK_FIRST = _("Spørg først, om %(alias)s vil være med.")
OTHER_WAVE = _("Svaret passer ikke til runden. Se på datoen.")


def may_fill(
    *, started_on: date | None, ended_on: date | None, opens_on: date, closes_on: date, today: date
) -> Verdict:
    """May the form of a wave be filled in about this course? While the wave is open, about who took part in it.

    Someone who ended within the wave is still told about; an unknown start (None) is a no.
    """
    if started_on is None:
        return Verdict.no(NOT_STARTED)
    if not opens_on <= today <= closes_on or started_on > closes_on or (ended_on is not None and ended_on < opens_on):
        return Verdict.no(OTHER_WAVE)
    return Verdict.yes()


def due_day(kind: str, closes_on: date, started_on: date, today: date) -> date:
    """The day by which it should be filled in: the wave's last; a start form's within thirty days of the start.

    A start form that is late is due by the end of this month, so that it does not hide what closes before.
    """
    if kind != Kind.START:
        return closes_on
    in_time = started_on + START_WITHIN
    return min(closes_on, in_time if in_time >= today else last_of_month(today))


def last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def is_this_month(due_on: date, today: date) -> bool:
    """Whether it belongs to this month: what was due before too, since it is still waiting."""
    return (due_on.year, due_on.month) <= (today.year, today.month)
