"""Scores: one number from several items, as the instrument declares it."""

from fremskudt.instruments.model import Instrument
from fremskudt.instruments.routing import Values


def score(instrument: Instrument, id: str, values: Values) -> float | None:
    """The score with this id, from its `minimum` to its `maximum`, or None when too few items are answered.

    `values` maps variables to values; an item counts as unanswered when it is absent, None or missing. With at least
    `min_items` answered, each unanswered item is taken to be the mean of the answered ones. Raises UnknownItem.
    """
    declared = instrument.score(id)
    answered = [value for item in declared.items if isinstance(value := values.get(item), int)]
    if len(answered) < declared.min_items:
        return None
    return declared.times * sum(answered) * len(declared.items) / len(answered)
