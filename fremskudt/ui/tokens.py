"""The colour tokens as tokens.css has them, and the contrast between two of them (WCAG 2.2, relative luminance)."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SHEET = Path(__file__).resolve().parent / "static" / "ui" / "css" / "tokens.css"
BLOCK = re.compile(r'\[data-look="(\w+)"\]\s*\{([^}]*)\}')
COLOUR = re.compile(r"--([\w-]+):\s*(#[0-9A-Fa-f]{6})\s*;")

# What stands on what, and the least contrast it needs: 4.5 for text, 3 for the border of a control.
PAIRS = (
    ("ink", "page", 4.5), ("ink", "surface", 4.5), ("muted", "page", 4.5), ("muted", "surface", 4.5),
    ("line", "page", 3.0), ("line", "surface", 3.0), ("on-action", "action", 4.5), ("action", "page", 4.5),
    ("action", "surface", 4.5), ("on-action-soft", "action-soft", 4.5), ("action", "action-soft", 4.5),
    ("on-note", "note", 4.5), ("ink", "note", 4.5), ("on-own", "own", 4.5), ("own-rule", "own", 3.0),
    ("on-stop", "stop", 4.5), ("stop", "surface", 4.5), ("stop", "page", 4.5),
)  # fmt: skip


@dataclass(frozen=True)
class Contrast:
    front: str
    back: str
    front_colour: str
    back_colour: str
    ratio: float
    needed: float


def palettes(sheet: str) -> dict[str, dict[str, str]]:
    """The colours of each look (light, dark, outdoor) in a sheet: name without dashes, then #RRGGBB."""
    return {look: dict(COLOUR.findall(body)) for look, body in BLOCK.findall(sheet)}


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB, 0 (black) to 1 (white)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@cache
def looks() -> dict[str, list[Contrast]]:
    """Every pair of PAIRS in every look."""
    found = palettes(SHEET.read_text(encoding="utf-8"))
    return {
        look: [Contrast(f, b, c[f], c[b], contrast(c[f], c[b]), needed) for f, b, needed in PAIRS]
        for look, c in found.items()
    }
