"""What is read aloud when somebody is asked who may know what, and what is said when it stops. Plain words, du.

Every function takes `say`, which turns a Danish text into the language of the reader; left out, it stays Danish.
Source: screens.md T6 and 6 (LIX at most 25).
"""

from collections.abc import Callable, Iterable
from datetime import date

from fremskudt.basics.words import gettext_noop as _
from fremskudt.casework.rules.consent import Direction, Purpose, Topic

Say = Callable[[str], str]

# To the one who is asked. The first three go on from »få at vide«, the others from »noget om«.
SPOKEN: dict[str, str] = {
    Topic.APPOINTMENTS: _("hvornår vi ses"),
    Topic.AGREEMENTS: _("hvad vi har aftalt"),
    Topic.WISHES: _("hvad du gerne vil"),
    Topic.STORY: _("din korte historie"),
    Topic.HOUSING: _("din bolig"),
    Topic.ECONOMY: _("dine penge"),
    Topic.HEALTH: _("dit helbred"),
    Topic.SUBSTANCE_USE: _("rusmidler"),
}
_CLAUSES = frozenset({Topic.APPOINTMENTS, Topic.AGREEMENTS, Topic.WISHES})
_WHY: dict[str, str] = {
    Purpose.HELP: _("Så kan vi hjælpe dig sammen."),
    Purpose.MEETING: _("Det er kun til dette møde."),
    Purpose.HANDING_ON: _("Så kan en ny tage over."),
    Purpose.FEEDBACK: _("Så ved den, der så dig først, at vi ses."),
}
_QUESTIONS: dict[str, str] = {
    Direction.TELL: _("Må %(who)s få at vide, %(what)s – indtil %(day)s?"),
    Direction.ASK: _("Må vi spørge %(who)s, %(what)s – indtil %(day)s?"),
    Direction.BOTH: _("Må vi og %(who)s tale om, %(what)s – indtil %(day)s?"),
}
# One clause goes on from the verb with a comma; »noget om« does not.
_QUESTIONS_ABOUT: dict[str, str] = {
    Direction.TELL: _("Må %(who)s få noget at vide om %(what)s – indtil %(day)s?"),
    Direction.ASK: _("Må vi spørge %(who)s om %(what)s – indtil %(day)s?"),
    Direction.BOTH: _("Må vi og %(who)s tale om %(what)s – indtil %(day)s?"),
}
# More than two are a list, so that each is heard by itself.
_QUESTIONS_OF_MANY: dict[str, str] = {
    Direction.TELL: _("Må %(who)s få det her at vide – indtil %(day)s? Det er: %(what)s."),
    Direction.ASK: _("Må vi spørge %(who)s om det her – indtil %(day)s? Det er: %(what)s."),
    Direction.BOTH: _("Må vi og %(who)s tale om det her – indtil %(day)s? Det er: %(what)s."),
}
_FEW = 2
_MONTHS = (
    _("januar"), _("februar"), _("marts"), _("april"), _("maj"), _("juni"), _("juli"), _("august"), _("september"),
    _("oktober"), _("november"), _("december"),
)  # fmt: skip
# Keys of access/roles.py. A role is many people, now and later.
_IN_ROLE: dict[str, str] = {
    "partner": _("frivillige og medarbejdere fra %(house)s"),
    "partner_contact": _("kontaktpersonen fra %(house)s"),
    "professional": _("fagfolk fra %(house)s"),
    "peer": _("peer-medarbejdere fra %(house)s"),
}

STOPPED = _("Stoppet kl. %(time)s. %(who)s kan ikke længere se noget.")
STOPPED_OUTSIDE = _("Stoppet kl. %(time)s. %(who)s får ikke mere at vide af os.")
STOPPED_IN_PART = _("Stoppet kl. %(time)s. %(others)s har stadig et andet ja, og det gælder endnu.")
STOPPED_ALL = _("Stoppet kl. %(time)s. Ingen kan længere se noget.")
NOTHING_TO_STOP = _("Det gjaldt ikke mere. Intet bliver delt.")


def question(  # noqa: PLR0917  the parts of the sentence, in its order
    recipient_words: str,
    topics: Iterable[str],
    direction: str,
    purpose: str,
    until_on: date | None,
    say: Say = str,
) -> str:
    """The question to read aloud; empty where no topic is chosen. Without a last day it asks for no time."""
    chosen = [topic for topic in Topic if topic in set(topics)]
    if not chosen or until_on is None:
        return ""
    questions, what = _what(chosen, say)
    told = {"who": recipient_words, "what": what, "day": day_words(until_on, say)}
    return f"{say(questions[direction]) % told} {say(_WHY[purpose])}"


def _what(chosen: list[Topic], say: Say) -> tuple[dict[str, str], str]:
    """The form of the question, and the topics as they stand in it."""
    clauses = [say(SPOKEN[topic]) for topic in chosen if topic in _CLAUSES]
    things = [say(SPOKEN[topic]) for topic in chosen if topic not in _CLAUSES]
    if len(chosen) > _FEW:
        return _QUESTIONS_OF_MANY, listed(clauses + things, say)
    if clauses and things:
        both = {"clause": clauses[0], "thing": things[0]}
        return _QUESTIONS, say(_("%(clause)s, og noget om %(thing)s")) % both
    return (_QUESTIONS if clauses else _QUESTIONS_ABOUT), listed(clauses or things, say)


def recipient_words(*, house: str = "", person: str = "", role: str = "", outside: str = "", say: Say = str) -> str:
    """Who it is, inside a sentence: a house, somebody or a role of it, or one outside in the citizen's words."""
    if outside:
        return outside
    if person:
        return say(_("%(person)s fra %(house)s")) % {"person": person, "house": house}
    return say(_IN_ROLE[role]) % {"house": house} if role in _IN_ROLE else house


def topic_words(topics: Iterable[str], say: Say = str) -> str:
    """»hvornår vi ses, din bolig og dine penge«, to the citizen; in the order of the topics."""
    chosen = set(topics)
    return listed([say(SPOKEN[topic]) for topic in Topic if topic in chosen], say)


def day_words(day: date, say: Say = str) -> str:
    """»1. maj 2027«."""
    told = {"day": day.day, "month": say(_MONTHS[day.month - 1]), "year": day.year}
    return say(_("%(day)s. %(month)s %(year)s")) % told


def listed(words: list[str], say: Say = str) -> str:
    """»a, b og c«."""
    *first, last = words
    return say(_("%(first)s og %(last)s")) % {"first": ", ".join(first), "last": last} if first else last
