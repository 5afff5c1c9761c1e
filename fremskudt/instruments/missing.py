"""Why an answer is not there. One set of codes for every instrument, so that a code means the same in every file."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Missing(StrEnum):
    """The reason for a missing answer; the value is its name in extracts, `code` its number in data files."""

    SKIPPED = "skipped"
    DONT_KNOW = "dont_know"
    REFUSED = "refused"
    NOT_SHOWN = "not_shown"
    UNREADABLE = "unreadable"
    NOT_ASKED = "not_asked"

    @property
    def code(self) -> int:
        return MISSING[self.value]

    def label(self, language: str) -> str:
        """The reason in words (`da` or `en`)."""
        return WORDS[self][language]


MISSING: Mapping[str, int] = MappingProxyType(
    {name.value: -number for number, name in enumerate(Missing, start=1)},
)

WORDS: Mapping[Missing, Mapping[str, str]] = MappingProxyType(
    {
        Missing.SKIPPED: {"da": "Sprunget over", "en": "Skipped"},
        Missing.DONT_KNOW: {"da": "Ved ikke", "en": "Don't know"},
        Missing.REFUSED: {"da": "Ønsker ikke at svare", "en": "Does not wish to answer"},
        Missing.NOT_SHOWN: {"da": "Ikke vist", "en": "Not shown"},
        Missing.UNREADABLE: {"da": "Ulæseligt", "en": "Unreadable"},
        Missing.NOT_ASKED: {"da": "Ikke spurgt", "en": "Not asked"},
    }
)
