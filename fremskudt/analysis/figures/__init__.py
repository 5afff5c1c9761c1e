"""Pictures of protected figures: a declarative spec, SVG, PNG and the text that says the same."""

from fremskudt.analysis.figures.drawing import NoPictureError, has_picture, png, spec, svg
from fremskudt.analysis.figures.look import FONT, FONTS
from fremskudt.analysis.figures.words import alt_text

__all__ = ["FONT", "FONTS", "NoPictureError", "alt_text", "has_picture", "png", "spec", "svg"]
