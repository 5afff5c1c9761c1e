"""What a questionnaire is. Frozen values without behaviour of their own beyond finding their parts."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from fremskudt.instruments.missing import Missing
from fremskudt.instruments.routing import Condition, Values, as_written, evaluate
from fremskudt.instruments.scales import Option, Scale, Text


class UnknownItem(KeyError):
    """An instrument was asked for an item, variable or score that it does not have."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True)
class Source:
    """Where a wording comes from and on what terms. `verbatim`: the wording is the holder's and may not be changed."""

    id: str
    title: Text
    holder: str
    terms: Text
    verbatim: bool


@dataclass(frozen=True)
class Item:
    """One question. `show_if` is the condition as written, `route` the same with the routes of what it asks about.

    `recall` is the time the answer looks back on, as an ISO 8601 duration (P7D = the last seven days), or None.
    """

    id: str
    text: Text
    help: Text | None
    scale: Scale
    show_if: Condition | None
    route: Condition | None
    recall: str | None
    source: Source

    @property
    def variables(self) -> tuple[str, ...]:
        """Column names: the item's id, or for a `multiple` scale one `item.slug` per option (each 0 or 1)."""
        if self.scale.kind == "multiple":
            return tuple(f"{self.id}.{option.slug}" for option in self.scale.options)
        return (self.id,)


@dataclass(frozen=True)
class Variable:
    """One column: an item, and for a `multiple` scale the option that the column is about."""

    name: str
    item: Item
    option: Option | None

    def label(self, language: str) -> str:
        """The item's text, followed by the option's label when the column is about one option."""
        text = self.item.text[language]
        return text if self.option is None else f"{text} – {self.option.label[language]}"


@dataclass(frozen=True)
class Bite:
    """What is asked in one sitting: a few items in the instrument's order."""

    id: str
    title: Text
    items: tuple[str, ...]


@dataclass(frozen=True)
class Score:
    """A number made of several items: `times` × their sum, when at least `min_items` are answered.

    `minimum` and `maximum` follow from the items' scales; `change` is the smallest change that matters, when known.
    """

    id: str
    label: Text
    note: Text | None
    items: tuple[str, ...]
    times: int
    min_items: int
    minimum: int
    maximum: int
    change: int | None


@dataclass(frozen=True)
class Instrument:
    """A questionnaire in one published version. `source` is the form's own; an item may have another."""

    id: str
    version: str
    title: Text
    respondent: Literal["citizen", "therapist"]
    modes: tuple[str, ...]
    bites: tuple[Bite, ...]
    items: tuple[Item, ...]
    scores: tuple[Score, ...]
    missing: Mapping[str, int]
    source: Source
    sources: tuple[Source, ...]
    languages: tuple[str, ...]

    def item(self, id: str) -> Item:
        """The item with this id. Raises UnknownItem."""
        try:
            return self._items[id]
        except KeyError:
            raise UnknownItem(f"instrument {self.id!r} has no item {id!r}") from None

    def variable(self, name: str) -> Variable:
        """The variable with this name, e.g. `sex` or `first_contact.skp`. Raises UnknownItem."""
        try:
            return self._variables[name]
        except KeyError:
            raise UnknownItem(f"instrument {self.id!r} has no variable {name!r}") from None

    def score(self, id: str) -> Score:
        """The score with this id. Raises UnknownItem."""
        for score in self.scores:
            if score.id == id:
                return score
        raise UnknownItem(f"instrument {self.id!r} has no score {id!r}")

    @property
    def variables(self) -> tuple[str, ...]:
        """Every column name, in the order of the items."""
        return tuple(self._variables)

    @cached_property
    def hash(self) -> str:
        """sha256 (hex) over everything that gives an answer its meaning; see `content`."""
        canonical = json.dumps(content(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    @cached_property
    def _items(self) -> dict[str, Item]:
        return {item.id: item for item in self.items}

    @cached_property
    def _variables(self) -> dict[str, Variable]:
        options = {item.id: item.scale.options if item.scale.kind == "multiple" else (None,) for item in self.items}
        return {
            name: Variable(name, item, option)
            for item in self.items
            for name, option in zip(item.variables, options[item.id], strict=True)
        }


def shown(item: Item, values: Values) -> bool | None:
    """Is the item shown, given the answers so far? None: an answer it hangs on is missing, so it may be shown."""
    return True if item.route is None else evaluate(item.route, values)


def empty_means(item: Item, values: Values) -> Missing:
    """What an empty cell of this item says: `not_shown` when routing hides the item for sure, else `skipped`."""
    return Missing.NOT_SHOWN if shown(item, values) is False else Missing.SKIPPED


def content(instrument: Instrument) -> dict[str, object]:
    """Everything that gives an answer its meaning, as plain lists and dicts: the basis of the hash.

    Left out on purpose: bites and modes (how it is asked, not what), sources and terms (a permission that arrives must
    not make a new version), comments and layout of the files.
    """
    return {
        "id": instrument.id,
        "version": instrument.version,
        "title": dict(instrument.title),
        "respondent": instrument.respondent,
        "missing": dict(instrument.missing),
        "items": [_item_content(item) for item in instrument.items],
        "scores": [_score_content(score) for score in instrument.scores],
    }


def _item_content(item: Item) -> dict[str, object]:
    return {
        "id": item.id,
        "text": dict(item.text),
        "help": None if item.help is None else dict(item.help),
        "recall": item.recall,
        "show_if": as_written(item.show_if),
        "scale": _scale_content(item.scale),
    }


def _scale_content(scale: Scale) -> dict[str, object]:
    return {
        "kind": scale.kind,
        "options": [[option.code, option.slug, dict(option.label)] for option in scale.options],
        "range": [scale.minimum, scale.maximum],
        "anchors": {str(number): dict(text) for number, text in scale.anchors.items()},
    }


def _score_content(score: Score) -> dict[str, object]:
    return {
        "id": score.id,
        "label": dict(score.label),
        "note": None if score.note is None else dict(score.note),
        "items": list(score.items),
        "times": score.times,
        "min_items": score.min_items,
        "change": score.change,
    }
