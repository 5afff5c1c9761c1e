"""What is delivered and how an answer came about: the words that are stored, and those that files may use."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """A kind of delivery. Each is also the slug of the instrument whose codes and labels its columns use."""

    PARTICIPANTS = "participants"
    START = "start"
    RUNNING = "running"
    PROGRESSION = "progression"


class Mode(StrEnum):
    """How the answers of one response came about."""

    SELF = "self"
    ASSISTED = "assisted"
    PHONE = "phone"
    PAPER = "paper"
    STAFF = "staff"


MODE_WORDS: Mapping[Mode, str] = MappingProxyType(
    {
        Mode.SELF: "selv",
        Mode.ASSISTED: "sammen",
        Mode.PHONE: "telefon",
        Mode.PAPER: "papir",
        Mode.STAFF: "medarbejder",
    }
)
HELPED = frozenset({Mode.ASSISTED, Mode.PHONE})


def mode_of(text: str) -> Mode | None:
    """The mode that a cell names, by its key or its Danish word; None when it names none."""
    wanted = text.strip().casefold()
    return next((mode for mode, word in MODE_WORDS.items() if wanted in {mode.value, word}), None)


def mode_of_all(modes: Collection[Mode]) -> Mode:
    """How a response came about that was handed in more than once: with help when any part was, else as most alone.

    In this order: together, over the phone, by staff, on paper, alone. Raises ValueError for none.
    """
    return min(modes, key=[Mode.ASSISTED, Mode.PHONE, Mode.STAFF, Mode.PAPER, Mode.SELF].index)
