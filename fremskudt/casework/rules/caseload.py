"""In which group of the caseload somebody stands: by what is agreed with that person, never by one limit for all.

Source: screens.md T3. »Ekstra opmærksomhed« is the board: see rules/board.py.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from fremskudt.basics.words import gettext_noop as _
from fremskudt.casework.rules.rhythm import DEFAULT_EVERY_DAYS, days_since, is_slipped

FAREWELL_SHOWN = timedelta(days=365)


class Group(StrEnum):
    """In the order in which they stand."""

    BOARD = "board"
    DOOR = "door"  # somebody the reader does not follow, behind a door that stands open
    SLIPPED = "slipped"
    RHYTHM = "rhythm"
    PAUSE = "pause"
    FAREWELL = "farewell"


GROUPS: dict[Group, str] = {
    Group.BOARD: _("Ekstra opmærksomhed"),
    Group.DOOR: _("Åben dør"),
    Group.SLIPPED: _("Ikke set længe"),
    Group.RHYTHM: _("I rytme"),
    Group.PAUSE: _("Holder pause"),
    Group.FAREWELL: _("Farvel for nu"),
}


@dataclass(frozen=True)
class Standing:
    """What is known of somebody's newest course. None: never seen, nothing agreed, no pause, not ended."""

    found_on: date
    last_seen_on: date | None = None
    every_days: int | None = None
    not_now_until: date | None = None
    look_again_on: date | None = None
    ended_on: date | None = None
    is_door: bool = False
    board_on: date | None = None  # on the board, and looked at again that day


def group_of(standing: Standing, today: date) -> Group | None:
    """The group; None for one who said farewell more than twelve months ago and is found by searching.

    Somebody never seen is counted from the day they were found, and somebody who said »ikke nu« has not slipped until
    that day is there.
    """
    if standing.is_door:
        return Group.DOOR
    if standing.ended_on is not None:
        return Group.FAREWELL if today - standing.ended_on <= FAREWELL_SHOWN else None
    if standing.board_on is not None:
        return Group.BOARD
    if standing.look_again_on is not None:
        return Group.PAUSE
    if standing.not_now_until is not None and standing.not_now_until > today:
        return Group.RHYTHM
    slipped = is_slipped(days_unseen(standing, today), standing.every_days)
    return Group.SLIPPED if slipped else Group.RHYTHM


def days_unseen(standing: Standing, today: date) -> int:
    """Days since they were last in contact; since the person was found, where they never were."""
    return days_since(standing.last_seen_on or standing.found_on, today) or 0


def place(standing: Standing, alias: str, today: date) -> tuple[int, int, str]:
    """Where somebody stands in the list: by group, then by what comes first there, then by alias.

    Among those not seen for long the one who waits the most rhythms comes first; among those in rhythm the one whose
    turn is next; a pause and the board by the day somebody looks again; a farewell with the newest first.
    """
    group = group_of(standing, today)
    order = list(Group).index(group) if group else len(Group)
    every, unseen = standing.every_days or DEFAULT_EVERY_DAYS, days_unseen(standing, today)
    within = 0
    if group is Group.SLIPPED:
        within = -1000 * unseen // every
    elif group is Group.RHYTHM:
        within = every - unseen
    elif group is Group.BOARD and standing.board_on:
        within = standing.board_on.toordinal()
    elif group is Group.PAUSE and standing.look_again_on:
        within = standing.look_again_on.toordinal()
    elif group is Group.FAREWELL and standing.ended_on:
        within = -standing.ended_on.toordinal()
    return order, within, alias.casefold()
