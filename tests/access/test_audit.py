"""An act and its event stand or fall together."""

import pytest
from django.db import transaction

from fremskudt.access import audit
from fremskudt.access.models import Event
from tests.cast import Cast

ACT = {"action": "study.create", "subject": "study:a", "purpose": "evaluation"}


@pytest.mark.database
@pytest.mark.django_db
def test_audit_event_says_who_in_which_role_did_what(people: Cast) -> None:
    with transaction.atomic():
        audit.record(by=people.evaluator, **ACT)
    event = Event.objects.get()
    assert (event.actor, event.role) == (f"user:{people.evaluator.pk}", "evaluator")
    assert (event.action, event.subject, event.purpose) == tuple(ACT.values())


@pytest.mark.database
@pytest.mark.django_db
def test_audit_event_goes_when_the_act_is_undone(people: Cast) -> None:
    with transaction.atomic():
        audit.record(by=people.evaluator, **ACT)
        transaction.set_rollback(True)
    assert not Event.objects.exists()


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_audit_refuses_an_act_without_a_transaction(people: Cast) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        audit.record(by=people.evaluator, **ACT)
