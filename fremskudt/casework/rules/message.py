"""Messages to a citizen's phone: which there are, and when one may go. The keys are stored and never change.

Source: screens.md section 5; F83; security.md R11.
"""

from enum import StrEnum

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
