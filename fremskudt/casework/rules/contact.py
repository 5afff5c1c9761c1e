"""What a contact is: how it went, where and by what way, and what of it counts as having seen each other.

Source: fig. 4.8-4.9 and section 4.2.3 of the report (attempted and real contact), domain.md 1.3-1.4.
"""

from datetime import date, datetime
from enum import StrEnum

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.casework.rules.undo import may_undo


class Outcome(StrEnum):
    """How it went. A no is a contact too; nobody at home and no answer are attempts."""

    MET = "met"
    NOT_HOME = "not_home"
    NO_ANSWER = "no_answer"
    NOT_TODAY = "not_today"
    SAID_NO = "said_no"


class Place(StrEnum):
    HOME = "home"
    OUTDOORS = "outdoors"
    REFUGE = "refuge"  # drop-in centre or shelter
    CENTRE = "centre"
    OTHER = "other"
    NOWHERE = "nowhere"  # by telephone or message


class Way(StrEnum):
    IN_PERSON = "in_person"
    PHONE = "phone"
    MESSAGE = "message"


OUTCOMES: dict[str, str] = {
    Outcome.MET: _("Vi sås"),
    Outcome.NOT_HOME: _("Ikke hjemme"),
    Outcome.NO_ANSWER: _("Svarede ikke"),
    Outcome.NOT_TODAY: _("Ikke i dag"),
    Outcome.SAID_NO: _("Sagde nej"),
}
PLACES: dict[str, str] = {
    Place.HOME: _("Hjemme"),
    Place.OUTDOORS: _("Ude"),
    Place.REFUGE: _("Værested eller herberg"),
    Place.CENTRE: _("Hos os"),
    Place.OTHER: _("Et andet sted"),
    Place.NOWHERE: _("Ikke et sted"),
}
WAYS: dict[str, str] = {
    Way.IN_PERSON: _("Ansigt til ansigt"),
    Way.PHONE: _("Telefon"),
    Way.MESSAGE: _("SMS"),
}
REACHED = frozenset({Outcome.MET, Outcome.NOT_TODAY, Outcome.SAID_NO})


class Help(StrEnum):
    """Practical help, which is part of the work (F54)."""

    LETTER = "letter"
    CALL = "call"
    DIGITAL_POST = "digital_post"
    DEBT = "debt"
    APPLICATION = "application"
    HOUSEWORK = "housework"
    MEDICINE = "medicine"
    COMPANY = "company"
    OTHER = "other"


HELP: dict[str, str] = {
    Help.LETTER: _("Brev"),
    Help.CALL: _("Opkald"),
    Help.DIGITAL_POST: _("Digital post"),
    Help.DEBT: _("Gæld"),
    Help.APPLICATION: _("Ansøgning"),
    Help.HOUSEWORK: _("Vask og oprydning"),
    Help.MEDICINE: _("Hente medicin"),
    Help.COMPANY: _("Følges ad"),
    Help.OTHER: _("Andet"),
}


class Step(StrEnum):
    """Small steps, which are results (F22)."""

    FIRST_COFFEE = "first_coffee"
    OPENED_LETTER = "opened_letter"
    SLEPT = "slept"
    WENT_OUT = "went_out"
    JOINED = "joined"
    CALLED_US = "called_us"
    KEPT_TIME = "kept_time"
    OTHER = "other"


STEPS: dict[str, str] = {
    Step.FIRST_COFFEE: _("Første kaffe"),
    Step.OPENED_LETTER: _("Åbnede et brev"),
    Step.SLEPT: _("Sov om natten"),
    Step.WENT_OUT: _("Gik ud"),
    Step.JOINED: _("Kom i et fællesskab"),
    Step.CALLED_US: _("Ringede selv"),
    Step.KEPT_TIME: _("Holdt en aftale"),
    Step.OTHER: _("Noget andet"),
}


def is_reached(outcome: str) -> bool:
    """Whether they were in contact: seen, or spoken with and told no. An unknown outcome counts as an attempt."""
    return outcome in REACHED


class Tile(StrEnum):
    """What is pressed after »Vi sås«: a place and a way in one."""

    HOME = "home"
    OUTDOORS = "outdoors"
    REFUGE = "refuge"
    PHONE = "phone"
    MESSAGE = "message"
    OTHER = "other"


TILES: dict[str, str] = {
    Tile.HOME: _("Hjemme"),
    Tile.OUTDOORS: _("Ude"),
    Tile.REFUGE: _("Værested eller herberg"),
    Tile.PHONE: _("Telefon"),
    Tile.MESSAGE: _("SMS"),
    Tile.OTHER: _("Et andet sted"),
}
# Beneath »Jeg prøvede«. A no is a contact too.
TRIED = (Outcome.NOT_HOME, Outcome.NO_ANSWER, Outcome.NOT_TODAY, Outcome.SAID_NO)

