"""The steering group's one page: a closed quarter, own goals first, and no small number that can be worked out."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fremskudt.basics.small_counts import Middle, Protected
from fremskudt.casework.models import (
    Case,
    ChannelActor,
    ChannelIn,
    Citizen,
    Contact,
    Ending,
    GoalNote,
    PhaseInterval,
    SmallStep,
    Transition,
    TreatmentPlan,
    UrgentRequest,
    WorkHours,
)
from fremskudt.casework.rules import steering as rules
from fremskudt.casework.rules.steering import Amount, Raw
from fremskudt.casework.selectors import steering as selectors
from tests.casework.field import citizen
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PAGE = reverse("casework:steering")
TODAY = datetime(2026, 11, 22, 12, tzinfo=UTC)
IN, BEFORE = date(2026, 8, 10), date(2026, 5, 11)  # days of the third and of the second quarter


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=False):
        yield


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


def person(people: Cast, on: date = IN, town: str = "Randers") -> Case:
    made = citizen(people, f"Alias {Citizen.objects.count()}", municipality=town)
    case = made.cases.get()
    case.found_on, case.made_at = on, noon(on)
    case.save()
    return case


def touch(people: Cast, case: Case, on: date = IN, outcome: str = "met", **more: Any) -> Contact:
    said = {"place": "home", "way": "in_person", "minutes": 30, "made_at": noon(on), **more}
    return Contact.objects.create(
        case=case, at=noon(on), outcome=outcome, operation=uuid.uuid4(), by=people.therapist, **said
    )


def end(people: Cast, case: Case, reason: int, onward: str, on: date = IN) -> None:
    Ending.objects.create(
        case=case, on=on, reason=reason, phase=1, onward=onward, onward_words="Videre", made_at=noon(on),
        by=people.therapist,
    )  # fmt: skip


def plan(people: Cast, case: Case, on: date = IN, version: int = 1) -> None:
    by, at = people.therapist, noon(on)
    TreatmentPlan.objects.create(
        case=case, version=version, made_at=at, by=by, saved_at=at, saved_by=by, in_force_on=on, in_force_at=at,
        in_force_by=by,
    )  # fmt: skip


def shown(people: Cast, key: str = "2026-K3") -> str:
    html = enter(Client(), people.steering).get(PAGE, {"kvartal": key}).content.decode()
    return " ".join(re.sub("<[^>]+>", " ", html).split())


def test_steering_leads_with_own_goals_and_counts_people_not_notes(people: Cast) -> None:
    for number in range(4):
        case, thread = person(people), uuid.uuid4()
        for nth, progress in enumerate(("same", "moving")):  # the newest of a goal is what counts
            GoalNote.objects.create(
                case=case, thread=thread, on=IN + timedelta(days=nth), progress=progress, made_at=noon(IN),
                by=people.therapist,
            )  # fmt: skip
        plan(people, case, version=1 + number % 2)
        if number % 2:
            plan(people, case, on=BEFORE, version=1) if number == 1 else None
    page = shown(people)
    assert "Har talt om et mål 4 ingen" in page
    assert "Noget rykker sig 4 ingen" in page
    assert "Som før" not in page  # nobody in either quarter
    headings = ["Borgernes egne mål", "Relation og kontakt", "Vej ind", "Videre", "Forløb og tid", "Hvad det krævede"]
    assert [page.index(words) for words in headings] == sorted(page.index(words) for words in headings)


def test_steering_counts_contacts_channels_transitions_and_endings_by_person(people: Cast) -> None:
    cases = [person(people) for _ in range(9)]
    for number, case in enumerate(cases):
        channel = ChannelIn.objects.create(case=case, found_where=1, found_by=3 if number < 5 else 2,
                                           made_at=noon(IN), by=people.therapist)  # fmt: skip
        ChannelActor.objects.create(channel=channel, actor=2)
        touch(people, case, outcome="met" if number < 6 else "not_home")
        touch(people, case, outcome="no_answer")
    for case in cases[:3]:
        SmallStep.objects.create(case=case, on=IN, kind="slept", made_at=noon(IN), by=people.therapist)
        for target in ("support", "community"):  # the newest choice
            Transition.objects.filter(case=case).update(closed_on=IN)
            Transition.objects.create(
                case=case, target=target, chosen_on=IN + timedelta(days=target == "community"), made_at=noon(IN),
                by=people.therapist,
            )  # fmt: skip
        PhaseInterval.objects.create(case=case, phase=1, start_on=IN, made_at=noon(IN), by=people.therapist)
        end(people, case, 7, "support")
    page = shown(people)
    for words in [
        "Et lille skridt blev skrevet 3 ingen",
        "Vi var i kontakt, uden at et skridt blev skrevet 3 ingen",
        "Vi prøvede uden at få kontakt 3 ingen",
        "I alt 9 ingen",
        "Vi var i kontakt 6 ingen",
        "Vi prøvede 12 ingen",
        "Sov om natten 3 ingen",
        "Støttekontaktperson (SKP) 5 ingen",
        "Øvrige behandlere 4 ingen",
        "Støttekontakt (SKP) 9 ingen",
        "Et fællesskab 3 ingen",
        "Fraflytter kommunen 3 ingen",
        "1 Opsporing og kontakt 3 ingen",
        "Fra fundet til første kontakt 0 dage skjult",
    ]:
        assert words in page, words


def test_steering_hides_small_counts_and_what_would_give_them_away(people: Cast) -> None:
    for reason, count in ((7, 1), (2, 4), (4, 6)):
        for _ in range(count):
            end(people, person(people), reason, "support" if reason == 7 else "community")
    page = shown(people)
    assert "Fraflytter kommunen skjult ingen" in page
    assert "Ønsker ikke behandlingen skjult ingen" in page  # 4: else 11 - 10 would be the one
    assert "Stoffri, reduceret stofbrug eller færdigbehandlet 6 ingen" in page
    assert "Bostøtte skjult ingen" in page
    assert "Et fællesskab skjult ingen" in page


def test_steering_of_a_closed_quarter_is_the_same_whatever_is_written_later(people: Cast) -> None:
    cases = [person(people) for _ in range(5)]
    kept = [touch(people, case) for case in cases]
    before = shown(people)
    late = noon(date(2026, 10, 15))
    touch(people, person(people), made_at=late)  # written when the page was closed
    Contact.objects.filter(pk=kept[0].pk).update(undone_at=late)
    touch(people, cases[1], outcome="said_no", replaces=kept[1], made_at=late)
    Case.objects.filter(pk=Case.objects.latest("pk").pk).update(made_at=late)
    end(people, cases[2], 7, "support")
    Ending.objects.update(made_at=late)
    assert shown(people) == before
    Contact.objects.filter(pk=kept[2].pk).update(undone_at=late - timedelta(days=9))  # in time
    assert "uden at et skridt blev skrevet 4 ingen" in shown(people)


def test_steering_shows_closed_quarters_only_and_the_one_before_beside(people: Cast) -> None:
    for on, count in ((IN, 5), (BEFORE, 3)):
        for _ in range(count):
            touch(people, person(people, on), on)
    page = shown(people)
    assert "uden at et skridt blev skrevet 5 3" in page
    for key in ("2026-K4", "2026", "2026-11", "1999-K1", "'", ""):
        assert shown(people, key) == page, key
    assert "3. kvartal 2026" in page
    assert "2. kvartal 2026" in page
    assert "4. kvartal" not in page


def test_steering_before_the_first_quarter_says_when_it_comes(people: Cast) -> None:
    assert "Første side kommer to uger efter det første kvartal." in shown(people)
    person(people, date(2026, 10, 2))
    assert "Første side kommer to uger efter" in shown(people)


def test_steering_counts_one_municipality_and_merged_records_once(people: Cast) -> None:
    for _ in range(4):
        touch(people, person(people))
    for _ in range(3):
        touch(people, person(people, town="Vejle"))
    kept, merged = person(people), person(people)
    for case in (kept, merged):
        touch(people, case)
    Citizen.objects.filter(pk=merged.citizen_id).update(merged_into=kept.citizen)
    assert "uden at et skridt blev skrevet 5 ingen" in shown(people)


def test_steering_sums_hours_and_says_how_long_people_waited(people: Cast) -> None:
    town = people.municipalities["Randers"]
    for wait in (10, 20, 30, 40, 50):
        asked = noon(IN)
        UrgentRequest.objects.create(
            municipality=town, asked_at=asked, made_at=asked, by=people.therapist,
            taken_at=asked + timedelta(minutes=wait), taken_by=people.therapist,
        )  # fmt: skip
        case = person(people, IN - timedelta(days=wait // 10))
        touch(people, case, minutes=60, kilometres=8)
        plan(people, case, IN + timedelta(days=2 * wait))
    for is_volunteer in (False, True):
        WorkHours.objects.create(
            municipality=town, organisation=people.centre, on=IN, kind="meeting", is_volunteer=is_volunteer,
            minutes=150, kilometres=5, made_at=noon(IN), by=people.therapist,
        )  # fmt: skip
    page = shown(people)
    for words in [
        "tog den 30 minutter skjult",
        "Fra fundet til første kontakt 3 dage skjult",
        "Timer med borgerne 5 t. –",
        "Andet arbejde 2 t. –",
        "Frivilliges timer 2 t. –",
        "Kilometer 50 km –",
    ]:
        assert words in page, words


def test_steering_page_gets_nothing_but_protected_cells(people: Cast) -> None:
    """What the template is given is walked: every number of people in it has been through the rules."""
    for _ in range(5):
        touch(people, person(people))
    reach = enter(Client(), people.steering).get(PAGE).wsgi_request.reach
    page = selectors.read_page(reach, "")
    cells = [cell for section in page.sections for table in section.tables for line in table.lines
             for cell in (line.now, line.before)]  # fmt: skip
    assert len(cells) > 30
    assert {type(cell) for cell in cells} == {Protected, Middle, Amount}
    assert not list(numbers_in(page.sections))


def numbers_in(value: Any) -> Iterator[object]:
    if isinstance(value, Protected | Middle | Amount | str | bool):
        return
    if isinstance(value, int | float):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from numbers_in(getattr(value, field.name))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from numbers_in(each)


def test_steering_of_raw_counts_nothing_under_three_comes_through() -> None:
    raw = Raw(
        goal_people=2, goals={"moving": 2}, first_plans=1, plans_again=2, touched={"reached": 2}, n_reached=9,
        came={"new": 2}, where={0: 2}, by={0: 2}, actors={2: 1}, started=2, targets={"support": 1},
        onward={"support": 1}, reasons={7: 1}, phases={1: 2}, days_to_contact=[1.0, 2.0], contact_minutes=90,
        kilometres=12,
    )  # fmt: skip
    for name, table in rules.protected(raw).items():
        for label, cell in table.items():
            assert not cell.value, (name, label)
            hidden = isinstance(cell, Protected) and cell.value == 0
            assert not hidden or name in {"phases", "times"}, (name, label)


def test_steering_costs_the_same_for_many(people: Cast) -> None:
    client = enter(Client(), people.steering)
    touch(people, person(people))
    client.get(PAGE)
    few = queries(client)
    for number in range(25):
        case = person(people)
        touch(people, case, on=(IN, BEFORE)[number % 2])
        plan(people, case)
        end(people, case, 1 + number % 8, "support")
    assert queries(client) == few <= 15


def queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(PAGE).status_code == 200
    return len(asked)


@pytest.mark.parametrize("role", ["therapist", "peer", "evaluator", "administrator", "dpo"])
def test_steering_is_for_the_steering_group_and_the_leader(people: Cast, role: str) -> None:
    assert enter(Client(), getattr(people, role)).get(PAGE).status_code == 403
    assert enter(Client(), people.leader).get(PAGE).status_code == 200
