"""An instrument in words, without any layout: what a page, a paper sheet or the manual shows of each question."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fremskudt.instruments.model import Instrument, Item
from fremskudt.instruments.routing import Combine, Compare, Condition, Not

WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "da": {
            "eq": "er",
            "ne": "er ikke",
            "gt": "er over",
            "ge": "er mindst",
            "lt": "er under",
            "le": "er højst",
            "in": "er",
            "and": " og ",
            "or": " eller ",
            "not": "ikke",
            "to": "til",
        },
        "en": {
            "eq": "is",
            "ne": "is not",
            "gt": "is over",
            "ge": "is at least",
            "lt": "is under",
            "le": "is at most",
            "in": "is",
            "and": " and ",
            "or": " or ",
            "not": "not",
            "to": "to",
        },
    }
)


@dataclass(frozen=True)
class Question:
    """One item in one language. `answers` are code and label (for a `multiple` item variable and label); `condition` is
    a sentence part such as »Alder« er mindst 18, or None when the item is always shown."""

    number: int
    id: str
    text: str
    help: str | None
    answers: tuple[tuple[str, str], ...]
    condition: str | None
    bite: str
    source: str


def describe(instrument: Instrument, language: str) -> tuple[Question, ...]:
    """Every item in order, in words. Raises KeyError for a language that the instrument does not have."""
    bites = {item: bite.title[language] for bite in instrument.bites for item in bite.items}
    return tuple(
        Question(
            number,
            item.id,
            item.text[language],
            None if item.help is None else item.help[language],
            _answers(item, language),
            None if item.show_if is None else in_words(instrument, item.show_if, language),
            bites[item.id],
            item.source.title[language],
        )
        for number, item in enumerate(instrument.items, start=1)
    )


def _answers(item: Item, language: str) -> tuple[tuple[str, str], ...]:
    scale = item.scale
    if scale.kind == "integer":
        marks = [f"{number} = {text[language]}" for number, text in scale.anchors.items()]
        return ((f"{scale.minimum} {WORDS[language]['to']} {scale.maximum}", ", ".join(marks)),)
    if scale.kind == "multiple":
        labels = [option.label[language] for option in scale.options]
        return tuple(zip(item.variables, labels, strict=True))
    return tuple((str(option.code), option.label[language]) for option in scale.options)


def in_words(instrument: Instrument, condition: Condition, language: str) -> str:
    """A condition as words, e.g. »Modtager borgeren øvrige tilbud?« er »Ja«."""
    words = WORDS[language]
    match condition:
        case Compare(op, variable, numbers):
            asked = instrument.variable(variable)
            answers = words["or"].join(_answer(asked.item, number, language) for number in numbers)
            return f"{_quoted(asked.label(language), language)} {words[op]} {answers}"
        case Not(part):
            return f"{words['not']} ({in_words(instrument, part, language)})"
        case Combine(op, parts):
            return words[op].join(_bracketed(instrument, part, language) for part in parts)


def _bracketed(instrument: Instrument, part: Condition, language: str) -> str:
    said = in_words(instrument, part, language)
    return f"({said})" if isinstance(part, Combine) else said


def _answer(item: Item, number: int, language: str) -> str:
    return str(number) if item.scale.kind == "integer" else _quoted(item.scale.label(number, language), language)


def _quoted(words: str, language: str) -> str:
    return f"»{words}«" if language == "da" else f"“{words}”"
