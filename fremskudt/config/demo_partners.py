"""The demo's partners' side: tips and what became of them, agreements, activities, what makes the team seen."""

import random
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from fremskudt.access.models import Area, Organisation, User
from fremskudt.access.reach import reach_of
from fremskudt.basics.codes import new_code
from fremskudt.casework.actions.call_request import ask
from fremskudt.casework.actions.said_yes import tie
from fremskudt.casework.models import Case
from fremskudt.config.demo_sharing import HOUSES, at, day
from fremskudt.partnership.actions.house_sum import close_month
from fremskudt.partnership.models import (
    Activity,
    ActivityCount,
    Agreement,
    Batch,
    BoundaryCard,
    Campaign,
    ContactPerson,
    HouseVisit,
    MemoryWord,
    PosterFace,
    Proposal,
    ProposalAnswer,
    Sighting,
    Term,
    TermSigning,
    Tip,
    TipPair,
    TipSeen,
    TipStep,
)
from fremskudt.partnership.rules.tip import AGES, SEEN, Step, week_of

MEMORY = (
    "grøn termokande", "tirsdagskaffe", "blåt krus", "den røde cykel", "stille hjørne", "kommer efter regn",
    "to handsker", "altid tidlig", "den lange frakke", "puslespil", "varm suppe", "bagerste bord", "radioen",
    "kigger på fugle", "gule støvler", "hilser med nik", "den lille taske", "bænken i sol",
)  # fmt: skip
# How far the tips have come, by turns: what the team did, week by week.
COURSES: tuple[tuple[Step, ...], ...] = (
    (),
    (Step.RECEIVED,),
    (Step.RECEIVED, Step.LOOKING),
    (Step.RECEIVED, Step.LOOKING, Step.NOT_FOUND),
    (Step.RECEIVED, Step.LOOKING, Step.NOT_FOUND, Step.LOOKING),
    (Step.RECEIVED, Step.LOOKING, Step.IN_CONTACT),
    (Step.RECEIVED, Step.LOOKING, Step.SAID_NO, Step.LOOKING, Step.SAID_MAYBE),
)


def write(town: Organisation, people: dict[str, User]) -> None:
    houses = {key: Organisation.objects.get(name=name, municipality=town) for key, name in HOUSES.items()}
    tips(town, houses, people)
    seen(town, houses, people)
    agreements(town, houses, people)
    words_and_proposals(town, houses, people)
    activities(houses, people)
    said_yes(people)
    close_month(timezone.now())
    ask(
        municipality=town,
        who="relative",
        operation=uuid.uuid4(),
        phone="20 00 00 44",
        is_urgent=True,
        words="Min bror vil gerne tale med nogen i dag.",
    )
    BoundaryCard.objects.create(
        user=people["pia"], does="Jeg sidder med i køkkenet.\nJeg følges ad, når nogen vil.",
        does_not="Jeg giver ikke råd om medicin.\nJeg bærer ikke beskeder.", calls="Lea, hverdage fra 8 til 16",
        signed_at=at(-40, 12), leader=people["lea"], leader_signed_at=at(-38, 9), made_at=at(-40, 12),
    )  # fmt: skip


