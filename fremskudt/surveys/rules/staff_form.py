"""The forms that staff fill in about those they follow: when each is due, and one bite after the other.

Bites are the instrument's own. What nobody has come to yet is `not_asked`, so that a form that is half filled in says
so in every extract; what routing hides is `not_shown`. Source: report 1.9 and 4.3, screens.md T19, F40.
"""

from calendar import monthrange
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.instruments import Bite, Instrument, Missing, shown
from fremskudt.surveys.rules.kinds import Kind

FORMS = (Kind.START, Kind.RUNNING)
START_WITHIN = timedelta(days=30)  # the start form is about the beginning, and is soon out of date
NONE_OF_THEM = "none"  # said outright; a question of many that is left empty is skipped

NOT_STARTED = _("Skemaet venter, til borgeren har sagt ja til at være med.")
NO_WAVE = _("Der er ingen åben runde for skemaet lige nu.")
OTHER_WAVE = _("Svaret passer ikke til runden. Se på datoen.")

Values = dict[str, int | Missing | None]
Given = Mapping[str, int | Collection[str] | None]  # item → its answer; option slugs where many can be chosen


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


def empty(instrument: Instrument) -> Values:
    """A form that nobody has begun: every variable is not asked."""
    return dict.fromkeys(instrument.variables, Missing.NOT_ASKED)


def bites(instrument: Instrument, values: Values) -> list[Bite]:
    """The bites that have something to ask, after the answers so far."""
    return [
        bite
        for bite in instrument.bites
        if any(shown(instrument.item(item), values) is not False for item in bite.items)
    ]


def next_bite(instrument: Instrument, values: Values) -> Bite | None:
    """The first bite that holds something nobody has come to; None when the form is filled in."""
    return next((bite for bite in bites(instrument, values) if not is_done(instrument, bite, values)), None)


def is_done(instrument: Instrument, bite: Bite, values: Values) -> bool:
    """Whether everything in the bite is answered, skipped or hidden."""
    return not any(
        values.get(name) in {None, Missing.NOT_ASKED} for item in bite.items for name in instrument.item(item).variables
    )


def answered(instrument: Instrument, bite: Bite, given: Given, values: Values) -> Values:
    """All values of the form once a bite is answered. An item that `given` leaves out, or holds as None, is skipped.

    Answers decide what is shown further on: what becomes hidden loses its answer, what is shown again is not asked.
    """
    new = dict(values)
    for id in bite.items:
        new |= _of_item(instrument, id, given.get(id))
    for item in instrument.items:
        hidden = shown(item, new) is False
        for name in item.variables:
            if hidden:
                new[name] = Missing.NOT_SHOWN
            elif new[name] is Missing.NOT_SHOWN:
                new[name] = Missing.NOT_ASKED
    return new


def _of_item(instrument: Instrument, id: str, answer: int | Collection[str] | None) -> Values:
    item = instrument.item(id)
    if answer is None or (item.scale.kind == "multiple" and not answer):
        return dict.fromkeys(item.variables, Missing.SKIPPED)
    if isinstance(answer, int):
        return {id: answer}
    return {f"{id}.{option.slug}": int(option.slug in answer) for option in item.scale.options}


def contradicted(instrument: Instrument, bite: Bite, given: Given) -> list[str]:
    """Items of the bite that have an answer though the others in the same bite hide them."""
    known = {id: answer for id, answer in given.items() if isinstance(answer, int)}
    return [
        id for id in bite.items if given.get(id) not in (None, [], ()) and shown(instrument.item(id), known) is False
    ]
