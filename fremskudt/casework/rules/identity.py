"""What a CPR number and a phone number look like, and when a name is the one that was searched for."""

import re
import unicodedata
from collections.abc import Iterable

from fremskudt.basics.words import gettext_noop

APART = r"[\s\-‐-―]{0,3}"  # what people put between the six digits and the four
CPR = re.compile(rf"(\d{{2}})(\d{{2}})(\d{{2}}){APART}(\d{{4}})", re.ASCII)
DAYS = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}
REPLACEMENT = 60  # added to the day in the number of someone who has none from the CPR register
BETWEEN = re.compile(r"[\s().\-‐-―/]")
PHONE = re.compile(r"(\+|00)?([0-9]{4,15})")
DENMARK = "45"

CPR_WRONG = gettext_noop("Et CPR-nummer har seks cifre for dag, måned og år og fire cifre til sidst.")
PHONE_WRONG = gettext_noop("Et telefonnummer har otte cifre, eller + og landekode først.")


class BadIdentityError(ValueError):
    """A number that cannot be one; the text says how one looks, and never holds what was written."""


def normal_cpr(text: str | None) -> str | None:
    """The ten digits of a CPR number written with or without a dash or space; None for nothing.

    Asks only that the day is in the month (29 February in years that 4 divides; the century is not asked). Modulus 11
    is not asked: the CPR register has issued numbers without it since 2007. A replacement number has 60 added to its
    day. BadIdentityError for anything else.
    """
    plain = _plain(text)
    if not plain:
        return None
    match = CPR.fullmatch(plain)
    if not match or not _is_day(*(int(part) for part in match.groups()[:3])):
        raise BadIdentityError(CPR_WRONG)
    return "".join(match.groups())


def _is_day(day: int, month: int, year: int) -> bool:
    day -= REPLACEMENT if day > REPLACEMENT else 0
    last = 28 if month == 2 and year % 4 else DAYS.get(month, 31)
    return 1 <= month <= 12 and 1 <= day <= last


def shown_cpr(cpr: str) -> str:
    """DDMMYY-SSSS."""
    return f"{cpr[:6]}-{cpr[6:]}"


def masked_cpr(cpr: str) -> str:
    """How a CPR number stands on a screen until someone asks for all of it: DDMMYY-••••."""
    return f"{cpr[:6]}-••••"


def normal_phone(text: str | None) -> str | None:
    """+ and all digits with the country's code, which is Denmark's for eight digits without one; None for nothing.

    BadIdentityError for anything else. An ITU-T E.164 number has at most 15 digits; a short one in another country, 7.
    """
    plain = BETWEEN.sub("", _plain(text))
    if not plain:
        return None
    match = PHONE.fullmatch(plain)
    if not match:
        raise BadIdentityError(PHONE_WRONG)
    abroad, digits = match.groups()
    if not abroad and len(digits) == 10 and digits.startswith(DENMARK):
        abroad = "+"
    if abroad and (len(digits) == 10 if digits.startswith(DENMARK) else len(digits) >= 7):
        return f"+{digits}"
    if not abroad and len(digits) == 8:
        return f"+{DENMARK}{digits}"
    raise BadIdentityError(PHONE_WRONG)


def shown_phone(phone: str) -> str:
    """A Danish number in pairs (12 34 56 78), any other as it is kept."""
    if not phone.startswith(f"+{DENMARK}"):
        return phone
    digits = phone[3:]
    return " ".join(digits[place : place + 2] for place in range(0, len(digits), 2))


def tidy(text: str | None, *, one_line: bool = True) -> str | None:
    """The text without blanks around it (and, on one line, without double ones); None when nothing is left."""
    plain = unicodedata.normalize("NFC", text or "").strip()
    return (" ".join(plain.split()) if one_line else plain) or None


_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ð": "d", "þ": "th", "ł": "l", "đ": "d", "ı": "i"})
_TWO_WAYS = (("ae", "a"), ("oe", "o"), ("aa", "a"))  # Sørensen, Soerensen and Sorensen are looked for as one


def folded(text: str) -> list[str]:
    """The words of a text as names are compared: without case and accents, and with æ, ø and å as a, o and a."""
    letters = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(sign))
    for two, one in _TWO_WAYS:
        plain = plain.replace(two, one)
    return re.findall(r"[^\W_]+", re.sub(r"['’´`]", "", plain))


def is_named(words: Iterable[str], *names: str | None) -> bool:
    """Does each (folded) word begin some word of the names? Nothing is found by no words."""
    wanted = list(words)
    known = [part for name in names if name for part in folded(name)]
    return bool(wanted) and all(any(part.startswith(word) for part in known) for word in wanted)


def _plain(text: str | None) -> str:
    """Without blanks around it and signs that cannot be seen; digits of other widths as plain ones."""
    found = unicodedata.normalize("NFKC", text or "")
    return "".join(sign for sign in found if unicodedata.category(sign) != "Cf").strip()
