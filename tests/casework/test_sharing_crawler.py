"""A crawler that walks every address as each partner role: no word of any citizen without a yes, and with one only it.

Every text field of every row about a citizen holds a word that is found nowhere else, the alias too. The seats at
meetings stay where they are, so that a seat alone is shown to open nothing.
"""

import logging
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.db.models import CharField, Model, Q, TextField
from django.http import HttpResponse, SimpleCookie
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.matrix import TABLE, Near
from fremskudt.access.models import Organisation
from fremskudt.access.roles import LIGHT_ROLES, Role
from fremskudt.access.rules.policy import About
from fremskudt.access.strength import Strength
from fremskudt.casework.models import Citizen, ConsentEnd, ConsentEntry, Meeting, MeetingItem, MeetingSeat, Task
from fremskudt.casework.rules.consent import Topic
from fremskudt.surveys.actions import study as studies
from tests import cast
from tests.access import world as worlds
from tests.access.test_matrix import addresses
from tests.access.world import World
from tests.casework.agreed_field import fill
from tests.casework.consent_field import say

pytestmark = pytest.mark.django_db

WORD = "KANARIE"
OUTSIDERS = [Role.PARTNER, Role.PARTNER_CONTACT, Role.PROFESSIONAL, Role.PEER]
VISITORS = [(role, Strength.STRONG) for role in OUTSIDERS] + [(role, Strength.LINK) for role in sorted(LIGHT_ROLES)]
HIDDEN = About.CITIZEN, About.CITIZEN_AND_USER
OWNED = Q(words__contains="7") | Q(owner__name="Palle")  # somebody's own, and some of the others'
client = Client()


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Each address that is shut would be a line with its traceback."""
    caplog.set_level(logging.CRITICAL)


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The world in which every address is tried, with small studies; and everything about each citizen in it."""
    with django_db_blocker.unblock():
        people = cast.assemble()
        near, far = (study(people, slug) for slug in ("her", "der"))
        built = worlds.build(people, near, far)
        worlds.log_everybody_in(built)
        worlds.places(built)
        people.therapist.refresh_from_db()
        for who in (built.followed, built.colleagues, built.barred, built.elsewhere):
            fill(who, people, people.partner, people.drop_in)
        write_words()
        for entry in ConsentEntry.objects.filter(end=None):
            ConsentEnd.objects.create(entry=entry, why="withdrawn", at=timezone.now())
        MeetingItem.objects.update(closed_at=None, removed_at=None)
        MeetingSeat.objects.update(removed_at=None)
        yield built
        call_command("flush", interactive=False, verbosity=0)


def study(people: cast.Cast, slug: str) -> Any:
    return studies.create(
        slug=slug, title=slug, owner=people.institute, starts_on=date(2024, 1, 1), ends_on=date(2025, 1, 1), waves={},
        municipalities=[people.municipalities["Randers"]], by=people.evaluator,
    )  # fmt: skip


def models_about_citizens() -> list[type[Model]]:
    rooms = [apps.get_app_config(room) for room in ("casework", "partnership", "surveys")]
    found = [model for room in rooms for model in room.get_models()]
    return [one for one in found if getattr(one, "policy", None) and one.policy.about in HIDDEN]  # type: ignore[attr-defined]


def write_words() -> None:
    """The word, with where it stands, in every field of text that could tell something; past the rules of the rows."""
    for model in models_about_citizens():
        told = f"{model.policy.identifying} {model.policy.free_text}".split()  # type: ignore[attr-defined]
        fields = [one for one in model._meta.fields if one.name in told and isinstance(one, CharField | TextField)]
        if model is not ConsentEntry:
            for row in model._base_manager.all():
                words = {field.name: word(model, field.name, row.pk) for field in fields if not field.choices}
                words = {name: text for name, text in words.items() if getattr(row, name)}
                if words:
                    model._base_manager.filter(pk=row.pk).update(**words)
    for citizen in Citizen.objects.all():
        Citizen.objects.filter(pk=citizen.pk).update(alias=word(Citizen, "alias", citizen.pk))


def word(model: type[Model], field: str, pk: object) -> str:
    return f"{WORD}-{model.__name__}-{field}-{pk}-".upper()


