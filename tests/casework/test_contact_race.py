"""Two presses at the same moment: a contact is one line, and a request for help is taken by one."""

from collections.abc import Callable
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from fremskudt.access.models import Event
from fremskudt.casework.actions import contact as actions
from fremskudt.casework.models import Contact, UrgentRequest
from tests.casework.contact_field import asked, case_of
from tests.casework.field import citizen
from tests.cast import assemble, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def at_once(*acts: Callable[[], None]) -> None:
    gate = Barrier(len(acts))

    def run(act: Callable[[], None]) -> None:
        gate.wait()
        try:
            act()
        finally:
            connection.close()

    running = [Thread(target=run, args=[act]) for act in acts]
    for one in running:
        one.start()
    for one in running:
        one.join()


def test_contact_double_tap_at_the_same_moment_is_one_line() -> None:
    people = assemble()
    case, operation, made = case_of(citizen(people, followed_by=people.therapist)), uuid4(), list[int]()

    def press() -> None:
        told = {"outcome": "met", "place": "home", "way": "in_person", "operation": operation}
        made.append(actions.log(case=case, **told, by=people.therapist).pk)  # type: ignore[arg-type]

    at_once(press, press)
    assert made == [Contact.objects.get().pk] * 2
    assert Event.objects.filter(action="contact.log").count() == 1


def test_urgent_request_that_two_take_at_once_is_ones() -> None:
    people = assemble()
    request = asked(citizen(people, followed_by=people.therapist))
    take, told = reverse("casework:urgent_take", args=[request.pk]), list[tuple[int, str]]()
    clients = [enter(Client(), user) for user in (people.therapist, people.colleague)]

    def press(client: Client) -> Callable[[], None]:
        return lambda: told.append(((answer := client.post(take)).status_code, answer.content.decode()))

    at_once(*(press(client) for client in clients))
    assert sorted(status for status, _page in told) == [302, 409]
    at = UrgentRequest.objects.get().taken_at
    assert at is not None
    refused = next(page for status, page in told if status == 409)
    assert "En kollega har taget den kl. " in refused
    assert Event.objects.filter(action="urgent.take").count() == 1
