"""A code that somebody types from paper: eight signs, however they are grouped, with what the eye mistakes repaired."""

from itertools import product
from math import prod

from fremskudt.basics.codes import ALPHABET, GROUP

# A sign that no code has → what it may have been on the paper. See basics/codes.py for what is left out, and why.
MISTAKEN: dict[str, str] = {
    "0": "DQ", "O": "DQ", "1": "7J", "I": "7J", "L": "7J", "Z": "2", "S": "5", "B": "8", "U": "V", "Y": "V",
}  # fmt: skip
BETWEEN = " -–—._/\t"
MOST = 64  # ways to read what was typed; more is no code that somebody has before them


def readings(typed: str) -> list[str]:
    """The codes that may have been meant, as they are kept (K7M4-Q2RX); none when it cannot be a code."""
    signs = [sign for sign in typed.strip().upper() if sign not in BETWEEN]
    if len(signs) != 2 * GROUP:
        return []
    meant = [sign if sign in ALPHABET else MISTAKEN.get(sign, "") for sign in signs]
    if not 0 < prod(len(each) for each in meant) <= MOST:
        return []
    return [f"{''.join(each[:GROUP])}-{''.join(each[GROUP:])}" for each in product(*meant)]
