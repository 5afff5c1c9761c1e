"""What is agreed with somebody outside: how much of a yes they are shown, until when, and which times lie together.

What a yes opens is decided in rules/consent.py alone; nothing here opens more. Source: screens.md P6, X3 and R1.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fremskudt.basics.words import gettext_noop as _
from fremskudt.casework.rules.appointment import NEAR
from fremskudt.casework.rules.consent import LOW_CONTENT, TOPICS, Answer, Direction, Said, Use
from fremskudt.casework.rules.contact import Place

SHOWN = 20  # people a page
SOON = timedelta(days=7)
STOPPED = timedelta(days=7)  # for so long a list says that something has been stopped, and never whose
LINES = 5  # of what was said at meetings, the newest of each topic

# Said to somebody outside the team, so »hos os« would be their own house.
PLACES: dict[str, str] = {
    Place.HOME: _("Hjemme"),
    Place.OUTDOORS: _("Ude"),
    Place.REFUGE: _("Værested eller herberg"),
    Place.CENTRE: _("Hos teamet"),
    Place.OTHER: _("Et andet sted"),
    Place.NOWHERE: _("I telefon"),
}
# What the team may do about a topic, said to the house that it is done with.
DIRECTIONS: dict[str, str] = {
    Direction.TELL: _("Teamet må fortælle jer det."),
    Direction.BOTH: _("Teamet må fortælle jer det og spørge jer om det."),
}


@dataclass(frozen=True)
class Span:
    """A time that is taken: from when, and for how many minutes (None where only the beginning is agreed)."""

    at: datetime
    minutes: int | None = None

    @property
    def until(self) -> datetime:
        return self.at + (NEAR if self.minutes is None else timedelta(minutes=self.minutes))


def in_order(topics: Collection[str]) -> tuple[str, ...]:
    """The topics as they stand on every page; what is not a topic is left out."""
    return tuple(topic for topic in TOPICS if topic in topics)


def shown(topics: frozenset[str], *, sees_all: bool) -> frozenset[str]:
    """What of the topics is shown to one who may not see words about health, money and the like."""
    return topics if sees_all else topics & LOW_CONTENT


def door_of(use: Use, *, goes_on: bool) -> Use:
    """The door that a page asks at: after a farewell nothing is open but what is for the one who takes over."""
    return use if goes_on else Use.HANDOVER


def apart(ledger: Iterable[Said]) -> list[list[Said]]:
    """Each yes of a ledger alone with every no, so that it can be asked what that one yes still opens."""
    told = list(ledger)
    refused = [one for one in told if one.answer == Answer.NO]
    return [[one, *refused] for one in told if one.answer == Answer.YES]


def last_days(opened: Iterable[tuple[date | None, frozenset[str]]]) -> dict[str, date]:
    """Topic → the last day on which it holds, of several yeses with their last days and what each of them opens."""
    found: dict[str, date] = {}
    for until_on, topics in opened:
        if until_on is not None:
            found.update({topic: max(until_on, found.get(topic, until_on)) for topic in topics})
    return found


def clashes(spans: Sequence[Span]) -> list[tuple[Span, Span]]:
    """The pairs that overlap, earliest first. An hour that begins when the other ends does not."""
    ordered = sorted(spans, key=lambda one: (one.at, one.until))
    return [
        (first, second)
        for number, first in enumerate(ordered)
        for second in ordered[number + 1 :]
        if second.at < first.until
    ]


def is_soon(on: date, today: date) -> bool:
    """Whether a day is one of the next seven, or gone by without being done."""
    return on < today + SOON
