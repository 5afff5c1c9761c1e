"""»Hvem har set mine papirer?« on the citizen's own phone: days, functions and first names, and nothing of the case."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.links import OWN_PAPERS
from fremskudt.access.models import Event, PersonalLink
from fremskudt.casework.actions import barring as barring_actions
from fremskudt.casework.actions import door as door_actions
from fremskudt.casework.actions import link as link_actions
from fremskudt.casework.models import Citizen
from fremskudt.casework.selectors import own_log
from fremskudt.casework.selectors.own_log import Did
from fremskudt.casework.selectors.who import Side
from tests.casework.field import citizen
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]

OWN_LOG = reverse("casework:own_log")
WORDS = re.compile(r"stof|misbrug|behandl|rusmid|afhængig|center|centret|fremskudt|psykiatri", re.IGNORECASE)


@pytest.fixture
def followed(people: Cast) -> Citizen:
    people.therapist.name = "Tea Tang Larsen"
    people.therapist.save()
    return citizen(people, "Kanel", "K7M4-Q2RX", followed_by=people.therapist)


def holder(people: Cast, followed: Citizen) -> Client:
    _link, token = link_actions.give(citizen=followed, purpose=OWN_PAPERS, by=people.therapist)
    client = Client()
    client.post(reverse("casework:link_enter", args=[token]))
    return client


def looks(page: str) -> list[str]:
    return re.findall(r"<li>([^<]+)</li>", page[page.index("<ol") : page.index("</ol>")])


def test_own_log_tells_who_by_function_and_what_so_that_a_shoulder_may_read_it(people: Cast, followed: Citizen) -> None:
    tea, lea = enter(Client(), people.therapist), enter(Client(), people.leader)
    tea.get(reverse("casework:citizen", args=[followed.code]))
    tea.post(reverse("casework:identity", args=[followed.code]))
    lea.get(reverse("casework:distribution"))
    door_actions.open_door(
        citizen=followed, reason="danger", words="Bange for at dø", by_cpr=False, by=people.colleague
    )
    door_actions.open_door(citizen=followed, reason="other", words="Noget andet", by_cpr=False, by=people.professional)
    opening = followed.door_openings.get(user=people.colleague)
    door_actions.mark_seen(opening=opening, by=people.dpo)
    page = holder(people, followed).get(OWN_LOG).content.decode()
    assert looks(page) == [
        "Du, eller en med dit link, så dine papirer",
        "Tea fra teamet gav dig et link eller lukkede det",
        "Den, der passer på dine oplysninger, så efter, hvem der har set dine papirer",
        "En uden for teamet åbnede dine papirer uden at følge dig",
        "Tom fra teamet åbnede dine papirer uden at følge dig",
        "Lederen af teamet så dine papirer",
        "Tea fra teamet så dit navn eller nummer",
        "Tea fra teamet så dine papirer",
    ]
    told = [look for day in own_log.read_own_log(PersonalLink.objects.get()).days for look in day.looks]
    assert {look.first_name for look in told if look.side is not Side.TEAM} == {""}
    assert not WORDS.findall(page)
    for secret in ("Larsen", "Kanel", followed.code, "Bange for at dø", "akut", "Jobcentret"):
        assert secret not in page


def test_own_log_does_not_tell_that_somebody_is_barred(people: Cast, followed: Citizen) -> None:
    barring_actions.set_barring(
        citizen=followed, user=people.colleague, reason="Bror", review_on=timezone.localdate(), by=people.leader
    )
    enter(Client(), people.leader).get(reverse("casework:barrings"))
    page = holder(people, followed).get(OWN_LOG).content.decode()
    assert not [look for look in looks(page) if look.startswith("Lederen")]
    assert "spær" not in page.lower()


def test_own_log_every_showing_is_an_event_of_the_link(people: Cast, followed: Citizen) -> None:
    client = holder(people, followed)
    client.get(OWN_LOG)
    client.get(OWN_LOG)
    shown = Event.objects.filter(action="own_log.read", subject=followed.key)
    assert {(event.actor, event.purpose, event.role) for event in shown} == {
        (f"link:{PersonalLink.objects.get().pk}", "own", "link_holder")
    }
    assert shown.count() == 2


def test_own_log_gathers_a_day_and_keeps_days_apart(people: Cast, followed: Citizen) -> None:
    midday = timezone.localtime().replace(hour=12)
    for day in (3, 2):
        with time_machine.travel(midday - timedelta(days=day), tick=False):
            tea = enter(Client(), people.therapist)
            for _ in range(5):
                tea.get(reverse("casework:citizen", args=[followed.code]))
    page = holder(people, followed).get(OWN_LOG).content.decode()
    assert looks(page).count("Tea fra teamet så dine papirer") == 2
    assert page.count('<p class="second">') == 3


def test_own_log_shows_the_citizens_own_only_a_part_at_a_time(
    people: Cast, followed: Citizen, django_assert_max_num_queries: Any
) -> None:
    other = citizen(people, "Havre", followed_by=people.therapist)
    start = timezone.localtime().replace(hour=12)
    for day in range(60, 0, -1):
        with time_machine.travel(start - timedelta(days=day), tick=False):
            for who in (followed, other):
                door_actions.open_door(citizen=who, reason="other", words="Noget", by_cpr=False, by=people.colleague)
    client = holder(people, followed)
    client.get(OWN_LOG)
    with django_assert_max_num_queries(15):
        page = client.get(OWN_LOG).content.decode()
    href = re.search(r'href="([^"]*\?foer=\d+)"', page)
    assert href
    rest = client.get(href[1]).content.decode()
    assert "Vis flere" not in rest
    opened = [look for look in looks(page) + looks(rest) if look.startswith("Tom")]
    assert len(opened) == 60


def test_own_log_every_event_of_a_case_is_something_somebody_did() -> None:
    wanted = {
        "citizen.read": Did.SAW, "caseload.read": Did.SAW, "identity.read": Did.SAW_IDENTITY,
        "identity.write": Did.WROTE, "assignment.start": Did.WROTE, "door.open": Did.OPENED, "door.close": Did.SAW,
        "door.seen": Did.CHECKED, "doors.read": Did.CHECKED, "citizen_log.print": Did.CHECKED,
        "log.search": Did.CHECKED, "link.give": Did.GAVE_LINK, "own_log.read": Did.SAW,
    }  # fmt: skip
    assert {action: own_log.did(action) for action in wanted} == wanted


def test_own_log_of_someone_who_is_not_there_any_more_is_closed(people: Cast, followed: Citizen) -> None:
    client = holder(people, followed)
    PersonalLink.objects.update(subject="citizen:ZZZZ-9999")
    assert client.get(OWN_LOG).status_code == 404
