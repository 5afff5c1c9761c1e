"""One cell of a data file, read for one variable: a code, a label, a whole number or a reason for missing."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from fremskudt.instruments.missing import WORDS, Missing
from fremskudt.instruments.model import Instrument, Variable
from fremskudt.instruments.scales import TICKED, Scale, normal

NUMBER = re.compile(r"[+-]?[0-9]{1,9}([.,][0-9]{1,9})?")
WHOLE = re.compile(r"([+-]?[0-9]{1,9})([.,]0{1,2})?")
MISSING_WORDS: Mapping[str, Missing] = MappingProxyType(
    {normal(text): reason for reason, words in WORDS.items() for text in words.values()}
)


class BadValue(ValueError):
    """A cell that cannot be read. `reason` says what is wrong and `allowed` what can stand there, both in Danish.

    Neither repeats what was found: it could be a CPR number. Who shows the error decides what may be echoed.
    """

    def __init__(self, reason: str, allowed: str) -> None:
        super().__init__(f"{reason} Tilladt er {allowed}.")
        self.reason = reason
        self.allowed = allowed


def parse_value(instrument: Instrument, variable: str, raw: str) -> int | Missing:
    """What the cell says about the variable: its code or number, or why there is none.

    Read in this order: a whole number (also 7,0), a label in any language of the instrument (capitals and spaces do not
    matter; for one option of a `multiple` scale also ja, nej, x and the option's own label), a word for a missing
    answer. An item's own label wins, so »Ved ikke« is an answer where the item offers it. An empty cell is
    `Missing.SKIPPED`; `empty_means` tells whether routing makes it `not_shown`. Raises BadValue, and UnknownItem for a
    variable that the instrument does not have.
    """
    column = instrument.variable(variable)
    text = raw.strip()
    if not text:
        return Missing.SKIPPED
    if NUMBER.fullmatch(text):
        return _number(column, text, instrument.missing)
    labels = _labels(column)
    found = labels.get(normal(text), MISSING_WORDS.get(normal(text)))
    if found is None:
        wanted = "et tal" if column.item.scale.kind == "integer" else "en svarmulighed"
        raise BadValue(f"Værdien er ikke {wanted}.", allowed(column))
    return found


def _number(column: Variable, text: str, missing: Mapping[str, int]) -> int | Missing:
    whole = WHOLE.fullmatch(text)
    if whole is None:
        raise BadValue("Værdien er ikke et helt tal.", allowed(column))
    number = int(whole[1])
    for name, code in missing.items():
        if number == code:
            return Missing(name)
    if number in column.item.scale.codes:
        return number
    reason = "Tallet er uden for skalaen." if column.item.scale.kind == "integer" else "Koden er ikke en svarmulighed."
    raise BadValue(reason, allowed(column))


def _labels(column: Variable) -> Mapping[str, int]:
    if column.option is None:
        return column.item.scale.labels
    return {**TICKED, **{normal(text): 1 for text in column.option.label.values()}}


def allowed(column: Variable) -> str:
    """What a cell of this variable may hold, as the end of the Danish sentence »Tilladt er …«."""
    scale = column.item.scale
    ends = "en kode for manglende svar (-1 til -6) eller en tom celle"
    if scale.kind == "integer":
        return f"et helt tal fra {scale.minimum} til {scale.maximum}, {ends}"
    options = ", ".join(f"{code} ({scale.label(code, 'da')})" for code in scale.codes)
    return f"{options}, {ends}"


def warning(scale: Scale, value: int) -> str | None:
    """A Danish sentence when the value is possible but unusual (above the scale's `warn_above`), else None."""
    if scale.warn_above is None or value <= scale.warn_above:
        return None
    return f"Tallet er over {scale.warn_above}, og det er usædvanligt. Se efter, at det er rigtigt."
