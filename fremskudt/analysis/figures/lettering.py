"""How wide a text becomes in IBM Plex Sans, and where it may break."""

import re

# Advance widths of the regular weight in em, rounded up and gathered; a letter that is not named counts as a full em.
_ADVANCES = {
    letter: advance
    for advance, letters in {
        0.28: " 'ij,.l’",
        0.34: "!:;|[]f·()",
        0.39: "{}tr/\\",
        0.47: '-I"*z',
        0.51: "?svyLcx",
        0.55: "Jk»«gaåäeé",
        0.60: "FoöhnuøüTZbdpqSE§–Y$_+0123456789<=>^`~",
        0.65: "PVXCKRAÅ",
        0.72: "BDU&GHNOQØ#",
        0.78: "w",
        0.88: "…Mmæ",
        0.93: "@WÆ%",
    }.items()
    for letter in letters
}
# A base such as "(N = 77)" is kept whole; else a piece ends after spaces, a slash or a hyphen.
_PIECE = re.compile(r"\(N = [^)\s]*\)|[^\s/-]*[/-]+\s*|[^\s/-]+\s*|\s+")


def text_width(text: str, size: float) -> float:
    """Width of `text` in pixels at font size `size`, a little on the safe side."""
    return sum(_ADVANCES.get(letter, 1.0) for letter in text) * size


def widest(texts: list[str], room: float, size: float) -> float:
    """Width of the widest line when each text is wrapped to `room` pixels."""
    return max(text_width(line, size) for text in texts for line in wrapped(text, room, size))


def wrapped(text: str, room: float, size: float) -> list[str]:
    """`text` in lines of at most `room` pixels. A word is broken only when it is wider than the room by itself."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, room, size):
        if line and text_width((line + piece).rstrip(), size) > room:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()]


def _pieces(text: str, room: float, size: float) -> list[str]:
    pieces: list[str] = []
    for piece in _PIECE.findall(" ".join(text.split())):
        rest = piece
        while text_width(rest.rstrip(), size) > room and len(rest) > 1:
            cut = max(1, int(len(rest) * room / text_width(rest, size)) - 1)
            pieces.append(rest[:cut])
            rest = rest[cut:]
        pieces.append(rest)
    return pieces
