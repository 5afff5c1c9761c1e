"""A citizen's code: what stands in addresses, in the log and on paper instead of a name.

Eight signs in two groups, K7M4-Q2RX. The same spelling is kept, shown and used in addresses.
"""

import secrets
from collections.abc import Callable

# No signs that are mistaken for one another (0 O, 1 I L, 2 Z, 5 S, 8 B, U V), and no vowels, so that no code is a word.
ALPHABET = "23456789CDFGHJKMNPQRTVWX"
GROUP = 4


def new_code(choose: Callable[[str], str] = secrets.choice) -> str:
    """A code drawn at random: 24^8, about 110 thousand million, so that guessing finds nobody. Never fails."""
    signs = [choose(ALPHABET) for _ in range(2 * GROUP)]
    return f"{''.join(signs[:GROUP])}-{''.join(signs[GROUP:])}"
