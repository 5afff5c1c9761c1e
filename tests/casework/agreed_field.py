"""A course with something written in every field that could tell: each text names the topic that may open it."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from fremskudt.access.models import Organisation, User
from fremskudt.casework.actions import identity
from fremskudt.casework.models import (
    Appointment,
    BoardEntry,
    Case,
    Citizen,
    Contact,
    Goal,
    GoalNote,
    Letter,
    Meeting,
    MeetingItem,
    MeetingLine,
    MeetingSeat,
    PhaseInterval,
    PickUp,
    RoleCard,
    SafetyNotice,
    StoryCard,
    Task,
    TreatmentPlan,
)  # fmt: skip
from fremskudt.casework.rules.consent import Topic
from tests.cast import Cast

# Topic → what it opens. »own« is opened by any of them.
OPENS: dict[str, list[str]] = {
    "own": ["K-egen-rolle", "K-egen-gør", "K-egen-ikke", "K-egen-opgave"],
    Topic.APPOINTMENTS: ["I telefon", "kl. 14.41", "K-apotek", "K-opgave-appointments", "K-sagt-appointments"],
    Topic.AGREEMENTS: [
        "K-opgave-agreements", "K-sagt-agreements", "K-anden-rolle", "K-anden-gør", "K-anden-ikke",
    ],
    Topic.WISHES: ["K-håb", "K-ønske", "K-mål", "K-opgave-wishes", "K-sagt-wishes"],
    Topic.STORY: ["K-historie-ja", "K-opgave-story", "K-sagt-story"],
    **{
        topic: [f"K-opgave-{topic}", f"K-sagt-{topic}"]
        for topic in (Topic.HOUSING, Topic.ECONOMY, Topic.HEALTH, Topic.SUBSTANCE_USE)
    },
}  # fmt: skip
NEVER = [
    "K-navn", "010150", "20212223", "K-vej", "K-sted", "K-formål", "K-alene", "K-hjælper", "K-drøm", "K-afdækning",
    "K-indsats", "K-opfølgning", "K-ansvarlig", "K-sådan", "K-hvem", "K-kladde", "K-historie-ny", "K-historie-hvordan",
    "K-note", "K-hund", "K-brev", "K-opsummering", "K-rettet", "K-fortrudt", "K-tavle", "K-måltekst", "K-udenfor",
    "K-mødested", "K-punkter", "K-kommer", "K-færdig", "Fase", "fase 2", "K-behandler",
]  # fmt: skip


def at_1441(days: int) -> datetime:
    return (timezone.localtime() + timedelta(days=days)).replace(hour=14, minute=41, second=0, microsecond=0)


def fill(who: Citizen, people: Cast, reader: User, house: Organisation) -> Case:
    """Everything about one citizen that the product keeps, with a role and a task of the reader's own in that house."""
    case, today, made = who.cases.get(), timezone.localdate(), {"made_at": timezone.now(), "by": people.therapist}
    User.objects.filter(pk=people.therapist.pk).update(name="K-behandler")
    identity.write(
        citizen=who, name="K-navn Hansen", cpr="0101501234", phone="20212223", address="K-vej 1", by=people.therapist
    )
    Appointment.objects.create(
        case=case, at=at_1441(2), place="nowhere", place_words="K-sted", what_for="K-formål", alone_because="K-alene",
        owner=people.therapist, **made,
    )  # fmt: skip
    PickUp.objects.create(
        case=case, weekdays="135", place_words="K-apotek", helper="K-hjælper", owner=people.therapist, from_on=today,
        **made,
    )  # fmt: skip
    for topic in Topic:
        task(case, people.therapist, people.centre, f"K-opgave-{topic}", topic, by=people.therapist)
    task(case, reader, house, "K-egen-opgave", Topic.HEALTH, by=people.therapist)
    done = task(case, people.therapist, people.centre, "K-færdig", Topic.AGREEMENTS, by=people.therapist)
    Task.objects.filter(pk=done.pk).update(done_at=timezone.now(), done_by=people.therapist)
    until = {"until_on": today + timedelta(days=90), "confirmed_on": today, **made}
    RoleCard.objects.create(
        case=case, organisation=house, user=reader, role="K-egen-rolle", does="K-egen-gør", does_not="K-egen-ikke",
        **until,
    )  # fmt: skip
    RoleCard.objects.create(
        case=case, outside="K-udenfor", role="K-anden-rolle", does="K-anden-gør", does_not="K-anden-ikke", **until
    )
    _meeting(case, people)
    _plan(case, people)
    for version, words, on in ((1, "K-historie-ja", today), (2, "K-historie-ny", None)):
        StoryCard.objects.create(
            case=case, version=version, words=words, approved_on=on, approved_how="K-historie-hvordan", **made
        )
    Contact.objects.create(
        case=case, at=timezone.now(), outcome="met", place="home", way="in_person", note="K-note", companion="K-kommer",
        operation=uuid4(), **made,
    )  # fmt: skip
    SafetyNotice.objects.create(
        citizen=who, kind="dog", words="K-hund", seen_by="Tea", seen_on=today, review_on=today, **made
    )
    Letter.objects.create(case=case, line="K-brev", owner=people.therapist, **made)
    BoardEntry.objects.create(case=case, why="K-tavle", who=people.therapist, look_again_on=today, **made)
    PhaseInterval.objects.create(case=case, phase=2, start_on=today, **made)
    return case


