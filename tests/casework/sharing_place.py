"""The stage of the proof: readers in three houses, three citizens, and a word found nowhere else in each field group.

`Fact` is such a word with whatever decides who may read it. The doors look for the words (sharing_doors.py).
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.utils import timezone

from fremskudt.access.models import Organisation, User
from fremskudt.access.roles import Role
from fremskudt.casework.models import (
    Appointment,
    Case,
    Citizen,
    Contact,
    Goal,
    MeetingLine,
    PickUp,
    RoleCard,
    SafetyNotice,
    StoryCard,
    Task,
    TreatmentPlan,
)  # fmt: skip
from tests.casework.agreed_field import task
from tests.casework.field import citizen
from tests.casework.sharing_memory import ALL, Memory
from tests.cast import Cast, person

READERS = ("Palle", "Karla", "Jens", "Jo", "Pia")
START = datetime.fromisoformat("2026-03-02T12:00:00+01:00")
ALIAS = "ZALIAS"


@dataclass
class Fact:
    """A word, and what it is: who may read it follows from the kind, the topic, the house and the owner."""

    words: str
    kind: str
    record: int
    topic: str = ""
    house: int | None = None
    owner: int | None = None
    row: int = 0
    meeting: int | None = None
    until: date | None = None
    at: datetime | None = None
    order: int = 0  # of versions: the highest is the newest


@dataclass
class Place:
    people: Cast
    users: dict[str, User]
    houses: list[Organisation]  # the drop-in centre, the jobcentre, the drug centre
    citizens: list[Citizen]
    cases: dict[int, Case]  # record → its course
    facts: list[Fact]
    memory: Memory
    farewells: set[int] = field(default_factory=set)  # records that were said farewell to
    numbers: Any = field(default_factory=lambda: count(1000))

    def word(self, kind: str) -> str:
        """Of one length and in capitals, so that none is part of another or of anything else."""
        return f"Z{kind.upper()}{next(self.numbers)}"

    def fact(self, kind: str, record: int, words: str = "", **more: Any) -> Fact:
        made = Fact(words or self.word(kind), kind, record, **more)
        self.facts.append(made)
        return made

    def name(self, user: int) -> str:
        return next(name for name, one in self.users.items() if one.pk == user)


def build(people: Cast) -> Place:
    jo = person("Jo", people.jobcentre, Role.PROFESSIONAL)
    cast = (people.partner, people.partner_contact, people.professional, jo, people.peer)
    users = dict(zip(READERS, cast, strict=True))
    houses = [people.drop_in, people.jobcentre, people.centre]
    stands = {
        user.pk: {one.organisation_id: {one.role} for one in user.memberships.all()} for user in users.values()
    }  # fmt: skip
    place = Place(people, users, houses, [], {}, [], Memory(stands=stands))
    for number in range(3):
        who = citizen(people, f"{ALIAS}{number}", f"SHAR-000{number}", followed_by=people.therapist)
        case = who.cases.get()
        Case.objects.filter(pk=case.pk).update(found_on=timezone.localdate() - timedelta(days=400))
        case.refresh_from_db()
        place.citizens.append(who)
        place.cases[who.pk] = case
        fill(place, who, case, number)
    return place


def fill(place: Place, who: Citizen, case: Case, number: int) -> None:
    """Something under each topic, something of each house's own, and what nobody outside is ever shown."""
    people, today, me = place.people, timezone.localdate(), who.pk
    made = {"made_at": timezone.now(), "by": people.therapist}
    place.fact("alias", me, who.alias)
    appointment(place, who, (timezone.now() + timedelta(days=900)).replace(minute=41 + number))
    fetched = place.fact("fetch", me, topic="appointments")
    PickUp.objects.create(
        case=case, weekdays="135", place_words=fetched.words, helper=place.fact("never", me).words,
        owner=people.therapist, from_on=today, **made,
    )  # fmt: skip
    for topic in sorted(ALL):
        told = place.fact("task", me, topic=topic, owner=people.therapist.pk, house=people.centre.pk)
        told.row = task(case, people.therapist, people.centre, told.words, topic, by=people.therapist, days=1500).pk
    until = today + timedelta(days=2000)
    for house in (*place.houses, None):
        named = {"organisation": house} if house else {"outside": place.fact("never", me).words}
        role = place.fact("role", me, topic="agreements", house=house.pk if house else None, until=until)
        RoleCard.objects.create(
            case=case, role=role.words, does="Går med", until_on=until, confirmed_on=today, **named, **made
        )
    plan(place, who, case)
    for version, kind in ((1, "story"), (2, "never")):
        told = place.fact(kind, me, topic="story", order=case.pk * 100 + version)
        approved = today if kind == "story" else None
        StoryCard.objects.create(case=case, version=version, words=told.words, approved_on=approved, **made)
    Contact.objects.create(
        case=case, at=timezone.now(), outcome="met", place="home", way="in_person", operation=uuid4(),
        note=place.fact("never", me).words, **made,
    )  # fmt: skip
    SafetyNotice.objects.create(
        citizen=who, kind="dog", words=place.fact("never", me).words, seen_by="Tea", seen_on=today, review_on=today,
        **made,
    )  # fmt: skip


def plan(place: Place, who: Citizen, case: Case) -> None:
    now, by = timezone.now(), place.people.therapist
    saved = {"case": case, "made_at": now, "by": by, "saved_at": now, "saved_by": by}
    hope, goal, dream = (place.fact(kind, who.pk, topic="wishes", order=case.pk) for kind in ("wish", "wish", "never"))
    made = TreatmentPlan.objects.create(
        version=1, hopes=hope.words, dreams=dream.words, in_force_on=timezone.localdate(), in_force_at=now,
        in_force_by=by, **saved,
    )  # fmt: skip
    Goal.objects.create(plan=made, thread=uuid4(), order=1, words=goal.words, how=place.fact("never", who.pk).words)
    TreatmentPlan.objects.create(version=2, hopes=place.fact("never", who.pk).words, **saved)


def appointment(place: Place, who: Citizen, at: datetime) -> None:
    """Known by its clock, which nothing else here has. Exactly where is known in the house that it is held from."""
    held_from = place.people.centre.pk
    where = place.fact("where", who.pk, topic="appointments", house=held_from, at=at)
    Appointment.objects.create(
        case=place.cases[who.pk], at=at, place="home", place_words=where.words,
        what_for=place.fact("never", who.pk).words, owner=place.people.therapist, made_at=timezone.now(),
        by=place.people.therapist,
    )  # fmt: skip
    place.fact("time", who.pk, f"{timezone.localtime(at):%H.%M}", topic="appointments", at=at)


def is_waiting(fact: Fact) -> bool:
    return Task.objects.waiting().filter(pk=fact.row).exists()


def standing_lines() -> dict[int, MeetingLine]:
    return {line.pk: line for line in MeetingLine.objects.filter(undone_at=None, replaced_by=None)}
