"""What can be answered: options with codes and labels, or a range of whole numbers."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Literal

Text = Mapping[str, str]  # language → text, e.g. {"da": "Ja", "en": "Yes"}
Kind = Literal["choice", "integer", "multiple"]
TICKED: Mapping[str, int] = MappingProxyType({"nej": 0, "no": 0, "ja": 1, "yes": 1, "x": 1})


def normal(words: str) -> str:
    """Words in the form in which they are compared: without spaces and capitals, composed letters."""
    return "".join(unicodedata.normalize("NFC", words).split()).casefold()


@dataclass(frozen=True)
class Option:
    """One possible answer. `slug` is given only on a `multiple` scale, where each option is a variable of its own."""

    code: int
    label: Text
    slug: str | None = None


@dataclass(frozen=True)
class Scale:
    """How an item is answered. `minimum`, `maximum`, `anchors` and `warn_above` belong to integer scales only."""

    id: str
    kind: Kind
    options: tuple[Option, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    anchors: Mapping[int, Text] = field(default_factory=lambda: MappingProxyType({}))
    warn_above: int | None = None

    @property
    def codes(self) -> tuple[int, ...]:
        """Every value that one variable of this scale can take, in order: option codes, 0 and 1, or the whole range."""
        if self.kind == "multiple":
            return (0, 1)
        if self.minimum is not None and self.maximum is not None:
            return tuple(range(self.minimum, self.maximum + 1))
        return tuple(option.code for option in self.options)

    @cached_property
    def labels(self) -> Mapping[str, int]:
        """Normalised label in any language → code, for a choice scale (empty for the others)."""
        if self.kind != "choice":
            return MappingProxyType({})
        words = {normal(text): option.code for option in self.options for text in option.label.values()}
        return MappingProxyType(words)

    def label(self, code: int, language: str) -> str:
        """The words for a code (on an integer scale the number itself), in Danish where the language has none.

        Raises KeyError for an unknown code.
        """
        if code not in self.codes:
            raise KeyError(f"scale {self.id!r} has no code {code}")
        if self.kind == "multiple":
            return {"da": ("Nej", "Ja"), "en": ("No", "Yes")}[language][code]
        words = next((option.label for option in self.options if option.code == code), None)
        return str(code) if words is None else words.get(language) or words["da"]
