"""How every picture looks: type, colours and marker shapes of the visual language."""

from pathlib import Path

from fremskudt.analysis.disclosure import Measure
from fremskudt.analysis.results import danish

FONTS = Path(__file__).parent / "fonts"
FONT = "IBM Plex Sans"
TEXT_SIZE, SMALL_SIZE, LINE_HEIGHT = 13, 12, 17
WIDE, NARROW = 680, 358

INK, MUTED, GRID, EDGE, PAPER = "#1F2326", "#565C61", "#DDDCD7", "#767C82", "#FFFFFF"
ACTION = "#1E4E5F"
RAMP = ("#DCE9ED", "#A9C8D2", "#6B9DAD", "#33697C", "#123A47")
SERIES = ("#1E4E5F", "#A8631B", "#6C5B7B", "#5F6B2D", "#3A77B0")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross")

# Steps of the ramp that stay apart in grayscale for so many ordered answers.
_STEPS = {1: (3,), 2: (1, 4), 3: (0, 2, 4), 4: (0, 1, 2, 4), 5: (0, 1, 2, 3, 4)}


def ramp(n: int) -> tuple[str, ...]:
    """`n` colours for ordered answers, light to dark; more than five are mixed from the five."""
    if n in _STEPS:
        return tuple(RAMP[step] for step in _STEPS[n])
    return tuple(_mixed(place * (len(RAMP) - 1) / max(n - 1, 1)) for place in range(n))


def _mixed(place: float) -> str:
    lower = min(int(place), len(RAMP) - 2)
    share = place - lower
    pairs = zip(_channels(RAMP[lower]), _channels(RAMP[lower + 1]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance 0-1 of a `#RRGGBB` colour, as WCAG 2.2 defines it."""
    parts = [c / 255 for c in _channels(colour)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio 1-21 between two colours."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def text_on(colour: str) -> str:
    """Ink or white, whichever reads best on `colour`."""
    return max((INK, PAPER), key=lambda text: contrast(text, colour))


def edge_of(colour: str) -> str:
    """A thin outline for parts that would fade into white paper, else the part's own colour."""
    return RAMP[2] if contrast(colour, PAPER) < 2 else colour


def written(value: float, measure: Measure) -> str:
    """A number as the picture prints it: one decimal and `%`, a whole number, or one decimal."""
    if measure == "count":
        return danish(value, 0)
    return danish(value, 1) + (" %" if measure == "pct" else "")
