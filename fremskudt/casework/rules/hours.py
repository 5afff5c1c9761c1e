"""Hours and kilometres by kind of work, for a budget. Minutes nobody wrote are unknown, never nought.

Source: report 3.4.9 (»timer og ressourcer«), screens.md L7, F93. Sums are of a municipality, never of a person.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.casework.rules.contact import PLACES, WAYS, Place, Way


class Work(StrEnum):
    """Work that no contact holds."""

    MEETING = "meeting"
    VISIBILITY = "visibility"
    DRIVE = "drive"
    SUPERVISION = "supervision"
    COMMUNITY = "community"
    COMPANY = "company"
    OTHER = "other"


WORK: dict[str, str] = {
    Work.MEETING: _("Møder"),
    Work.VISIBILITY: _("Synlighed: plakater, aftenture, oplæg"),
    Work.DRIVE: _("Kørsel"),
    Work.SUPERVISION: _("Supervision og sparring"),
    Work.COMMUNITY: _("Fællesskaber og aktiviteter"),
    Work.COMPANY: _("Følgeskab"),
    Work.OTHER: _("Andet arbejde"),
}
# A contact by kind: where they met, or by which way when they did not meet.
CONTACTS: dict[str, str] = {
    **{place: PLACES[place] for place in Place if place != Place.NOWHERE},
    **{way: WAYS[way] for way in Way if way != Way.IN_PERSON},
}

LONGEST = 24 * 60  # minutes on one day
MOST_KILOMETRES = 1000
SAME_PRESS = timedelta(minutes=1)  # the same line by the same hand within it is one press

NOT_YOURS = _("En anden har skrevet linjen. Bed om at få den fjernet.")
REMOVED = _("Linjen er allerede fjernet.")


@dataclass(frozen=True)
class Sum:
    """What is known of one kind: minutes and kilometres, None where nobody wrote any; of how many entries."""

    n: int = 0
    minutes: int | None = None
    estimated: int = 0  # of the minutes
    n_unknown: int = 0  # entries without minutes
    kilometres: int | None = None

    @property
    def hours(self) -> float | None:
        """In hours, to the nearest quarter."""
        return None if self.minutes is None else round(self.minutes / 15) / 4

    @property
    def share_estimated(self) -> float | None:
        """Share of the minutes that are estimates (0-1); None without minutes."""
        return self.estimated / self.minutes if self.minutes else None

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(
            self.n + other.n, added(self.minutes, other.minutes), self.estimated + other.estimated,
            self.n_unknown + other.n_unknown, added(self.kilometres, other.kilometres),
        )  # fmt: skip


def added(one: int | None, other: int | None) -> int | None:
    """The sum of what is known; None only when neither is."""
    return other if one is None else one if other is None else one + other


def total(sums: Iterable[Sum]) -> Sum:
    return sum(sums, Sum())


def kind_of_contact(place: str, way: str) -> str:
    """The kind a contact is counted under."""
    return place if way == Way.IN_PERSON and place != Place.NOWHERE else way if way != Way.IN_PERSON else Place.OTHER


def minutes_of(hours: int | None, minutes: int | None) -> int:
    """Minutes in all; what is left empty counts as nought here, since at least one of them is asked for."""
    return 60 * (hours or 0) + (minutes or 0)


def may_be_on(day: date, today: date) -> bool:
    """Whether hours may be written on a day: within three years back, and not ahead."""
    return today - timedelta(days=3 * 366) <= day <= today


def is_same_press(made_at: datetime, now: datetime) -> bool:
    return now - made_at <= SAME_PRESS


def may_remove(*, is_own: bool, is_leader: bool, is_removed: bool) -> Verdict:
    """May this person take the line away? Who wrote it may, and the leader; once."""
    if is_removed:
        return Verdict.no(REMOVED)
    return Verdict.yes() if is_own or is_leader else Verdict.no(NOT_YOURS)
