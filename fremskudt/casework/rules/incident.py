"""A threat or violence, told to those who look after the work environment, without whom it was about."""

import re
from collections.abc import Iterable

from fremskudt.basics.words import gettext_noop as _

LONGEST = 2000
SOMEBODY = _("borgeren")


def without(text: str, words: Iterable[str], instead: str) -> str:
    """The text with each of the words (an alias, a code; any case, also with an s of possession) replaced.

    An empty word replaces nothing. A word inside another stands: »Kanel« is not taken out of »kanelsnegl«. Where a
    sentence begins with it, the replacement begins with a capital.
    """
    for word in sorted({word.strip() for word in words} - {""}, key=len, reverse=True):
        found = re.compile(rf"(^|[.!?\n]\s*)?(?<!\w){re.escape(word)}(s?)(?!\w)", re.IGNORECASE)
        text = found.sub(lambda match: _replaced(match, instead), text)
    return text


def _replaced(match: re.Match[str], instead: str) -> str:
    before, ending = match[1], match[2]
    return (before or "") + (instead if before is None else instead[:1].upper() + instead[1:]) + ending
