"""From somebody else's questionnaire to the files of our own format, with a list of what could not come along."""

from fremskudt.instruments.taking.assembling import assemble
from fremskudt.instruments.taking.draft import Draft, DraftGroup, DraftOption, DraftQuestion, DraftScore
from fremskudt.instruments.taking.left import CannotTake, Done, Left, Refused, Taken, What
from fremskudt.instruments.taking.limits import FEW, MAX_BYTES

__all__ = [
    "FEW",
    "MAX_BYTES",
    "CannotTake",
    "Done",
    "Draft",
    "DraftGroup",
    "DraftOption",
    "DraftQuestion",
    "DraftScore",
    "Left",
    "Refused",
    "Taken",
    "What",
    "assemble",
]
