"""Two at the same moment: a request is asked once, taken by one, and emptied once."""

from uuid import uuid4

import pytest
from django.utils import timezone

from fremskudt.access.models import Event, User
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.actions import call_request as actions
from fremskudt.casework.models import CallRequest
from fremskudt.casework.rules.call_request import UNANSWERED_KEPT
from tests.casework.call_field import call
from tests.casework.test_contact_race import at_once
from tests.cast import assemble

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def test_call_request_of_a_double_tap_at_the_same_moment_is_one() -> None:
    people, operation, made = assemble(), uuid4(), list[int]()

    def press() -> None:
        made.append(call(people, operation=operation).pk)

    at_once(press, press)
    assert made == [CallRequest.objects.get().pk] * 2
    assert Event.objects.filter(action="call_request.ask").count() == 1


def test_call_request_that_two_take_at_once_is_ones() -> None:
    people, told = assemble(), list[str]()
    one = call(people)

    def take(user: User) -> None:
        try:
            actions.take(call=one, by=user)
            told.append("taken")
        except NotNow:
            told.append("told")

    at_once(lambda: take(people.therapist), lambda: take(people.colleague))
    assert sorted(told) == ["taken", "told"]
    assert Event.objects.filter(action="call_request.take").count() == 1


def test_call_request_is_emptied_by_one_of_two_workers() -> None:
    people, told = assemble(), list[int]()
    for _ in range(3):
        call(people)
    now = timezone.now()
    CallRequest.objects.update(made_at=now - UNANSWERED_KEPT)
    at_once(lambda: told.append(actions.empty_expired(now)), lambda: told.append(actions.empty_expired(now)))
    assert sum(told) == 3
    assert Event.objects.filter(action="call_request.empty").count() == 3
