"""Every door through which a reader could learn something: what it shows is held against what may be known.

Both ways: a word too many is a leak, and a word that is missing would let an empty product pass.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import User
from fremskudt.access.strength import Strength
from fremskudt.casework.models import Assignment, Citizen, Meeting, MeetingItem, MeetingSeat, Task
from tests.casework.sharing_memory import ALL, LITTLE, Ear, day_of
from tests.casework.sharing_place import ALIAS, Fact, Place
from tests.cast import enter

Topics = frozenset[str]
LIGHT = {"partner", "partner_contact"}  # who may come in by a mailed link
STRONG = {*LIGHT, "professional"}  # who may be shown more than a little, with two factors
CARRIES_OUT = {"partner_contact", "professional"}  # who may take a file with them
NEWEST_LINES = 5
tally: Counter[str] = Counter()  # door → how often something was there to be seen


@dataclass
class Doors:
    """The doors as one reader finds them now, logged in this strongly."""

    place: Place
    name: str
    strength: Strength = Strength.STRONG

    def __post_init__(self) -> None:
        self.user: User = self.place.users[self.name]
        self.memory, self.now = self.place.memory, timezone.now()
        self.ears = {ear.house or 0: ear for ear in self._ears()}
        self.client = enter(Client(), self.user, self.strength)
        self.waiting = set(Task.objects.waiting().values_list("pk", flat=True))

    def _ears(self) -> Iterable[Ear]:
        for ear in self.memory.ears(self.user.pk):
            roles = ear.roles if self.strength is Strength.STRONG else ear.roles & LIGHT
            if roles:
                yield Ear(ear.house, ear.person, frozenset(roles))

    # what may be known

    def sees(self, house: int, topics: Topics) -> Topics:
        """What of it this log-in is shown: without two factors, or as a peer, little."""
        is_strong = self.strength is Strength.STRONG and bool(self.ears[house].roles & STRONG)
        return topics if is_strong else topics & LITTLE

    def opened(self, record: int, door: str) -> dict[int, Topics]:
        """House → what may be known there."""
        asked = "handover" if self.memory.kept(record) in self.place.farewells and door not in {"task"} else door
        if asked == "handover" and door == "export":
            return {}
        told = {h: self.sees(h, self.memory.may_know(record, ear, asked, self.now)) for h, ear in self.ears.items()}
        return {house: topics for house, topics in told.items() if topics}

    def at_meeting(self, record: int, meeting: int, house: int | None, door: str = "meeting") -> Topics:
        if house not in self.ears:
            return frozenset()
        known = self.memory.may_know(record, self.ears[house], door, self.now, meeting=meeting)
        return self.sees(house, known)

    def family(self, record: int) -> list[Fact]:
        kept = self.memory.kept(record)
        return [fact for fact in self.place.facts if self.memory.kept(fact.record) == kept]

    def roots(self) -> list[int]:
        return [one.pk for one in self.place.citizens if self.memory.kept(one.pk) == one.pk]

    # what is shown

    def check(self, door: str, text: str, may: Iterable[Fact], must: Iterable[Fact]) -> None:
        may, must = {fact.words for fact in may}, {fact.words for fact in must}
        shown = {fact.words for fact in self.place.facts if fact.words in text}
        told = f"{door} as {self.name} ({self.strength})"
        assert shown <= may | must, f"{told} LEAKS {self._kinds(shown - may - must)}"
        assert must <= shown, f"{told} LACKS {self._kinds(must - shown)}"
        tally[door] += bool(must)

    def _kinds(self, words: Iterable[str]) -> list[str]:
        return [f"{one.kind}/{one.topic}/{one.words}" for one in self.place.facts if one.words in set(words)]

    def get(self, name: str, *args: object) -> HttpResponse:
        return self.client.get(reverse(f"casework:{name}", args=args))  # type: ignore[return-value]

    def look(self, doors: Iterable[str] = ()) -> None:
        for name in doors or WAYS:
            WAYS[name](self)

    # the doors

    def one(self, name: str, door: str, *only: Citizen) -> None:
        """The page of each citizen, and its paper. A record that went into another has none."""
        for who in only or self.place.citizens:
            response = self.get(name, who.code)
            opened = self.opened(who.pk, door) if self.memory.kept(who.pk) == who.pk else {}
            if not opened:
                assert response.status_code == 404 or not self.ears, f"{door} of {who.alias} exists for {self.name}"
                self.check(door, response.content.decode(), [], [])
            else:
                assert response.status_code == 200, f"{door} of {who.alias} LACKS {self.name}"
                may, must = self._of_one(who.pk, opened)
                self.check(door, response.content.decode(), may, must)
                self._names_own_meetings_only(who.pk, door, response.content.decode())

    def _names_own_meetings_only(self, record: int, door: str, text: str) -> None:
        """A meeting about the citizen, by a seat from a house that may know of it."""
        seats = dict(self._seats())
        for meeting in Meeting.objects.filter(ended_at=None):
            is_open = bool(self.at_meeting(record, meeting.pk, seats.get(meeting)))
            assert is_open or not self._leads_to(text, meeting), f"{door} as {self.name} LEAKS {meeting}"

    def _of_one(self, record: int, opened: dict[int, Topics]) -> tuple[list[Fact], list[Fact]]:
        family = self.family(record)
        may = [fact for fact in family if any(self._opens(fact, h, topics) for h, topics in opened.items())]
        newest = {kind: max((one.order for one in may if one.kind == kind), default=0) for kind in ("wish", "story")}
        may = [one for one in may if one.order == newest.get(one.kind, one.order)]
        lines = Counter(one.topic for one in may if one.kind == "line")
        sure = [one for one in may if one.kind != "line" or lines[one.topic] <= NEWEST_LINES]
        return may + self._alias(record), sure + self._alias(record)

    def _alias(self, record: int) -> list[Fact]:
        return [fact for fact in self.place.facts if fact.kind == "alias" and fact.record == self.memory.kept(record)]

    def _opens(self, fact: Fact, house: int, topics: Topics) -> bool:
        if fact.kind == "task":
            return fact.row in self.waiting and (self._is_own_task(fact, house) or fact.topic in topics)
        if fact.kind == "role":
            own = fact.house == house and fact.owner in {None, self.user.pk}
            return fact.until is not None and fact.until >= day_of(self.now) and (own or fact.topic in topics)
        if fact.kind == "where" and fact.house != house:
            return False
        if fact.kind in {"time", "where"}:
            return fact.at is not None and day_of(fact.at) >= day_of(self.now) and fact.topic in topics
        return fact.kind in {"fetch", "wish", "story", "line"} and fact.topic in topics

    def _is_own_task(self, fact: Fact, house: int) -> bool:
        return fact.house == house and fact.owner == self.user.pk and self._shows_task(fact, house)

    def _shows_task(self, fact: Fact, house: int) -> bool:
        """One's own is shown while anything is open; a little log-in is shown it only of little topics."""
        return self.sees(house, ALL) == ALL or fact.topic in LITTLE

    def _card(self, record: int, house: int, topics: Topics) -> list[Fact]:
        """On the list: one's own, and the next time."""
        own = [
            fact for fact in self.family(record)
            if (fact.kind == "task" and fact.row in self.waiting and self._is_own_task(fact, house))
            or (fact.kind == "role" and fact.house == house and self._opens(fact, house, frozenset()))
        ]  # fmt: skip
        times = [one for one in self.family(record) if one.kind == "time" and one.at and one.at >= self.now]
        soonest = sorted(times, key=lambda one: str(one.at))[:1] if "appointments" in topics else []
        return self._alias(record) + own + soonest

    def _cards(self, door: str) -> list[Fact]:
        return [
            fact for record in self.roots() for house, topics in self.opened(record, door).items()
            for fact in self._card(record, house, topics)
        ]  # fmt: skip

    def whole_list(self) -> None:
        told = self._cards("list")
        self.check("list", self.get("agreed").content.decode(), told, told)

    def search(self) -> None:
        told = self._cards("search")
        response = self.client.post(reverse("casework:agreed_search"), {"alias": ALIAS.lower()})
        self.check("search", response.content.decode(), told, told)

    def fragment(self) -> None:
        """The nearest thing within the week, where there is one."""
        may = self._cards("fragment")
        soon = day_of(self.now) + timedelta(days=7)
        days = [day_of(fact.at) for fact in may if fact.at]
        owed = {fact.row for fact in may if fact.kind == "task"}
        days += list(Task.objects.filter(pk__in=owed).values_list("on", flat=True))
        text = self.get("agreed_next").content.decode()
        self.check("fragment", text, may, [])
        assert (ALIAS in text) == any(day < soon for day in days), f"fragment as {self.name}: {days}"
        tally["fragment"] += ALIAS in text

    def export(self) -> None:
        told = []
        for record in self.roots():
            for house, topics in self.opened(record, "export").items():
                if self.ears[house].roles & CARRIES_OUT:
                    rows = [fact for fact in self.family(record) if self._row(fact, house, topics)]
                    told += rows + (self._alias(record) if rows else [])
        response = self.client.post(reverse("casework:agreed_file"))
        self.check("export", response.content.decode(), told, told)

    def _row(self, fact: Fact, house: int, topics: Topics) -> bool:
        own = fact.kind == "task" and self._is_own_task(fact, house) and fact.row in self.waiting
        return own or (fact.kind == "time" and self._opens(fact, house, topics))

    def tasks(self) -> None:
        """One's own, while anything of the citizen is open to the house it was promised from."""
        must = self._own_tasks("task")
        done = [fact for fact in self._own_tasks("task", done=True) if fact not in must]
        text = self.get("tasks").content.decode()
        self.check("task", text, must + done + self._aliases(must + done), must + self._aliases(must))
        told = self._own_tasks("export")
        response = self.client.post(reverse("casework:tasks_file"))
        self.check("task file", response.content.decode(), told + self._aliases(told), told + self._aliases(told))

    def _own_tasks(self, door: str, *, done: bool = False) -> list[Fact]:
        found = []
        for fact in (one for one in self.place.facts if one.kind == "task" and one.owner == self.user.pk):
            ear = self.ears.get(fact.house or 0)
            known = self.memory.may_know(fact.record, ear, door, self.now) if ear else frozenset()
            if ear and self.sees(fact.house or 0, known) and self._shows_task(fact, fact.house or 0):
                found += [fact] if done or fact.row in self.waiting else []
        return found

    def _aliases(self, facts: Iterable[Fact]) -> list[Fact]:
        return [alias for record in {fact.record for fact in facts} for alias in self._alias(record)]

    def meetings(self) -> None:
        """A time to whoever has a seat that is open; of whom, on the day."""
        text, feed = self.get("meetings").content.decode(), self.get("meetings_calendar").content.decode()
        may = []
        for meeting, house in self._seats():
            address = reverse("casework:meeting_calendar", args=[meeting.pk])
            opened = [item for item in self._items(meeting) if self.at_meeting(item.case.citizen_id, meeting.pk, house)]
            if opened and day_of(meeting.at) <= day_of(self.now):
                may += [alias for item in opened for alias in self._alias(item.case.citizen_id)]
            if not opened:
                assert not self._leads_to(text, meeting), f"meetings as {self.name} LEAKS {meeting}"
            is_open = self._is_open(meeting, house)
            told = self.client.get(address)
            assert (told.status_code == 200) == is_open, f"calendar as {self.name} of {meeting}: {told.status_code}"
            if meeting.at >= self.now - timedelta(days=30):
                assert (str(meeting.number) in feed) == is_open, f"feed as {self.name} of {meeting}, open: {is_open}"
            self.check("calendar", told.content.decode() + feed, [], [])
            tally["calendar"] += is_open
        self.check("meetings", text, may, [])

    def _leads_to(self, text: str, meeting: Meeting) -> bool:
        names = ("meeting", "network", "meeting_answer")
        return any(f'"{reverse(f"casework:{name}", args=[meeting.pk])}"' in text for name in names)

    def _is_open(self, meeting: Meeting, house: int | None) -> bool:
        return any(self.at_meeting(one.case.citizen_id, meeting.pk, house, "calendar") for one in self._items(meeting))

    def _seats(self) -> list[tuple[Meeting, int | None]]:
        rows = MeetingSeat.objects.taken().filter(user=self.user).select_related("meeting")
        return [(row.meeting, row.organisation_id) for row in rows]

    def _items(self, meeting: Meeting) -> list[MeetingItem]:
        rows = MeetingItem.objects.filter(meeting=meeting, removed_at=None, closed_at=None)
        return list(rows.select_related("case").order_by("order"))

    def meeting(self) -> None:
        """The page of each meeting that there is: what the seat lets one read, of whoever is spoken of."""
        seats = dict(self._seats())
        for meeting in Meeting.objects.all():
            house = seats.get(meeting)
            may, must = self._at(meeting, house) if house in self.ears else ([], [])
            for name in ("meeting", "network"):
                text = self.get(name, meeting.pk).content.decode()
                self.check(name, text, may, must if name == "meeting" else [])

    def _at(self, meeting: Meeting, house: int | None) -> tuple[list[Fact], list[Fact]]:
        may, must = [], []
        for item in MeetingItem.objects.filter(meeting=meeting, removed_at=None).select_related("case"):
            record = item.case.citizen_id
            topics = self.at_meeting(record, meeting.pk, house)
            if not topics:
                continue
            lines = [one for one in self.family(record) if one.kind in {"line", "points"} and one.topic in topics]
            lines = [one for one in lines if one.meeting == meeting.pk]
            tasks = [one for one in self.family(record) if one.kind == "task"]
            tasks = [one for one in tasks if one.topic in topics or one.owner == self.user.pk]
            times = [one for one in self.family(record) if one.kind == "time" and "appointments" in topics]
            may += lines + tasks + times + self._alias(record)
            is_told = item.began_at is not None and meeting.cancelled_at is None
            if is_told and (meeting.ended_at or self._runs(meeting, item, record)):
                must += [one for one in lines if one.kind == "line"] + self._alias(record)
        return may, must

    def _runs(self, meeting: Meeting, item: MeetingItem, record: int) -> bool:
        return item.ended_at is None and item.closed_at is None and everybody_hears(self.place, meeting, record)


