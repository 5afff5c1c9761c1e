"""Nothing that looks like a CPR number may be stored or shown again."""

import re
import unicodedata

APART = r"[\s.\-‐-―/_]"
TEN_DIGITS = re.compile(rf"\d{{2}}{APART}?\d{{2}}{APART}?\d{{2}}{APART}{{0,3}}\d{{4}}")
# A spreadsheet that takes the number for an amount drops the first zero: 0102031234 becomes 102031234.
NINE_DIGITS = re.compile(r"(?<!\d)[1-9](0[1-9]|1[0-2])\d{6}(?!\d)")
HIDDEN = "(vises ikke, da det kunne være et CPR-nummer)"
CPR_FOUND = "Der står noget, der ligner et CPR-nummer. Det må ikke være i filen."
LONGEST_SHOWN = 40


def looks_like_cpr(text: str) -> bool:
    """Does the text hold something with the shape of a CPR number, with or without separators, alone or within words?

    Invisible characters are removed first and digits of other scripts count. Modulus 11 is not asked: numbers issued
    since 2007 need not fulfil it. A longer run of digits counts too, since a CPR number could hide in it.
    """
    if len(text) < 9:
        return False
    plain = "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return bool(TEN_DIGITS.search(plain) or NINE_DIGITS.search(plain))


def quoted(text: str) -> str:
    """The text as an error may show it: in quotes, cut at 40 characters, hidden when it has nine digits or more."""
    if sum(sign.isdigit() for sign in unicodedata.normalize("NFKC", text)) >= 9:
        return HIDDEN
    if not text:
        return "en tom celle"
    plain = "".join(sign if sign.isprintable() else "·" for sign in text)
    return f"»{plain[:LONGEST_SHOWN]}{'…' if len(plain) > LONGEST_SHOWN else ''}«"
