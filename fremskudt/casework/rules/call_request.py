"""»Ring til mig«: somebody asks the team to ring, without an account (F11), or a professional with their yes (F10).

Source: screens.md C5, X1; domain.md 1.3.
"""

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.partnership.rules import telltale


class Who(StrEnum):
    SELF = "self"
    RELATIVE = "relative"
    PROFESSIONAL = "professional"


WHO: dict[str, str] = {
    Who.SELF: _("Om sig selv"),
    Who.RELATIVE: _("Om en, de holder af"),
    Who.PROFESSIONAL: _("Fra en fagperson, med personens ja"),
}
OUTCOMES: dict[str, str] = {
    "talked": _("Vi talte sammen"),
    "not_reached": _("Svarede ikke"),
    "no": _("Ville ikke alligevel"),
    "began": _("Begyndte et forløb"),
    "elsewhere": _("Fulgt videre til andre"),
}
BEGAN = "began"
PRESSED = tuple(key for key in OUTCOMES if key != BEGAN)  # a course begins on a page of its own
# Whose name and number were written: the relative's are not the person's.
OWN_NUMBER = frozenset({Who.SELF, Who.PROFESSIONAL})
FOUND_BY: dict[str, int] = {Who.SELF: 7, Who.RELATIVE: 6, Who.PROFESSIONAL: 8}  # codes of rules/channel.py

LONGEST_NAME, LONGEST_WHERE, LONGEST_WORDS = 60, 120, 2000
CLOSED_KEPT = timedelta(days=14)  # then what was sealed, and its key, are gone
UNANSWERED_KEPT = timedelta(days=90)
READ_BEFORE = time(16)  # promised on weekdays

NO_NUMBER = _("Skriv et nummer, hvis vi skal ringe.")
NO_WORDS = _("Skriv lidt, eller skriv et nummer.")
NUMBER_AND_NO_CALL = _("Du har skrevet et nummer. Slet det, eller fjern krydset.")
NO_PLACE = _("Skriv et nummer, eller hvor I kan mødes.")
NO_DAY = _("Skriv, hvornår der er sagt ja.")
A_NUMBER_OF_A_CASE = _("Skriv det uden CPR-nummer og sagsnummer.")

TAKEN = _("En kollega tog den kl. %(at)s.")
CLOSED = _("Den er lukket.")
EMPTIED = _("Den er slettet efter fristen.")
HAS_COURSE = _("Personen har et forløb.")
UNKNOWN_OUTCOME = _("Vælg, hvordan det gik.")
TOO_LATE = _("Der er gået mere end ti minutter.")


def may_take(*, is_taken_by_other: bool, is_closed: bool) -> Verdict:
    """May somebody say that they ring? The one who came first has it; `at` is put into the reason."""
    if is_closed:
        return Verdict.no(CLOSED)
    return Verdict.no(TAKEN) if is_taken_by_other else Verdict.yes()


def may_close(*, is_closed: bool, outcome: str) -> Verdict:
    """May it be closed like this? By whoever rang, also where a colleague had taken it: they may be ill."""
    if is_closed:
        return Verdict.no(CLOSED)
    return Verdict.yes() if outcome in OUTCOMES else Verdict.no(UNKNOWN_OUTCOME)


def may_reopen(*, is_recent: bool, outcome: str) -> Verdict:
    """May the closing be taken back? Not once a course has begun."""
    if outcome == BEGAN:
        return Verdict.no(HAS_COURSE)
    return Verdict.yes() if is_recent else Verdict.no(TOO_LATE)


def may_begin(*, is_closed: bool, is_emptied: bool, has_citizen: bool) -> Verdict:
    """May a course begin with it?"""
    if has_citizen:
        return Verdict.no(HAS_COURSE)
    if is_emptied:
        return Verdict.no(EMPTIED)
    return Verdict.no(CLOSED) if is_closed else Verdict.yes()


def faults(*, phone: str, words: str, is_no_call: bool) -> dict[str, str]:
    """Field → what is wrong with what somebody wrote to us. A number is needed unless they ask us only to read it."""
    if phone and is_no_call:
        return {"no_call": NUMBER_AND_NO_CALL}
    if not phone and not is_no_call:
        return {"phone": NO_NUMBER}
    return {} if phone or words.strip() else {"words": NO_WORDS}


def tells_a_case(text: str) -> bool:
    """Does it hold a CPR number, or the number of a case elsewhere? A name and a phone are what is asked for."""
    return bool({telltale.CPR, telltale.NUMBER} & set(telltale.found_in(text)))


def read_on(now: datetime) -> date:
    """The day before whose 16 o'clock it is read: today on a weekday before 16, else the next weekday.

    `now` is the clock where the team works. Public holidays are not known here.
    """
    day = now.date()
    if now.weekday() >= 5 or now.time() >= READ_BEFORE:
        day += timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return day


def is_expired(*, made_at: datetime, closed_at: datetime | None, now: datetime) -> bool:
    """Is what was sealed to be emptied now: so long after it was closed, or, never closed, after it was written?"""
    return now - closed_at >= CLOSED_KEPT if closed_at else now - made_at >= UNANSWERED_KEPT
