"""The demo's yeses and noes, meetings, tasks and role cards around some of Tea's people. None of it has happened."""

import uuid
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from fremskudt.access.models import Organisation, User
from fremskudt.casework.models import (
    BoardEntry,
    Cadence,
    Case,
    ConsentEntry,
    Meeting,
    MeetingItem,
    MeetingLine,
    MeetingSeat,
    RoleCard,
    Task,
)  # fmt: skip
from fremskudt.casework.rules.meeting import AGENDA
from fremskudt.partnership.models import Sparring

HOUSES = {"drop_in": "Værestedet Perronen", "shelter": "Herberget Broen", "jobcentre": "Jobcenter Randers"}
ASKED = "Må {who} få at vide, {what} – indtil {until}?"
WORDS = {
    "appointments": "hvornår vi ses", "agreements": "hvad vi har aftalt", "wishes": "hvad jeg gerne vil",
    "story": "min historie kort", "housing": "bolig", "economy": "penge", "health": "helbred",
}  # fmt: skip
# Which of Tea's people (by number), to whom, on what, for how many more days.
YESES = (
    (0, "jobcentre", "appointments", 160),
    (0, "drop_in", "appointments housing agreements", 6),
    (1, "drop_in", "appointments agreements story", 120),
    (1, "jobcentre", "appointments economy agreements", 90),
    (2, "shelter", "appointments housing health", 200),
    (2, "jobcentre", "appointments agreements housing", 28),
    (3, "drop_in", "appointments wishes", 300),
)
WISHES = ("Jeg vil ikke fortælle det forfra", "Jeg vil have ro om morgenen", "Jeg vil gerne have min egen nøgle")


def write(town: Organisation, tea: User, tom: User, leader: User) -> None:
    houses = {key: Organisation.objects.get(name=name, municipality=town) for key, name in HOUSES.items()}
    mine = list(Case.objects.going_on().filter(citizen__assignments__user=tea, started_on__isnull=False).order_by("pk"))
    yeses(mine, houses, tea)
    held, _coming = meetings(mine[:3], town, houses, tea)
    tasks(mine, held, town, houses, tea)
    roles(mine, houses, tea)
    board(mine, tea, tom)
    Cadence.objects.create(
        municipality=town, case=mine[0], every_days=14, from_on=day(-60), made_at=at(-60, 10), by=tea
    )
    sparring = Sparring.objects.create(
        municipality=town, kind="supervision", at=at(9, 13), place="Herberget Broen",
        about="At blive ved uden at presse", made_at=at(-8, 9), by=leader,
    )  # fmt: skip
    centre = Organisation.objects.get(kind="drug_centre", municipality=town)
    sparring.invited.set([centre, *houses.values()])


def yeses(mine: list[Case], houses: dict[str, Organisation], tea: User) -> None:
    """Said aloud in their own kitchens; one of them ends this week."""
    for number, house, topics, days in YESES:
        asked = ASKED.format(
            who=houses[house].name,
            what=" og ".join(WORDS[one] for one in topics.split()),
            until=f"{day(days):%d.%m.%Y}",
        )
        said = at(-20 - number, 11)
        ConsentEntry.objects.create(
            citizen=mine[number].citizen, answer="yes", purpose="help", topics=topics, direction="both",
            organisation=houses[house], form="oral", witness="Vi var alene", place="Hjemme", words=asked,
            said_at=said, until_on=day(days), made_at=said, by=tea,
        )  # fmt: skip
    centre = Organisation.objects.get(kind="drug_centre", municipality=mine[0].citizen.municipality)
    for number in (1, 3):
        said = at(-12, 14)
        ConsentEntry.objects.create(
            citizen=mine[number].citizen, answer="yes", purpose="help", topics="appointments agreements",
            direction="tell", organisation=centre, role="peer", form="oral", witness="Vi var alene", place="Hjemme",
            words=f"Må Pia få at vide, hvornår vi ses og hvad vi har aftalt – indtil {day(90):%d.%m.%Y}?", said_at=said,
            until_on=day(90), made_at=said, by=tea,
        )  # fmt: skip
    said = at(-15, 11)
    ConsentEntry.objects.create(
        citizen=mine[0].citizen, answer="no", purpose="help", topics="economy", direction="both",
        organisation=houses["jobcentre"], form="oral", witness="Vi var alene", place="Hjemme",
        words="Må Jobcenter Randers få noget at vide om penge?", said_at=said, made_at=said, by=tea,
    )  # fmt: skip


