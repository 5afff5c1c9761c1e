"""What is due around today in the demo: appointments, letters, a missed one, who asks for help, where one goes two."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from fremskudt.access.models import Area, Organisation, User
from fremskudt.casework.models import (
    Appointment,
    Case,
    Duty,
    Letter,
    Pause,
    PickUp,
    PickUpDay,
    SafetyNotice,
    StoryCard,
    Transition,
    TransitionStep,
    TreatmentRequest,
    UrgentRequest,
    WorkHours,
)  # fmt: skip
from fremskudt.casework.rules.hours import Work
from fremskudt.partnership.models import HouseRules
from fremskudt.surveys.actions import study

AREAS = (
    ("Midtbyen", 9400, 5, 2),
    ("Nordbyen", 7200, 10, 5),
    ("Havnen", 2100, 8, 3),
    ("Landsbyerne mod øst", 5300, 30, 28),
)
FOR = ("Et brev, der skal åbnes", "Kaffe", "Ringe til kommunen sammen", "Se på planen", "Gå en tur")
HOURS = ((Work.MEETING, 90, 0), (Work.VISIBILITY, 180, 34), (Work.SUPERVISION, 120, 0), (Work.DRIVE, 60, 12))


def write(town: Organisation, tea: User, tom: User, leader: User) -> None:
    areas = [
        Area.objects.create(municipality=town, name=name, n_inhabitants=n, drive_minutes=minutes, drive_km=km)
        for name, n, minutes, km in AREAS
    ]
    mine = list(Case.objects.going_on().filter(citizen__assignments__user=tea, started_on__isnull=False).order_by("pk"))
    appointments(mine, areas, tea, tom)
    papers(mine, tea)
    people(mine, town, tea, tom, leader)
    house(town, tea, leader)


def open_study(town: Organisation, by: User) -> None:
    """A study whose waves are open now, so that the therapists have forms to fill in."""
    today = timezone.localdate()
    begun, ends = today - timedelta(days=120), today + timedelta(days=200)
    study.create(
        slug="loebende-maaling", title="Løbende måling i Randers", owner=Organisation.objects.get(memberships__user=by),
        municipalities=[town], starts_on=begun, ends_on=ends, by=by,
        waves={
            "start": [study.Opening(1, begun, ends)],
            "running": [study.Opening(1, today - timedelta(days=20), today + timedelta(days=40))],
        },
        purpose="Øvelse: medarbejdernes skemaer, som de udfyldes i dag.",
    )  # fmt: skip


def appointments(mine: list[Case], areas: list[Area], tea: User, tom: User) -> None:
    """Three today, some this week, one that was missed this morning."""
    today = timezone.localdate()
    slots = [(0, 10), (0, 13), (0, 15), (1, 10), (1, 13), (2, 11), (3, 9), (5, 14)]
    for number, (case, (days, hour)) in enumerate(zip(mine, slots, strict=False)):
        Appointment.objects.create(
            case=case, at=at(today + timedelta(days=days), hour), place="home", area=areas[number % len(areas)],
            what_for=FOR[number % len(FOR)], owner=tea, with_user=tom if number == 0 else None,
            made_at=at(today - timedelta(days=4), 11), by=tea,
        )  # fmt: skip
    if len(mine) > len(slots):
        Appointment.objects.create(
            case=mine[len(slots)], at=at(today, 8), place="centre", what_for="Samtale med læge", owner=tea,
            outcome="missed", outcome_at=timezone.now(), made_at=at(today - timedelta(days=6), 10), by=tea,
        )  # fmt: skip


def papers(mine: list[Case], tea: User) -> None:
    today = timezone.localdate()
    for case, days, line in zip(mine, (3, 6, 12), ("Huslejenævnet", "Gæld, SKAT", "Tid hos tandlægen"), strict=False):
        Letter.objects.create(
            case=case, line=line, deadline_on=today + timedelta(days=days), owner=tea, made_at=at(today, 8), by=tea
        )
    for case in mine[3:5]:
        pick_up = PickUp.objects.create(
            case=case, weekdays="135", place_words="Apoteket på torvet", helper="Bostøtten", owner=tea,
            from_on=today - timedelta(days=40), made_at=at(today - timedelta(days=40), 10), by=tea,
        )  # fmt: skip
        yesterday = today - timedelta(days=1)
        PickUpDay.objects.create(pick_up=pick_up, on=yesterday, was_fetched=False, made_at=at(yesterday, 16), by=tea)
    for case in mine[:3]:
        StoryCard.objects.create(
            case=case, version=1, words="Jeg har boet alene i fem år. Jeg sover bedst om dagen.",
            approved_on=today - timedelta(days=20), approved_how="Læst op og sagt ja",
            made_at=at(today - timedelta(days=20), 12), by=tea,
        )  # fmt: skip


def people(mine: list[Case], town: Organisation, tea: User, tom: User, leader: User) -> None:
    """What one must know of some, and what some have asked for."""
    today, now = timezone.localdate(), timezone.now()
    for case, kind, words in (
        (mine[0], "go_two", "Kastede med en stol den 3."),
        (mine[4], "dog", "Stor hund i gangen"),
    ):
        SafetyNotice.objects.create(
            citizen=case.citizen, kind=kind, words=words, seen_on=today - timedelta(days=30), seen_by="Tom",
            review_on=today + timedelta(days=45), made_at=at(today - timedelta(days=30), 15), by=tom,
        )  # fmt: skip
    for case, days in ((mine[1], 5), (mine[5], 12)):
        TreatmentRequest.objects.create(case=case, asked_on=today - timedelta(days=days), made_at=now, by=tea)
    for case, cause in ((mine[6], "hospital"), (mine[7], "rest")):
        Pause.objects.create(
            case=case, cause=cause, began_on=today - timedelta(days=9), look_again_on=today + timedelta(days=12),
            light_hand=tom, made_at=at(today - timedelta(days=9), 10), by=tea,
        )  # fmt: skip
    going_on = Transition.objects.create(
        case=mine[2], target="support", chosen_on=today - timedelta(days=14), made_at=at(today, 8), by=tea
    )
    for words, days, done in (("Hilse på hjemme", -7, True), ("Følges til møde", 2, False), ("Ny rytme", 10, False)):
        on = today + timedelta(days=days)
        TransitionStep.objects.create(
            transition=going_on,
            words=words,
            on=on,
            owner=tea,
            done_on=on if done else None,
            made_at=at(today, 8),
            by=tea,
        )
    UrgentRequest.objects.create(
        municipality=town, area="Havnen", words="Beder om hjælp i dag", asked_at=now - timedelta(minutes=40),
        made_at=now - timedelta(minutes=40), by=leader,
    )  # fmt: skip
    for days in range(7):
        on_duty = tea if days % 2 == 0 else tom
        Duty.objects.create(municipality=town, on=today + timedelta(days=days), user=on_duty, by=leader)


def house(town: Organisation, tea: User, leader: User) -> None:
    today = timezone.localdate()
    for place in Organisation.objects.filter(municipality=town, kind__in=["drop_in", "shelter"]):
        HouseRules.objects.create(
            organisation=place, who="Én ad gangen. Sæt dig ved bordet, ikke i sofaen.", when="Tirsdag og torsdag 10-14",
            told_how="Ring dagen før, så hænger vi et navn op.", must_call_first=place.kind == "shelter",
            from_on=today - timedelta(days=90), made_at=at(today - timedelta(days=90), 10), by=leader,
        )  # fmt: skip
        for days in range(5, 200, 14):
            WorkHours.objects.create(
                municipality=town, organisation=place, on=today - timedelta(days=days), kind=Work.COMMUNITY,
                is_volunteer=True, minutes=180, made_at=at(today, 8), by=leader,
            )  # fmt: skip
    for number, days in enumerate(range(3, 200, 9)):
        kind, minutes, km = HOURS[number % len(HOURS)]
        WorkHours.objects.create(
            municipality=town, organisation=town, on=today - timedelta(days=days), kind=kind, minutes=minutes,
            kilometres=km or None, made_at=at(today, 8), by=tea,
        )  # fmt: skip


def at(day: Any, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
