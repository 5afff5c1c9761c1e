"""Being seen: what the team puts out, the codes on it, and the mails that remind partners (F12-F15)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fremskudt.basics.small_counts import Protected, alone
from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _

KINDS: dict[str, str] = {
    "lighter": _("Lightere"),
    "postcard": _("Postkort"),
    "poster": _("Plakater"),
    "tip_card": _("Prajkort"),
    "talk": _("Oplæg"),
    "evening_tour": _("Aftentur"),
    "other": _("Andet"),
}
# What a code on paper leads to: leaving a tip (a house's wall), or asking to be rung (a lighter, a postcard).
LEADS_TO: dict[str, str] = {"tip": _("Giv et praj"), "call": _("Ring til mig")}
FOLLOWS_DAYS = 14  # a tip counts as having followed a mail or a code for so long (domain.md 2, row 18)

LONGEST_TITLE = 80
LONGEST_PLACE = 120
MOST_COPIES = 100_000
FARTHEST = timedelta(days=2 * 366)
PRESSED_TWICE = timedelta(minutes=1)  # the same code asked for again so soon is the same press
GATHERED = frozenset({"talk", "evening_tour"})  # people come or are met; of all else, things are handed out

LONGEST_FIRST_NAME = 40
NO_PHONE = _("Skriv otte cifre, for eksempel 12 34 56 78.")

CALLED_OFF = _("Det er aflyst.")
CLOSED = _("Koden er lukket.")
NOT_A_HOUSES = _("Kortene hører til et hus. Lav en kode, der fører til »Giv et praj«.")


@dataclass(frozen=True)
class Followed:
    """What came through some codes: each code's count by itself, and their sum.

    The sum is exact only where none of the counts is hidden, since a hidden one could else be worked out; otherwise
    `at_least` is what the shown ones add up to (0 where none is shown).
    """

    each: tuple[Protected, ...]
    total: Protected
    at_least: int


def followed(counts: Sequence[int]) -> Followed:
    """Counts of tips or calls, one for each code of a campaign. Nobody tells which they were. No codes: a sum of 0."""
    each = tuple(alone(count) for count in counts)
    if any(one.is_hidden for one in each):
        return Followed(each, Protected(None), sum(one.value or 0 for one in each))
    return Followed(each, alone(sum(counts)), sum(counts))


def is_coming(on: date, until_on: date | None, today: date) -> bool:
    """Whether it lies ahead or goes on today; it has been from the day after its last day."""
    return (until_on or on) >= today


def may_be_on(on: date, today: date) -> bool:
    """Whether a day may be written: within two years to either side."""
    return today - FARTHEST <= on <= today + FARTHEST


def may_make_code(*, is_cancelled: bool) -> Verdict:
    """May a code be made for a campaign, and may it be counted? Not once it is called off."""
    return Verdict.no(CALLED_OFF) if is_cancelled else Verdict.yes()


def may_print(*, closed_at: datetime | None) -> Verdict:
    """May a code still be put on paper? Not when it is closed: it would lead nowhere."""
    return Verdict.no(CLOSED) if closed_at else Verdict.yes()


def may_print_cards(*, leads_to: str, closed_at: datetime | None) -> Verdict:
    """May tip cards be printed with a code? An open one that leads to a house's tips."""
    return Verdict.no(NOT_A_HOUSES) if leads_to != "tip" else may_print(closed_at=closed_at)


def leads_first(kind: str) -> str:
    """What a code of such a campaign most likely leads to: tip cards to a tip, all else to being rung."""
    return "tip" if kind == "tip_card" else "call"


def normal_phone(text: str) -> str:
    """A Danish number as it is read aloud, 12 34 56 78; ValueError for anything else."""
    digits = re.sub(r"[\s.-]", "", text).removeprefix("+45").removeprefix("0045")
    if not re.fullmatch(r"[1-9][0-9]{7}", digits):
        raise ValueError(NO_PHONE)
    return " ".join(digits[at : at + 2] for at in range(0, 8, 2))