def tips(town: Organisation, houses: dict[str, Organisation], people: dict[str, User]) -> None:
    """Three dozen over half a year, from three houses."""
    chance = random.Random(6)  # noqa: S311  the same demo each time
    areas = list(Area.objects.filter(municipality=town, closed_at=None))
    givers = (("drop_in", "palle", "drop_in"), ("shelter", "karla", "shelter"), ("jobcentre", "jens", "other"))
    made = []
    for number in range(36):
        house, giver, place = givers[number % 3]
        weeks_ago = 24 - number * 2 // 3
        on = at(-7 * weeks_ago - number % 3, 19)
        tip = Tip.objects.create(
            code=new_code(), municipality=town, organisation=houses[house], area=chance.choice(areas),
            place=place if number % 4 else "street", age=chance.choice(["", *AGES]),
            worry=chance.choice(("little", "some", "some", "much")), source="app", asked="",
            week_on=week_of(on.date()), touched_on=week_of(day(-7 * min(weeks_ago, 9))), made_at=on,
            by=people[giver], operation=uuid.uuid4(),
        )  # fmt: skip
        TipSeen.objects.bulk_create(
            TipSeen(tip=tip, word=word) for word in chance.sample(list(SEEN), k=chance.choice((1, 2)))
        )
        if house != "jobcentre":
            MemoryWord.objects.create(tip=tip, words=MEMORY[number // 3 * 2 % len(MEMORY) + (house == "shelter")])
        follow(tip, on, COURSES[number % len(COURSES)] if weeks_ago > 1 else (), people)
        made.append(tip)
    TipPair.objects.create(first=made[-4], second=made[-3], made_at=at(-3, 10), by=people["tea"])


def said_yes(people: dict[str, User]) -> None:
    """One of them is a citizen by now, and lets the house know."""
    tea = people["tea"]
    tip = Tip.objects.filter(by=people["palle"], steps__kind=Step.IN_CONTACT).order_by("-week_on").first()
    going_on = Case.objects.going_on().visible_to(reach_of(tea)).order_by("-pk").first()
    if tip and going_on:
        tie(
            tip=tip, citizen=going_on.citizen, form="oral", witness="Vi var alene", told=True,
            said_at=at(-1, 15), by=tea, words="Må vi skrive om dig, så vi kan hjælpe?",
        )  # fmt: skip


def follow(tip: Tip, given: datetime, course: tuple[Step, ...], people: dict[str, User]) -> None:
    for number, kind in enumerate(course):
        when = given + timedelta(days=2 + 5 * number)
        if when < at(0, 8):
            TipStep.objects.create(tip=tip, kind=kind, made_at=when, by=people["tea" if number % 2 else "tom"])
    if course and tip.by_id in {people["palle"].pk, people["karla"].pk}:
        week = tip.week_on + timedelta(days=14)
        if week < day(-7):
            Sighting.objects.create(tip=tip, week_on=week, made_at=given + timedelta(days=15), by=people["palle"])


def seen(town: Organisation, houses: dict[str, Organisation], people: dict[str, User]) -> None:
    planned = (
        ("lighter", "Lightere med nummer", "Havnen og stationen", -30, None, 200, 140),
        ("evening_tour", "Aftentur i midtbyen", "", -5, None, None, None),
        ("talk", "Oplæg for borgerservice", "Rådhuset", -12, None, 20, 17),
        ("evening_tour", "Aftentur i Nordbyen", "", 9, None, None, None),
        ("postcard", "Postkort til opslagstavler", "Biblioteket", 16, 46, 300, None),
    )
    made = [
        Campaign.objects.create(
            municipality=town,
            kind=kind,
            title=title,
            place=place,
            on=day(on),
            until_on=None if until is None else day(until),
            n_planned=wanted,
            n_out=out,
            made_at=at(-45, 10),
            by=people["lea"],
        )
        for kind, title, place, on, until, wanted, out in planned
    ]
    Batch.objects.create(
        code="PRXJ-K4R7", municipality=town, organisation=houses["drop_in"], leads_to="tip", made_at=at(-40, 10),
        by=people["lea"],
    )  # fmt: skip
    Batch.objects.create(
        code="R7NG-K4R7", municipality=town, campaign=made[0], leads_to="call", n_copies=200,
        made_at=at(-31, 10), by=people["lea"],
    )  # fmt: skip
    for key, name, phone in (("tea", "Tea", "20 00 00 01"), ("tom", "Tom", "20 00 00 02")):
        PosterFace.objects.create(user=people[key], first_name=name, phone=phone, made_at=at(-60, 9))


def agreements(town: Organisation, houses: dict[str, Organisation], people: dict[str, User]) -> None:
    lea, karla = people["lea"], people["karla"]
    Agreement.objects.create(
        organisation=houses["shelter"],
        what="Vi giver praj, når vi er urolige for nogen. Teamet kommer forbi hver torsdag.",
        they_expect="At høre, om det nyttede.", we_expect="At I ringer, før I lover noget.", meets_every_days=30,
        from_on=day(-200), review_on=day(40), backed_on=day(-198), backed_by="Bestyrelsen", signed_by_us=lea,
        signed_by_us_at=at(-199, 10), signed_by_them=karla, signed_by_them_at=at(-198, 14), made_at=at(-200, 9), by=lea,
    )  # fmt: skip
    Agreement.objects.create(
        organisation=houses["drop_in"], what="Vi åbner døren for teamet om tirsdagen, når gæsterne ved det.",
        they_expect="At ingen bliver talt med, før de selv vil.", from_on=day(-20), review_on=day(160),
        signed_by_us=lea, signed_by_us_at=at(-19, 10), made_at=at(-20, 9), by=lea,
    )  # fmt: skip
    for side, name, about in (("theirs", "Karla Kontakt", "Hverdage"), ("ours", "Lea Leder", "Aftaler og sparring")):
        ContactPerson.objects.create(
            organisation=houses["shelter"], side=side, name=name, phone="20 00 00 09", about=about, made_at=at(-200, 9),
            by=lea,
        )  # fmt: skip
    HouseVisit.objects.create(
        organisation=houses["shelter"], on=day(-90), direction="to_them", words="Kaffe og en rundtur",
        made_at=at(-90, 15), by=lea,
    )  # fmt: skip


def words_and_proposals(town: Organisation, houses: dict[str, Organisation], people: dict[str, User]) -> None:
    lea, karla = people["lea"], people["karla"]
    for word, meaning, we_say in (
        (
            "Forandring",
            "At noget er blevet lettere for personen selv. Ikke nødvendigvis, at de tager mindre.",
            "noget rykker sig",
        ),
        ("Parathed", "At det, der skal til, er på plads. Ikke at personen er god nok.", "hvad skal være på plads?"),
    ):
        term = Term.objects.create(
            municipality=town, word=word, meaning=meaning, we_say=we_say, made_at=at(-70, 9), by=lea
        )
        TermSigning.objects.create(term=term, organisation=town, at=at(-69, 9), by=lea)
        TermSigning.objects.create(term=term, organisation=houses["shelter"], at=at(-60, 9), by=karla)
    first = Proposal.objects.create(
        organisation=houses["shelter"], title="Fælles gåtur om søndagen", words="Mange er alene om søndagen.",
        made_at=at(-33, 20), by=karla,
    )  # fmt: skip
    ProposalAnswer.objects.create(
        proposal=first, kind="trying", why="Vi går med de første fire gange.", made_at=at(-26, 9), by=lea
    )
    Proposal.objects.create(
        organisation=houses["drop_in"], title="En hylde til breve", words="Et sted, hvor post kan ligge trygt.",
        made_at=at(-4, 18), by=people["palle"],
    )  # fmt: skip


def activities(houses: dict[str, Organisation], people: dict[str, User]) -> None:
    """Those with a day are once a week: weekday (Monday is 0), hour and places."""
    planned: tuple[tuple[Any, ...], ...] = (
        ("drop_in", "palle", "community", "Fællesspisning", "Perronen", "Hver tirsdag kl. 17", (1, 17, 20)),
        ("drop_in", "palle", "self_help", "Snak i hjørnet", "Perronen", "Hver torsdag kl. 14", (3, 14, 8)),
        ("shelter", "karla", "company", "Vi følges til læge eller kontor", "Broen", "Når du har brug for det", None),
        ("shelter", "karla", "community", "Gåtur langs åen", "Broen", "Hver søndag kl. 11", (6, 11, 12)),
    )
    for house, by, kind, title, where, when, weekly in planned:
        weekday, hour, places = weekly or (0, 0, None)
        days = (weekday - day(0).weekday()) % 7
        made = Activity.objects.create(
            organisation=houses[house], kind=kind, title=title, where=where, when=when, n_places=places,
            next_at=at(days, hour) if weekly else None, made_at=at(-80, 12), by=people[by],
        )  # fmt: skip
        if weekly:
            ActivityCount.objects.create(
                activity=made, on=day(days - 7), n_people=(places or 0) // 2, minutes=180, made_at=at(days - 7, 21),
                by=people[by],
            )  # fmt: skip
