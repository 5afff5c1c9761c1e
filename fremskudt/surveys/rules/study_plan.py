"""The plan of a study: when the waves of a form open and close, and what a change of the plan does to those there are.

A wave that has opened keeps its dates, and so does one that was moved by hand. Two waves of the same form are never
open on the same day. Source: report 5.2 (8 x 2 months, 4 running forms), F35; screens.md V1 and L3.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _

Say = Callable[[str], str]
OVERLAPS = _("Runden overlapper runde %(number)s.")
BEHIND = _("Runden ligger før i dag. Vælg en senere dag.")
BACKWARDS = _("Runden lukker, før den åbner.")
OPENED = _("Runden er åbnet. Den første dag kan ikke flyttes mere.")
USED = _("Runde %(number)s er allerede i brug: der er spurgt, eller der er printet ark. Den kan ikke fjernes.")
OVER = _("Runden er lukket. Den kan ikke flyttes mere.")


@dataclass(frozen=True)
class Rhythm:
    """How often a form is asked, as it is proposed: days open leave a pause before the next."""

    n_waves: int
    every_months: int
    open_days: int


# By instrument; what is asked once (the start form) is open for as long as the study.
USUAL: dict[str, Rhythm] = {"progression": Rhythm(8, 2, 56), "running": Rhythm(4, 4, 112)}
OTHERWISE = Rhythm(4, 3, 28)
ONCE = "start"
USUAL_MONTHS = 16


@dataclass(frozen=True)
class Planned:
    """A wave with its days, both counted in."""

    number: int
    opens_on: date
    closes_on: date
    is_moved: bool = False


@dataclass(frozen=True)
class Change:
    """What a new plan makes of the waves of a form. `gone` are numbers that have not opened and are not wanted."""

    waves: tuple[Planned, ...]
    gone: tuple[int, ...]
    kept: frozenset[int]  # numbers that keep their days, since they have opened or were moved


def waves_of(first_opens_on: date, *, n_waves: int, every_months: int, open_days: int) -> list[Planned]:
    """The waves of a form, from 1. Each is counted from the first, so that 31 January is followed by 31 March.

    In a month that is too short, it opens on the last day. Calendar days: the hour of a summer time moves nothing.
    """
    opens = [months_after(first_opens_on, every_months * turn) for turn in range(n_waves)]
    last = timedelta(days=open_days - 1)
    return [Planned(number, day, day + last) for number, day in enumerate(opens, start=1)]


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    place = day.month - 1 + months
    year, month = day.year + place // 12, place % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def change(existing: Iterable[Planned], planned: Iterable[Planned], today: date) -> Change:
    """The new plan, held against the waves there are."""
    there = {wave.number: wave for wave in existing}
    stays = {number for number, wave in there.items() if wave.is_moved or wave.opens_on <= today}
    wanted = {wave.number: wave for wave in planned}
    waves = {**wanted, **{number: there[number] for number in stays}}
    gone = tuple(sorted(there.keys() - waves.keys()))
    return Change(tuple(waves[number] for number in sorted(waves)), gone, frozenset(stays))


def may_plan(plan: Change, today: date, say: Say = str) -> Verdict:
    """May it be so? No two waves on the same day, and none that is new or changed before today.

    `say` puts a sentence into the language of the page before a number is filled in.
    """
    if any(wave.opens_on < today for wave in plan.waves if wave.number not in plan.kept):
        return Verdict.no(BEHIND)
    return no_overlap(plan.waves, say)


def no_overlap(waves: Sequence[Planned], say: Say = str) -> Verdict:
    """The reason names the wave that is in the way, by its number: `OVERLAPS` filled in."""
    in_time = sorted(waves, key=lambda wave: (wave.opens_on, wave.number))
    for one, following in pairwise(in_time):
        if following.opens_on <= one.closes_on:
            return Verdict.no(say(OVERLAPS) % {"number": one.number})
    return Verdict.yes()


def may_move(
    wave: Planned, others: Iterable[Planned], *, opens_on: date, closes_on: date, today: date, say: Say = str
) -> Verdict:
    """May this wave have these days? One that is open may be closed earlier or later, from today on."""
    if wave.closes_on < today:
        return Verdict.no(OVER)
    if wave.opens_on <= today and opens_on != wave.opens_on:
        return Verdict.no(OPENED)
    if closes_on < opens_on:
        return Verdict.no(BACKWARDS)
    if closes_on < today or (opens_on < today and opens_on != wave.opens_on):
        return Verdict.no(BEHIND)
    moved = replace(wave, opens_on=opens_on, closes_on=closes_on)
    in_the_way = (one for one in others if one.opens_on <= moved.closes_on and moved.opens_on <= one.closes_on)
    other = next(in_the_way, None)
    return Verdict.no(say(OVERLAPS) % {"number": other.number}) if other else Verdict.yes()


def free_slug(title: str, taken: Iterable[str]) -> str:
    """The study's name in addresses: small letters, figures and hyphens, and a number where it is taken."""
    words = title.casefold().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    plain = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in words)
    base = "-".join(plain.split())[:50].strip("-") or "undersoegelse"
    used = {*taken, *RESERVED}
    names = (base, *(f"{base}-{number}" for number in range(2, 10_000)))
    return next(name for name in names if name not in used)


RESERVED = frozenset({"skemaer", "ny"})  # addresses beside the studies
