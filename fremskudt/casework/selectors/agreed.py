"""What somebody outside sees of a citizen: exactly what the topics open, field group by field group, and nothing else.

The page of the partner, the paper, the file and the preview before a yes is saved all show this and no other thing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from fremskudt.casework.models import Case
from fremskudt.casework.rules import agreed as rules
from fremskudt.casework.rules.consent import Recipient, Topic
from fremskudt.casework.selectors import agreed_lines as ledgers
from fremskudt.casework.selectors.agreed_lines import Kind, Line


@dataclass(frozen=True)
class Time:
    at: datetime
    place: str  # a key of rules/contact.PLACES
    place_words: str = ""  # only of what the own house holds


@dataclass(frozen=True)
class Fetching:
    """Days on which something is fetched, and where. Never what."""

    weekdays: str
    place: str
    from_on: date
    until_on: date | None


@dataclass(frozen=True)
class Promise:
    words: str
    on: date


@dataclass(frozen=True)
class Role:
    role: str
    does: str
    does_not: str
    until_on: date


@dataclass(frozen=True)
class Said:
    words: str
    on: date


@dataclass(frozen=True)
class Group:
    """What one topic opens."""

    topic: str
    times: tuple[Time, ...] = ()
    fetching: tuple[Fetching, ...] = ()
    promises: tuple[Promise, ...] = ()
    roles: tuple[Role, ...] = ()  # of others, without who they are
    said: tuple[Said, ...] = ()
    own_words: tuple[str, ...] = ()  # the citizen's

    @property
    def is_empty(self) -> bool:
        return not (self.times or self.fetching or self.promises or self.roles or self.said or self.own_words)


@dataclass(frozen=True)
class Seen:
    """All that may be shown: the topics, and what is the recipient's own as long as there is any topic at all."""

    groups: tuple[Group, ...] = ()
    roles: tuple[Role, ...] = ()
    promises: tuple[Promise, ...] = ()

    @property
    def topics(self) -> tuple[str, ...]:
        return tuple(group.topic for group in self.groups)

    @property
    def times(self) -> tuple[Time, ...]:
        return tuple(time for group in self.groups for time in group.times)


def what_they_see(case: Case, recipient: Recipient, topics: Iterable[str]) -> Seen:
    """What these topics open for this recipient now. Two questions; none where there is no topic."""
    opened = frozenset(topics) & frozenset(Topic)
    if not opened:
        return Seen()
    cases = list(Case.objects.of(case.citizen).values_list("pk", flat=True))
    return seen_of(case.pk, cases, recipient, opened)


def seen_of(case: int, cases: Sequence[int], recipient: Recipient, topics: frozenset[str]) -> Seen:
    """The same for one whose courses (ids, the newest first) are known: one question."""
    lines = ledgers.ask(ledgers.branches(case, cases, recipient, topics, timezone.localtime()))
    return put_together(lines, recipient, topics)


def put_together(lines: Sequence[Line], recipient: Recipient, topics: frozenset[str]) -> Seen:
    """The lines under the topic that opens each; a line that no topic opens is left out."""
    if not topics:
        return Seen()
    own = [line for line in lines if ledgers.is_own(line, recipient)]
    others = [line for line in lines if not ledgers.is_own(line, recipient)]
    return Seen(tuple(_group(topic, others) for topic in rules.in_order(topics)), _roles(own), _promises(own))


def _group(topic: str, lines: Sequence[Line]) -> Group:
    of_topic = [line for line in lines if line.topic == topic]
    said = sorted((line for line in of_topic if line.kind == Kind.SAID), key=_newest_first)
    common = Group(
        topic, promises=_promises(of_topic),
        said=tuple(Said(line.words, timezone.localdate(line.at)) for line in said[: rules.LINES]),
    )  # fmt: skip
    more = MORE.get(Topic(topic))
    return more(common, lines) if more else common


def _appointments(group: Group, lines: Sequence[Line]) -> Group:
    times = sorted((line for line in lines if line.kind == Kind.TIME), key=lambda line: (str(line.at), line.pk))
    fetched = sorted((line for line in lines if line.kind == Kind.PICK_UP), key=lambda line: line.pk)
    return _with(
        group, times=tuple(_time(one, one.at) for one in times if one.at),
        fetching=tuple(Fetching(one.words, one.more, one.on, one.until) for one in fetched if one.on),
    )  # fmt: skip


def _agreements(group: Group, lines: Sequence[Line]) -> Group:
    return _with(group, roles=_roles(lines))


def _wishes(group: Group, lines: Sequence[Line]) -> Group:
    order = (Kind.HOPE, Kind.WISH, Kind.GOAL)
    found = [line for line in lines if line.kind in order]
    found.sort(key=lambda line: (order.index(Kind(line.kind)), line.minutes or 0, line.pk))
    return _with(group, own_words=tuple(line.words for line in found))


def _story(group: Group, lines: Sequence[Line]) -> Group:
    return _with(group, own_words=tuple(line.words for line in lines if line.kind == Kind.STORY))


MORE: dict[Topic, Callable[[Group, Sequence[Line]], Group]] = {
    Topic.APPOINTMENTS: _appointments,
    Topic.AGREEMENTS: _agreements,
    Topic.WISHES: _wishes,
    Topic.STORY: _story,
}


def _time(line: Line, at: datetime) -> Time:
    return Time(timezone.localtime(at), line.words, line.more if line.is_ours else "")


def _roles(lines: Iterable[Line]) -> tuple[Role, ...]:
    found = sorted((line for line in lines if line.kind == Kind.ROLE), key=lambda line: line.pk)
    return tuple(Role(one.words, one.more, one.less, one.until) for one in found if one.until)


def _promises(lines: Iterable[Line]) -> tuple[Promise, ...]:
    found = sorted((line for line in lines if line.kind == Kind.TASK), key=lambda line: (str(line.on), line.pk))
    return tuple(Promise(one.words, one.on) for one in found if one.on)


def _newest_first(line: Line) -> tuple[float, int]:
    return (-line.at.timestamp() if line.at else 0.0, -line.pk)


def _with(group: Group, **more: object) -> Group:
    return replace(group, **more)  # type: ignore[arg-type]
