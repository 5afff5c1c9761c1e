"""Columns of an XLSForm sheet: a name, and perhaps the language its texts are in."""

import re

from fremskudt.instruments.taking.draft import Draft, Words
from fremskudt.instruments.taking.left import Done, What
from fremskudt.instruments.xlsform.workbook import Row, Sheet

SPOKEN = ("label", "hint", "guidance_hint", "constraint_message", "required_message")
MEDIA = ("image", "audio", "video", "big-image", "media::image", "media::audio", "media::video", "media::big-image")
COLUMN = re.compile(r"(label|hint|guidance_hint|constraint_message|required_message)\s*:{1,2}\s*(.+)")
PICTURE = re.compile(r"(?:media\s*:{1,2}\s*)?(image|audio|video|big-image)(?:\s*:{1,2}.*)?")
CODE = re.compile(r"\(\s*([a-zA-Z]{2,3})(?:[-_][a-zA-Z]+)?\s*\)\s*$")
KNOWN = {"dansk": "da", "danish": "da", "da": "da", "english": "en", "engelsk": "en", "en": "en"}


def language_of(name: str) -> str:
    """The code of a language as a column or the settings write it: »Dansk (da)«, »Danish«, »da«."""
    if found := CODE.search(name):
        return found[1].casefold()
    plain = name.strip().casefold()
    return KNOWN.get(plain, plain)


def is_media(column: str) -> bool:
    return PICTURE.fullmatch(column) is not None


class Speech:
    """Which column holds which text in which language, in the sheets of one workbook."""

    def __init__(self, default: str, draft: Draft) -> None:
        self._default, self._draft, self._told = default, draft, False

    def languages(self, sheets: list[Sheet]) -> list[str]:
        """The languages of labels, in the order of the columns."""
        found = [self.language(column) for sheet in sheets for column in sheet.columns if column.startswith("label")]
        return list(dict.fromkeys(one for one in found if one is not None))

    def language(self, column: str) -> str | None:
        """The language of a column of texts; None for any other column."""
        if column in SPOKEN:
            if not self._default and column == "label" and not self._told:
                self._told = True
                self._draft.leave("settings", What.NO_LANGUAGE, Done.DANISH)
            return self._default or "da"
        found = COLUMN.fullmatch(column)
        return language_of(found[2]) if found else None

    def words(self, row: Row, kind: str) -> Words:
        """A text in every language that the row has it in."""
        words: Words = {}
        for column, text in row.cells.items():
            if (column == kind or column.startswith(f"{kind}:")) and text.strip():
                language = self.language(column)
                if language is not None:
                    words.setdefault(language, text)
        return words