def task(case: Case, owner: User, house: Organisation, words: str, topic: str, *, by: User, days: int = 3) -> Task:
    return Task.objects.create(
        municipality=case.citizen.municipality, case=case, source="meeting", topic=topic, words=words, owner=owner,
        organisation=house, on=timezone.localdate() + timedelta(days=days), operation=uuid4(), made_at=timezone.now(),
        by=by,
    )  # fmt: skip


def meeting(case: Case, people: Cast, at: datetime, *seated: tuple[User, Organisation]) -> Meeting:
    """A short meeting about one citizen, with these at the table."""
    made = {"made_at": timezone.now(), "by": people.therapist}
    held = Meeting.objects.create(
        municipality=case.citizen.municipality, kind="short", at=at, chair=people.therapist, agenda="K-dagsorden",
        place="K-mødested", own_points="K-punkter", number=uuid4(), **made,
    )  # fmt: skip
    MeetingItem.objects.create(meeting=held, case=case, order=1, summary="K-opsummering", wish="K-kommer")
    for user, house in seated:
        MeetingSeat.objects.create(meeting=held, user=user, organisation=house, **made)
    return held


def _meeting(case: Case, people: Cast) -> None:
    held = meeting(case, people, timezone.now() - timedelta(days=3))
    Meeting.objects.filter(pk=held.pk).update(ended_at=timezone.now() - timedelta(days=3))
    made = {"item": held.items.get(), "point": 2, "made_at": timezone.now(), "by": people.therapist}
    for topic in Topic:
        first = MeetingLine.objects.create(topic=topic, words="K-rettet", **made)
        MeetingLine.objects.create(topic=topic, words=f"K-sagt-{topic}", replaces=first, **made)
        MeetingLine.objects.create(topic=topic, words="K-fortrudt", undone_at=timezone.now(), **made)


def _plan(case: Case, people: Cast) -> None:
    now, by = timezone.now(), people.therapist
    saved = {"case": case, "made_at": now, "by": by, "saved_at": now, "saved_by": by}
    plan = TreatmentPlan.objects.create(
        version=1, hopes="K-håb", wishes="K-ønske", dreams="K-drøm", findings="K-afdækning", effort="K-indsats",
        follow_up="K-opfølgning", responsible="K-ansvarlig", in_force_on=timezone.localdate(), in_force_at=now,
        in_force_by=by, **saved,
    )  # fmt: skip
    goal = Goal.objects.create(plan=plan, thread=uuid4(), order=1, words="K-mål", how="K-sådan", who="K-hvem")
    GoalNote.objects.create(
        case=case, thread=goal.thread, on=timezone.localdate(), progress="moves", own_words="K-måltekst", made_at=now,
        by=by,
    )  # fmt: skip
    TreatmentPlan.objects.create(version=2, hopes="K-kladde", **saved)
