"""Planning a meeting: when it may be, whether it can be changed, and which lie on top of each other (F42, F46)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _

DAYS_AHEAD = 731
SHORTEST, LONGEST = 5, 240  # minutes, as the database has it
NETWORK_MINUTES = 60
MOST_CITIZENS = 12
MOST_SEATS = 20
LONGEST_PLACE = 120
LONGEST_WISH = 300
LONGEST_POINTS = 1000
LONGEST_OUTSIDE = 80
LONGEST_LINE = 500
MISSED_FOR = timedelta(days=30)  # how long a meeting that was not held is shown

SAME_PRESS = timedelta(minutes=10)  # the same plan pressed again within it is one meeting
OWN_POINTS = _("Borgerens punkter")

ANSWERS: dict[str, str] = {"coming": _("Kommer"), "not_coming": _("Kommer ikke")}

PASSED = _("Tiden er gået. Vælg en, der kommer.")
TOO_FAR = _("Vælg en dag inden for to år.")
NO_SUCH_TIME = _("Klokkeslættet findes ikke den dag, fordi uret bliver stillet frem. Vælg et andet.")
CANCELLED = _("Mødet er aflyst.")
ENDED = _("Mødet er slut.")
BEGUN = _("Mødet er begyndt.")
GONE = _("Mødets tid er gået.")
YES_ENDS = _("Borgeren har sagt ja til mødet den dag. Lav et nyt møde, hvis det skal være senere.")
ONE_CITIZEN = _("Et netværksmøde er for én borger.")
LAST_CITIZEN = _("Mødet er kun om den ene borger. Aflys det i stedet.")
NOT_OPEN = _("Mødet er ikke åbent for dig.")
YOURS = _("Du holder selv mødet. Du er der.")
NOBODY = _("Vælg mindst én borger eller én, der skal med.")
TOO_MANY = _("Der er ikke plads til flere på ét møde. Lav et møde mere.")
NOT_COVERED = _("%(actor)s er ikke dækket af et ja og kan ikke være med her.")
OWN_POINT_FIRST = _("Skriv borgerens punkt først.")
CLASH = _("Mødet ligger oven i et andet.")


def may_be_at(at: datetime, now: datetime) -> Verdict:
    """May a meeting be planned for that instant? Ahead, and at most two years."""
    if at <= now:
        return Verdict.no(PASSED)
    return Verdict.yes() if at - now <= timedelta(days=DAYS_AHEAD) else Verdict.no(TOO_FAR)


def clock_exists(wall: datetime, zone: ZoneInfo) -> bool:
    """Whether the wall clock shows that time that day: an hour is left out when the clocks go forward.

    An hour that comes twice exists; the first of the two is meant.
    """
    there = wall.replace(tzinfo=zone)
    return there.astimezone(ZoneInfo("UTC")).astimezone(zone).replace(tzinfo=None) == wall


def may_change(
    *,
    at: datetime,
    minutes: int,
    began_at: datetime | None,
    ended_at: datetime | None,
    cancelled_at: datetime | None,
    now: datetime,
) -> Verdict:
    """May anything of the plan still be changed? Not once it is called off, begun or held, or its time is over."""
    if cancelled_at is not None:
        return Verdict.no(CANCELLED)
    if ended_at is not None:
        return Verdict.no(ENDED)
    if began_at is not None:
        return Verdict.no(BEGUN)
    return Verdict.no(GONE) if at + timedelta(minutes=minutes) <= now else Verdict.yes()


def may_move(kind: str, agreed_on: date, on: date) -> Verdict:
    """May it be on another day? The yes of a network meeting holds for its day, so it moves to no later one."""
    return Verdict.no(YES_ENDS) if kind == "network" and on > agreed_on else Verdict.yes()


def may_add_citizen(kind: str, n_there: int) -> Verdict:
    """A network meeting is about one; a short one about a few in a row."""
    if kind == "network":
        return Verdict.no(ONE_CITIZEN)
    return Verdict.yes() if n_there < MOST_CITIZENS else Verdict.no(TOO_MANY)


def may_remove_citizen(n_there: int) -> Verdict:
    return Verdict.yes() if n_there > 1 else Verdict.no(LAST_CITIZEN)


def may_add_seat(n_there: int) -> Verdict:
    return Verdict.yes() if n_there < MOST_SEATS else Verdict.no(TOO_MANY)


def may_answer(*, is_changeable: bool) -> Verdict:
    """May one who has a seat say whether they come? The reason never tells which of the reasons it is."""
    return Verdict.yes() if is_changeable else Verdict.no(NOT_OPEN)


def has_to_answer(*, is_chair: bool) -> Verdict:
    return Verdict.no(YOURS) if is_chair else Verdict.yes()


def lies_on(at: datetime, minutes: int, others: Iterable[tuple[datetime, int]]) -> bool:
    """Whether one of the others (start, minutes) runs at the same time. One that ends as the next begins does not."""
    end = at + timedelta(minutes=minutes)
    return any(start < end and at < start + timedelta(minutes=length) for start, length in others)


def was_missed(*, at: datetime, minutes: int, began_at: datetime | None, now: datetime) -> bool:
    """Planned and never begun, though its time is over. Called-off ones are not asked about."""
    return began_at is None and at + timedelta(minutes=minutes) <= now
