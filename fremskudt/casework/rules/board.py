"""»Ekstra opmærksomhed«: who needs more of us for a while, why, who looks, and when the team looks again (F47).

A row is no mark on a person: it has a day, it is gone through twice a week, and it comes off by somebody's word.
Source: capabilities F47, screens.md T3. Twice a week is how the study's teams cleared their board (domain.md 1.7).
"""

from datetime import date, datetime, timedelta

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.casework.rules.contact import NOT_YOURS
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.rules.undo import may_undo

LONGEST_WHY = 200
BETWEEN_WALKS = timedelta(days=3)
FARTHEST = timedelta(days=90)
STAYS, OFF = "stays", "off"

ALREADY = _("Borgeren står allerede på tavlen.")
NOT_ON = _("Borgeren står ikke på tavlen.")
NOT_AHEAD = _("Vælg en dag efter i dag.")
TOO_FAR = _("Vælg en dag inden for tre måneder. Ellers bliver rækken glemt.")
TOO_LATE = _("Der er gået mere end ti minutter. Sæt borgeren på tavlen igen.")
ON_AGAIN = _("Borgeren er sat på tavlen igen imens.")


def next_look(today: date) -> date:
    """When the team looks again unless somebody says otherwise: three days on, and on a working day."""
    day = today + BETWEEN_WALKS
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def may_look_again_on(day: date, today: date) -> Verdict:
    """May the row wait until that day? From tomorrow to three months ahead."""
    if day <= today:
        return Verdict.no(NOT_AHEAD)
    return Verdict.no(TOO_FAR) if day > today + FARTHEST else Verdict.yes()


def may_add(*, has_ended: bool, is_on: bool) -> Verdict:
    """May the citizen come on the board? Not twice, and not once somebody has said farewell."""
    verdict = may_write(has_ended=has_ended)
    if not verdict:
        return verdict
    return Verdict.no(ALREADY) if is_on else Verdict.yes()


def may_look(*, is_on: bool) -> Verdict:
    """May the row stay, or come off? Only one that stands: also after a farewell, so that it can come off."""
    return Verdict.yes() if is_on else Verdict.no(NOT_ON)


def may_come_back(*, is_mine: bool, off_at: datetime, now: datetime, is_on: bool) -> Verdict:
    """May »af tavlen« be undone? By who pressed it, for ten minutes, unless a new row stands."""
    if is_on:
        return Verdict.no(ON_AGAIN)
    if not is_mine:
        return Verdict.no(NOT_YOURS)
    return Verdict.yes() if may_undo(off_at, now) else Verdict.no(TOO_LATE)