USUAL_MINUTES: dict[str, int] = {
    Place.HOME: 45, Place.OUTDOORS: 30, Place.REFUGE: 30, Place.CENTRE: 45, Place.OTHER: 30,
}  # fmt: skip
USUAL_MINUTES_AWAY: dict[str, int] = {Way.PHONE: 10, Way.MESSAGE: 5}
USUAL_MINUTES_TRIED: dict[str, int] = {Outcome.NOT_HOME: 15, Outcome.NOT_TODAY: 10, Outcome.SAID_NO: 10}

MINUTE_CHOICES = (15, 30, 45, 60)
LONGEST_MINUTES = 1440
LONGEST_NOTE = 4000
MOST_KILOMETRES = 1000
OLDEST = date(1900, 1, 1)

IN_THE_FUTURE = _("Tiden ligger i fremtiden. Skriv, hvornår det var.")
BEFORE_FOUND = _("Det er før den dag, borgeren blev fundet. Sæt et kryds nedenfor, hvis dagen er rigtig.")
TOO_OLD = _("Skriv en dag efter 1900.")
NOT_YOURS = _("Kun den, der skrev det, kan fortryde det.")
TOO_LATE = _("Der er gået mere end ti minutter. Tryk »Ret« i stedet.")
TAKEN_BACK = _("Kontakten er fortrudt.")
CORRECTED = _("Kontakten er allerede rettet. Her er den nye.")


def where_and_how(tile: str) -> tuple[Place, Way]:
    """The place and the way that a tile stands for. Raises ValueError for a tile that does not exist."""
    if tile in {Tile.PHONE, Tile.MESSAGE}:
        return Place.NOWHERE, Way(tile)
    return Place(Tile(tile).value), Way.IN_PERSON


def tile_of(place: str, way: str) -> Tile:
    """The tile that a contact was pressed on; »hos os« and what is unknown stand under »et andet sted«."""
    if place == Place.NOWHERE:
        return Tile.MESSAGE if way == Way.MESSAGE else Tile.PHONE
    return Tile(place) if place in set(Tile) else Tile.OTHER


def tiles_with_first(last: Tile | None) -> list[Tile]:
    """All six, the one last used first; in their own order where there is none."""
    return sorted(Tile, key=lambda tile: tile != last)


def where_tried(outcome: str, last: tuple[str, str] | None) -> tuple[Place, Way]:
    """Where somebody was tried: nobody at home is at home, no answer is by telephone, a no where they last were.

    `last` is the place and the way of the newest contact; without one, a no is taken to be said at home.
    """
    if outcome == Outcome.NOT_HOME:
        return Place.HOME, Way.IN_PERSON
    if outcome == Outcome.NO_ANSWER:
        return Place.NOWHERE, Way.MESSAGE if last == (Place.NOWHERE, Way.MESSAGE) else Way.PHONE
    return (Place(last[0]), Way(last[1])) if last else (Place.HOME, Way.IN_PERSON)


def usual_minutes(outcome: str, place: str, way: str) -> int:
    """What such a contact usually takes, in minutes: an estimate until somebody says otherwise."""
    if way in USUAL_MINUTES_AWAY:
        return USUAL_MINUTES_AWAY[way]
    return USUAL_MINUTES_TRIED.get(outcome) or USUAL_MINUTES.get(place, USUAL_MINUTES[Place.OTHER])


def may_be_at(at: datetime, now: datetime, found_on: date, *, is_sure: bool) -> Verdict:
    """May a contact have been then? Never in the future, and before the citizen was found only where somebody is sure.

    `at` and `now` in the same time zone; the day of `at` is held against the day of finding.
    """
    if at > now:
        return Verdict.no(IN_THE_FUTURE)
    if at.date() < OLDEST:
        return Verdict.no(TOO_OLD)
    return Verdict.no(BEFORE_FOUND) if at.date() < found_on and not is_sure else Verdict.yes()


def may_take_back(*, is_mine: bool, made_at: datetime, now: datetime) -> Verdict:
    """May this person undo it? Only who wrote it, for ten minutes."""
    if not is_mine:
        return Verdict.no(NOT_YOURS)
    return Verdict.yes() if may_undo(made_at, now) else Verdict.no(TOO_LATE)


def may_correct(*, is_undone: bool, is_replaced: bool) -> Verdict:
    """May it be corrected? Not what was taken back, nor what a newer line has replaced."""
    if is_undone:
        return Verdict.no(TAKEN_BACK)
    return Verdict.no(CORRECTED) if is_replaced else Verdict.yes()
