"""Names that our format can use, made of names that it cannot."""

import re
import unicodedata
from collections.abc import Iterable

from fremskudt.instruments.reading import NAME

LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "ae", "Ø": "oe", "Å": "aa"})
LONGEST = 40


def name_from(found: str, taken: Iterable[str], first: str = "q") -> str:
    """The name itself when it is good and free, else the nearest that is; `first` stands before a digit."""
    if NAME.fullmatch(found) and found not in taken:
        return found
    ascii = unicodedata.normalize("NFKD", found.translate(LETTERS)).encode("ascii", "ignore").decode()
    bare = re.sub(r"[^a-z0-9]+", "_", ascii.casefold()).strip("_")[:LONGEST].rstrip("_")
    base = bare if bare[:1].isalpha() else f"{first}_{bare}"[:LONGEST].rstrip("_")
    used, name, number = set(taken), base, 2
    while name in used:
        name, number = f"{base[: LONGEST - 4].rstrip('_')}_{number}", number + 1
    return name


def version_from(found: str) -> str | None:
    """Three numbers: 1 and 1.2 are filled up with zeros. None for what is no such number."""
    parts = found.strip().removeprefix("v").split(".")
    if not 1 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() and len(part) <= 10 for part in parts):
        return None
    return ".".join(str(int(part)) for part in [*parts, "0", "0"][:3])
