"""What civil society does with people, in the kinds of figure 3.2, to be counted as the report counts (F76).

A text that others read may tell of no one; the name of a known house or area may stand in it, and where something is
held may be a street and a number. Source: screens.md P4, report fig. 3.2.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from fremskudt.basics.small_counts import Protected, alone
from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.partnership.rules import telltale

# Key → words on screens.
KINDS: dict[str, str] = {
    "community": _("Socialt fællesskab"),
    "coordination": _("Koordinering"),
    "company": _("Vi følges ad"),
    "network": _("Familie og netværk"),
    "work": _("Job, skole eller praktik"),
    "self_help": _("Selvhjælpsgruppe"),
    "bridge": _("Følges til en ny plads"),
    "other": _("Andet"),
}
LONGEST_TITLE = 80
LONGEST_WORDS = 120
MOST_PLACES = 500
MOST_PEOPLE = 500
MOST_MINUTES = 200 * 60  # of all the volunteers of one day together
FARTHEST = timedelta(days=366)
COUNTED_WITHIN = timedelta(days=60)
WEEK = timedelta(days=7)
MONTHS_SHOWN = 6

WHERE_AND_WHEN = _("Skriv, hvor og hvornår.")
ENDED = _("Den er slut og står ikke på programmet mere.")
NOT_YOURS = _("Kun den, der talte, kan fortryde det.")
TOO_LATE = _("Der er gået mere end ti minutter. Tæl dagen igen i stedet.")
BAD_NEXT = _("Vælg en dag fra i dag og højst et år frem.")
BAD_DAY = _("Vælg en dag inden for de sidste to måneder.")

_AGAIN = re.compile(r"\b(?:hver|hvert|alle|dagligt|ugentligt|every|daily|weekly)\b", re.IGNORECASE)


class Group(StrEnum):
    """Under which heading something stands."""

    WEEK = "week"
    LATER = "later"
    AGAIN = "again"  # without a day to come: every Tuesday, when you need it
    BEFORE = "before"


def comes_again(when: str) -> bool:
    """Whether words such as »hver tirsdag« say that it is held more than once."""
    return bool(_AGAIN.search(when))


def group_of(next_on: date | None, when: str, today: date) -> Group:
    """The heading of something by its next day and its words. A day that has passed ends nothing that comes again."""
    if next_on is not None and next_on >= today:
        return Group.WEEK if next_on < today + WEEK else Group.LATER
    return Group.AGAIN if next_on is None or comes_again(when) else Group.BEFORE


def has_clock(at: datetime | None) -> bool:
    """Whether a time says the hour too; midnight stands for a day alone. In the time zone of the reader."""
    return at is not None and at.time() != time()


def sentence_against(text: str, known: Iterable[str] = (), *, is_place: bool = False) -> str:
    """What must be changed before the text is kept; empty when nothing. `known`: names of houses and areas."""
    for name in sorted(known, key=len, reverse=True):
        text = text.replace(name, " ") if name else text
    found = telltale.found_in(text)
    return telltale.sentence([kind for kind in found if not (is_place and kind == telltale.ADDRESS)])


def may_come_next(day: date, today: date) -> bool:
    """Whether a next day may be written: from today, and within a year."""
    return today <= day <= today + FARTHEST


def may_be_counted(day: date, today: date) -> bool:
    """Whether who came on a day may be counted: not ahead, and within two months back."""
    return today - COUNTED_WITHIN <= day <= today


def may_go_on(*, is_ended: bool) -> Verdict:
    """May it be changed, counted or ended? Not once it is ended."""
    return Verdict.no(ENDED) if is_ended else Verdict.yes()


def may_take_back(*, is_mine: bool, is_fresh: bool) -> Verdict:
    """May a count be undone? By who counted, for ten minutes (`is_fresh`)."""
    if not is_mine:
        return Verdict.no(NOT_YOURS)
    return Verdict.yes() if is_fresh else Verdict.no(TOO_LATE)


@dataclass(frozen=True)
class Counted:
    """One day: how many came, and the volunteers' minutes together."""

    on: date
    n_people: int
    minutes: int


@dataclass(frozen=True)
class Month:
    """A month as it may be shown. `people` counts visits of people; hidden under three. `minutes` are volunteers'."""

    first: date
    n_times: int
    people: Protected
    minutes: int

    @property
    def hours(self) -> float:
        """To the nearest half hour."""
        return round(self.minutes / 30) / 2


def months(counted: Iterable[Counted]) -> list[Month]:
    """The months of which anything is counted, the newest first."""
    found: dict[date, list[Counted]] = {}
    for one in counted:
        found.setdefault(one.on.replace(day=1), []).append(one)
    return [
        Month(first, len(days), alone(sum(day.n_people for day in days)), sum(day.minutes for day in days))
        for first, days in sorted(found.items(), reverse=True)
    ]


def first_month(today: date) -> date:
    """The first day of the oldest month that is shown, this month being one of them."""
    n = today.year * 12 + today.month - MONTHS_SHOWN
    return date(n // 12, n % 12 + 1, 1)