def words_in(response: HttpResponse) -> set[str]:
    """`Model-field-number` of each word that stands in the answer or its headers."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = f"{body.decode(errors='replace')} {response.headers}"
    return {"-".join(part.split("-")[1:4]) for part in text.split(WORD)[1:]} if WORD in text else set()


def bodies(name: str) -> list[dict[str, str]]:
    """What is sent: nothing, and what a curious visitor would try."""
    tried = {
        "casework:agreed_search": [{"alias": WORD.lower()}, {"alias": "k"}],
        **{
            f"casework:{act}": [{"task": str(pk)} for pk in Task.objects.filter(OWNED).values_list("pk", flat=True)]
            for act in ("task_done", "task_undo", "task_hand_on")
        },
        **{
            f"casework:{act}": [{"item": str(pk)} for pk in MeetingItem.objects.values_list("pk", flat=True)]
            for act in ("meeting_line", "meeting_next", "meeting_end")
        },
    }
    return [{}, *tried.get(name, [])]


def walk(
    town: World, role: Role, strength: Strength, names: Iterable[str] = TABLE
) -> Iterator[tuple[str, HttpResponse]]:
    """Every address of the table by each of its methods; what a request changed is undone.

    Where the role has no business, the guard answers before any number is looked at: one near thing will do there.
    """
    for name in names:
        row, where = TABLE[name], addresses(town, name)
        is_shut = bool(row.roles) and role not in row.roles
        for address in [where["own"]] if is_shut else {*where.values(), *more_addresses(name)}:
            for method in row.methods:
                for body in bodies(name) if method == "POST" and not is_shut else [{}]:
                    told = f"{role} ({strength}) {method} {address} {body}"
                    yield told, ask(town.sessions[role, strength], method, address, body)


def more_addresses(name: str) -> list[str]:
    """Of what is named by a number: all there are, not only those of the world."""
    if name in {"casework:meeting", "casework:network", "casework:meeting_calendar", "casework:meeting_answer"}:
        return [reverse(name, args=[pk]) for pk in Meeting.objects.values_list("pk", flat=True)]
    if name == "casework:task_hand_on":
        return [f"{reverse(name)}?opgave={pk}" for pk in Task.objects.filter(OWNED).values_list("pk", flat=True)]
    return [f"{reverse(name)}?alle"] if name == "casework:tasks" else []


def ask(session: str, method: str, address: str, body: dict[str, str]) -> HttpResponse:
    with transaction.atomic():
        client.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: session})
        response = client.post(address, body) if method == "POST" else client.get(address)
        transaction.set_rollback(True)
    return response  # type: ignore[return-value]


def test_crawler_has_a_word_in_every_kind_of_row_about_a_citizen(town: World) -> None:
    """What no test writes a row of would be missed: these are the kinds that the proof must not miss."""
    filled = {model.__name__ for model in models_about_citizens() if model._base_manager.exists()}
    needed = "Citizen Case TreatmentPlan Goal GoalNote StoryCard Letter Contact Meeting MeetingItem MeetingLine Task "
    needed += "RoleCard SafetyNotice Appointment PickUp BoardEntry PhaseInterval Identity ConsentEntry"
    assert set(needed.split()) <= filled


@pytest.mark.parametrize(("role", "strength"), VISITORS)
def test_crawler_finds_nobody_without_a_yes(town: World, role: Role, strength: Strength) -> None:
    n_open = 0
    for told, response in walk(town, role, strength):
        assert not words_in(response), told
        n_open += response.status_code == 200
    assert n_open > 10


EXPECTED = {
    Topic.APPOINTMENTS: {"PICKUP-PLACE_WORDS"},
    Topic.WISHES: {"TREATMENTPLAN-HOPES", "TREATMENTPLAN-WISHES", "GOAL-WORDS"},
    Topic.STORY: {"STORYCARD-WORDS"},
    Topic.AGREEMENTS: {"ROLECARD-ROLE", "ROLECARD-DOES", "ROLECARD-DOES_NOT"},
}


@pytest.mark.parametrize("topic", Topic)
def test_crawler_finds_with_a_yes_what_it_covers_and_no_more(town: World, topic: Topic) -> None:
    """A yes on one topic to the volunteer's house: their own role and task, the alias, and the topic's own words."""
    house, who = town.people.drop_in, town.followed
    say(who, house, topic, by=town.people.therapist)
    names = [name for name, row in TABLE.items() if Role.PARTNER in row.roles and row.near is not Near.SELF]
    walked = walk(town, Role.PARTNER, Strength.STRONG, names)
    found = {word for _told, response in walked for word in words_in(response)}
    assert found, "nothing is shown at all"
    for one in sorted(found):
        assert is_covered(one, topic, who, house), f"{one} by a yes on {topic}"
    shown = {"-".join(one.split("-")[:2]) for one in found}
    assert {"CITIZEN-ALIAS", "TASK-WORDS", *EXPECTED.get(topic, set())} <= shown


def is_covered(found: str, topic: str, who: Citizen, house: Organisation) -> bool:
    """Whether a yes of this citizen on this topic lets the house read this field of this row."""
    model, field, pk = found.split("-")
    kind = next(one for one in models_about_citizens() if one.__name__.upper() == model)
    row: Any = kind._base_manager.get(pk=pk)
    return whose(row) == who and f"{model}-{field}" in READABLE and opens(row, model, field, topic, house)


READABLE = {
    "CITIZEN-ALIAS", "TASK-WORDS", "MEETINGLINE-WORDS", "MEETINGITEM-WISH", "MEETING-PLACE", "MEETING-AGENDA",
    "MEETING-OWN_POINTS", *(one for words in EXPECTED.values() for one in words),
}  # fmt: skip


def whose(row: Any) -> Citizen | None:
    if isinstance(row, Citizen):
        return row
    if isinstance(row, Meeting):
        row = row.items.get()
    held = getattr(row, "item", None) or getattr(row, "plan", None) or row
    found: Citizen = held.case.citizen
    return found


def opens(row: Any, model: str, field: str, topic: str, house: Organisation) -> bool:
    if model == "MEETING":  # one may come, so one may know where; what the citizen wants of it is a wish
        return row.seats.filter(organisation=house).exists() and (field != "OWN_POINTS" or topic == Topic.WISHES)
    if model in {"TASK", "MEETINGLINE"}:
        return row.topic == topic or getattr(row, "organisation_id", None) == house.pk
    if model == "ROLECARD":
        return topic == Topic.AGREEMENTS or row.organisation_id == house.pk
    if model in {"CITIZEN", "MEETINGITEM"}:
        return model == "CITIZEN" or topic == Topic.WISHES
    return f"{model}-{field}" in EXPECTED.get(Topic(topic), set())
