"""The code under which a study knows a citizen: the same each time, another in each study, and nobody's way back.

The last sign checks the others: a wrong sign, and any two that have changed places, show. Source: H6 and section 3 of
design.md. The code takes the place of the participant list's borger_id (report 5.2).
"""

import hmac
import re
import secrets
from collections.abc import Callable, Sequence

from fremskudt.basics.codes import ALPHABET, GROUP

GROUPS = 3
LETTERS = "".join(sign for sign in ALPHABET if sign.isalpha())  # no figures, so nothing is taken for a CPR number
DRAWN = GROUPS * GROUP - 1
SHAPE = re.compile("-".join([f"[{LETTERS}]{{{GROUP}}}"] * GROUPS))
FIELD = 0b10011  # x⁴ + x + 1: sixteen letters are a field, in which every place has a weight of its own


def pseudonym(key: bytes, study: str, citizen_key: str) -> str:
    """Three groups of four signs, `XXXX-XXXX-XXXX` (16^11 codes and a check sign), from a keyed HMAC-SHA-256.

    `key` is a secret of the site, `study` the study's slug, `citizen_key` how the log names the citizen. The label and
    the NUL between the parts keep it apart from every other use of the key. Never fails.
    """
    digest = hmac.digest(key, b"pseudonym\0" + study.encode() + b"\0" + citizen_key.encode(), "sha256")
    number, places = int.from_bytes(digest), []
    for _ in range(DRAWN):
        number, place = divmod(number, len(LETTERS))
        places.append(place)
    return _code(places)


def random_code(choose: Callable[[int], int] = secrets.randbelow) -> str:
    """A code of the same shape that is nobody's: it stands where a tie has been cut. Never fails."""
    return _code([choose(len(LETTERS)) for _ in range(DRAWN)])


def is_ours(code: str) -> bool:
    """Whether it has the shape of our codes, right or mistyped. Others name their people as they like."""
    return SHAPE.fullmatch(code) is not None


def has_right_check(code: str) -> bool:
    """Whether the last sign fits the others; also a no for what is not of our shape."""
    if not is_ours(code):
        return False
    *places, check = (LETTERS.index(sign) for sign in code if sign != "-")
    return _check(places) == check


def _code(places: Sequence[int]) -> str:
    signs = [LETTERS[place] for place in (*places, _check(places))]
    return "-".join("".join(signs[at : at + GROUP]) for at in range(0, len(signs), GROUP))


def _check(places: Sequence[int]) -> int:
    """The sum of the signs in the field of sixteen, each times its own power of x. Different weights, so swaps show."""
    total = 0
    for place in places:
        total = _times_x(total ^ place)
    return total


def _times_x(place: int) -> int:
    doubled = place << 1
    return doubled ^ FIELD if doubled >= len(LETTERS) else doubled
