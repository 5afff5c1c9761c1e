"""What a questionnaire is: its questions, scales, routing, scores and words, read from files and checked."""

from fremskudt.instruments.faults import Fault, InstrumentErrors, Problem
from fremskudt.instruments.loader import get, library, load
from fremskudt.instruments.missing import MISSING, Missing
from fremskudt.instruments.model import (
    Bite,
    Instrument,
    Item,
    Score,
    Source,
    UnknownItem,
    Variable,
    empty_means,
    shown,
)
from fremskudt.instruments.routing import Condition, Values
from fremskudt.instruments.scales import Option, Scale, Text
from fremskudt.instruments.scoring import score
from fremskudt.instruments.values import BadValue, parse_value, warning

__all__ = [
    "MISSING",
    "BadValue",
    "Bite",
    "Condition",
    "Fault",
    "Instrument",
    "InstrumentErrors",
    "Item",
    "Missing",
    "Option",
    "Problem",
    "Scale",
    "Score",
    "Source",
    "Text",
    "UnknownItem",
    "Values",
    "Variable",
    "empty_means",
    "get",
    "library",
    "load",
    "parse_value",
    "score",
    "shown",
    "warning",
]
