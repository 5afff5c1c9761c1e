"""The colours keep the contrast that the design promises, in every light, and none of them is a red or a green."""

import colorsys
import re
from pathlib import Path

import pytest

from fremskudt.ui import tokens

SHEETS = tokens.SHEET.parent
SHEET = tokens.SHEET.read_text(encoding="utf-8")
PALETTES = tokens.palettes(SHEET)

# (front, back, contrast) as the design writes them.
PROMISED = {
    "light": [
        ("ink", "page", 14.5), ("ink", "surface", 15.8), ("muted", "page", 6.2), ("muted", "surface", 6.8),
        ("line", "page", 3.9), ("line", "surface", 4.2), ("on-action", "action", 9.1), ("action", "page", 8.3),
        ("ink", "action-soft", 13.4), ("action", "action-soft", 7.7), ("on-note", "note", 7.5), ("ink", "note", 13.4),
        ("on-own", "own", 7.8), ("on-stop", "stop", 8.6), ("stop", "surface", 8.6),
    ],
    "dark": [
        ("ink", "page", 15.0), ("ink", "surface", 13.3), ("muted", "surface", 8.1), ("line", "surface", 5.0),
        ("on-action", "action", 9.2), ("on-action-soft", "action-soft", 10.0), ("on-note", "note", 9.6),
        ("on-own", "own", 11.6), ("stop", "surface", 8.0),
    ],
}  # fmt: skip
CASES = [(look, *case) for look, cases in PROMISED.items() for case in cases]


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#FFFFFF", "#FFFFFF", 1.0),
        ("#767676", "#FFFFFF", 4.54),
        ("#0000FF", "#FFFFFF", 8.59),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert tokens.contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert tokens.contrast(other, one) == tokens.contrast(one, other)


@pytest.mark.parametrize(("look", "front", "back", "promised"), CASES)
def test_contrast_is_what_the_design_promises(look: str, front: str, back: str, promised: float) -> None:
    colours = PALETTES[look]
    assert tokens.contrast(colours[front], colours[back]) >= promised - 0.05  # promised to one decimal


@pytest.mark.parametrize("look", ["light", "dark", "outdoor"])
def test_every_pair_is_readable(look: str) -> None:
    pairs = tokens.looks()[look]
    assert len(pairs) == len(tokens.PAIRS)
    assert [pair for pair in pairs if pair.ratio < pair.needed] == []


@pytest.mark.parametrize(
    ("wish", "look"), [("prefers-color-scheme: dark", "dark"), ("prefers-contrast: more", "outdoor")]
)
def test_what_the_device_asks_for_is_what_the_style_sheet_shows(wish: str, look: str) -> None:
    asked = re.search(rf"@media \({wish}\) \{{\s*:root:not\(\[data-look\]\) \{{([^}}]*)\}}", SHEET)
    shown = re.search(rf'\n\[data-look="{look}"\] \{{([^}}]*)\}}', SHEET)
    assert asked is not None
    assert shown is not None
    assert asked[1].split() == shown[1].split()


def test_every_look_names_the_same_colours() -> None:
    assert set(PALETTES) == {"light", "dark", "outdoor"}
    assert len({frozenset(colours) for colours in PALETTES.values()}) == 1


@pytest.mark.parametrize(
    "sheet", sorted(path for path in SHEETS.glob("*.css") if path != tokens.SHEET), ids=lambda p: p.name
)
def test_colours_stand_in_the_tokens_only(sheet: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert re.findall(r":[^;{}]*(#[0-9A-Fa-f]{3,8}\b|rgba?\(|hsla?\()", rules) == []
    assert re.findall(r":[^;{}]*\b(red|green|lime|crimson|tomato|darkgreen)\b", rules) == []
    used = set(re.findall(r"var\(--([\w-]+)", rules))
    known = set(re.findall(r"--([\w-]+):", SHEET + rules))
    assert used <= known


def test_no_colour_is_a_red_or_a_green_but_the_brick_of_errors() -> None:
    loud = []
    for look, colours in PALETTES.items():
        for name, colour in colours.items():
            hue, light, strong = colorsys.rgb_to_hls(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)))
            degrees = hue * 360
            is_signal = (
                strong > 0.25 and 0.1 < light < 0.9 and (80 <= degrees <= 165 or degrees <= 15 or degrees >= 345)
            )
            if is_signal and name != "stop":
                loud.append((look, name, colour))
    assert loud == []