def everybody_hears(place: Place, meeting: Meeting, record: int) -> bool:
    """Whether each who has a seat follows the citizen, or may know something of them."""
    return not unheard(place, meeting, record)


def unheard(place: Place, meeting: Meeting, record: int) -> list[MeetingSeat]:
    """Seats of those who may know nothing of this citizen at this meeting."""
    memory, now = place.memory, timezone.now()
    kept = memory.kept(record)
    following = {row.user_id for row in Assignment.objects.in_force() if memory.kept(row.citizen_id) == kept}
    lost = []
    for seat in MeetingSeat.objects.taken().filter(meeting=meeting):
        ears = [Ear(outside=seat.outside)] if seat.outside else memory.ears(seat.user_id or 0)
        ears = [ear for ear in ears if ear.house == seat.organisation_id]
        hears = any(memory.may_know(record, ear, "meeting", now, meeting=meeting.pk) for ear in ears)
        lost += [] if hears or seat.user_id in following else [seat]
    return lost


WAYS: dict[str, Callable[[Doors], None]] = {
    "list": Doors.whole_list,
    "search": Doors.search,
    "fragment": Doors.fragment,
    "page": lambda doors: doors.one("agreed_one", "page"),
    "print": lambda doors: doors.one("agreed_print", "print"),
    "export": Doors.export,
    "tasks": Doors.tasks,
    "meetings": Doors.meetings,
    "meeting": Doors.meeting,
}
