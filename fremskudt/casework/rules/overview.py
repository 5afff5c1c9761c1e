"""What slips if nobody does anything this week: which sentences the leader's overview has, and in which order.

Source: screens.md L1, F17, F18, F28, F55, F60. Never a ranking, never a mark on a person or on one who works here.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from fremskudt.casework.rules.barring import review_day
from fremskudt.casework.rules.treatment_request import due_day

MOST_SENTENCES = 7
SOON = timedelta(days=4)
LAPSES = timedelta(days=7)  # a yes is asked for again while there is a week left, see rules/consent.WARN_DAYS


class Kind(StrEnum):
    """What a sentence is about; the order is that of the sentences, the most urgent first."""

    OVERDUE = "overdue"
    ASKED = "asked"
    TIP = "tip"
    CLOCK = "clock"
    LETTER = "letter"
    RHYTHM = "rhythm"
    NOTICE = "notice"
    FOLLOW_UP = "follow_up"
    CONSENT = "consent"
    NOBODYS = "nobodys"
    TASK = "task"
    MEETING = "meeting"
    UNASSIGNED = "unassigned"


# Those with a list of their own, by the word in its address. The others lead to a page that shows them already.
LISTS: dict[str, Kind] = {
    "frister": Kind.CLOCK, "breve": Kind.LETTER, "rytme": Kind.RHYTHM, "opmaerksomheder": Kind.NOTICE,
    "opfoelgninger": Kind.FOLLOW_UP, "samtykker": Kind.CONSENT, "uden-person": Kind.NOBODYS, "opgaver": Kind.TASK,
    "moeder": Kind.MEETING,
}  # fmt: skip


def latest(kind: Kind, today: date) -> date:
    """The last day that still asks for a look: the fourteen days, letters and notices four days ahead.

    A yes a week ahead; a task from the day after the one that was agreed, and one without a person whenever it is due.
    """
    own = {Kind.FOLLOW_UP: today, Kind.CONSENT: today + LAPSES, Kind.TASK: today - timedelta(days=1)}
    return date.max if kind is Kind.NOBODYS else own.get(kind, today + SOON)


def day_of(kind: Kind, written: date) -> date:
    """The day a thing is due, from the day that is written: fourteen days after somebody asked."""
    return due_day(written) if kind is Kind.CLOCK else written


def sentences(counts: Mapping[Kind, int]) -> list[tuple[Kind, int]]:
    """At most seven, the most urgent first; what there is none of is not said."""
    return [(kind, counts[kind]) for kind in Kind if counts.get(kind)][:MOST_SENTENCES]


def since(today: date) -> date:
    """The same day of last month; the last of it where that day does not exist. What is newer is a change."""
    return review_day(today, -1)
