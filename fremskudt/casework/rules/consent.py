"""Who may know what about a citizen: the one place where it is decided (H3). Whatever is not said yes to is a no.

The ledger is append-only. An entry is what was answered once: yes, no or not now, to one recipient, for one purpose, on
some topics. What holds now is computed, topic by topic: of the entries that speak of it, the one said last decides, and
of two said at the same moment the no. Nothing holds before it was written down, so an entry that is dated back opens
nothing that was closed at the time. Source: domain.md 3.2, screens.md T6, security.md R4.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _


class Topic(StrEnum):
    """What may be known."""

    APPOINTMENTS = "appointments"
    AGREEMENTS = "agreements"
    WISHES = "wishes"
    STORY = "story"
    HOUSING = "housing"
    ECONOMY = "economy"
    HEALTH = "health"
    SUBSTANCE_USE = "substance_use"


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    NOT_NOW = "not_now"  # said about the question, not about the sharing: nothing changes


class Direction(StrEnum):
    TELL = "tell"
    ASK = "ask"
    BOTH = "both"


class Purpose(StrEnum):
    """What for. What is said yes to for one purpose is used for no other."""

    HELP = "help"
    MEETING = "meeting"
    HANDING_ON = "handing_on"
    FEEDBACK = "feedback"


class Form(StrEnum):
    """How it was said."""

    ORAL = "oral"
    PHONE = "phone"
    WRITTEN = "written"
    LINK = "link"  # by the citizen, through the own link


class Use(StrEnum):
    """A door through which something about a citizen would reach a recipient."""

    LIST = "list"
    SEARCH = "search"
    PAGE = "page"
    FRAGMENT = "fragment"
    PRINT = "print"
    EXPORT = "export"
    CALENDAR = "calendar"
    MESSAGE = "message"
    TASK = "task"
    MEETING = "meeting"
    HANDOVER = "handover"
    FEEDBACK = "feedback"


TOPICS: dict[str, str] = {  # goes on from »Må … vide«
    Topic.APPOINTMENTS: _("hvornår vi ses"),
    Topic.AGREEMENTS: _("hvad vi har aftalt"),
    Topic.WISHES: _("hvad jeg gerne vil"),
    Topic.STORY: _("min historie kort"),
    Topic.HOUSING: _("bolig"),
    Topic.ECONOMY: _("penge"),
    Topic.HEALTH: _("helbred"),
    Topic.SUBSTANCE_USE: _("rusmidler"),
}
# What a volunteer on a link by mail may be shown; the rest asks for a stronger log-in.
LOW_CONTENT = frozenset({Topic.APPOINTMENTS, Topic.AGREEMENTS})
DIRECTIONS: dict[str, str] = {
    Direction.TELL: _("fortælle"),
    Direction.ASK: _("spørge"),
    Direction.BOTH: _("fortælle og spørge"),
}
PURPOSES: dict[str, str] = {
    Purpose.HELP: _("så I kan hjælpe mig sammen"),
    Purpose.MEETING: _("til dette møde og ikke mere"),
    Purpose.HANDING_ON: _("så en ny kan tage over"),
    Purpose.FEEDBACK: _("så den, der så mig først, ved, at vi er i kontakt"),
}
FORMS: dict[str, str] = {
    Form.ORAL: _("sagt højt"),
    Form.PHONE: _("sagt i telefonen"),
    Form.WRITTEN: _("på papir"),
    Form.LINK: _("gennem borgerens eget link"),
}

_TOGETHER = frozenset({Purpose.HELP})
ACCEPTS: dict[Use, frozenset[Purpose]] = {
    Use.LIST: _TOGETHER | {Purpose.HANDING_ON},
    Use.SEARCH: _TOGETHER | {Purpose.HANDING_ON},
    Use.PAGE: _TOGETHER | {Purpose.HANDING_ON},
    Use.FRAGMENT: _TOGETHER | {Purpose.HANDING_ON},
    Use.PRINT: _TOGETHER | {Purpose.HANDING_ON},
    Use.EXPORT: _TOGETHER,
    Use.CALENDAR: _TOGETHER | {Purpose.MEETING},
    Use.MESSAGE: _TOGETHER | {Purpose.MEETING},
    Use.TASK: _TOGETHER,
    Use.MEETING: _TOGETHER | {Purpose.MEETING},
    Use.HANDOVER: frozenset({Purpose.HANDING_ON}),
    Use.FEEDBACK: frozenset({Purpose.FEEDBACK}),
}

LONGEST = timedelta(days=365)
WARN_DAYS = (30, 7)  # a task before it lapses (F53)
MISSING = _("Der mangler et ja.")


@dataclass(frozen=True)
class Recipient:
    """Who would get to know: somebody of an organisation, in their roles there, or one outside who is named in words.

    `user` is None for the organisation as such, which an entry for one person or one role never opens.
    """

    organisation: int | None = None
    user: int | None = None
    roles: frozenset[str] = frozenset()
    outside: str = ""


@dataclass(frozen=True)
class Said:
    """One entry of the ledger as it stands. `citizen` is the id of the record kept after merges."""

    pk: int
    citizen: int
    answer: str
    purpose: str
    topics: frozenset[str]
    direction: str
    said_at: datetime
    made_at: datetime
    until_on: date | None
    organisation: int | None = None
    user: int | None = None
    role: str = ""
    outside: str = ""
    meeting: int | None = None
    ended_at: datetime | None = None

    def is_to(self, recipient: Recipient) -> bool:
        """Does it speak of this recipient? One to an organisation speaks of all in it."""
        if self.outside or recipient.outside:
            return bool(self.outside) and self.outside == recipient.outside
        if self.organisation is None or self.organisation != recipient.organisation:
            return False
        if self.user is not None:
            return self.user == recipient.user
        return not self.role or self.role in recipient.roles

    def is_known_at(self, at: datetime) -> bool:
        return self.made_at <= at and (self.ended_at is None or at < self.ended_at)

    @property
    def narrowness(self) -> int:
        """How closely it names its recipient: a house, a role in it, one person."""
        return 2 if self.user is not None or self.outside else int(bool(self.role))


def may_share(
    ledger: Iterable[Said],
    *,
    citizen: int,
    recipient: Recipient,
    topic: str,
    use: Use,
    at: datetime,
    on: date,
    direction: Direction = Direction.TELL,
    meeting: int | None = None,
) -> Verdict:
    """May this topic of this citizen reach this recipient through this door at this instant?

    `on` is the day of `at` where the citizen lives. No entry means no; what is not known (a topic, a door) means no.
    """
    shared = shared_topics(
        ledger, citizen=citizen, recipient=recipient, use=use, at=at, on=on, direction=direction, meeting=meeting
    )
    return Verdict.yes() if topic in shared else Verdict.no(MISSING)


def shared_topics(
    ledger: Iterable[Said],
    *,
    citizen: int,
    recipient: Recipient,
    use: Use,
    at: datetime,
    on: date,
    direction: Direction = Direction.TELL,
    meeting: int | None = None,
) -> frozenset[str]:
    """All that may reach the recipient through this door; empty when nothing may."""
    accepted = ACCEPTS.get(use, frozenset())
    told = [one for one in ledger if one.citizen == citizen and one.is_known_at(at) and one.is_to(recipient)]
    refused = [one for one in told if one.answer == Answer.NO]
    opened: set[str] = set()
    for one in told:
        if one.answer == Answer.YES and _opens(one, accepted, direction, meeting, on):
            opened |= one.topics.difference(*(no.topics for no in refused if _stops(no, one)))
    return frozenset(opened) & frozenset(Topic)


def _opens(one: Said, accepted: frozenset[Purpose], direction: Direction, meeting: int | None, on: date) -> bool:
    return (
        one.purpose in accepted
        and one.direction in {direction, Direction.BOTH}
        and (one.purpose != Purpose.MEETING or (one.meeting is not None and one.meeting == meeting))
        and one.until_on is not None
        and on <= one.until_on
    )


def _stops(no: Said, yes: Said) -> bool:
    return no.said_at >= yes.said_at or no.narrowness > yes.narrowness
