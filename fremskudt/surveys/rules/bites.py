"""A form a bite at a time: what is still to be asked, and what the form says once some of it is answered.

Bites are the instrument's own. What nobody has come to yet is `not_asked`, so that a form that is half filled in says
so in every extract; what routing hides is `not_shown`. Source: design.md section 5, F31, F32.
"""

from collections.abc import Collection, Mapping

from fremskudt.instruments import Bite, Instrument, Missing, shown

NONE_OF_THEM = "none"  # said outright; a question of many that is left empty is skipped

Values = dict[str, int | Missing | None]
# item → its answer: a code or number, option slugs where many can be chosen, a reason for none, or None: skipped
Given = Mapping[str, int | Missing | Collection[str] | None]


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


def answered(instrument: Instrument, items: Collection[str], given: Given, values: Values) -> Values:
    """All values of the form once these items are answered. One that `given` leaves out, or holds as None, is skipped.

    Answers decide what is shown further on: what becomes hidden loses its answer, what is shown again is not asked.
    """
    new = dict(values)
    for id in items:
        new |= _of_item(instrument, id, given.get(id))
    for item in instrument.items:
        hidden = shown(item, new) is False
        for name in item.variables:
            if hidden:
                new[name] = Missing.NOT_SHOWN
            elif new[name] is Missing.NOT_SHOWN:
                new[name] = Missing.NOT_ASKED
    return new


def _of_item(instrument: Instrument, id: str, answer: int | Missing | Collection[str] | None) -> Values:
    item = instrument.item(id)
    if answer is None or (item.scale.kind == "multiple" and not answer):
        return dict.fromkeys(item.variables, Missing.SKIPPED)
    if isinstance(answer, Missing):
        return dict.fromkeys(item.variables, answer)
    if isinstance(answer, int):
        return {id: answer}
    return {f"{id}.{option.slug}": int(option.slug in answer) for option in item.scale.options}


def contradicted(instrument: Instrument, items: Collection[str], given: Given) -> list[str]:
    """Items among these that have an answer though the others hide them."""
    known = {id: answer for id, answer in given.items() if isinstance(answer, int)}
    return [id for id in items if given.get(id) not in (None, [], ()) and shown(instrument.item(id), known) is False]
