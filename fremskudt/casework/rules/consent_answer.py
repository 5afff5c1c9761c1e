"""May an answer about who may know what be written down, and which older answer does it take the place of?

Source: screens.md T6, F49-F51.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.casework.rules.consent import FORMS, LONGEST, PURPOSES, Answer, Direction, Form, Purpose, Said, Topic
from fremskudt.casework.rules.course import HAS_ENDED

USUAL_MONTHS = 6
LONGEST_WITNESS, LONGEST_PLACE, LONGEST_OUTSIDE = 120, 60, 80
ALONE = _("I var alene")

NO_TOPIC = _("Vælg mindst ét emne.")
NO_WITNESS = _("Skriv, hvem der hørte det, eller at I var alene.")
BAD_UNTIL = _("Vælg en dato inden for 12 måneder.")
AHEAD = _("Tiden ligger i fremtiden. Skriv, hvornår det var.")
BEFORE_KNOWN = _("Den dag kendte vi ikke borgeren. Se på datoen.")
NO_MEETING = _("Vælg, hvilket møde det gælder.")
UNKNOWN = _("Vælg en fra listen. Den har ændret sig.")
HAS_LEFT = _("Personen arbejder der ikke mere. Vælg en anden.")
REREAD = _("Noget er ændret. Læs den nye sætning højt, og tryk på svaret igen.")


@dataclass(frozen=True)
class Told:
    """An answer as somebody wants to write it down. `said_on` is the day of `said_at` where the citizen lives."""

    answer: str
    purpose: str
    topics: frozenset[str]
    direction: str
    form: str
    witness: str
    said_at: datetime
    said_on: date
    until_on: date | None
    has_meeting: bool = False


def faults(told: Told, *, now: datetime, today: date, known_on: date) -> dict[str, str]:
    """Field → what is wrong with it; empty when nothing is. `known_on` is the day the citizen was found."""
    found = {
        "topics": "" if told.topics and told.topics <= set(Topic) else NO_TOPIC,
        "witness": NO_WITNESS if told.form == Form.ORAL and not told.witness.strip() else "",
        "said_on": AHEAD if told.said_at > now else BEFORE_KNOWN if told.said_on < known_on else "",
        "until_on": "" if told.answer != Answer.YES or _is_within(told, today) else BAD_UNTIL,
        "purpose": _purpose_fault(told),
        "answer": "" if told.answer in set(Answer) else UNKNOWN,
        "direction": "" if told.direction in set(Direction) else UNKNOWN,
        "form": "" if told.form in FORMS else UNKNOWN,
    }
    return {field: reason for field, reason in found.items() if reason}


def may_answer(told: Told, *, now: datetime, today: date, known_on: date, has_ended: bool) -> Verdict:
    """The first of what is wrong. After a farewell nothing is asked; to stop is always possible and asks no rule."""
    if has_ended:
        return Verdict.no(HAS_ENDED)
    wrong = faults(told, now=now, today=today, known_on=known_on)
    return Verdict.no(next(iter(wrong.values()))) if wrong else Verdict.yes()


def replaces(new: Said, old: Said) -> bool:
    """Does an answer take the place of an older yes: to exactly the same recipient, for the same, on all its topics?

    A yes that is covered in part stays, and a no is never replaced: a later yes is stronger than it by its time alone.
    An answer that was said before the yes (written down late) replaces nothing.
    """
    return (
        new.answer in {Answer.YES, Answer.NO}
        and old.answer == Answer.YES
        and recipient_key(new) == recipient_key(old)
        and (new.purpose, new.meeting) == (old.purpose, old.meeting)
        and old.topics <= new.topics
        and old.said_at <= new.said_at
    )


def recipient_key(one: Said) -> tuple[int | None, int | None, str, str]:
    """Exactly whom an entry names."""
    return one.organisation, one.user, one.role, one.outside


def usual_end(day: date, months: int = USUAL_MONTHS) -> date:
    """Six months on; the last day of the month where that day does not exist."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _is_within(told: Told, today: date) -> bool:
    """A year from the day it was said, not from the day it was written down; and not over already."""
    return told.until_on is not None and today <= told.until_on <= told.said_on + LONGEST


def _purpose_fault(told: Told) -> str:
    if told.purpose not in PURPOSES:
        return UNKNOWN
    return NO_MEETING if (told.purpose == Purpose.MEETING) != told.has_meeting else ""
