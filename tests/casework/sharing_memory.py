"""What may be known, worked out once more and in another way: from a journal of what was said, retold day by day.

Written from docs/explanation/who-may-know-what.md and not from the code, so that the two can disagree. Pure Python.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/Copenhagen")
ALL = frozenset(["appointments", "agreements", "wishes", "story", "housing", "economy", "health", "substance_use"])
LITTLE = frozenset({"appointments", "agreements"})  # for one who came in by a mailed link, and for peers

# Door → what for one must have said yes, to be told of through it.
DOORS: dict[str, set[str]] = {
    "list": {"help", "handing_on"},
    "search": {"help", "handing_on"},
    "page": {"help", "handing_on"},
    "fragment": {"help", "handing_on"},
    "print": {"help", "handing_on"},
    "export": {"help"},
    "calendar": {"help", "meeting"},
    "message": {"help", "meeting"},
    "task": {"help"},
    "meeting": {"help", "meeting"},
    "handover": {"handing_on"},
    "feedback": {"feedback"},
}


def day_of(at: datetime) -> date:
    return at.astimezone(HERE).date()


@dataclass(frozen=True)
class Ear:
    """Whoever would hear of it: somebody of a house, with the roles they have there now; or one outside."""

    house: int | None = None
    person: int | None = None
    roles: frozenset[str] = frozenset()
    outside: str = ""


@dataclass
class Word:
    """One thing that was said."""

    record: int
    answer: str
    what_for: str
    topics: frozenset[str]
    way: str
    said: datetime
    written: datetime
    until: date | None
    house: int | None = None
    person: int | None = None
    role: str = ""
    outside: str = ""
    meeting: int | None = None
    is_stopped: bool = False

    @property
    def to(self) -> tuple[object, ...]:
        return self.house, self.person, self.role, self.outside

    @property
    def closeness(self) -> int:
        """A house is named more loosely than a role in it, and that more loosely than one person."""
        return 3 if self.person or self.outside else 2 if self.role else 1

    def reaches(self, ear: Ear) -> bool:
        if self.outside:
            return ear.outside == self.outside
        if self.house != ear.house or ear.house is None:
            return False
        if self.person:
            return self.person == ear.person
        return self.role in ear.roles if self.role else True

    def is_usable(self, door: str, meeting: int | None, way: str, today: date) -> bool:
        for_this = self.what_for in DOORS[door] and (self.what_for != "meeting" or self.meeting == meeting)
        return for_this and self.way in {way, "both"} and self.until is not None and today <= self.until


@dataclass
class Memory:
    """The whole journal: what was said, who is one person, who stands where, and who is barred."""

    words: list[Word] = field(default_factory=list)
    merged: dict[int, int] = field(default_factory=dict)  # record → the one it went into
    barred: dict[int, tuple[int, int]] = field(default_factory=dict)  # number of the barring → person and record
    stands: dict[int, dict[int, set[str]]] = field(default_factory=dict)  # person → house → roles

    def kept(self, record: int) -> int:
        return self.merged.get(record, record)

    def of(self, record: int) -> list[Word]:
        return [word for word in self.words if self.kept(word.record) == self.kept(record)]

    def add(self, new: Word) -> None:
        """A new answer takes the place of an older yes to the very same, for the same, on no more than the same."""
        for old in self.of(new.record):
            same = (old.to, old.what_for, old.meeting) == (new.to, new.what_for, new.meeting)
            is_newer = new.said >= old.said and old.topics <= new.topics
            if new.answer != "not_now" and old.answer == "yes" and same and is_newer:
                old.is_stopped = True
        self.words.append(new)

    def standing(self, record: int, today: date) -> list[Word]:
        yes = [word for word in self.of(record) if word.answer == "yes" and not word.is_stopped]
        return [word for word in yes if word.until is not None and word.until >= today]

    def stop(self, record: int, today: date, to: tuple[object, ...] | None = None) -> None:
        for word in self.standing(record, today):
            word.is_stopped = word.is_stopped or to is None or word.to == to

    def is_barred(self, person: int | None, record: int) -> bool:
        return any(who == person and self.kept(what) == self.kept(record) for who, what in self.barred.values())

    def ears(self, person: int) -> list[Ear]:
        return [Ear(house, person, frozenset(roles)) for house, roles in self.stands.get(person, {}).items() if roles]

    def may_know(
        self, record: int, ear: Ear, door: str, now: datetime, *, meeting: int | None = None, way: str = "tell"
    ) -> frozenset[str]:
        """Retold from the first word to the last: a yes opens, a no shuts what is open and keeps the looser shut.

        Of what was said in one breath the no comes last.
        """
        if self.is_barred(ear.person, record):
            return frozenset()
        told = [word for word in self.of(record) if word.reaches(ear) and word.answer != "not_now"]
        told = [word for word in told if not word.is_stopped and word.written <= now]
        told.sort(key=lambda word: (word.said, word.answer == "no"))
        known = set()
        for topic in ALL:
            n_open, shut_to = 0, 0
            for word in (one for one in told if topic in one.topics):
                if word.answer == "no":
                    n_open, shut_to = 0, max(shut_to, word.closeness)
                elif word.closeness >= shut_to:
                    n_open += word.is_usable(door, meeting, way, day_of(now))
            if n_open:
                known.add(topic)
        return frozenset(known)
