"""Safety notices: facts somebody saw, dated, looked at again, and gone when nobody does.

Source: domain.md 1.8, screens.md T15; two people remove one, as with a barring.
"""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.casework.rules.barring import review_day
from fremskudt.casework.rules.contact import Place


class Notice(StrEnum):
    GO_TWO = "go_two"
    POLICE = "police"
    NO_HOME_VISIT = "no_home_visit"
    DOG = "dog"
    OTHER = "other"


NOTICES: dict[str, str] = {
    Notice.GO_TWO: _("Gå to"),
    Notice.POLICE: _("Aftal med politiet først"),
    Notice.NO_HOME_VISIT: _("Ikke hjemmebesøg"),
    Notice.DOG: _("Hund"),
    Notice.OTHER: _("Andet"),
}

GRACE = timedelta(days=14)  # a notice holds so long after its day; somebody may be on holiday
AHEAD = timedelta(days=14)  # and so long before it, somebody is asked to look
LONGEST_MONTHS = 12
USUAL_MONTHS = 3
LONGEST_WORDS = 200

GO_TWO_HERE = _("Her går man to. Vælg en kollega, eller skriv, hvorfor du går alene.")
POLICE_FIRST = _("Her aftales det med politiet først. Skriv, hvad I har aftalt.")
NOT_AT_HOME = _("Her kommer vi ikke hjemme. Vælg et andet sted, eller skriv, hvorfor I tager derhen.")
BY_TWO = _("Der skal to til at fjerne den. En anden end dig skal sige ja.")
REMOVED_ALREADY = _("Opmærksomheden er allerede fjernet.")


def oldest_in_force(today: date) -> date:
    """The earliest day of review of a notice that still holds: it does until fourteen days after that day."""
    return today - GRACE


def asks_for_a_look(review_on: date, today: date) -> bool:
    """Whether somebody should look at it again: from fourteen days before its day."""
    return today >= review_on - AHEAD


def latest_review(today: date) -> date:
    """The last day on which a notice written today may be looked at again: twelve months on."""
    return review_day(today, LONGEST_MONTHS)


def usual_review(today: date) -> date:
    """The day that is proposed: three months on."""
    return review_day(today, USUAL_MONTHS)


def may_review_on(day: date, today: date) -> bool:
    """Whether the day lies ahead, and at most twelve months."""
    return today < day <= latest_review(today)


def may_go(kinds: Collection[str], has_company: bool, reason: str, place: str) -> Verdict:
    """May somebody go there, with the notices in force (their kinds), a colleague or none, and a reason or "".

    `place` is a Place; a call goes nowhere and is never refused. An unknown place counts as one that is gone to. Words
    override what a notice asks for; what they say is for people to judge, and the act is an event of its own.
    """
    if place == Place.NOWHERE or reason.strip():
        return Verdict.yes()
    if Notice.NO_HOME_VISIT in kinds and place == Place.HOME:
        return Verdict.no(NOT_AT_HOME)
    if Notice.POLICE in kinds:
        return Verdict.no(POLICE_FIRST)
    if Notice.GO_TWO in kinds and not has_company:
        return Verdict.no(GO_TWO_HERE)
    return Verdict.yes()


def is_override(kinds: Collection[str], has_company: bool, reason: str, place: str) -> bool:
    """Whether only the reason makes it allowed: then it is told as an event."""
    return bool(reason.strip()) and not may_go(kinds, has_company, "", place)


def may_still_change(*, removed: bool) -> Verdict:
    """May anything be done to this notice? Not once it is removed."""
    return Verdict.no(REMOVED_ALREADY) if removed else Verdict.yes()


def may_remove(*, asked_by: int | None, by: int) -> Verdict:
    """May this person remove it? Only where another has asked (ids of users)."""
    return Verdict.no(BY_TWO) if asked_by is None or asked_by == by else Verdict.yes()