def meetings(people: list[Case], town: Organisation, houses: dict[str, Organisation], tea: User) -> tuple[Any, Any]:
    """One that was held two weeks ago, and one this afternoon with the jobcentre."""
    jens = User.objects.get(email="jens@oevelse.example.org")
    made = []
    for days, hour in ((-14, 13), (0, 13)):
        meeting = Meeting.objects.create(
            municipality=town, kind="short", at=at(days, hour), chair=tea, agenda="\n".join(AGENDA),
            number=uuid.uuid4(), link="https://video.example.org/kort-moede", began_at=at(days, hour) if days else None,
            ended_at=at(days, hour) + timedelta(minutes=14) if days else None, made_at=at(days - 7, 9), by=tea,
        )  # fmt: skip
        MeetingSeat.objects.create(
            meeting=meeting, organisation=houses["jobcentre"], user=jens, told_at=at(days - 6, 9),
            answered="coming", made_at=at(days - 7, 9), by=tea,
        )  # fmt: skip
        items = [
            MeetingItem.objects.create(
                meeting=meeting,
                case=case,
                order=order,
                wish=wish,
                began_at=meeting.began_at and meeting.at + timedelta(minutes=5 * order - 5),
                ended_at=meeting.began_at and meeting.at + timedelta(minutes=5 * order - 1),
            )
            for order, (case, wish) in enumerate(zip(people, WISHES, strict=False), start=1)
        ]
        made.append((meeting, items))
    for item in made[0][1]:
        MeetingLine.objects.create(
            item=item,
            point=2,
            topic="appointments",
            words="Kommer, når vi ringer dagen før.",
            made_at=at(-14, 13),
            by=tea,
        )
        item.summary = "Vi talte om, hvornår vi ses. Vi ringer dagen før."
        item.summary_at = item.given_at = at(-13, 10)
        item.given_how = "aloud"
        item.save()
    return made[0], made[1]


def tasks(mine: list[Case], held: Any, town: Organisation, houses: dict[str, Organisation], tea: User) -> None:
    jens, palle = (User.objects.get(email=f"{name}@oevelse.example.org") for name in ("jens", "palle"))
    centre = Organisation.objects.get(kind="drug_centre", municipality=town)
    _meeting, items = held
    rows = (
        (mine[0], items[0], "Ringe om boligen", "housing", tea, centre, 0),
        (mine[1], items[1], "Vente med brevet om penge", "economy", jens, houses["jobcentre"], 2),
        (mine[1], None, "Følges til kaffe torsdag", "agreements", palle, houses["drop_in"], 1),
        (mine[2], items[2], "Spørge om en nøgle", "housing", tea, centre, -2),
        (mine[3], None, "Finde en, der kan gå med til lægen", "agreements", None, None, 5),
    )
    for case, item, words, topic, owner, house, days in rows:
        Task.objects.create(
            municipality=town, case=case, source="meeting" if item else "own", item=item, topic=topic, words=words,
            owner=owner, organisation=house, on=day(days), operation=uuid.uuid4(), made_at=at(-14, 14), by=tea,
        )  # fmt: skip


def roles(mine: list[Case], houses: dict[str, Organisation], tea: User) -> None:
    rows = (
        (
            mine[0],
            "drop_in",
            "Kontakt i hverdagen",
            "Drikker kaffe og siger til om breve",
            "Holder ikke øje med noget",
            "",
        ),
        (mine[1], "drop_in", "Følgesvend", "Går med til aftaler om torsdagen", "Fortæller ikke videre", "home_support"),
        (mine[1], "jobcentre", "Sagsbehandler", "Ringer ikke før kl. 12", "Skriver ikke om rusmidler", ""),
    )
    for number, (case, house, role, does, does_not, borrowed) in enumerate(rows):
        RoleCard.objects.create(
            case=case, organisation=houses[house], role=role, does=does, does_not=does_not, borrowed_from=borrowed,
            until_on=day(60 * number - 3), confirmed_on=day(-90), made_at=at(-90, 12), by=tea,
        )  # fmt: skip


def board(mine: list[Case], tea: User, tom: User) -> None:
    for case, why, who, days in (
        (mine[4], "Lejemålet er i fare", tea, 1),
        (mine[5], "Lige udskrevet fra sygehuset", tom, 3),
    ):
        BoardEntry.objects.create(case=case, why=why, who=who, look_again_on=day(days), made_at=at(-3, 9), by=tea)


def day(days: int) -> Any:
    return timezone.localdate() + timedelta(days=days)


def at(days: int, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day(days), time(hour)))
