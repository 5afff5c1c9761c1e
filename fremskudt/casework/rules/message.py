"""Messages to a citizen's phone: which there are, and when one may go. The keys are stored and never change.

Source: screens.md section 5; F83; security.md R11.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _


class Kind(StrEnum):
    QUESTIONS = "questions"
    QUESTIONS_AGAIN = "questions_again"
    NOT_NOW = "not_now"
    STOPPED = "stopped"


KINDS: dict[str, str] = {
    Kind.QUESTIONS: _("Spørgsmål, som aftalt"),
    Kind.QUESTIONS_AGAIN: _("Spørgsmål, én gang til"),
    Kind.NOT_NOW: _("Svar på »Ikke nu«"),
    Kind.STOPPED: _("Svar på »STOP«"),
}
ANSWERS: dict[str, str] = {"yes": _("Ja til sms"), "no": _("Nej til sms"), "stop": _("Skrev STOP")}
ABOUT_QUESTIONS = frozenset({Kind.QUESTIONS, Kind.QUESTIONS_AGAIN})

QUIET_FROM, QUIET_UNTIL = time(20), time(9)  # by the clock where the citizens live
A_WEEK = timedelta(days=7)
TRY_AGAIN = timedelta(minutes=15)  # after the gateway said no

NO_YES = _("Der er ikke sagt ja til sms.")
NO_PHONE = _("Vi kender ikke et telefonnummer.")
NO_GATEWAY = _("Der er ikke sat sms op her.")
DEAD = _("Der bliver ikke skrevet.")
ENDED = _("Der er sagt farvel. Der bliver ikke skrevet.")
AWAY = _("Der er en pause. Der bliver ikke skrevet.")
NOT_NOW = _("Borgeren har bedt om ro lige nu.")
BARRED = _("En anden end dig må skrive.")
QUIET = _("Det er stille tid. Der bliver skrevet mellem kl. 9 og 20.")
WEEKLY = _("Der er skrevet i denne uge. Højst én besked om ugen.")
NO_STOP = _("Der blev ikke skrevet STOP.")


@dataclass(frozen=True)
class Standing:
    """What is known of somebody when a message would go to them."""

    local: datetime  # the time it is, by the clock where the citizens live
    answer: str  # the newest to being written to (ANSWERS); empty: nobody has asked
    has_phone: bool = True
    has_gateway: bool = True
    is_dead: bool = False
    has_ended: bool = False
    is_away: bool = False  # a pause
    not_now_until: date | None = None  # the first day on which we may come by again
    is_barred: bool = False  # who would be the sender, from this citizen
    newest_on: date | None = None  # when they were last written to about questions; None: never


def may_write(kind: Kind, to: Standing) -> Verdict:
    """May this message go to somebody now? The reasons that no waiting mends come first.

    An answer to what the citizen wrote just now goes at once, in the quiet hours and a pause too.
    """
    if not to.has_gateway:
        return Verdict.no(NO_GATEWAY)
    if to.is_dead:
        return Verdict.no(DEAD)
    if kind is Kind.STOPPED:
        return _if(to.answer == "stop", NO_STOP) and _if(to.has_phone, NO_PHONE)
    if to.answer != "yes":
        return Verdict.no(NO_YES)
    if not to.has_phone:
        return Verdict.no(NO_PHONE)
    return Verdict.yes() if kind is Kind.NOT_NOW else _may_ask(to)


def _may_ask(to: Standing) -> Verdict:
    today = to.local.date()
    if to.is_barred:
        return Verdict.no(BARRED)
    if to.has_ended:
        return Verdict.no(ENDED)
    if to.is_away:
        return Verdict.no(AWAY)
    if to.not_now_until is not None and today < to.not_now_until:
        return Verdict.no(NOT_NOW)
    if to.newest_on is not None and today < to.newest_on + A_WEEK:
        return Verdict.no(WEEKLY)
    return Verdict.no(QUIET) if is_quiet(to.local) else Verdict.yes()


def is_quiet(local: datetime) -> bool:
    """From 20 until 9 nobody is written to unasked. By the clock on the wall, so the days of summer time are alike."""
    return not QUIET_UNTIL <= local.time() < QUIET_FROM


def may_claim(*, is_sent: bool, failed_at: datetime | None, now: datetime) -> bool:
    """May a message that was claimed before be sent? Only one the gateway refused, a quarter of an hour ago or more.

    One that was claimed and neither sent nor refused may have gone: it never goes again.
    """
    return not is_sent and failed_at is not None and now >= failed_at + TRY_AGAIN


def _if(holds: bool, reason: str) -> Verdict:
    return Verdict.yes() if holds else Verdict.no(reason)
