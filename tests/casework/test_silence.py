"""Silence ends nothing: 400 days on, with every page opened and every command run, everybody is still here."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, reverse
from django.urls.exceptions import NoReverseMatch
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.models import User
from fremskudt.access.reach import reach_of
from fremskudt.casework.models import (
    Appointment,
    Case,
    Citizen,
    Contact,
    ContactAgreement,
    Ending,
    FollowUp,
    Pause,
    PhaseInterval,
    TransitionStep,
    TreatmentRequest,
)
from fremskudt.casework.selectors.case import open_case
from fremskudt.casework.urls import urlpatterns
from fremskudt.config.cli import COMMANDS
from fremskudt.config.commands import watch
from tests.casework.field import citizen
from tests.casework.test_transition import add, choose
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]
# What a commander must fill in, or what serves for good: none of it is a job that runs by itself.
ASKS_FOR_MORE = {
    "demo", "serve", "begin", "import", "extract", "analyse", "report", "reproduce", "record", "key", "keys",
    "instrument",
}  # fmt: skip
JOBS: dict[str, Callable[[], object]] = {
    "audit": audit.verify,
    "watch": lambda: [act(timezone.now()) for act in watch.acts()],
    "manage": lambda: call_command("clearsessions"),
}
AHEAD = timedelta(days=400)


@pytest.fixture
def people_of_all_kinds(people: Cast) -> list[Citizen]:
    """One who cancelled, one who relapsed, one in a pause past its day, one whom nobody has heard from."""
    made = [citizen(people, alias, followed_by=people.therapist) for alias in ("Kanel", "Havre", "Fyr", "Rug")]
    cancelled, relapsed, pausing, _silent = [one.cases.get() for one in made]
    now, today, tea = timezone.now(), timezone.localdate(), people.therapist
    for days in range(3):
        Appointment.objects.create(
            case=cancelled, at=now + timedelta(days=days), place="home", owner=tea, made_at=now, by=tea,
            outcome=("missed", "called_off", "")[days],
        )  # fmt: skip
    Contact.objects.create(
        case=relapsed, at=now, outcome="said_no", place="home", way="in_person", made_at=now, by=tea,
        note="Det gik skidt i en periode", operation="7f9a0c52-4f0f-4a5e-9c2e-1f0a5d1d2e11",
    )  # fmt: skip
    PhaseInterval.objects.create(case=relapsed, phase=2, start_on=today, made_at=now, by=tea)
    TreatmentRequest.objects.create(case=relapsed, asked_on=today, made_at=now, by=tea)
    Pause.objects.create(case=pausing, cause="not_found", began_on=today, look_again_on=today, made_at=now, by=tea)
    ContactAgreement.objects.create(case=pausing, every_days=7, not_now_until=today, made_at=now, by=tea)
    choose(people, made[0])
    add(people, made[0])
    return made


def addresses(who: Citizen) -> Iterator[str]:
    """Every address of the field work that can be opened without more than a citizen."""
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        for told in ({}, {"code": who.code}):
            try:
                yield reverse(f"casework:{pattern.name}", kwargs=told)
            except NoReverseMatch:
                continue


def open_everything(user: User, citizens: list[Citizen]) -> int:
    client, opened = enter(Client(), user), 0
    for address in sorted({address for who in citizens for address in addresses(who)} - {reverse("casework:leave")}):
        opened += client.get(address).status_code == 200
    return opened


def test_silence_and_every_page_end_nothing_in_400_days(people: Cast, people_of_all_kinds: list[Citizen]) -> None:
    start = timezone.now()
    for days in (90, 400):
        with time_machine.travel(start + timedelta(days=days), tick=True):
            opened = open_everything(people.therapist, people_of_all_kinds if days == 400 else people_of_all_kinds[2:3])
            assert opened > 20
            open_everything(people.leader, [])
    assert not Ending.objects.exists()
    assert not FollowUp.objects.exists()
    assert Case.objects.going_on().count() == len(people_of_all_kinds)
    assert Pause.objects.open().count() == 1
    assert TransitionStep.objects.filter(missed_at=None, removed_at=None, done_on=None).count() == 1
    for who in people_of_all_kinds:
        assert not open_case(reach_of(people.therapist), who.code).has_ended


def test_silence_and_the_jobs_that_run_by_themselves_end_nothing(people_of_all_kinds: list[Citizen]) -> None:
    assert set(COMMANDS) == ASKS_FOR_MORE | set(JOBS), "a new command: does it run by itself? Then it is tried here."
    before = Case.objects.going_on().count()
    with time_machine.travel(timezone.now() + AHEAD, tick=True):
        for job in JOBS.values():
            job()
    assert Case.objects.going_on().count() == before
    assert not Ending.objects.exists()
